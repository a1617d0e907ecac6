/** How many events each year, and each month of the last six years: zero, "nobody looked" and "looked in part" are drawn apart. */
import { Chart, type LegendEntry } from "../charts/chart.tsx";
import { monthName } from "../charts/in-words.ts";
import type { PeriodBar } from "../charts/period-bars.ts";
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import type { AreaAnswer, Step } from "./area-answer.ts";
import { useSourceNames } from "../charts/source-names.ts";

const drawing = () => import("../charts/period-bars.ts");
const MOST_MONTHS = 72;

interface Props { answer: AreaAnswer; name: string }

export function ByYear({ answer, name }: Props) {
  const t = useWords();
  return <Periods answer={answer} steps={answer.byYear} title={t("areaPage.byYear", { name })} unit={t("areaPage.byYearUnit")} file={`${answer.area.pcode}-years`} height={200} head={t("areaPage.year")}
    nameOf={({ from }) => from.slice(0, 4)} tickOf={({ from }) => from.slice(0, 4)} />;
}

export function ByMonth({ answer, name }: Props) {
  const t = useWords();
  const steps = answer.byMonth.slice(-MOST_MONTHS);
  return <Periods answer={answer} steps={steps} title={t("areaPage.byMonth", { name })} unit={t("areaPage.byMonthUnit")} file={`${answer.area.pcode}-months`} height={180} head={t("areaPage.month")}
    nameOf={({ from }) => monthName(from)} tickOf={({ from }) => (from.slice(5, 7) === "01" ? from.slice(0, 4) : "")} />;
}

interface PeriodsProps { answer: AreaAnswer; steps: readonly Step[]; title: string; unit: string; file: string; height: number; head: string; nameOf(step: Step): string; tickOf(step: Step): string }

function Periods({ answer, steps, title, unit, file, height, head, nameOf, tickOf }: PeriodsProps) {
  const t = useWords();
  const source = useSourceNames()(answer.provenance);
  if (steps.length === 0) return <p className="quiet measure">{t("areaPage.noPeriod")}</p>;
  const coverageWords = (step: Step) => t(`areaPage.coverage.${step.coverage}`);
  const countWords = (step: Step) => (step.state === "no-data" ? t("charts.noData") : t("event.count", { count: step.count, shown: number(step.count) }));
  const bars = steps.map((step): PeriodBar => ({ key: step.from, tick: tickOf(step), count: step.count, coverage: step.coverage, words: `${nameOf(step)} : ${countWords(step)} (${coverageWords(step)})` }));
  const legend: LegendEntry[] = [
    { look: "mark", words: t("areaPage.legend.events") },
    ...(steps.some(({ state }) => state === "zero") ? [{ look: "zero", words: t("areaPage.legend.zero") } as const] : []),
    ...(steps.some(({ coverage }) => coverage === "part") ? [{ look: "partly", words: t("areaPage.legend.part") } as const] : []),
    ...(steps.some(({ coverage }) => coverage === "none") ? [{ look: "missing", words: t("areaPage.legend.none") } as const] : []),
  ];
  const table = {
    head: [head, t("areaPage.events"), t("event.deathsHead"), t("areaPage.unknownTolls"), t("areaPage.coverageHead")],
    rows: steps.map((step) => [nameOf(step), step.state === "no-data" ? undefined : step.count, step.state === "no-data" ? undefined : step.fatalities, step.unknown, coverageWords(step)]),
  };
  return <Chart title={title} unit={unit} source={source} legend={legend} table={table} name={file} height={height} drawing={drawing} data={{ bars, height, number }} />;
}
