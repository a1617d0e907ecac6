/** Two periods side by side: how many, who was looking, and the ratio with its exact interval, beside what is claimed of the same area. */
import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { AsTable, Chart } from "../charts/chart.tsx";
import { ratioHeight } from "../charts/heights.ts";
import { listed, periodName, rounded, timesWords } from "../charts/in-words.ts";
import type { RatioRow } from "../charts/ratio-interval.ts";
import { number } from "../design/when.ts";
import type { Search } from "../frame/routes.tsx";
import { inWords, useWords } from "../frame/words.ts";
import type { AreaAnswer, Claim, Growth } from "./area-answer.ts";
import styles from "./area.module.css";
import { useSourceNames } from "../charts/source-names.ts";

const drawing = () => import("../charts/ratio-interval.ts");

interface Props { answer: AreaAnswer; search: Search; name: string }

export function Comparison({ answer, search, name }: Props) {
  const t = useWords();
  const source = useSourceNames()(answer.provenance);
  const { growth, claims } = answer;
  const rows = ratioRows(growth, claims, t(growth.comparability === "comparable" ? "areaPage.ownCounts" : "areaPage.ownShaky"));
  return (
    <>
      <Periods answer={answer} search={search} />
      <p className={`${styles.sentence} measure`}>{inWords(growth.words)}</p>
      <div className={styles.columns}>
        <AsTable caption={t("areaPage.compare")} table={sideBySide(growth, t)} />
        {rows.length > 0 ? (
          <Chart title={t("areaPage.ratio", { name })} unit={t("areaPage.ratioUnit")} source={source} name={`${answer.area.pcode}-ratio`} height={ratioHeight(rows.length)} drawing={drawing} data={{ rows, number: rounded }}
            legend={[{ look: "line", words: t("areaPage.legend.interval") }, ...(rows.some(({ isClaim }) => isClaim) ? [{ look: "claim", words: t("areaPage.legend.claim") } as const] : [])]}
            table={{ head: [t("areaPage.what"), t("areaPage.ratioHead"), t("areaPage.lower"), t("areaPage.upper")], rows: rows.map(({ words, ratio, lower, upper }) => [words, ratio ?? undefined, lower, upper ?? "∞"]) }} />
        ) : null}
      </div>
    </>
  );
}

/** Our own ratio of the chosen periods, then each claim's range; a claim is drawn even where nothing of ours can test it. */
function ratioRows(growth: Growth, claims: readonly Claim[], ownWords: string): RatioRow[] {
  const own = growth.change && growth.comparability !== "no-events" ? [ownRow(growth, ownWords)] : [];
  return [...own, ...claims.flatMap((claim): RatioRow[] => {
    const { figureLow, figureHigh } = claim;
    if (figureLow === undefined && figureHigh === undefined) return [];
    const figure = figureLow !== undefined && figureHigh !== undefined ? `${timesWords(figureLow)} – ${timesWords(figureHigh)}` : figureLow !== undefined ? `> ${timesWords(figureLow)}` : `< ${timesWords(figureHigh!)}`;
    return [{ key: claim.id, words: claim.sourceName ?? claim.title, figure, ratio: null, lower: figureLow ?? 0, upper: figureHigh ?? null, isClaim: true, isShaky: false }];
  })];
}

function ownRow({ before, now, change, comparability }: Growth, words: string): RatioRow {
  const { ratio, lower, upper } = change!;
  const ends = `(${rounded(lower)} – ${upper === null ? "∞" : rounded(upper)})`;
  return { key: "own", words: `${words} ${periodName(before.from, before.to)} → ${periodName(now.from, now.to)}`, figure: ratio === null ? ends : `${timesWords(ratio)} ${ends}`, ratio, lower, upper, isClaim: false, isShaky: comparability !== "comparable" };
}

function sideBySide({ before, now }: Growth, t: ReturnType<typeof useWords>) {
  const both = (of: (period: Growth["now"]) => string | number) => [of(before), of(now)];
  return {
    head: [t("areaPage.compared"), periodName(before.from, before.to), periodName(now.from, now.to)],
    rows: [
      [t("areaPage.events"), ...both(({ count, coverage }) => (count === 0 && coverage.state !== "full" ? t("charts.noData") : number(count)))],
      [t("areaPage.days"), ...both(({ days }) => number(days))],
      [t("areaPage.coverageHead"), ...both(({ coverage }) => (coverage.state === "part" ? t("areaPage.coveredDays", { covered: number(coverage.coveredDays), of: number(coverage.days) }) : t(`areaPage.coverage.${coverage.state}`)))],
      [t("areaPage.sourcesHead"), ...both(({ activeSources }) => number(activeSources))],
      [t("areaPage.groupsHead"), ...both(({ independentGroups }) => number(independentGroups))],
      [t("areaPage.coveringHead"), ...both(({ covering }) => (covering.length === 0 ? t("areaPage.noneCovers") : listed(covering.map(({ name }) => name))))],
    ],
  };
}

/** Years, because that is what people compare; other periods can be written in the address, and are then offered too. */
function Periods({ answer: { growth, byYear, claims }, search }: { answer: AreaAnswer; search: Search }) {
  const t = useWords();
  const navigate = useNavigate();
  const asWritten = ({ from, to }: Growth["now"]) => { const name = periodName(from, to); return /^\d{4}$/.test(name) ? name : `${from}..${to}`; };
  const [before, now] = [asWritten(growth.before), asWritten(growth.now)];
  const years = [...new Set([...byYear.map(({ from }) => from.slice(0, 4)), ...claims.flatMap(({ compares }) => compares).filter((words) => /^\d{4}$/.test(words)), ...[before, now].filter((words) => /^\d{4}$/.test(words))])].sort().reverse();
  const options = (chosen: string) => [...(years.includes(chosen) ? [] : [{ value: chosen, label: chosen.replace("..", " – ") }]), ...years.map((year) => ({ value: year, label: year }))];
  const choose = (changes: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, before, now, ...changes })) as never, replace: true, resetScroll: false }); };
  return (
    <div className={`${styles.periods} no-print`}>
      <NativeSelect label={t("areaPage.before")} value={before} data={options(before)} onChange={(event) => { choose({ before: event.currentTarget.value }); }} />
      <NativeSelect label={t("areaPage.now")} value={now} data={options(now)} onChange={(event) => { choose({ now: event.currentTarget.value }); }} />
      <p className="quiet small">{t(`areaPage.chosenBy.${search.before || search.now ? "asked" : growth.chosenBy}`)}</p>
    </div>
  );
}
