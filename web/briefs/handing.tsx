/** To whom a bulletin was handed, by which way, and what became of it; who would get what of it; and the act. */
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Labels } from "../../src/platform/language.ts";
import { TextLink } from "../design/links.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { address, ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import styles from "./briefs.module.css";

interface Reason { code: string; words: Labels }
interface Handed { contact: string; title: string; country: string; service: string; way: "node" | "mail" | "hand"; state: string; reasons: Reason[]; document?: string; at?: string; failure?: string }
interface Would { contact: string; isReleased: boolean; events: number; alerts: number; reasons: Reason[] }

/** What the house itself says of why nothing went; anything else is a code of the mail server or of the link. */
const OURS = ["no-mail-server-is-set", "no-e-mail-address", "withdrawn-before-it-went"] as const;
const isOurs = (failure: string): failure is (typeof OURS)[number] => (OURS as readonly string[]).includes(failure);
const GOOD = new Set(["mailed", "received", "withdrawn"]), BAD = new Set(["mail-failed", "refused", "not-released"]), HANDED = new Set(["mailed", "received", "mail-waiting", "waiting", "sent"]);

export function Handing({ id, version, state }: { id: string; version: number; state: string }) {
  const t = useWords();
  const codes = useCodes();
  const client = useQueryClient();
  const may = useMay("briefs.release");
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [purpose, mean] = useState("prevention");
  const [isLooked, look] = useState(false);
  const ledger = useQuery({ queryKey: ["bulletin", id, "handing", version], queryFn: ({ signal }) => ask<Handed[]>(`/api/bulletins/${id}/handing`, { signal }), refetchInterval: 30_000 });
  const would = useQuery({ queryKey: ["bulletin", id, "handing", "preview", version], enabled: isLooked, queryFn: ({ signal }) => ask<Would[]>(`/api/bulletins/${id}/handing/preview`, { signal }) });
  const handing = useMutation({
    mutationFn: () => ask<{ release: string; isWaiting: boolean; given: number; refused: number }>(`/api/bulletins/${id}/handing`, { method: "POST", body: { contacts: [...chosen], purpose } }),
    onSuccess: () => { choose(new Set()); return client.invalidateQueries({ queryKey: ["bulletin", id, "handing"] }); },
  });
  if (ledger.error) return <Trouble error={ledger.error} onRetry={() => { void ledger.refetch(); }} />;
  if (ledger.isPending) return <Waiting rows={4} height={44} />;
  if (ledger.data.length === 0) return <p className="quiet">{t("brief.noContacts")}</p>;
  const foreseen = new Map(would.data?.map((one) => [one.contact, one]));
  const isOpen = state === "released";
  const off = !may ? t("brief.mayNotHand") : !isOpen ? t("brief.decideFirst") : chosen.size === 0 ? t("brief.chooseFirst") : undefined;
  return (
    <div>
      <p className="quiet measure">{t("brief.handWords")}</p>
      <ul className={styles.list}>{ledger.data.map((one) => {
        const own = foreseen.get(one.contact);
        const reasons = one.reasons.length > 0 ? one.reasons : own?.reasons ?? [];
        return (
          <li key={one.contact} className={styles.handed}>
            <Checkbox checked={chosen.has(one.contact)} disabled={!may || !isOpen} onChange={() => { choose((old) => { const next = new Set(old); if (!next.delete(one.contact)) next.add(one.contact); return next; }); }}
              label={<><span className="own-words">{one.title}</span> <span className="quiet small">{joined([codes.word("service-kind", one.service), codes.word("country", one.country)])}</span></>} />
            <p className={styles.handedState}>
              <span className={`${styles.chip} ${GOOD.has(one.state) ? styles.good : BAD.has(one.state) ? styles.bad : ""}`}>{t(`brief.handed.${one.state}` as "brief.handed.sent")}</span>
              <span className="quiet small">{joined([t(`brief.way.${one.way}`), one.at ? moment(one.at) : undefined, own?.isReleased ? t("brief.wouldGet", { events: number(own.events), alerts: number(own.alerts) }) : undefined])}</span>
              {one.document && !["withdrawn", "withdrawal-waiting", "revocation-pending"].includes(one.state) ? <a className={`small ${styles.link}`} href={address(`/api/bulletins/${id}/paper`, { contact: one.contact, format: "pdf" })} download="bulletin.pdf">{t("brief.theirPaper")}</a> : null}
            </p>
            {reasons.length > 0 && !HANDED.has(one.state) ? <p className="quiet small">{joined(reasons.map(({ words }) => inWords(words)))}</p> : null}
            {one.failure && !GOOD.has(one.state) ? <p className="small">{isOurs(one.failure) ? t(`brief.failure.${one.failure}`) : t("brief.failure.other", { code: one.failure })}</p> : null}
          </li>
        );
      })}</ul>
      <div className={styles.choices} style={{ marginTop: 16 }}>
        <Button variant="default" loading={isLooked && would.isPending} onClick={() => { look(true); if (isLooked) void would.refetch(); }}>{t("brief.whoWould")}</Button>
        <NativeSelect label={t("brief.purpose")} value={purpose} onChange={(event) => { mean(event.currentTarget.value); }} data={codes.options("share-purpose")} />
        <TestedButton off={off} loading={handing.isPending} onClick={() => { handing.mutate(); }}>{t("brief.handNow", { count: chosen.size })}</TestedButton>
      </div>
      {handing.data ? <Done>{handing.data.isWaiting ? <>{t("brief.handWaits")} <TextLink to={ADDRESS.release} params={{ id: handing.data.release }}>{t("brief.handRelease")}</TextLink></> : t("brief.handDone", { given: number(handing.data.given), refused: number(handing.data.refused) })}</Done> : null}
      {handing.error ?? would.error ? <Trouble error={handing.error ?? would.error} /> : null}
    </div>
  );
}
