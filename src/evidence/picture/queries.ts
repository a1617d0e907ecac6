/** SQL of the picture: what the columns in memory do not hold. Everything is read as the caller, under row-level security. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Row } from "../../platform/noun.ts";
import { find, list } from "../../platform/noun-store.ts";
import { claim } from "../claim.noun.ts";
import { spansOf } from "../coverage.ts";
import { eventConditions, type EventFilter } from "../event-filter.ts";
import { event } from "../event.noun.ts";
import { source, type CoverageSpan } from "../source.noun.ts";

export interface SourceRow { id: string; name: string; kind: string; reliability: string; independenceGroup: string; spans: readonly CoverageSpan[] }

const MOST_SOURCES = 5_000;

/** Sources that the caller may read: those that state a coverage, and those with these ids. */
export async function readSources(tx: Transaction, ids: readonly string[] = []): Promise<SourceRow[]> {
  const where = [sql`(coverage is not null or coverage_from is not null or id = any(${ids}::uuid[]))`];
  const { rows } = await list(tx, source, { where, limit: MOST_SOURCES });
  return rows.map(({ id, content }) => {
    const { name, kind, reliability, independenceGroup } = content as unknown as SourceRow;
    return { id, name, kind, reliability, independenceGroup, spans: spansOf(content as Parameters<typeof spansOf>[0]) };
  });
}

export interface GrowthClaim {
  id: string;
  title: string;
  figureWords?: string;
  figureLow?: number;
  figureHigh?: number;
  compares: string[];
  saidOn: string;
  expiresOn: string;
  reliability: string;
  credibility: string;
  corroboration: string;
  source: string;
  sourceName?: string;
  citation?: string;
}

const FEW = 50;

/** Claims that say how much something grew in this very area: neither a part of it nor what it is part of. */
export async function growthClaims(tx: Transaction, pcode: string): Promise<GrowthClaim[]> {
  const { rows } = await list(tx, claim, { where: [sql`kind = 'trend-figure'`, sql`coalesce(area, admin2, admin1, country) = ${pcode}`], limit: FEW });
  return rows.map(claimOf);
}

/** Claims that such a thing has happened before: about this event by a link, or by the place's own name in the same region. */
export async function recurrenceClaims(tx: Transaction, { id, content }: Row): Promise<(GrowthClaim & { placeName?: string })[]> {
  const { placeName, admin1 } = content as { placeName?: string; admin1?: string };
  const linked = sql`id in (select "from" from links where not withdrawn and relation = 'about' and from_noun = 'claim' and "to" = ${id})`;
  const named = sql`(place_name = ${placeName ?? null} and admin1 is not distinct from ${admin1 ?? null})`;
  const { rows } = await list(tx, claim, { where: [sql`kind = 'recurrence'`, sql`(${linked} or ${named})`], limit: FEW });
  return rows.map((row) => ({ ...claimOf(row), ...(row.content.placeName ? { placeName: row.content.placeName as string } : {}) }));
}

/** Claims of recurrence in an area, whatever they are about. */
export async function recurrencesIn(tx: Transaction, pcode: string): Promise<(GrowthClaim & { about: string[] })[]> {
  const { rows } = await list(tx, claim, { where: [sql`kind = 'recurrence'`, sql`${pcode} in (area, admin2, admin1, country)`], limit: FEW });
  const { rows: links } = await sql<{ from: string; to: string }>`
    select "from", "to" from links where not withdrawn and relation = 'about' and to_noun = 'event' and "from" = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx.sql);
  return rows.map((row) => ({ ...claimOf(row), about: links.filter(({ from }) => from === row.id).map(({ to }) => to) }));
}

function claimOf({ id, content }: Row): GrowthClaim {
  const { title, figureWords, figureLow, figureHigh, compares = [], saidOn, expiresOn, reliability, credibility, corroboration, source: by, citation } = content as Record<string, any>;
  return { id, title, figureWords, figureLow, figureHigh, compares, saidOn, expiresOn, reliability, credibility, corroboration, source: by, citation };
}

/** The newest events that match. */
export async function latestEvents(tx: Transaction, filter: EventFilter, limit: number): Promise<Row[]> {
  return (await list(tx, event, { where: eventConditions(filter), limit })).rows;
}

export const eventById = (tx: Transaction, id: string): Promise<Row | undefined> => find(tx, event, id);

/** These events, as far as the caller may read them, oldest first. */
export async function eventsByIds(tx: Transaction, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await list(tx, event, { where: [sql`id = any(${ids}::uuid[])`], limit: Math.max(1, ids.length) });
  return rows.reverse();
}
