/** Which kinds are there, and how many of each? Bars that lie, longest first, each with its name above and its number beside. */
import { barX, plot, ruleX, text } from "@observablehq/plot";
import type { Draw } from "./chart.tsx";
import { countBarsHeight } from "./heights.ts";
import { FONT } from "./ink.ts";

export interface CountBar { key: string; words: string; count: number; figure: string; colour?: string }
export interface CountBars { bars: readonly CountBar[] }

export const draw: Draw<CountBars> = ({ bars }, width, ink) => plot({
  width, height: countBarsHeight(bars.length), marginLeft: 1, marginRight: 56, marginTop: 12, marginBottom: 0,
  style: { color: ink.text, fontFamily: FONT, fontSize: "12.5px", background: "none", overflow: "visible" },
  x: { domain: [0, Math.max(1, ...bars.map(({ count }) => count))], axis: null },
  y: { type: "band", domain: bars.map(({ key }) => key), axis: null, paddingInner: 0.6, paddingOuter: 0.1 },
  marks: [
    barX(bars, { y: "key", x: "count", fill: ({ colour }: CountBar) => colour ?? ink.mark }),
    ruleX([0], { stroke: ink.text }),
    text(bars, { y: "key", x: 0, text: "words", textAnchor: "start", dx: 1, dy: -15, fill: ink.text }),
    text(bars, { y: "key", x: "count", text: "figure", textAnchor: "start", dx: 6, fill: ink.text, fontWeight: 600, fontVariant: "tabular-nums" }),
  ],
}) as SVGSVGElement;
