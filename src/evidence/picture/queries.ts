/** SQL of the picture: what the columns in memory do not hold. Everything is read as the caller, under row-level security. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { list } from "../../platform/noun-store.ts";
import { source } from "../source.noun.ts";
import { spansOf, type Span, type StatedCoverage } from "./coverage.ts";

export interface SourceRow { id: string; name: string; kind: string; reliability: string; independenceGroup: string; spans: Span[] }

const MOST_SOURCES = 5_000;

/** Sources that the caller may read: those that state a coverage, and those with these ids. */
export async function readSources(tx: Transaction, ids: readonly string[] = []): Promise<SourceRow[]> {
  const where = [sql`(coverage is not null or coverage_from is not null or id = any(${ids}::uuid[]))`];
  const { rows } = await list(tx, source, { where, limit: MOST_SOURCES });
  return rows.map(({ id, content }) => {
    const { name, kind, reliability, independenceGroup } = content as unknown as SourceRow;
    return { id, name, kind, reliability, independenceGroup, spans: spansOf(content as StatedCoverage) };
  });
}
