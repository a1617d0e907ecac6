/**
 * Was anybody looking? Inside the stated coverage of a source an absence is a zero; outside it nothing is known. Coverage is
 * stated by country and period. Several sources together cover the union of what each covers.
 */
import type { Coverage } from "../coverage.ts";
import { dayNumber } from "../map-filter.ts";
import type { CoverageSpan } from "../source.noun.ts";

export interface Covered {
  state: Coverage;
  /** Days of the period, times countries, that somebody covered, and how many there are. */
  coveredDays: number;
  days: number;
}

type Stretch = [fromDay: number, toDay: number];

/** The union of many spans, by country. Days are numbers since 1970-01-01. */
export class CoverageMap {
  readonly #byCountry: ReadonlyMap<string, Stretch[]>;

  constructor(spans: Iterable<CoverageSpan>) {
    const byCountry = Map.groupBy(spans, ({ country }) => country);
    this.#byCountry = new Map([...byCountry].map(([country, held]) => [country, merged(held.map(({ from, to }) => [dayNumber(from), dayNumber(to)]))]));
  }

  get countries(): string[] { return [...this.#byCountry.keys()].sort(); }

  stretchesOf(country: string): readonly Stretch[] { return this.#byCountry.get(country) ?? []; }

  /** @param fromDay first day, @param toDay last day, both included */
  of(countries: readonly string[], fromDay: number, toDay: number): Covered {
    const days = countries.length * Math.max(0, toDay - fromDay + 1);
    let coveredDays = 0;
    for (const country of countries) {
      for (const [from, to] of this.stretchesOf(country)) coveredDays += Math.max(0, Math.min(to, toDay) - Math.max(from, fromDay) + 1);
    }
    return { state: coveredDays === 0 ? "none" : coveredDays === days ? "full" : "part", coveredDays, days };
  }
}

/** In order, without overlaps; a stretch that begins the day after another ends goes on from it. */
function merged(stretches: Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const [from, to] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** What a number on the map means. `suppressed` is a number that is known and not shown (embeds). */
export type State = "value" | "zero" | "no-data" | "suppressed";

/** A count of zero is a zero only where the whole period was covered. */
export const stateOf = (count: number, covered: Covered): State => (count > 0 ? "value" : covered.state === "full" ? "zero" : "no-data");
