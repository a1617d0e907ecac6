/** One mailbox: opening it with its passphrase, what it is called, and who could recover it. And making a new one. */
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { Done, Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day } from "../design/when.ts";
import { lockKey, newKey, PASSPHRASE_LETTERS, splitForRecovery, unlockKey, type OpenKey } from "../field-form/sealed/mailbox-key.ts";
import { Refusal } from "../frame/api.ts";
import { joined, say, useWords } from "../frame/words.ts";
import { Fingerprint } from "./sealed-posts.tsx";
import { newSealedId, postsQuery, useSealed, type Mailbox, type Matter } from "./sealed-questions.ts";
import styles from "./sealed.module.css";

const MATTERS = ["integrity", "threat"] as const satisfies readonly Matter[];

/** Whatever the browser says of a key that does not fit, a person is told that the passphrase is another. */
export async function withPassphrase<T>(open: () => Promise<T>): Promise<T> {
  return open().catch(() => { throw new Refusal("passphrase", 0, say("sealed.wrongPassphrase")); });
}

export function MailboxCard({ mailbox, own, onOpen }: { mailbox: Mailbox; own: OpenKey | undefined; onOpen: (key: OpenKey | undefined) => void }) {
  const t = useWords();
  const [passphrase, setPassphrase] = useState("");
  const unlock = useMutation({ mutationFn: () => withPassphrase(() => unlockKey(mailbox, passphrase)), onSuccess: (key) => { setPassphrase(""); onOpen(key); } });
  const close = useSealed(async () => [`mailboxes/${mailbox.id}/closed`, { method: "PUT", body: { isClosed: !mailbox.isClosed } }] as const);
  const state = mailbox.isClosed ? "closed" : mailbox.isNamed ? "named" : "unnamed";
  return (
    <section className={styles.card} aria-label={mailbox.title}>
      <div className={styles.head}>
        <h3>{own ? <IconLockOpen size={18} aria-hidden /> : <IconLock size={18} aria-hidden />} <bdi>{mailbox.title}</bdi></h3>
        <span className={`${chips.note} ${state === "named" ? "" : chips.warn}`}>{t(`sealed.state.${state}`)}</span>
      </div>
      <p className="quiet small">{joined(mailbox.takes.map((matter) => t(`sealed.matter.${matter}`)))} · {t("sealed.since", { day: day(mailbox.openedOn) })}</p>
      <Fingerprint publicKey={mailbox.publicKey} />
      {state === "unnamed" ? <p className="small measure">{t("sealed.awaitsName")}</p> : null}
      {mailbox.hasRecovery ? null : <p className="small measure"><span className={`${chips.note} ${chips.warn}`}>{t("sealed.noRecovery")}</span> {t("sealed.noRecoveryWords")}</p>}
      {own ? (
        <>
          <div className={styles.row}>
            <Button size="sm" variant="default" onClick={() => { onOpen(undefined); }}>{t("sealed.lock")}</Button>
            <Button size="sm" variant="default" loading={close.isPending} onClick={() => { close.mutate(); }}>{t(mailbox.isClosed ? "sealed.takeAgain" : "sealed.takeNone")}</Button>
          </div>
          <details className={styles.more}><summary>{t(mailbox.hasRecovery ? "sealed.otherOfficers" : "sealed.nameOfficers")}</summary><Officers mailbox={mailbox} own={own} /></details>
        </>
      ) : (
        <form className={styles.unlock} onSubmit={(event) => { event.preventDefault(); unlock.mutate(); }}>
          <PasswordInput label={t("sealed.passphrase")} autoComplete="off" required value={passphrase} onChange={(event) => { setPassphrase(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
          <Button type="submit" loading={unlock.isPending}>{t("sealed.unlock")}</Button>
        </form>
      )}
      {unlock.error ?? close.error ? <Trouble error={unlock.error ?? close.error} /> : null}
    </section>
  );
}

/** Two other people; the shares are made here and sealed to them, so that nobody else ever has both. */
function Officers({ mailbox, own }: { mailbox: Mailbox; own: OpenKey }) {
  const t = useWords();
  const posts = (useQuery(postsQuery).data?.rows ?? []).filter(({ isMine, isClosed }) => !isMine && !isClosed);
  const [chosen, setChosen] = useState<[string, string]>(["", ""]);
  const name = useSealed(async () => {
    const [a, b] = chosen.map((id) => { const post = posts.find((one) => one.id === id)!; return { mailbox: post.id, publicKey: post.publicKey }; });
    return [`mailboxes/${mailbox.id}/recovery`, { method: "PUT", body: await splitForRecovery(own, mailbox.id, [a!, b!]) }] as const;
  });
  const off = posts.length < 2 ? t("sealed.tooFewPosts") : !chosen[0] || !chosen[1] || chosen[0] === chosen[1] ? t("sealed.chooseTwo") : undefined;
  const choice = (at: 0 | 1) => (
    <NativeSelect label={t(at === 0 ? "sealed.firstOfficer" : "sealed.secondOfficer")} value={chosen[at]} data={[{ value: "", label: "–" }, ...posts.map(({ id, title }) => ({ value: id, label: title }))]}
      onChange={(event) => { const { value } = event.currentTarget; setChosen(([a, b]) => (at === 0 ? [value, b] : [a, value])); }} />
  );
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); name.mutate(); }}>
      <p className="small quiet measure">{t("sealed.officersWords")}</p>
      <div className={styles.pair}>{choice(0)}{choice(1)}</div>
      {name.error ? <Trouble error={name.error} /> : null}
      {name.isSuccess ? <Done>{t("sealed.officersNamed")}</Done> : null}
      <div><TestedButton type="submit" variant="default" off={off} loading={name.isPending}>{t("sealed.split")}</TestedButton></div>
    </form>
  );
}

export function OpenMailbox({ isFirst, onDone, onCancel }: { isFirst: boolean; onDone: (id: string, key: OpenKey) => void; onCancel: () => void }) {
  const t = useWords();
  const [title, setTitle] = useState("");
  const [takes, setTakes] = useState<string[]>(["integrity", "threat"]);
  const [words, setWords] = useState("");
  const [again, setAgain] = useState("");
  const [made] = useState(() => ({ id: newSealedId(), key: newKey() }));
  const open = useSealed(async () => ["mailboxes", { method: "POST", body: { id: made.id, title: title.trim(), takes, ...(await lockKey(await made.key, words)) } }] as const);
  const off = title.trim().length < 3 ? t("sealed.needsTitle") : takes.length === 0 ? t("sealed.needsMatter") : words.length < PASSPHRASE_LETTERS ? t("sealed.needsLength", { letters: PASSPHRASE_LETTERS }) : words !== again ? t("sealed.needsSame") : undefined;
  return (
    <form className={`${styles.card} ${styles.form}`} onSubmit={(event) => { event.preventDefault(); void open.mutateAsync().then(() => made.key).then((key) => { onDone(made.id, key); }, () => { /* said below */ }); }}>
      <h3>{t("sealed.open")}</h3>
      <p className="small measure">{t("sealed.openWords")}</p>
      <TextInput label={t("sealed.title")} description={t("sealed.titleWords")} required maxLength={120} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
      <Checkbox.Group label={t("sealed.takes")} value={takes} onChange={setTakes}><div className={styles.choices}>{MATTERS.map((matter) => <Checkbox key={matter} value={matter} label={t(`sealed.matter.${matter}`)} />)}</div></Checkbox.Group>
      <div className={styles.pair}>
        <PasswordInput label={t("sealed.passphrase")} description={t("sealed.passphraseWords", { letters: PASSPHRASE_LETTERS })} autoComplete="off" required value={words} onChange={(event) => { setWords(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
        <PasswordInput label={t("sealed.passphraseAgain")} autoComplete="off" required value={again} onChange={(event) => { setAgain(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      </div>
      {open.error ? <Trouble error={open.error} kept={t("form.kept")} /> : null}
      <div className={styles.row}>
        <TestedButton type="submit" off={off} loading={open.isPending}>{t("sealed.makeMailbox")}</TestedButton>
        {isFirst ? null : <Button variant="default" onClick={onCancel}>{t("form.cancel")}</Button>}
      </div>
    </form>
  );
}
