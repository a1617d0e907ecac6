/** How many in each period? Zero is a zero; what nobody looked at is hatched, whole or behind what was seen nevertheless. */
import { axisX, axisY, barY, gridY, plot, ruleY, text } from "@observablehq/plot";
import type { Draw } from "./chart.tsx";
import { FONT, hatching } from "./ink.ts";

export interface PeriodBar {
  /** Unique, in order. */
  key: string;
  /** What stands below it, where there is room. */
  tick: string;
  count: number;
  coverage: "full" | "part" | "none";
  /** Read by those who point at it. */
  words: string;
}

export interface PeriodBars { bars: readonly PeriodBar[]; height: number; number: (value: number) => string }

/** Pixels that a number or a tick needs to stay readable. */
const NUMBER_PX = 24;
const TICK_PX = 40;
const WIDEST_BAND_PX = 88;

export const draw: Draw<PeriodBars> = ({ bars, height, number }, width, ink) => {
  const hatch = hatching(ink);
  const top = Math.max(1, ...bars.map(({ count }) => count));
  const drawnWidth = Math.min(width, bars.length * WIDEST_BAND_PX + 40);
  const bandPx = (drawnWidth - 40) / Math.max(1, bars.length);
  const hasNumbers = bandPx >= NUMBER_PX;
  const ticks = tickKeys(bars, bandPx);
  const x = "key";
  return plot({
    width: drawnWidth, height, marginLeft: hasNumbers ? 4 : 36, marginRight: 4, marginTop: 20, marginBottom: 24,
    style: { color: ink.text, fontFamily: FONT, fontSize: "12px", background: "none", overflow: "visible" },
    x: { type: "band", domain: bars.map(({ key }) => key), padding: bandPx > 8 ? 0.16 : 0, axis: null },
    // Room above, so that a hatch shows behind the highest bar too.
    y: { domain: [0, top * 1.12], axis: null },
    marks: [
      hatch.mark,
      ...(hasNumbers ? [] : [gridY(marksUpTo(top), { stroke: ink.line, strokeOpacity: 1 }), axisY(marksUpTo(top), { tickFormat: number, tickSize: 0, label: null })]),
      barY(bars.filter(({ coverage }) => coverage !== "full"), { x, y1: 0, y2: top * 1.12, fill: hatch.fill, title: "words" }),
      barY(bars.filter(({ count }) => count > 0), { x, y: "count", fill: ink.mark, title: "words" }),
      ruleY([0], { stroke: ink.text }),
      // A zero is something that was seen: a foot of its own, where "no data" has none.
      barY(bars.filter(({ count, coverage }) => count === 0 && coverage === "full"), { x, y1: 0, y2: 0, insetTop: -3, fill: ink.mark, title: "words" }),
      ...(hasNumbers ? [text(bars.filter(({ count, coverage }) => count > 0 || coverage === "full"), { x, y: "count", text: ({ count }: PeriodBar) => number(count), dy: -8, fill: ink.text, stroke: ink.ground, strokeWidth: 4, fontWeight: 600, fontVariant: "tabular-nums" })] : []),
      ...(hasNumbers ? [text(bars.filter(({ count, coverage }) => count === 0 && coverage !== "full"), { x, y: top / 2, text: () => "?", fill: ink.text, stroke: ink.ground, strokeWidth: 5, fontWeight: 600, fontSize: 14 })] : []),
      axisX(ticks, { tickFormat: (key: string) => bars.find((bar) => bar.key === key)?.tick ?? "", tickSize: 0, label: null }),
    ],
  }) as SVGSVGElement;
};

/** As many keys as have room, evenly spaced and always counted from the last: the newest period keeps its name. */
function tickKeys(bars: readonly PeriodBar[], bandPx: number): string[] {
  const named = bars.filter(({ tick }) => tick !== "");
  const spacingPx = bandPx * (bars.length / Math.max(1, named.length));
  const every = Math.max(1, Math.ceil(TICK_PX / spacingPx));
  return named.filter((_, at) => (named.length - 1 - at) % every === 0).map(({ key }) => key);
}

/** A half event is none: only whole numbers are marked, four or five of them. */
function marksUpTo(top: number): number[] {
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough)!);
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step);
}
