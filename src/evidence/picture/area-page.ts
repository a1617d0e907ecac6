/** Everything that the picture knows of one area, on one page: counts with their coverage, growth and what is claimed of it, neighbours, the latest. */
import { labelPoint } from "../../methods/spatial/label-point.ts";
import { nearestBorder, placeStore, type Area } from "../../places/index.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import type { EventFilter } from "../event-filter.ts";
import { isOutlined, periodOf } from "./areas.ts";
import { stateOf, type State } from "./coverage.ts";
import { growth, testedClaim, type Growth, type TestedClaim } from "./growth.ts";
import type { Lens } from "./lens.ts";
import { spanOf, type Period } from "./period.ts";
import { METHODS, type Provenance } from "./provenance.ts";
import { growthClaims, latestEvents, recurrencesIn, type GrowthClaim } from "./queries.ts";
import { surges, type SurgeFound } from "./surges.ts";
import type { Toll } from "./tally.ts";
import { timeline, type TimeStep } from "./timeline.ts";

export interface AreaPage {
  area: { pcode: string; name: string; spellings: readonly string[]; level: number; areaType?: string; country: string; boundaryPrecisionKm?: number; isFormer: boolean };
  /** From the parent up to the country. */
  above: { pcode: string; name: string; level: number; areaType?: string }[];
  total: Toll & { state: State };
  byYear: TimeStep[];
  byMonth: TimeStep[];
  byKind: (Toll & { kind: string })[];
  growth: Growth & { chosenBy: "asked" | "claim" | "default" };
  claims: TestedClaim[];
  recurrences: (GrowthClaim & { about: string[] })[];
  /** Absent for an area that no surge can be judged in: a country, or one of the third level. */
  surge?: SurgeFound & { week: { from: string; to: string }; tested: number; baselineWeeks: number; falseDiscoveryRate: number; provenance: Provenance };
  /** Of the place where the area's name would stand on a map; the area itself may touch the border. */
  border: { km: number; country: string; precisionKm: number | null; from: [number, number] } | null;
  neighbours: (Toll & { pcode: string; name: string; country: string; state: State })[];
  latest: Row[];
  provenance: Provenance;
}

export interface AreaQuestion { before?: Period; now?: Period; week?: string; latest: number }

export async function areaPage(node: Node, lens: Lens, pcode: string, { before, now, week, latest }: AreaQuestion): Promise<AreaPage> {
  const area = lens.geography.areaByPcode(pcode);
  if (!area) throw problem("place.notFound", { name: pcode });
  const here = placeOf(area);
  const narrowed: Lens = { ...lens, filter: { ...withoutPlace(lens.filter), ...here } };
  const found = lens.tally(narrowed.filter);
  const period = wholePeriod(lens);
  const today = lens.tx.now.toISOString().slice(0, 10);
  const [years, months] = [await timeline(narrowed, "year"), await timeline(narrowed, "month")];
  const claims: TestedClaim[] = [];
  for (const claim of await lens.withSourceNames(await growthClaims(lens.tx, pcode))) claims.push(await testedClaim(untimed(narrowed), here, area.country, claim, today));
  const chosen = periodsOf({ before, now }, claims, today, ({ from, to }) => narrowed.coverage.of([area.country], from, to).state === "full");
  const { name, spellings, level, areaType, country, boundaryPrecisionKm, validTo } = area;
  return {
    area: { pcode, name, spellings, level, areaType, country, boundaryPrecisionKm, isFormer: validTo !== undefined },
    above: lens.geography.ancestors(pcode).map(({ pcode, name, level, areaType }) => ({ pcode, name, level, areaType })),
    total: { ...found.total, state: stateIn(lens, area, found.total.count, period) },
    byYear: years.steps, byMonth: months.steps,
    byKind: [...found.kinds].map(([kind, toll]) => ({ kind, ...toll })).sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    growth: { ...(await growth(untimed(narrowed), here, country, chosen.before, chosen.now)), chosenBy: chosen.by },
    claims, recurrences: await lens.withSourceNames(await recurrencesIn(lens.tx, pcode)),
    ...(await surgeOf(lens, area, week)),
    border: await borderOf(node, lens, area),
    neighbours: lens.geography.neighbours(pcode).map((other) => {
      const { total } = lens.tally({ ...withoutPlace(lens.filter), ...placeOf(other) });
      return { pcode: other.pcode, name: other.name, country: other.country, ...total, state: stateIn(lens, other, total.count, period) };
    }),
    latest: await latestEvents(lens.tx, narrowed.filter, latest),
    provenance: await lens.provenance(METHODS.areas, found, narrowed.filter),
  };
}

/** The narrowing of a filter that means this area. */
export function placeOf({ level, pcode }: Pick<Area, "level" | "pcode">): EventFilter {
  return level === 0 ? { country: [pcode] } : level === 1 ? { admin1: [pcode] } : level === 2 ? { admin2: [pcode] } : { area: [pcode] };
}

function withoutPlace(filter: EventFilter): EventFilter {
  const { country: _, admin1: __, admin2: ___, area: ____, ...rest } = filter;
  return rest;
}

/** Growth compares periods of its own. */
const untimed = (lens: Lens): Lens => ({ ...lens, filter: { ...lens.filter, from: undefined, to: undefined } });

/** Where the filter leaves the period open, it is the one of all events that match, wherever they were. */
function wholePeriod(lens: Lens): Period | undefined {
  const { from, to } = lens.filter;
  return periodOf(lens.filter, from && to ? {} : lens.tally(withoutPlace(lens.filter)));
}

const stateIn = ({ coverage }: Lens, area: Area, count: number, period: Period | undefined): State =>
  period && (count > 0 || isOutlined(area)) ? stateOf(count, coverage.of([area.country], period.from, period.to)) : "no-data";

const YEARS_LOOKED_BACK = 30;

/** As asked; else those that a claim of growth compares; else the last two whole years that somebody covered, or simply the last two. */
function periodsOf({ before, now }: { before?: Period; now?: Period }, claims: readonly TestedClaim[], today: string, isCovered: (period: Period) => boolean): { before: Period; now: Period; by: "asked" | "claim" | "default" } {
  if (before && now) return { before, now, by: "asked" };
  const compared = claims.find(({ own }) => own)?.compares.map((words) => spanOf(words)!);
  if (compared) return { before: compared[0]!, now: compared[1]!, by: "claim" };
  const last = Number(today.slice(0, 4)) - 1;
  const pairs = Array.from({ length: YEARS_LOOKED_BACK }, (_, back) => ({ before: spanOf(String(last - back - 1))!, now: spanOf(String(last - back))! }));
  return { ...(pairs.find((two) => isCovered(two.before) && isCovered(two.now)) ?? pairs[0]!), by: "default" };
}

async function surgeOf(lens: Lens, { pcode, level }: Area, week: string | undefined): Promise<Pick<AreaPage, "surge">> {
  if (level !== 1 && level !== 2) return {};
  // All areas of the level are judged together, so that the mark is the one that the map shows.
  const { areas, week: judged, tested, baselineWeeks, falseDiscoveryRate, provenance } = await surges({ ...lens, filter: withoutPlace(lens.filter) }, level, week);
  const found = areas.find((one) => one.pcode === pcode);
  if (!found) return {};
  const { name: _, country: __, ...mark } = found;
  return { surge: { ...mark, week: judged, tested, baselineWeeks, falseDiscoveryRate, provenance } };
}

async function borderOf(node: Node, { tx, geography, caller }: Lens, area: Area): Promise<AreaPage["border"]> {
  const from = area.geometry && labelPoint(area.geometry);
  const found = from && nearestBorder(geography, await placeStore(node, tx), caller, from);
  return found ? { ...found, km: Math.round(found.km * 10) / 10, from } : null;
}
