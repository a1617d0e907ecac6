/**
 * Recovering a mailbox: who lost the passphrase, or takes over the post, asks with a new key; two officers hand their shares
 * on; with both the mailbox opens here and gets the asker's passphrase.
 */
import { Button, NativeSelect, PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment } from "../design/when.ts";
import { handOnShare, lockKey, newKey, PASSPHRASE_LETTERS, recoverKey, unlockKey, type OpenKey } from "../field-form/sealed/mailbox-key.ts";
import { useWords } from "../frame/words.ts";
import { withPassphrase } from "./sealed-mailbox.tsx";
import type { Keys } from "./sealed-page.tsx";
import { lockedOnly, newSealedId, postsQuery, recoveriesQuery, useSealed, type Asked, type WaitingForMe } from "./sealed-questions.ts";
import styles from "./sealed.module.css";

export function SealedRecoveries({ keys, onRecovered }: { keys: Keys; onRecovered: (mailbox: string, key: OpenKey) => void }) {
  const t = useWords();
  const { data, error, refetch } = useQuery(recoveriesQuery);
  const posts = useQuery(postsQuery).data?.rows ?? [];
  const titleOf = (mailbox: string) => posts.find(({ id }) => id === mailbox)?.title ?? "…";
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return (
    <div className={styles.cards}>
      <p className="measure" style={{ margin: 0 }}>{t("sealed.recoveryWords")}</p>
      {data?.waiting.map((one) => <ForOfficer key={one.id} one={one} keys={keys} title={titleOf(one.mailbox)} />)}
      {data?.asked.map((one) => <ForAsker key={one.id} one={one} title={titleOf(one.mailbox)} onRecovered={onRecovered} />)}
      <details className={styles.more}><summary>{t("sealed.askRecovery")}</summary><AskRecovery posts={posts.filter(({ hasRecovery }) => hasRecovery)} /></details>
    </div>
  );
}

function ForOfficer({ one, keys, title }: { one: WaitingForMe; keys: Keys; title: string }) {
  const t = useWords();
  const share = one.shares.find(({ officer }) => keys.has(officer));
  const give = useSealed(async () => [`recoveries/${one.id}/parts`, { method: "POST", body: { officer: share!.officer, sealed: await handOnShare(keys.get(share!.officer)!, { mailbox: one.mailbox, officer: share!.officer, recovery: one.id, share: share!.sealed, to: one.publicKey }) } }] as const);
  const refuse = useSealed(async () => [`recoveries/${one.id}`, { method: "DELETE" }] as const);
  return (
    <section className={styles.card} aria-label={t("sealed.waitsForYou")}>
      <h3>{t("sealed.waitsForYou")}</h3>
      <p className="measure">{t("sealed.whoAsks", { who: one.askedAs, mailbox: title, moment: moment(one.askedAt) })}</p>
      {one.isGiven ? <p className="quiet">{t("sealed.partGiven")}</p> : (
        <div className={styles.row}>
          <TestedButton loading={give.isPending} off={share ? undefined : t("sealed.unlockFirst")} onClick={() => { give.mutate(); }}>{t("sealed.givePart")}</TestedButton>
          <Button variant="default" loading={refuse.isPending} onClick={() => { refuse.mutate(); }}>{t("sealed.refuse")}</Button>
        </div>
      )}
      {give.error ?? refuse.error ? <Trouble error={give.error ?? refuse.error} /> : null}
    </section>
  );
}

function ForAsker({ one, title, onRecovered }: { one: Asked; title: string; onRecovered: (mailbox: string, key: OpenKey) => void }) {
  const t = useWords();
  const [words, setWords] = useState("");
  const opened = useRef<OpenKey>(undefined);
  const finish = useSealed(async () => {
    const key = await withPassphrase(async () => recoverKey(await unlockKey(one, words), one.id, one.mailboxKey!, one.spare!, one.parts));
    opened.current = key;
    return [`recoveries/${one.id}/finish`, { method: "POST", body: lockedOnly(await lockKey(key, words)) }] as const;
  });
  const withdraw = useSealed(async () => [`recoveries/${one.id}`, { method: "DELETE" }] as const);
  const isReady = one.parts.length === 2;
  return (
    <section className={styles.card} aria-label={t("sealed.youAsked")}>
      <h3>{t("sealed.youAsked")}</h3>
      <p className="measure">{t("sealed.partsSoFar", { mailbox: title, count: one.parts.length })}</p>
      <form className={styles.unlock} onSubmit={(event) => { event.preventDefault(); void finish.mutateAsync().then(() => { onRecovered(one.mailbox, opened.current!); }, () => { /* said below */ }); }}>
        {isReady ? <PasswordInput label={t("sealed.newPassphrase")} autoComplete="off" required value={words} onChange={(event) => { setWords(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} /> : null}
        <TestedButton type="submit" loading={finish.isPending} off={isReady ? undefined : t("sealed.partsMissing")}>{t("sealed.takeOver")}</TestedButton>
        <Button variant="default" loading={withdraw.isPending} onClick={() => { withdraw.mutate(); }}>{t("sealed.withdraw")}</Button>
      </form>
      {finish.error ?? withdraw.error ? <Trouble error={finish.error ?? withdraw.error} /> : null}
    </section>
  );
}

function AskRecovery({ posts }: { posts: readonly { id: string; title: string }[] }) {
  const t = useWords();
  const [post, setPost] = useState("");
  const [words, setWords] = useState("");
  const [again, setAgain] = useState("");
  const askFor = useSealed(async () => [`posts/${post}/recoveries`, { method: "POST", body: { id: newSealedId(), ...(await lockKey(await newKey(), words)) } }] as const);
  const off = posts.length === 0 ? t("sealed.noneRecoverable") : !post ? t("sealed.whichMailbox") : words.length < PASSPHRASE_LETTERS ? t("sealed.needsLength", { letters: PASSPHRASE_LETTERS }) : words !== again ? t("sealed.needsSame") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); askFor.mutate(undefined, { onSuccess: () => { setWords(""); setAgain(""); setPost(""); } }); }}>
      <NativeSelect label={t("sealed.whichMailbox")} value={post} onChange={(event) => { setPost(event.currentTarget.value); }} data={[{ value: "", label: "–" }, ...posts.map(({ id, title }) => ({ value: id, label: title }))]} />
      <div className={styles.pair}>
        <PasswordInput label={t("sealed.newPassphrase")} description={t("sealed.passphraseWords", { letters: PASSPHRASE_LETTERS })} autoComplete="off" required value={words} onChange={(event) => { setWords(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
        <PasswordInput label={t("sealed.passphraseAgain")} autoComplete="off" required value={again} onChange={(event) => { setAgain(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      </div>
      {askFor.error ? <Trouble error={askFor.error} /> : null}
      <div><TestedButton type="submit" variant="default" off={off} loading={askFor.isPending}>{t("sealed.askNow")}</TestedButton></div>
    </form>
  );
}
