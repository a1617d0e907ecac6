/** Which kinds of events, and how many of each? */
import { Chart } from "../charts/chart.tsx";
import { countBarsHeight } from "../charts/heights.ts";
import { number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import type { AreaAnswer } from "./area-answer.ts";
import { useSourceNames } from "../charts/source-names.ts";

const drawing = () => import("../charts/count-bars.ts");
const MOST_BARS = 12;

export function ByKind({ answer, name }: { answer: AreaAnswer; name: string }) {
  const t = useWords();
  const codes = useCodes();
  const source = useSourceNames()(answer.provenance);
  const { byKind } = answer;
  if (byKind.length === 0) return <p className="quiet measure">{t("areaPage.noKind")}</p>;
  const shown = byKind.length > MOST_BARS ? byKind.slice(0, MOST_BARS - 1) : byKind;
  const rest = byKind.slice(shown.length);
  const restCount = rest.reduce((sum, { count }) => sum + count, 0);
  const bars = [
    ...shown.map(({ kind, count }) => ({ key: kind, words: codes.word("event-kind", kind), count, figure: number(count) })),
    ...(rest.length > 0 ? [{ key: "(rest)", words: t("areaPage.otherKinds", { count: rest.length, shown: number(rest.length) }), count: restCount, figure: number(restCount) }] : []),
  ];
  const table = {
    head: [t("event.kind"), t("areaPage.events"), t("event.deathsHead"), t("areaPage.unknownTolls")],
    rows: byKind.map(({ kind, count, fatalities, unknown }) => [codes.word("event-kind", kind), count, fatalities, unknown]),
  };
  return <Chart title={t("areaPage.byKind", { name })} unit={t("areaPage.byKindUnit")} source={source} table={table} name={`${answer.area.pcode}-kinds`} height={countBarsHeight(bars.length)} drawing={drawing} data={{ bars }} />;
}
