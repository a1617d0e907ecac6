/** An exercise's alerts and contacts one by one, who was passed over, and what was refused and why. */
import { DataTable } from "../design/data-table.tsx";
import { TextLink } from "../design/links.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import { Severity, span } from "./alert-words.tsx";
import type { DrillAlert, DrillContact, DrillRefusal, DrillReview } from "./drill-questions.ts";
import styles from "./exchange.module.css";

/** What was written down to the second is not said to be nothing. */
export function useLength(): (seconds: number | null) => string {
  const t = useWords();
  return (seconds) => (seconds === null ? "–" : seconds < 1 ? t("drill.underSecond") : span(seconds));
}

const timed = (seconds: number | null, length: (seconds: number | null) => string) => (seconds === null ? undefined : <span className="figures">{length(seconds)}</span>);

export function ByAlert({ alerts, country }: { alerts: readonly DrillAlert[]; country: string }) {
  const t = useWords();
  const codes = useCodes();
  const length = useLength();
  if (alerts.length === 0) return <p className="quiet">{t("drill.noAlert")}</p>;
  return (
    <DataTable caption={t("drill.byAlert")} rows={alerts} idOf={({ id }) => id} link={({ id }, words) => <TextLink to={ADDRESS.alert} params={{ id }}>{words}</TextLink>} columns={[
      { name: "title", head: t("alerts.title"), cell: ({ title }) => <bdi>{title}</bdi> },
      { name: "sender", head: t("drill.sender"), cell: ({ sender }) => (sender === country ? t("drill.here") : codes.word("country", sender)) },
      { name: "severity", head: t("alerts.severity"), cell: ({ severity }) => <Severity severity={severity} /> },
      { name: "at", head: t("alerts.sentAt"), cell: ({ sentAt }) => <span className="figures">{moment(sentAt)}</span> },
      { name: "told", head: t("drill.told"), isNumber: true, cell: ({ told, sender }) => (sender === country ? number(told) : undefined) },
      { name: "deliver", head: t("drill.firstDelivered"), isNumber: true, cell: ({ deliverSeconds }) => timed(deliverSeconds, length) },
      { name: "answer", head: t("drill.firstAnswered"), isNumber: true, cell: ({ answerSeconds, unanswered }) => timed(answerSeconds, length) ?? (unanswered > 0 ? <span className={`${styles.chip} ${styles.warn}`}>{t("drill.notAnswered")}</span> : undefined) },
      { name: "passed", head: t("drill.passed"), isNumber: true, cell: ({ passedOn, sender }) => (sender === country ? number(passedOn) : undefined) },
      { name: "refused", head: t("drill.refusedShort"), isNumber: true, cell: ({ refused, sender }) => (sender === country ? number(refused) : undefined) },
    ]} />
  );
}

export function ByContact({ contacts }: { contacts: readonly DrillContact[] }) {
  const t = useWords();
  const codes = useCodes();
  const length = useLength();
  if (contacts.length === 0) return <p className="quiet">{t("drill.noContact")}</p>;
  return (
    <DataTable caption={t("drill.byContact")} rows={contacts} idOf={({ contact }) => contact} link={({ contact }, words) => <TextLink to={ADDRESS.contact} params={{ id: contact }}>{words}</TextLink>} columns={[
      { name: "title", head: t("contacts.post"), cell: ({ title }) => <bdi>{title}</bdi> },
      { name: "country", head: t("contacts.country"), cell: ({ country }) => codes.word("country", country) },
      { name: "told", head: t("drill.told"), isNumber: true, cell: ({ told }) => number(told) },
      { name: "delivered", head: t("quality.delivered"), isNumber: true, cell: ({ delivered }) => number(delivered) },
      { name: "deliver", head: t("drill.medianDeliver"), isNumber: true, cell: ({ p50DeliverSeconds }) => timed(p50DeliverSeconds, length) },
      { name: "answered", head: t("quality.acknowledged"), isNumber: true, cell: ({ answered }) => number(answered) },
      { name: "inTime", head: t("quality.inTime"), isNumber: true, cell: ({ inTime }) => number(inTime) },
      { name: "answer", head: t("drill.medianAnswer"), isNumber: true, cell: ({ p50AnswerSeconds }) => timed(p50AnswerSeconds, length) },
      { name: "passed", head: t("drill.passedOver"), isNumber: true, cell: ({ passedOn }) => number(passedOn) },
      { name: "refused", head: t("drill.refusedShort"), isNumber: true, cell: ({ refused }) => number(refused) },
    ]} />
  );
}

export function PassedOn({ passed }: { passed: DrillReview["passedOn"] }) {
  const t = useWords();
  const codes = useCodes();
  if (passed.length === 0) return <p className="quiet">{t("drill.nonePassed")}</p>;
  return (
    <ul className={styles.list}>
      {passed.map(({ at, alert, alertTitle, from, to, rung }, i) => (
        <li key={i}><span className="quiet figures">{moment(at)}</span> · {to === null ? <strong>{t("drill.nobodyLeft")}</strong> : <>{t("drill.fromTo", { from: from ?? "–", to })}{rung ? ` (${codes.word("rung", rung)})` : ""}</>} · <TextLink to={ADDRESS.alert} params={{ id: alert }}><bdi>{alertTitle || t("alerts.nowhere")}</bdi></TextLink></li>
      ))}
    </ul>
  );
}

export function Refusals({ refusals, alerts }: { refusals: readonly DrillRefusal[]; alerts: readonly DrillAlert[] }) {
  const t = useWords();
  const codes = useCodes();
  if (refusals.length === 0) return <p className="quiet">{t("drill.noneRefused")}</p>;
  const titles = new Map(alerts.map(({ id, title }) => [id, title]));
  return (
    <>
      <p className="quiet small measure">{t("drill.refusalWords")}</p>
      <ul className={styles.list}>
        {refusals.map(({ at, by, country, title, alert, reasons }, i) => (
          <li key={i}><span className="quiet figures">{moment(at)}</span> · {t(`drill.refusedBy.${by}`, { country: codes.word("country", country) })}{title ? <> · <bdi>{title}</bdi></> : null} · <strong>{joined(reasons.map(({ words }) => inWords(words)))}</strong>{alert && titles.has(alert) ? <> · <TextLink to={ADDRESS.alert} params={{ id: alert }}><bdi>{titles.get(alert)}</bdi></TextLink></> : null}</li>
        ))}
      </ul>
    </>
  );
}
