/** How long each step takes, and what met an alert's threshold and was not warned of: with the events themselves, and what the number does not say. */
import { useQuery } from "@tanstack/react-query";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { locale, useWords } from "../frame/words.ts";
import { span } from "./alert-words.tsx";
import { Bars, Figure } from "./figures.tsx";
import styles from "./exchange.module.css";
import own from "./quality.module.css";

const SPANS = ["reportToGraded", "gradedToAlert", "reportToAlert", "alertToDelivered", "deliveredToAnswered"] as const;
const FATES = ["in-time", "late", "not-issued", "missed", "known-too-late"] as const;
interface Span { n: number; p50Seconds: number | null; p95Seconds: number | null }
interface Fated { event: string; kind: string; from: string; country: string; place: string; fate: (typeof FATES)[number]; alert?: string; hours?: number }
interface Quality { timeliness: Record<(typeof SPANS)[number], Span>; missed: { rules: number; lateHours: number; counts: Record<(typeof FATES)[number], number>; share: number | null; rows: Fated[] } }

export function Steps({ from, to }: { from: string | undefined; to: string | undefined }) {
  const t = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ["quality", "alert", "event", "delivery", from, to], queryFn: ({ signal }) => ask<Quality>("/api/exchange/quality", { signal, query: { from, to } }) });
  const briefs = useQuery({ queryKey: ["quality", "bulletin", from, to], queryFn: ({ signal }) => ask<Span & { bulletins: number }>("/api/briefs/timeliness", { signal, query: { from, to } }) }).data;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (!data) return <Waiting rows={6} height={44} />;
  const length = (seconds: number | null) => (seconds === null ? "–" : span(seconds));
  const { missed, timeliness } = data;
  const percent = missed.share === null ? "–" : new Intl.NumberFormat(locale(), { style: "percent" }).format(missed.share);
  const known = FATES.slice(0, 4).reduce((sum, fate) => sum + missed.counts[fate], 0);
  return (
    <>
      <Part title={t("quality.timeliness")}>
        <p className="quiet measure">{t("quality.timelinessWords")}</p>
        <div className={own.wide}>
          <table className={own.steps}>
            <thead><tr><th scope="col">{t("quality.step")}</th><th scope="col">{t("quality.count")}</th><th scope="col">{t("quality.median")}</th><th scope="col">{t("quality.most")}</th></tr></thead>
            <tbody>
              {SPANS.map((name) => <tr key={name}><th scope="row">{t(`quality.span.${name}`)}</th><td>{number(timeliness[name].n)}</td><td>{length(timeliness[name].p50Seconds)}</td><td>{length(timeliness[name].p95Seconds)}</td></tr>)}
            </tbody>
          </table>
        </div>
        {briefs ? <dl className={styles.figures}><Figure name={t("quality.toBrief")} value={length(briefs.p50Seconds)} aside={`${t("quality.p95", { value: length(briefs.p95Seconds) })} · ${t("quality.toBriefAside", { n: number(briefs.n), bulletins: number(briefs.bulletins) })}`} /></dl> : null}
      </Part>
      <Part title={t("quality.notWarned")}>
        {missed.rules === 0 ? <p className="quiet">{t("quality.noRules")}</p> : (
          <>
            <p className="quiet measure">{t("quality.notWarnedWords", { rules: number(missed.rules), hours: number(missed.lateHours) })}</p>
            <dl className={styles.figures}><Figure name={t("quality.shareInTime")} value={percent} aside={t("quality.of", { part: number(missed.counts["in-time"]), of: number(known) })} /></dl>
            <Bars rows={FATES.map((fate) => ({ name: t(`quality.fate.${fate}`), count: missed.counts[fate] }))} />
            {missed.rows.length > 0 ? <details><summary>{t("quality.where")}</summary><ul className={styles.rows}>{missed.rows.map((one) => <Row key={one.event} one={one} />)}</ul></details> : null}
          </>
        )}
      </Part>
    </>
  );
}

function Row({ one: { event, kind, from, country, place, fate, alert, hours } }: { one: Fated }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <li>
      <p>
        <TextLink to={ADDRESS.event} params={{ id: event }}>{`${codes.word("event-kind", kind)} · ${day(from)}`}</TextLink> <span className="quiet">{`${codes.word("country", country)} · ${place}`}</span> <span className={styles.chip}>{t(`quality.fate.${fate}`)}</span>
        {alert ? <> <TextLink to={ADDRESS.alert} params={{ id: alert }}>{t("quality.itsAlert")}</TextLink></> : null}
        {hours === undefined ? null : <span className="quiet small"> {t("quality.after", { time: span(hours * 3_600) })}</span>}
      </p>
    </li>
  );
}
