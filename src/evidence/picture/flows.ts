/**
 * What goes where, and when in the year: observed flows and events that name a commodity, by commodity, corridor and period.
 * These are observations and not volumes. What is not dated is counted and said, never put into a month.
 */
import type { Node } from "../../platform/node.ts";
import type { EventFilter } from "../event-filter.ts";
import { corridorsOf, keyOf, type Corridor } from "./corridors.ts";
import { commodityEvents, observedFlows, type ObservedFlow } from "./flow-queries.ts";
import type { Lens } from "./lens.ts";
import { METHODS, type Provenance } from "./provenance.ts";

export interface Observed {
  /** Records of a flow, and events that name the commodity. */
  observations: number;
  events: number;
}

export interface FlowLine extends Observed {
  commodity: string;
  corridor: Corridor;
  /** Months, or years, in which something was observed, in order. */
  byPeriod: (Observed & { period: string })[];
  /** Dated less closely than the period asked for, or not at all. */
  undated: Observed;
  /** The flow records themselves, at most `MOST_RECORDS`. */
  records: ObservedFlow[];
}

export interface Season {
  commodity: string;
  /** January to December, over all years. */
  months: Observed[];
  undated: Observed;
  /** In how many different years something dated to the month was observed: with few, a season is chance. */
  years: number;
}

export interface Flows {
  by: "month" | "year";
  lines: FlowLine[];
  seasons: Season[];
  total: Observed;
  /** Parts of the filter that flow records do not carry, so that they narrow the events alone. */
  eventsOnly: string[];
  provenance: Provenance;
}

const MOST_RECORDS = 20;
const EVENTS_ONLY = ["kind", "tactic", "target", "actor", "q", "borderKm", "fatalitiesMin", "fatalitiesMax"];
const none = (): Observed => ({ observations: 0, events: 0 });

export async function flows(node: Node, lens: Lens, { commodity, by }: { commodity?: string[]; by: "month" | "year" }): Promise<Flows> {
  const { tx, filter, geography } = lens;
  const places = placesAsked(lens);
  const records = await observedFlows(tx, filter, commodity, places);
  const events = await commodityEvents(tx, filter, commodity);
  const groups = new Map<string, FlowLine>();
  const seasons = new Map<string, Season & { seen: Set<string> }>();
  const total = none();
  const corridors = await corridorsOf(node, tx, geography, [...records, ...events].map(keyOf));

  const add = (what: keyof Observed, count: number, { commodity, month, way }: { commodity: string; month?: string | null; way: Parameters<typeof keyOf>[0] }, year?: string | null): FlowLine => {
    const key = keyOf(way);
    const line = got(groups, `${commodity} ${key}`, () => ({ commodity, corridor: corridors.get(key)!, ...none(), byPeriod: [], undated: none(), records: [] }));
    const season = got(seasons, commodity, () => ({ commodity, months: Array.from({ length: 12 }, none), undated: none(), years: 0, seen: new Set<string>() }));
    total[what] += count;
    line[what] += count;
    const period = by === "month" ? month : year ?? month?.slice(0, 4);
    if (!period) line.undated[what] += count;
    else inPeriod(line, period)[what] += count;
    if (month) {
      season.months[Number(month.slice(5)) - 1]![what] += count;
      season.seen.add(month.slice(0, 4));
    } else season.undated[what] += count;
    return line;
  };
  for (const record of records) {
    const line = add("observations", 1, { commodity: record.commodity, month: monthOf(record), way: record }, yearOf(record));
    if (line.records.length < MOST_RECORDS) line.records.push(record);
  }
  for (const { events: count, ...event } of events) add("events", count, { commodity: event.commodity, month: event.month, way: event }, event.year);

  return {
    by, total, eventsOnly: EVENTS_ONLY.filter((name) => filter[name as keyof EventFilter] !== undefined),
    lines: [...groups.values()].map((line) => ({ ...line, byPeriod: line.byPeriod.sort((a, b) => (a.period < b.period ? -1 : 1)) }))
      .sort((a, b) => b.observations + b.events - a.observations - a.events || (`${a.commodity} ${a.corridor.key}` < `${b.commodity} ${b.corridor.key}` ? -1 : 1)),
    seasons: [...seasons.values()].map(({ seen, ...season }) => ({ ...season, years: seen.size })).sort((a, b) => (a.commodity < b.commodity ? -1 : 1)),
    provenance: await lens.provenance(METHODS.flows, sourcesOf(records, events)),
  };
}

/** P-codes that the filter means, with all below them; nothing where it names no place. */
function placesAsked({ filter: { country, admin1, admin2, area }, geography }: Lens): string[] | undefined {
  const named = [country, admin1, admin2, area].flatMap((pcodes) => pcodes ?? []);
  return named.length > 0 ? [...new Set(named.flatMap((pcode) => [pcode, ...geography.within(pcode)]))] : undefined;
}

function got<V>(map: Map<string, V>, key: string, make: () => V): V {
  if (!map.has(key)) map.set(key, make());
  return map.get(key)!;
}

function inPeriod(line: FlowLine, period: string): Observed {
  let found = line.byPeriod.find((one) => one.period === period);
  if (!found) line.byPeriod.push((found = { period, ...none() }));
  return found;
}

type Dated = Pick<ObservedFlow, "periodFrom" | "periodTo" | "datePrecision">;
const monthOf = ({ periodFrom, periodTo, datePrecision }: Dated) => (datePrecision !== "undated" && periodFrom.slice(0, 7) === periodTo.slice(0, 7) ? periodFrom.slice(0, 7) : undefined);
const yearOf = ({ periodFrom, periodTo, datePrecision }: Dated) => (datePrecision !== "undated" && periodFrom.slice(0, 4) === periodTo.slice(0, 4) ? periodFrom.slice(0, 4) : undefined);

function sourcesOf(records: readonly ObservedFlow[], events: Awaited<ReturnType<typeof commodityEvents>>) {
  const sources = new Map<string, number>(), gradings = new Map<string, number>();
  const count = (map: Map<string, number>, key: string, n: number) => map.set(key, (map.get(key) ?? 0) + n);
  for (const { source, grading } of records) { count(sources, source, 1); count(gradings, grading, 1); }
  for (const { source, grading, events: n } of events) { count(sources, source, n); count(gradings, grading, n); }
  return { total: { count: records.length + events.reduce((sum, one) => sum + one.events, 0), fatalities: 0, unknown: 0 }, sources, gradings };
}
