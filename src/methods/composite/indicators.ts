/**
 * A table of indicators over areas, as the methods beside this file read it.
 *
 * Row-major columns of numbers: the value of area a for indicator k stands at
 * a * indicators + k; NaN is missing, which is not 0. Steps and names are those of the
 * handbook on composite indicators (OECD and JRC 2008).
 */
export interface IndicatorTable {
  areas: number;
  indicators: number;
  values: Float64Array;
  /** 1: more of it means more of what the index measures; -1: less of it does. One per indicator. */
  directions: ArrayLike<number>;
  /** The ends of the scale, worst case to best, in the indicator's unit; absent: the least and most seen. */
  goalposts?: readonly (Goalposts | undefined)[];
}

export interface Goalposts {
  low: number;
  high: number;
}

export function indicatorTable(rows: readonly (readonly number[])[], directions: ArrayLike<number>, goalposts?: readonly (Goalposts | undefined)[]): IndicatorTable {
  const indicators = directions.length;
  if (rows.some((row) => row.length !== indicators)) throw new RangeError(`each area needs ${indicators} values, NaN where missing`);
  for (let k = 0; k < indicators; k++) if (Math.abs(directions[k]!) !== 1) throw new RangeError(`a direction is 1 or -1, not ${directions[k]}`);
  for (const posts of goalposts ?? []) if (posts && !(posts.low < posts.high)) throw new RangeError(`goalposts must rise: ${posts.low} to ${posts.high}`);
  return { areas: rows.length, indicators, values: Float64Array.from(rows.flat()), directions, ...(goalposts && { goalposts }) };
}
