/**
 * Small numbers, withheld: a count above zero and below k is not shown, nor anything from which it could be worked out. So the
 * total is then only said to be "at least" what is shown.
 */
import type { State } from "./coverage.ts";
import type { Toll } from "./tally.ts";

export interface Withheld { count: number | null; fatalities: number | null; state: State }

/** Deaths are withheld with the count, and where they are few themselves. */
export function withheld({ count, fatalities }: Toll, state: State, k: number): Withheld {
  if (count > 0 && count < k) return { count: null, fatalities: null, state: "suppressed" };
  return { count, fatalities: fatalities > 0 && fatalities < k ? null : fatalities, state };
}

export interface AtLeast { count: number; isExact: boolean }

/** @param parts everything that the total is made of */
export function totalOf(parts: readonly Pick<Withheld, "count">[]): AtLeast {
  return { count: parts.reduce((sum, { count }) => sum + (count ?? 0), 0), isExact: parts.every(({ count }) => count !== null) };
}
