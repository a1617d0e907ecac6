/**
 * Did a share change from one wave of a survey to the next?
 *
 * Two independent samples; the interval is Newcombe's (1998, method 10), built from the Wilson
 * interval of each wave over its effective respondents, so it never leaves -1 … 1. Where a wave
 * does not say how many were asked there is nothing to test with, and the answer says so. A wave
 * that hides its design effect is tested as if simply drawn, and the answer says that too. Where both
 * waves asked the same people this is too wide; where wordings differ it must not be asked at all.
 */
import { USUAL_LEVEL, checkLevel } from "../stats/interval.ts";
import type { Interval } from "../stats/interval.ts";
import { effective, wilson } from "../stats/proportion.ts";

export interface WaveShare {
  share: number;
  /** Undefined: not published. */
  asked?: number | undefined;
  designEffect?: number | undefined;
}

export type WaveChange =
  | { isTested: false; change: number; why: "asked-unknown-before" | "asked-unknown-after" | "asked-unknown-in-both" }
  | (Interval & { isTested: true; change: number; level: number; isClear: boolean; assumesSimpleSample: boolean });

export function waveChange(before: WaveShare, after: WaveShare, level = USUAL_LEVEL): WaveChange {
  checkLevel(level);
  const change = after.share - before.share;
  if (before.asked === undefined || after.asked === undefined) {
    const why = before.asked !== undefined ? "asked-unknown-after" : after.asked !== undefined ? "asked-unknown-before" : "asked-unknown-in-both";
    return { isTested: false, change, why };
  }
  const [was, is] = [range(before, level), range(after, level)];
  const lower = change - Math.hypot(after.share - is.lower, was.upper - before.share);
  const upper = change + Math.hypot(is.upper - after.share, before.share - was.lower);
  const assumesSimpleSample = before.designEffect === undefined || after.designEffect === undefined;
  return { isTested: true, change, lower, upper, level, isClear: lower > 0 || upper < 0, assumesSimpleSample };
}

function range({ share, asked, designEffect = 1 }: WaveShare, level: number): Interval {
  return wilson(effective({ yes: share * asked!, asked: asked! }, designEffect), level);
}
