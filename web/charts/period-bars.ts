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

export const draw: Draw<PeriodBars> = ({ bars, height, number }, width, ink) => {
  const hatch = hatching(ink);
  const top = Math.max(1, ...bars.map(({ count }) => count));
  const bandPx = (width - 40) / Math.max(1, bars.length);
  const hasNumbers = bandPx >= NUMBER_PX;
  const ticks = tickKeys(bars, bandPx);
  const x = "key";
  return plot({
    width, height, marginLeft: hasNumbers ? 4 : 36, marginRight: 4, marginTop: 20, marginBottom: 24,
    style: { color: ink.text, fontFamily: FONT, fontSize: "12px", background: "none", overflow: "visible" },
    x: { type: "band", domain: bars.map(({ key }) => key), padding: bandPx > 8 ? 0.16 : 0, axis: null },
    y: { domain: [0, top], nice: !hasNumbers, axis: null },
    marks: [
      hatch.mark,
      ...(hasNumbers ? [] : [gridY({ stroke: ink.line, strokeOpacity: 1, ticks: 4 }), axisY({ ticks: wholeTicks(top), tickFormat: number, tickSize: 0, label: null })]),
      barY(bars.filter(({ coverage }) => coverage !== "full"), { x, y1: 0, y2: top, fill: hatch.fill, title: "words" }),
      barY(bars.filter(({ count }) => count > 0), { x, y: "count", fill: ink.mark, title: "words" }),
      ruleY([0], { stroke: ink.text }),
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

/** A half event is none: with small counts only whole ones are marked. */
const wholeTicks = (top: number): number[] | number => (top < 5 ? Array.from({ length: top + 1 }, (_, value) => value) : 4);
