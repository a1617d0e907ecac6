/** How many times more than before, by our own counts and by what is claimed? Ranges on one axis that doubles, around "as before". */
import { axisX, dot, gridX, plot, ruleX, ruleY, text, vector } from "@observablehq/plot";
import type { Draw } from "./chart.tsx";
import { ratioHeight } from "./heights.ts";
import { FONT, type Ink } from "./ink.ts";

export interface RatioRow {
  key: string;
  words: string;
  figure: string;
  /** Nothing: without a single best value. */
  ratio: number | null;
  lower: number;
  /** Nothing: without an upper end. */
  upper: number | null;
  isClaim: boolean;
  /** It can be computed and says nothing sure: drawn broken. */
  isShaky: boolean;
}

export interface Ratios { rows: readonly RatioRow[]; number: (value: number) => string }

const MARKS = [0.0001, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000];

export const draw: Draw<Ratios> = ({ rows, number }, width, ink) => {
  const [low, high] = domainOf(rows);
  const height = ratioHeight(rows.length);
  const ticks = MARKS.filter((mark) => mark >= low && mark <= high);
  const within = (value: number | null) => Math.min(high, Math.max(low, value ?? high));
  const colour = ({ isClaim }: RatioRow, { claim, mark }: Ink = ink) => (isClaim ? claim : mark);
  const y = "key";
  // In ems: what the figure at the other end leaves.
  const wordsWidth = (width - 7.5 * Math.max(...rows.map(({ figure }) => figure.length)) - 32) / 12;
  return plot({
    width, height, marginLeft: 8, marginRight: 12, marginTop: 24, marginBottom: 26,
    style: { color: ink.text, fontFamily: FONT, fontSize: "12px", background: "none", overflow: "visible" },
    x: { type: "log", domain: [low, high], axis: null },
    y: { type: "point", domain: rows.map(({ key }) => key), padding: 0.6, axis: null },
    marks: [
      gridX(ticks, { stroke: ink.line, strokeOpacity: 1 }),
      ruleX([1], { stroke: ink.text, strokeWidth: 1.5 }),
      axisX(ticks, { tickFormat: number, tickSize: 0, label: null }),
      ...[rows.filter(({ isShaky }) => !isShaky), rows.filter(({ isShaky }) => isShaky)].map((some, at) =>
        ruleY(some, { y, x1: ({ lower }: RatioRow) => within(lower), x2: ({ upper }: RatioRow) => within(upper), stroke: (row: RatioRow) => colour(row), strokeWidth: 5, ...(at === 1 ? { strokeDasharray: "3 4" } : {}) })),
      vector(rows.filter(({ upper }) => upper === null || upper > high), { y, x: high, rotate: 90, length: 12, anchor: "middle", shape: "arrow", stroke: (row: RatioRow) => colour(row), strokeWidth: 2.5 }),
      vector(rows.filter(({ lower }) => lower < low), { y, x: low, rotate: -90, length: 12, anchor: "middle", shape: "arrow", stroke: (row: RatioRow) => colour(row), strokeWidth: 2.5 }),
      dot(rows.filter(({ ratio }) => ratio !== null), { y, x: ({ ratio }: RatioRow) => within(ratio), r: 6, fill: ink.ground, stroke: (row: RatioRow) => colour(row), strokeWidth: 3 }),
      text(rows, { y, frameAnchor: "left", text: "words", textAnchor: "start", dy: -20, fill: ink.text, stroke: ink.ground, strokeWidth: 4, lineWidth: wordsWidth, textOverflow: "ellipsis" }),
      text(rows, { y, frameAnchor: "right", text: "figure", textAnchor: "end", dy: -20, fill: ink.text, stroke: ink.ground, strokeWidth: 4, fontWeight: 600, fontVariant: "tabular-nums" }),
    ],
  }) as SVGSVGElement;
};

/** Wide enough for every end that is finite, and always from half to ten times. */
function domainOf(rows: readonly RatioRow[]): [number, number] {
  const ends = rows.flatMap(({ lower, upper, ratio }) => [lower, upper, ratio]).filter((end): end is number => end !== null && Number.isFinite(end) && end > 0);
  const least = Math.min(0.5, ...ends), most = Math.max(10, ...ends);
  return [MARKS.findLast((mark) => mark <= least) ?? MARKS[0]!, MARKS.find((mark) => mark >= most * 1.1) ?? MARKS.at(-1)!];
}
