/**
 * What one caller looks through when asking the picture: the columns in memory, the filter, the areas, and who was looking
 * where and when. A source's silence counts as zero only where it states a coverage and, if the filter asks for something in
 * particular (a kind, a tactic, a grade), only if it has ever reported such a thing: UCDP knows nothing of stolen cattle.
 */
import { loadGeography, type Geography } from "../../places/index.ts";
import type { Caller } from "../../platform/caller.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import type { EventFilter } from "../event-filter.ts";
import type { MapColumns } from "../map-columns.ts";
import { mapIndexOf } from "../map-index.ts";
import { settledFilter } from "../meant-events.ts";
import { CoverageMap } from "./coverage.ts";
import { provenanceOf, type Method, type Provenance } from "./provenance.ts";
import { readSources, type SourceRow } from "./queries.ts";
import { tally, type Tally } from "./tally.ts";

export interface Lens {
  tx: Transaction;
  columns: MapColumns;
  seq: number;
  caller: Caller;
  filter: EventFilter;
  geography: Geography;
  coverage: CoverageMap;
  /** The sources whose silence counts. */
  coveringSources: readonly SourceRow[];
  /** Those of these ids that the caller may read. */
  sourcesOf(ids: readonly string[]): Promise<ReadonlyMap<string, SourceRow>>;
  /** With the name of each one's source, where the caller may read that. */
  withSourceNames<T extends { source: string }>(rows: readonly T[]): Promise<(T & { sourceName?: string })[]>;
  tally(filter?: EventFilter): Tally;
  provenance(method: Method, of: Pick<Tally, "total" | "sources" | "gradings">, filter?: EventFilter): Promise<Provenance>;
}

export async function openLens({ tx, node, caller }: { tx: Transaction; node: Node; caller: Caller }, { seq: atLeast = 0, ...asked }: EventFilter & { seq?: number }): Promise<Lens> {
  const filter = await settledFilter({ tx, node }, asked);
  const index = await mapIndexOf(node).asOf(atLeast);
  const [geography, known] = [await loadGeography(tx), await readSources(tx)];
  const { columns, changedSeq: seq } = index;
  const observers = observersOf(columns, filter, caller);
  const covering = known.filter(({ id, spans }) => spans.length > 0 && (!observers || observers.has(id)) && (!filter.source || filter.source.includes(id)));
  const coveringIds = new Set(covering.map(({ id }) => id));
  const read = new Map(known.map((row) => [row.id, row]));
  const sought = new Set(read.keys());
  const sourcesOf = async (ids: readonly string[]) => {
    const missing = ids.filter((id) => !sought.has(id));
    for (const id of missing) sought.add(id);
    if (missing.length > 0) for (const row of await readSources(tx, missing)) read.set(row.id, row);
    return read;
  };
  return {
    tx, columns, seq, caller, filter, geography, coveringSources: covering, sourcesOf,
    coverage: new CoverageMap(covering.flatMap(({ spans }) => spans)),
    async withSourceNames(rows) {
      const names = await sourcesOf(rows.map(({ source }) => source));
      return rows.map((row) => ({ ...row, ...(names.has(row.source) ? { sourceName: names.get(row.source)!.name } : {}) }));
    },
    tally: (narrower = filter) => tally(columns, narrower, caller),
    provenance: async (method, of, used = filter) => provenanceOf(method, { seq, filter: used }, of, [...(await sourcesOf([...of.sources.keys()])).values()], coveringIds),
  };
}

/** What of a filter says where, when and by whom; the rest says what. */
const NOT_WHAT: readonly string[] = ["from", "to", "country", "admin1", "admin2", "area", "borderKm", "near", "source"];

/** Sources that have reported, anywhere and at any time, what the filter asks for; nothing where it asks for nothing in particular. */
function observersOf(columns: MapColumns, filter: EventFilter, caller: Caller): Set<string> | undefined {
  const particular = Object.entries(filter).filter(([name, value]) => value !== undefined && !NOT_WHAT.includes(name));
  return particular.length === 0 ? undefined : new Set(tally(columns, Object.fromEntries(particular), caller).sources.keys());
}

/** The countries that a filter is about: those it names, of the areas it names, or all that have regions here. */
export function countriesOf({ country, area, admin1, admin2 }: EventFilter, geography: Geography): string[] {
  const named = [...(country ?? []), ...[area, admin1, admin2].flatMap((pcodes) => (pcodes ?? []).flatMap((pcode) => geography.areaByPcode(pcode)?.country ?? []))];
  const all = named.length > 0 ? named : geography.areas.filter(({ level, hierarchy }) => level === 1 && hierarchy === "admin").map((one) => one.country);
  return [...new Set(all)].sort();
}
