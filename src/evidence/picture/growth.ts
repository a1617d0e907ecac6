/**
 * Did it grow, and can we tell? Two periods of one area: the counts, who was looking in each, the exact ratio; and beside it
 * what somebody claims of the same area, with a plain sentence on whether our own data can test the claim.
 */
import type { Labels } from "../../platform/language.ts";
import type { EventFilter } from "../event-filter.ts";
import { changeBetween, type Change } from "./areas.ts";
import type { Covered } from "./coverage.ts";
import { ratioSentence, verdictSentence } from "./growth-words.ts";
import type { Lens } from "./lens.ts";
import { daysOf, periodWords, spanOf, type Period } from "./period.ts";
import type { GrowthClaim } from "./queries.ts";
import type { Toll } from "./tally.ts";

export interface PeriodCount extends Toll {
  from: string;
  to: string;
  days: number;
  coverage: Covered;
  /** Sources with at least one event of the area in the period, and how many independent groups they make up. */
  activeSources: number;
  independentGroups: number;
  /** Sources that state a coverage of the country in the period. */
  covering: { id: string; name: string }[];
}

export type Comparability = "comparable" | "not-covered" | "other-sources" | "no-events";

export interface Growth {
  before: PeriodCount;
  now: PeriodCount;
  /** Given whenever it can be computed; it means something only where `comparability` says so. */
  change: Omit<Change, "before" | "now"> | null;
  comparability: Comparability;
  words: Labels;
}

export type Verdict = "agrees" | "disagrees" | "undecided" | "cannot-be-tested";

export interface TestedClaim extends GrowthClaim {
  isExpired: boolean;
  /** Our own counts for the periods that the claim compares; nothing where it names no two periods. */
  own: Growth | null;
  verdict: Verdict;
  words: Labels;
}

/** @param place the area's own narrowing of the filter: `{ admin1: ["ML01"] }` */
export async function growth(lens: Lens, place: EventFilter, country: string, before: Period, now: Period): Promise<Growth> {
  const [first, second] = [await periodCount(lens, place, country, before), await periodCount(lens, place, country, now)];
  const change = changeBetween({ count: second.count, days: second.days }, { count: first.count, days: first.days }) ?? null;
  const comparability = comparabilityOf(first, second);
  return { before: first, now: second, change, comparability, words: ratioSentence({ before: first, now: second, change, comparability }) };
}

async function periodCount(lens: Lens, place: EventFilter, country: string, period: Period): Promise<PeriodCount> {
  const { total, sources } = lens.tally({ ...lens.filter, ...place, ...periodWords(period) });
  const known = await lens.sourcesOf([...sources.keys()]);
  const groups = new Set([...sources.keys()].map((id) => known.get(id)?.independenceGroup ?? id));
  const { from, to } = periodWords(period);
  const covering = lens.coveringSources.filter(({ spans }) => spans.some((span) => span.country === country && span.from <= to && span.to >= from));
  return {
    from, to, days: daysOf(period), ...total, coverage: lens.coverage.of([country], period.from, period.to),
    activeSources: sources.size, independentGroups: groups.size, covering: covering.map(({ id, name }) => ({ id, name })),
  };
}

function comparabilityOf(before: PeriodCount, now: PeriodCount): Comparability {
  if (before.coverage.state !== "full" || now.coverage.state !== "full") return "not-covered";
  if (before.count + now.count === 0) return "no-events";
  const ids = (of: PeriodCount) => of.covering.map(({ id }) => id).sort().join();
  return ids(before) === ids(now) ? "comparable" : "other-sources";
}

export async function testedClaim(lens: Lens, place: EventFilter, country: string, claim: GrowthClaim, today: string): Promise<TestedClaim> {
  const [before, now, ...more] = claim.compares.map(spanOf);
  const own = before && now && more.length === 0 ? await growth(lens, place, country, before, now) : null;
  const verdict = own ? verdictOf(claim, own) : "cannot-be-tested";
  return { ...claim, isExpired: claim.expiresOn < today, own, verdict, words: verdictSentence(verdict, own) };
}

/** The claim's range against our interval: apart, one within the other, or overlapping. */
export function verdictOf({ figureLow, figureHigh }: Pick<GrowthClaim, "figureLow" | "figureHigh">, { comparability, change }: Pick<Growth, "comparability" | "change">): Verdict {
  if (comparability !== "comparable" || !change || (figureLow === undefined && figureHigh === undefined)) return "cannot-be-tested";
  const [low, high] = [figureLow ?? 0, figureHigh ?? Infinity];
  const [lower, upper] = [change.lower, change.upper ?? Infinity];
  if (upper < low || lower > high) return "disagrees";
  return lower >= low && upper <= high ? "agrees" : "undecided";
}
