/**
 * Which events are meant? One filter for the map, the list, the counts and the exports, so that they always show the same
 * set: here as the words of an address and as SQL, in `map-filter.ts` over the columns in memory.
 */
import { sql, type RawBuilder } from "kysely";
import { z } from "zod";
import { codeList, isCode } from "../platform/codes.ts";
import { MARKINGS, rankOf, type Marking } from "../platform/marking.ts";
import { searchQuery } from "./search-words.ts";

/** Several values of one kind, with commas between: any of them will do. */
const words = z.string().trim().min(1).max(2_000).transform((list) => [...new Set(list.split(",").map((word) => word.trim()).filter(Boolean))]);

/** Names may hold commas: a bar stands between two of them. */
const names = z.string().trim().min(1).max(2_000).transform((list) => [...new Set(list.split("|").map((name) => name.trim()).filter(Boolean))]);

export const codesOf = (list: string) => words.refine((codes) => codes.every((code) => isCode(list, code)), { error: `a code that the list ${list} does not have` });

const uuid = z.uuid();

export const EventFilter = z.strictObject({
  /** Happened during these days, both included: begun by the last of them and not over before the first. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A broader kind stands for its narrower ones too. */
  kind: codesOf("event-kind").optional(),
  tactic: codesOf("tactic").optional(),
  target: codesOf("target-kind").optional(),
  commodity: codesOf("commodity").optional(),
  /** Names of groups or forces, exactly as events have them. */
  actor: names.optional(),
  /** Words of the text, the last one perhaps still being typed. */
  q: z.string().trim().max(200).optional(),
  country: codesOf("country").optional(),
  admin1: words.optional(),
  admin2: words.optional(),
  /** A p-code of any level. */
  area: words.optional(),
  /** At most so many kilometres from a border that is drawn here, to about a kilometre and as precisely as it is drawn. */
  borderKm: z.coerce.number().positive().max(500).optional(),
  source: words.refine((ids) => ids.every((id) => uuid.safeParse(id).success), { error: "sources are named by id" }).optional(),
  reliability: codesOf("reliability").optional(),
  credibility: codesOf("credibility").optional(),
  marking: words.refine((list) => list.every((word) => (MARKINGS as readonly string[]).includes(word)), { error: "a marking that does not exist" }).optional(),
  /** Best estimate; an event whose toll is not known is in neither. */
  fatalitiesMin: z.coerce.number().int().min(0).optional(),
  fatalitiesMax: z.coerce.number().int().min(0).optional(),
});
export type EventFilter = z.output<typeof EventFilter>;

/** A filter with what only the database and the map of places can settle (`meant-events.ts`). */
export interface MeantFilter extends EventFilter {
  /** For `borderKm`: the cells near a border in which anything ever happened, as the database writes them. */
  near?: ReadonlySet<string>;
  /** For `q`: by slot of the columns in memory, 1 where the text holds the words. */
  holdsWords?: Uint8Array;
}

/** A part of a filter that was not settled must not be overlooked. */
export function settled<T>(part: keyof MeantFilter, value: T | undefined): T {
  if (value === undefined) throw new Error(`the filter's ${part} was asked for and not settled`);
  return value;
}

/** These kinds and every narrower one. */
export function withNarrower(kinds: readonly string[]): Set<string> {
  const all = new Set(kinds);
  const { codes } = codeList("event-kind");
  for (let before = -1; before !== all.size;) {
    before = all.size;
    for (const { code, broader } of codes.values()) if (broader && all.has(broader)) all.add(code);
  }
  return all;
}

/** Conditions on the table of events, for `list`, `count` and `each`. */
export function eventConditions(filter: MeantFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [];
  const oneOf = (column: string, values: readonly unknown[] | undefined) => { if (values) all.push(sql`${sql.ref(column)} = any(${values})`); };
  const sharing = (column: string, values: readonly string[] | undefined) => { if (values) all.push(sql`${sql.ref(column)} && ${values}::text[]`); };
  if (filter.from) all.push(sql`occurred_to >= ${filter.from}`);
  if (filter.to) all.push(sql`occurred_from <= ${filter.to}`);
  oneOf("kind", filter.kind && [...withNarrower(filter.kind)]);
  sharing("tactics", filter.tactic);
  sharing("targets", filter.target);
  sharing("commodities", filter.commodity);
  if (filter.actor) all.push(sql`(${sql.join(filter.actor.map((name) => sql`actors @> ${JSON.stringify([{ name }])}::jsonb`), sql` or `)})`);
  const wanted = searchQuery(filter.q);
  if (wanted) all.push(sql`words @@ ${wanted}::tsquery`);
  if (filter.borderKm !== undefined) oneOf("cell", [...settled("near", filter.near)]);
  oneOf("country", filter.country);
  oneOf("admin1", filter.admin1);
  oneOf("admin2", filter.admin2);
  if (filter.area) all.push(sql`(area = any(${filter.area}) or admin2 = any(${filter.area}) or admin1 = any(${filter.area}) or country = any(${filter.area}))`);
  oneOf("source", filter.source);
  oneOf("reliability", filter.reliability);
  oneOf("credibility", filter.credibility);
  oneOf("marking", filter.marking?.map((marking) => rankOf(marking as Marking)));
  if (filter.fatalitiesMin !== undefined) all.push(sql`fatalities_best >= ${filter.fatalitiesMin}`);
  if (filter.fatalitiesMax !== undefined) all.push(sql`fatalities_best <= ${filter.fatalitiesMax}`);
  return all;
}
