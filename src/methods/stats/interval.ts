/** A range with a stated level of confidence; `upper` may be Infinity, which JSON cannot carry. */
export interface Interval {
  lower: number;
  upper: number;
}

export const USUAL_LEVEL = 0.95;

export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`the level must lie between 0 and 1, not ${level}`);
}
