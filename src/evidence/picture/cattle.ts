/** Stolen cattle: heads taken and recovered, which way they went, and towards which country, month by month. */
import type { Node } from "../../platform/node.ts";
import { corridorsOf, keyOf, type Corridor } from "./corridors.ts";
import { cattleEvents, type CattleRow } from "./flow-queries.ts";
import type { Lens } from "./lens.ts";
import { METHODS, type Provenance } from "./provenance.ts";

export interface Heads {
  events: number;
  taken: number;
  /** Events that do not say how many: the sums above leave them out. */
  takenNotSaid: number;
  recovered: number;
  recoveredNotSaid: number;
}

export interface Cattle {
  total: Heads;
  byMonth: (Heads & { month: string })[];
  /** Dated less closely than a month. */
  undated: Heads;
  byCorridor: (Heads & { corridor: Corridor })[];
  /** By the country towards which they were taken; `null`: not said. */
  byDirection: (Heads & { headedFor: string | null })[];
  provenance: Provenance;
}

export async function cattle(node: Node, lens: Lens): Promise<Cattle> {
  const rows = await cattleEvents(lens.tx, lens.filter);
  const corridors = await corridorsOf(node, lens.tx, lens.geography, rows.map(keyOf));
  const sources = new Map<string, number>(), gradings = new Map<string, number>();
  for (const { source, grading, events } of rows) {
    sources.set(source, (sources.get(source) ?? 0) + events);
    gradings.set(grading, (gradings.get(grading) ?? 0) + events);
  }
  const total = sum(rows);
  return {
    total,
    undated: sum(rows.filter(({ month }) => month === null)),
    byMonth: by(rows.filter(({ month }) => month !== null), ({ month }) => month!).map(([month, heads]) => ({ month, ...heads })),
    byCorridor: by(rows, keyOf).map(([key, heads]) => ({ corridor: corridors.get(key)!, ...heads })).sort((a, b) => b.events - a.events),
    byDirection: by(rows, ({ headedFor }) => headedFor ?? "").map(([country, heads]) => ({ headedFor: country || null, ...heads })),
    provenance: await lens.provenance(METHODS.cattle, { total: { count: total.events, fatalities: 0, unknown: 0 }, sources, gradings }),
  };
}

function sum(rows: readonly CattleRow[]): Heads {
  const heads: Heads = { events: 0, taken: 0, takenNotSaid: 0, recovered: 0, recoveredNotSaid: 0 };
  for (const row of rows) for (const name of Object.keys(heads) as (keyof Heads)[]) heads[name] += row[name];
  return heads;
}

const by = (rows: readonly CattleRow[], keyed: (row: CattleRow) => string): [string, Heads][] =>
  [...Map.groupBy(rows, keyed)].map(([key, group]): [string, Heads] => [key, sum(group)]).sort(([a], [b]) => (a < b ? -1 : 1));
