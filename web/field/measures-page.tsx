/** How well triage works: how long, how many were answered, from where and by which way, and how often a suggestion was right. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { day, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay, useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { useAreas } from "../places/areas.ts";
import { lengthOf, percent } from "./triage-words.tsx";
import styles from "./triage.module.css";

interface Measures {
  from: string; to: string; received: number; graded: number; minutesToGraded: { median: number | null; p90: number | null }; waiting: { count: number; oldestMinutes: number | null };
  answered: { count: number; of: number }; byWay: { way: string; count: number }[]; byArea: { area: string | null; count: number; graded: number }[]; bySource: { kind: string; count: number }[];
  suggestions: { same: number; different: number; precision: number | null; lower: number | null; upper: number | null };
}

export function MeasuresPage() {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const mayCall = useMay("field.triage");
  const isCleared = useMe().clearance === "RED";
  const names = new Map(useAreas(1).map(({ pcode, name, country }) => [pcode, `${name} (${country})`]));
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string };
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["measures", "report", from, to], queryFn: ({ signal }) => ask<Measures>("/api/field/measures", { signal, query: { from, to } }) });
  const narrow = (changes: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...changes })) as never, replace: true }); };
  return (
    <>
      <PageHead title={t("page.measures")} above={<TextLink to={ADDRESS.field}>{t("triage.queue")}</TextLink>} below={<span className="measure">{t("measures.words")}</span>} />
      <div className={styles.filters} style={{ maxWidth: "28rem" }}>
        <TextInput type="date" label={t("filter.from")} value={from ?? data?.from ?? ""} onChange={(event) => { narrow({ from: event.currentTarget.value || undefined }); }} />
        <TextInput type="date" label={t("filter.to")} value={to ?? data?.to ?? ""} onChange={(event) => { narrow({ to: event.currentTarget.value || undefined }); }} />
      </div>
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={6} height={56} /> : data.received === 0 ? <Nothing title={t("measures.nothing")}>{t("measures.nothingWords")}</Nothing> : (
        <>
          <dl className={styles.figures}>
            <Figure name={t("measures.received")} value={number(data.received)} aside={t("measures.ofThemGraded", { count: data.graded, shown: number(data.graded) })} />
            <Figure name={t("measures.median")} value={length(data.minutesToGraded.median)} aside={t("measures.onlyGraded")} />
            <Figure name={t("measures.p90")} value={length(data.minutesToGraded.p90)} aside={t("measures.onlyGraded")} />
            <Figure name={t("measures.waiting")} value={number(data.waiting.count)} aside={data.waiting.oldestMinutes === null ? "" : t("measures.oldest", { age: lengthOf(data.waiting.oldestMinutes) })} />
            <Figure name={t("measures.answered")} value={data.answered.of === 0 ? "–" : percent(data.answered.count / data.answered.of)} aside={t("measures.of", { part: number(data.answered.count), of: number(data.answered.of) })} />
            <Figure name={t("measures.precision")} value={data.suggestions.precision === null ? "–" : percent(data.suggestions.precision)}
              aside={data.suggestions.precision === null ? t("measures.noDecisions") : t("measures.decisions", { same: number(data.suggestions.same), of: number(data.suggestions.same + data.suggestions.different), lower: percent(data.suggestions.lower!), upper: percent(data.suggestions.upper!) })} />
          </dl>
          <Part title={t("measures.byWay")}><Bars rows={data.byWay.map(({ way, count }) => ({ name: codes.word("report-way", way), count }))} /></Part>
          <Part title={t("measures.byArea")}><Bars rows={data.byArea.map(({ area, count }) => ({ name: area === null ? t("measures.noArea") : names.get(area) ?? area, count }))} /></Part>
          <Part title={t("measures.bySource")}><Bars rows={data.bySource.map(({ kind, count }) => ({ name: t(`measures.source.${kind}` as "measures.source.stated"), count }))} /></Part>
        </>
      )}
      {mayCall && isCleared ? <Silence /> : null}
    </>
  );
}

const length = (minutes: number | null): string => (minutes === null ? "–" : lengthOf(minutes));

function Figure({ name, value, aside }: { name: string; value: string; aside: string }) {
  return <div className={styles.figure}><dt>{name}</dt><dd>{value}</dd>{aside ? <dd style={{ all: "unset", display: "block" }}><span className="quiet small">{aside}</span></dd> : null}</div>;
}

/** A bar is its number too: readable without the picture. */
function Bars({ rows }: { rows: readonly { name: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return <div className={styles.bars}>{rows.map(({ name, count }) => <div key={name} className={styles.bar}><span>{name}</span><span aria-hidden><i style={{ width: `${(100 * count) / most}%` }} /></span><span>{number(count)}</span></div>)}</div>;
}

/** Asked only when somebody wants it, for each reading is journalled. */
function Silence(): ReactNode {
  const t = useWords();
  const districts = new Map(useAreas(2).map(({ pcode, name, country }) => [pcode, `${name} (${country})`]));
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ["silence"], enabled: false, queryFn: ({ signal }) => ask<{ areas: { area: string; before: number; lastOn: string; chance: number }[] }>("/api/field/silent-areas", { signal }) });
  return (
    <Part title={t("measures.silence")}>
      <p className="notice measure">{t("measures.silenceWords")}</p>
      {error ? <Trouble error={error} /> : data === undefined ? <button type="button" className={styles.tab} disabled={isFetching} onClick={() => { void refetch(); }}>{t("measures.showSilence")}</button>
        : data.areas.length === 0 ? <p className="quiet">{t("measures.noSilence")}</p>
          : <ul className={styles.taken}>{data.areas.map(({ area, before, lastOn, chance }) => <li key={area}><strong>{districts.get(area) ?? area}</strong> · {t("measures.silentSince", { day: day(lastOn), count: before, shown: number(before), chance: percent(chance) })}</li>)}</ul>}
    </Part>
  );
}
