/** Which kinds are there, and how many of each? Bars that lie, longest first, each with its name and its number. */
import { barX, plot, ruleX, text } from "@observablehq/plot";
import type { Draw } from "./chart.tsx";
import { BESIDE_FROM_PX, countBarsHeight } from "./heights.ts";
import { FONT } from "./ink.ts";

export interface CountBar { key: string; words: string; count: number; figure: string; colour?: string }
export interface CountBars { bars: readonly CountBar[] }

const NAMES_PX = 260;

export const draw: Draw<CountBars> = ({ bars }, width, ink) => {
  const isBeside = width >= BESIDE_FROM_PX;
  const name = { y: "key", text: "words", fill: ink.text } as const;
  return plot({
    width, height: countBarsHeight(bars.length, width), marginLeft: isBeside ? NAMES_PX : 1, marginRight: 56, marginTop: isBeside ? 4 : 14, marginBottom: 4,
    style: { color: ink.text, fontFamily: FONT, fontSize: "12.5px", background: "none", overflow: "visible" },
    x: { domain: [0, Math.max(1, ...bars.map(({ count }) => count))], axis: null },
    y: { type: "band", domain: bars.map(({ key }) => key), axis: null, paddingInner: isBeside ? 0.36 : 0.66, paddingOuter: 0.1 },
    marks: [
      barX(bars, { y: "key", x: "count", fill: ({ colour }: CountBar) => colour ?? ink.mark }),
      ruleX([0], { stroke: ink.text }),
      isBeside
        ? text(bars, { ...name, x: 0, textAnchor: "end", dx: -8, lineWidth: (NAMES_PX - 16) / 12.5, textOverflow: "ellipsis" })
        : text(bars, { ...name, x: 0, textAnchor: "start", dx: 1, dy: -17 }),
      text(bars, { y: "key", x: "count", text: "figure", textAnchor: "start", dx: 6, fill: ink.text, fontWeight: 600, fontVariant: "tabular-nums" }),
    ],
  }) as SVGSVGElement;
};
