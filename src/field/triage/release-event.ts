/**
 * An event that was made from a report is marked as strictly as the report: it stays in the house that received it. Opening it to
 * others takes two people: the first one's act waits a day and changes nothing, the second one's lowers the marking. Only coded
 * fields and a title that names nobody are in it; who may then receive it, and how coarse, is the release policy's matter.
 */
import { sql } from "kysely";
import { event } from "../../evidence/event.noun.ts";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf, type Marking } from "../../platform/marking.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";

const WAITS_MS = 24 * 3_600_000;
/** From here on a report's event needs two people to be opened. */
const TWO_PEOPLE_FROM: Marking = "AMBER";

export interface Opening { isWaiting: boolean; marking: Marking; /** Who took the first step, while it waits. */ askedBy: string | null }

export async function openEvent(tx: Transaction, reportRow: Row, to: Marking): Promise<Opening> {
  const row = await eventOf(tx, reportRow);
  if (rankOf(to) >= rankOf(row.marking)) return { isWaiting: false, marking: row.marking, askedBy: null };
  const first = await waiting(tx, row, to);
  if (rankOf(row.marking) >= rankOf(TWO_PEOPLE_FROM)) {
    if (first === tx.caller.id) throw problem("transition.refused", { reason: "another person must agree" });
    await note(tx, row, to, first !== undefined);
    if (!first) return { isWaiting: true, marking: row.marking, askedBy: tx.caller.id };
  }
  const after = (await save(tx, event, { id: row.id, basedOn: row.version, marking: to, content: row.content })).row;
  return { isWaiting: false, marking: after.marking, askedBy: null };
}

async function eventOf(tx: Transaction, { content }: Row): Promise<Row> {
  const { event: id } = content as { event?: string };
  const row = id ? await find(tx, event, id) : undefined;
  if (!row) throw problem("record.notFound");
  return row;
}

async function waiting(tx: Transaction, row: Row, to: Marking): Promise<string | undefined> {
  const { rows: [first] } = await sql<{ actor: string }>`
    select actor from lifecycle_steps where object = ${row.id} and lifecycle = 'opening' and transition = ${to} and not is_done and lapses_at > ${tx.now} and from_version = ${row.version}
    order by at limit 1`.execute(tx.sql);
  return first?.actor;
}

async function note(tx: Transaction, row: Row, to: Marking, isDone: boolean): Promise<void> {
  await sql`insert into lifecycle_steps (id, lifecycle, noun, object, from_version, transition, actor, at, reason, is_done, lapses_at, marking, owner, exercise)
    values (${newId(tx.now.getTime())}, 'opening', 'event', ${row.id}, ${row.version}, ${to}, ${tx.caller.id}, ${tx.now}, null, ${isDone}, ${new Date(tx.now.getTime() + WAITS_MS)},
      ${rankOf(row.marking)}, ${row.owner}, ${row.status === "exercise"})`.execute(tx.sql);
  if (!isDone) tx.journal({ act: "propose opening", noun: "event", object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
}
