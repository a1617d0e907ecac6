/**
 * A page of events, and counts of them. The page is found by a function of the database that carries the caller's rule itself
 * (migration 0003 says why), and read under row-level security again.
 */
import { sql } from "kysely";
import type { Geography } from "../places/index.ts";
import { resolveArea } from "../places/index.ts";
import type { Transaction } from "../platform/database.ts";
import { rankOf, type Marking } from "../platform/marking.ts";
import { cursorOf, findMany, journalRead, readCursor, type Page } from "../platform/noun-store.ts";
import { codeList } from "../platform/codes.ts";
import { settled, withNarrower, type EventFilter, type MeantFilter } from "./event-filter.ts";
import { event } from "./event.noun.ts";
import { searchQuery } from "./search-words.ts";

export async function eventPage(tx: Transaction, geography: Geography, filter: MeantFilter, { cursor, limit }: { cursor?: string; limit: number }): Promise<Page> {
  const [day, id] = cursor === undefined ? [null, null] : readCursor(cursor);
  const places = placesOf(geography, filter.area);
  const both = (a: readonly string[] | undefined, b: readonly string[]) => (a && b.length > 0 ? a.filter((one) => b.includes(one)) : a ?? (b.length > 0 ? b : null));
  const [countries, admin1s, admin2s] = [both(filter.country, places.countries), both(filter.admin1, places.admin1s), both(filter.admin2, places.admin2s)];
  if ([countries, admin1s, admin2s].some((list) => list?.length === 0)) return { rows: [] };
  const kinds = filter.kind && [...withNarrower(filter.kind)];
  const wanted = searchQuery(filter.q, {
    tactic: filter.tactic, target: filter.target, commodity: filter.commodity, actor: filter.actor, reliability: filter.reliability, credibility: filter.credibility, in: places.anywhere, deaths: filter.fatalitiesMin,
    // One kind has an index in the list's order; of many, the search index finds the rare ones.
    ...(kinds && kinds.length > 1 && !isEveryKind(kinds) ? { kind: kinds } : {}),
  });
  const { rows: found } = await sql<{ id: string; occurred_from: string }>`
    select id, occurred_from from find_events(
      ${wanted ?? null}::tsquery, ${filter.from ?? null}::date, ${filter.to ?? null}::date, ${countries}::text[], ${admin1s}::text[], ${admin2s}::text[],
      ${kinds?.length === 1 ? kinds : null}::text[], ${filter.source ?? null}::text[], ${filter.marking?.map((one) => String(rankOf(one as Marking))) ?? null}::text[],
      ${filter.borderKm === undefined ? null : [...settled("near", filter.near)]}::bigint[], ${filter.fatalitiesMin ?? null}::integer, ${filter.fatalitiesMax ?? null}::integer,
      ${day}::date, ${id}::uuid, ${limit + 1}::integer)`.execute(tx.sql);
  const shown = found.slice(0, limit);
  const byId = new Map((await findMany(tx, event, shown.map((one) => one.id))).map((row) => [row.id, row]));
  const rows = shown.flatMap((one) => byId.get(one.id) ?? []);
  journalRead(tx, event, rows.map((row) => ({ id: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" })));
  const last = shown.at(-1);
  return { rows, ...(found.length > limit && last ? { next: cursorOf(last.occurred_from, last.id) } : {}) };
}

const isEveryKind = (kinds: readonly string[]) => kinds.length >= codeList("event-kind").codes.size;

interface Places { countries: string[]; admin1s: string[]; admin2s: string[]; anywhere: string[] }

/** P-codes of one level are asked of that level's own column, which has an index in the list's order; all others of the search index. */
function placesOf(geography: Geography, pcodes: readonly string[] = []): Places {
  const places: Places = { countries: [], admin1s: [], admin2s: [], anywhere: [] };
  const levels = new Set(pcodes.map((pcode) => geography.areaByPcode(pcode)).map((area) => (area?.hierarchy === "admin" ? area.level : undefined)));
  const [level] = levels;
  if (levels.size !== 1 || level === undefined || level > 2) places.anywhere.push(...pcodes);
  else if (level === 0) places.countries.push(...pcodes.map((pcode) => geography.areaByPcode(pcode)!.country));
  else places[level === 1 ? "admin1s" : "admin2s"].push(...pcodes);
  return places;
}

/** What somebody wrote for an area, as p-codes: a code stays a code, whether we have its outline or not; a name must mean one. */
export function withAreaCodes(geography: Geography, filter: EventFilter): EventFilter {
  if (!filter.area) return filter;
  const codes = filter.area.map((words) => (geography.areaByPcode(words) || /^(X-[A-Z0-9-]+|[A-Z]{2}\d*)$/.test(words) ? words : resolveArea(geography, words).pcode));
  return { ...filter, area: codes };
}
