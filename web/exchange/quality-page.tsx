/** Did warning become response? How fast alerts were delivered and answered, how many were true, and what went wrong. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { locale, useWords } from "../frame/words.ts";
import { span } from "./alert-words.tsx";
import { Bars, Figure } from "./figures.tsx";
import { Steps } from "./quality-steps.tsx";
import styles from "./exchange.module.css";

interface Measures {
  from: string; to: string; alerts: number; chains: number; deliveries: number; delivered: number; undelivered: number; acknowledged: number; escalated: number; unanswered: number; inTime: number;
  p50DeliverSeconds: number | null; p95DeliverSeconds: number | null; p50AnswerSeconds: number | null; p95AnswerSeconds: number | null; outcomes: { true: number; false: number; unverifiable: number; unknown: number }; precision: number | null; refused: number;
}

export function QualityPage() {
  const t = useWords();
  const navigate = useNavigate();
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string };
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["measures", "alert", "delivery", "answer", from, to], queryFn: ({ signal }) => ask<Measures>("/api/exchange/measures", { signal, query: { from, to } }) });
  const narrow = (changes: Record<string, string | undefined>) => { void navigate({ to: ".", search: ((old: object) => ({ ...old, ...changes })) as never, replace: true }); };
  const share = (part: number, of: number) => (of === 0 ? "–" : new Intl.NumberFormat(locale(), { style: "percent" }).format(part / of));
  const length = (seconds: number | null) => (seconds === null ? "–" : span(seconds));
  const ofThem = (part: number, of: number) => t("quality.of", { part: number(part), of: number(of) });
  return (
    <>
      <PageHead title={t("page.quality")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("quality.words")}</span>} />
      <div className={styles.pair} style={{ maxWidth: "32rem", marginBottom: 16 }}>
        <TextInput type="date" label={t("filter.from")} value={from ?? data?.from ?? ""} onChange={(event) => { narrow({ from: event.currentTarget.value || undefined }); }} />
        <TextInput type="date" label={t("filter.to")} value={to ?? data?.to ?? ""} onChange={(event) => { narrow({ to: event.currentTarget.value || undefined }); }} />
      </div>
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={6} height={56} /> : data.alerts === 0 ? <Nothing title={t("quality.none")}>{t("quality.noneWords")}</Nothing> : (
        <>
          <dl className={styles.figures}>
            <Figure name={t("quality.alerts")} value={number(data.alerts)} aside={t("quality.chains", { shown: number(data.chains) })} />
            <Figure name={t("quality.delivered")} value={share(data.delivered, data.deliveries)} aside={ofThem(data.delivered, data.deliveries)} />
            <Figure name={t("quality.acknowledged")} value={share(data.acknowledged, data.chains)} aside={ofThem(data.acknowledged, data.chains)} />
            <Figure name={t("quality.inTime")} value={share(data.inTime, data.chains)} aside={ofThem(data.inTime, data.chains)} />
            <Figure name={t("quality.deliverTime")} value={length(data.p50DeliverSeconds)} aside={t("quality.p95", { value: length(data.p95DeliverSeconds) })} />
            <Figure name={t("quality.answerTime")} value={length(data.p50AnswerSeconds)} aside={t("quality.p95", { value: length(data.p95AnswerSeconds) })} />
            <Figure name={t("quality.precision")} value={data.precision === null ? "–" : share(data.outcomes.true, data.outcomes.true + data.outcomes.false)} aside={data.precision === null ? t("quality.noOutcome") : ofThem(data.outcomes.true, data.outcomes.true + data.outcomes.false)} />
          </dl>
          <Part title={t("quality.missed")}><Bars rows={[{ name: t("quality.undelivered"), count: data.undelivered }, { name: t("quality.unanswered"), count: data.unanswered }, { name: t("quality.escalated"), count: data.escalated }, { name: t("quality.refused"), count: data.refused }]} /></Part>
          <Part title={t("quality.outcomes")}><Bars rows={(["true", "false", "unverifiable", "unknown"] as const).map((one) => ({ name: t(`quality.outcome.${one}`), count: data.outcomes[one] }))} /></Part>
        </>
      )}
      <Steps from={from} to={to} />
      <p className="quiet small measure">{t("quality.inPublic")}</p>
    </>
  );
}
