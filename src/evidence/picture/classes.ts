/** How is a map of numbers shaded? Five classes at most, with edges that are printed, and a histogram for the legend. */
import { naturalClasses, roundestBetween } from "../../methods/stats/natural-breaks.ts";

export interface ShadeClass {
  /** Values from here on … */
  from: number;
  /** … up to here: the last class includes it, the others stop before it. `null`: no upper end. */
  to: number | null;
  areas: number;
}

export interface Shading {
  method: "natural-breaks" | "fixed";
  classes: ShadeClass[];
  histogram: { from: number; to: number; areas: number }[];
}

export const MOST_CLASSES = 5;
const MOST_BARS = 20;

/** Classes that hold values that are alike. Zero and missing have their own drawing, so only positive values are classed. */
export function naturalShading(values: readonly number[]): Shading {
  const groups = naturalClasses(values.filter((value) => value > 0), MOST_CLASSES);
  const edges = groups.map((group, i) => (i === 0 ? group[0]! : roundestBetween(groups[i - 1]!.at(-1)!, group[0]!)));
  const top = groups.at(-1)?.at(-1);
  return {
    method: "natural-breaks",
    classes: groups.map((group, i) => ({ from: edges[i]!, to: edges[i + 1] ?? top!, areas: group.length })),
    histogram: histogramOf(values.filter((value) => value > 0)),
  };
}

/** Classes with the same edges whatever the data: for a ratio, where 1 must stay in the middle. */
export function fixedShading(values: readonly number[], edges: readonly number[]): Shading {
  const classes = [0, ...edges].map((from, i): ShadeClass => {
    const to = edges[i] ?? null;
    return { from, to, areas: values.filter((value) => value >= from && (to === null || value < to)).length };
  });
  return { method: "fixed", classes, histogram: histogramOf(values.filter(Number.isFinite)) };
}

/** Which class holds this value, counted from 0; nothing for a value below the first. */
export function classOf({ classes }: Shading, value: number): number | null {
  const found = classes.findLastIndex(({ from }) => value >= from);
  return found < 0 ? null : found;
}

function histogramOf(values: readonly number[]): Shading["histogram"] {
  if (values.length === 0) return [];
  const low = Math.min(...values), high = Math.max(...values);
  if (low === high) return [{ from: low, to: high, areas: values.length }];
  const width = stepAbove((high - low) / MOST_BARS, values.every(Number.isInteger));
  const first = Math.floor(low / width);
  const bars = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, areas: 0 }));
  for (const value of values) bars[Math.floor(value / width) - first]!.areas++;
  return bars;
}

/** 1, 2 or 5 times a power of ten, at least as wide as asked; whole where the values are. */
function stepAbove(width: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= width)!;
  return isWhole ? Math.max(1, Math.round(step)) : step;
}
