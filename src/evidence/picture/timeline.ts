/**
 * When did it happen: counts by week, month or year, each with whether anybody was looking, so that "no data" is never drawn
 * as zero. An event belongs to the step of its first day; steps and what began before them sum to the filtered total.
 */
import { problem } from "../../platform/problem.ts";
import type { Coverage } from "../coverage.ts";
import { matching } from "../map-filter.ts";
import { periodOf } from "./areas.ts";
import { stateOf, type State } from "./coverage.ts";
import { countriesOf, type Lens } from "./lens.ts";
import { periodWords, startOf, stepsOf, type Step } from "./period.ts";
import { METHODS, type Provenance } from "./provenance.ts";
import { nothing, Tolls, type Toll } from "./tally.ts";

export interface TimeStep extends Toll {
  from: string;
  to: string;
  state: State;
  coverage: Coverage;
  /** Share of the step's days, over the countries asked about, that somebody covered: from 0 to 1. */
  coveredShare: number;
  /** Of the count, events whose date is known less closely than the step. */
  vague: number;
}

export interface Timeline {
  by: Step;
  steps: TimeStep[];
  /** Begun before the first day asked for, and not over by then. */
  earlier: Toll;
  total: Toll;
  /** The countries whose coverage is meant. */
  countries: string[];
  provenance: Provenance;
}

const MOST_STEPS = 4_000;

export async function timeline(lens: Lens, by: Step): Promise<Timeline> {
  const found = lens.tally();
  const period = periodOf(lens.filter, found);
  const countries = countriesOf(lens.filter, lens.geography);
  const provenance = await lens.provenance(METHODS.timeline, found);
  if (!period) return { by, steps: [], earlier: nothing(), total: found.total, countries, provenance };
  if ((period.to - period.from) / { week: 7, month: 28, year: 365 }[by] > MOST_STEPS) throw problem("input.invalid", { reason: `over ${MOST_STEPS} steps by ${by}; ask for a shorter period or wider steps` });

  const steps = stepsOf(period, by);
  const stepOf = new Map(steps.map(({ from }, i) => [from, i]));
  const { day, lastDay, fatalities } = lens.columns;
  const slots = matching(lens.columns, lens.filter, lens.caller);
  const tolls = new Tolls(steps.length + 1), vague = new Float64Array(steps.length);
  const starts = new StartOfDay(by);
  for (let k = 0; k < slots.length; k++) {
    const slot = slots[k]!;
    const start = starts.of(day[slot]!);
    const step = day[slot]! < period.from ? undefined : stepOf.get(start);
    tolls.add(step ?? steps.length, fatalities[slot]!);
    if (step !== undefined && lastDay[slot]! > steps[step]!.to) vague[step]!++;
  }
  return {
    by, earlier: tolls.of(steps.length), total: found.total, countries, provenance,
    steps: steps.map((step, i) => {
      const toll = tolls.of(i);
      // The days that count are those asked for: a week that is cut by the period's end is not partly unknown.
      const covered = lens.coverage.of(countries, Math.max(step.from, period.from), Math.min(step.to, period.to));
      return { ...periodWords(step), ...toll, state: stateOf(toll.count, covered), coverage: covered.state, coveredShare: covered.days === 0 ? 0 : covered.coveredDays / covered.days, vague: vague[i]! };
    }),
  };
}

/** Days repeat among events; their steps are worked out once. */
class StartOfDay {
  readonly #by: Step;
  readonly #known = new Map<number, number>();

  constructor(by: Step) {
    this.#by = by;
  }

  of(day: number): number {
    let start = this.#known.get(day);
    if (start === undefined) this.#known.set(day, (start = startOf(day, this.#by)));
    return start;
  }
}
