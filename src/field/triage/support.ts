/**
 * How many independent sources stand behind an event, with the reports that are linked to it? Reports of one group of origin
 * count once; so do all reports whose origin nobody has stated, together, for nothing shows that they are independent. The
 * event's own source counts once. What an event stated before its first report comes back when the last one is unlinked.
 */
import { sql } from "kysely";
import { event } from "../../evidence/event.noun.ts";
import { source } from "../../evidence/source.noun.ts";
import { fold } from "../../methods/names/fold.ts";
import type { Transaction } from "../../platform/database.ts";
import { rankOf } from "../../platform/marking.ts";
import { find, save } from "../../platform/noun-store.ts";
import { fieldSourceOf } from "./field-source.ts";

export interface Support { reports: { id: string; sourceGroup: string | null; mergedInto: string | null }[]; groups: number }

const UNSTATED = "";

/** Reports linked to the event, and those merged into them. */
export async function supportOf(tx: Transaction, eventId: string): Promise<Support> {
  const { rows } = await sql<Support["reports"][number]>`
    with recursive behind as (
      select id, source_group, merged_into from reports where event = ${eventId} and not withdrawn
      union select r.id, r.source_group, r.merged_into from reports r join behind b on r.merged_into = b.id where not r.withdrawn)
    select id, source_group as "sourceGroup", merged_into as "mergedInto" from behind order by id`.execute(tx.sql);
  return { reports: rows, groups: new Set(rows.map(({ sourceGroup }) => fold(sourceGroup ?? UNSTATED))).size };
}

/** After anything that links, unlinks, merges, parts or regroups reports. */
export async function recountSupport(tx: Transaction, eventId: string | undefined): Promise<void> {
  if (!eventId) return;
  const row = await find(tx, event, eventId);
  if (!row) return;
  const { reports } = await supportOf(tx, eventId);
  const content = row.content as { independentSources?: number; source: string };
  const base = await baseOf(tx, row, content, reports.length);
  const isOurs = content.source === fieldSourceOf(tx.caller.organisation);
  const own = isOurs ? undefined : (await find(tx, source, content.source))?.content as { independenceGroup?: string } | undefined;
  const groups = new Set(reports.map(({ sourceGroup }) => fold(sourceGroup ?? UNSTATED)));
  if (own?.independenceGroup) groups.delete(fold(own.independenceGroup));
  const counted = isOurs ? groups.size : Math.max(base ?? 1, 1 + groups.size);
  const { independentSources: _, ...rest } = row.content as Record<string, unknown>;
  const value = reports.length === 0 ? base : counted;
  await save(tx, event, { id: eventId, basedOn: row.version, content: { ...rest, ...(value === undefined ? {} : { independentSources: value }) } });
}

/** Read when the first report comes; kept until the next first. */
async function baseOf(tx: Transaction, row: { id: string; marking: Parameters<typeof rankOf>[0]; owner: string }, content: { independentSources?: number }, reports: number): Promise<number | undefined> {
  const { rows: [kept] } = await sql<{ base: number | null; isOpen: boolean }>`select base, is_open as "isOpen" from event_bases where event = ${row.id}`.execute(tx.sql);
  if (kept?.isOpen) {
    if (reports === 0) await sql`update event_bases set is_open = false where event = ${row.id}`.execute(tx.sql);
    return kept.base ?? undefined;
  }
  if (reports === 0) return content.independentSources;
  await sql`insert into event_bases (event, base, is_open, marking, owner, exercise) values (${row.id}, ${content.independentSources ?? null}, true, ${rankOf(row.marking)}, ${row.owner}, ${tx.caller.exercise})
    on conflict (event) do update set base = excluded.base, is_open = true`.execute(tx.sql);
  return content.independentSources;
}
