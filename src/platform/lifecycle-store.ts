/**
 * Taking a step of a lifecycle. Where a second person must agree, the first one's step waits, changes nothing, and lapses at
 * its deadline; the second one's makes the change. Both are kept with their reasons, and the change is a version like any other.
 */
import { sql } from "kysely";
import type { Transaction } from "./database.ts";
import { newId } from "./identity.ts";
import { stateOf, steps, type Lifecycle, type Step, type Transition, type Waiting } from "./lifecycle.ts";
import { rankOf } from "./marking.ts";
import type { Row } from "./noun.ts";
import { find, save } from "./noun-store.ts";
import { problem } from "./problem.ts";

const DEFAULT_WAIT_HOURS = 72;
const HOUR_MS = 3_600_000;

export const needsSecondPerson = ({ secondPersonFrom }: Transition, row: Row): boolean =>
  secondPersonFrom !== undefined && rankOf(row.marking) >= rankOf(secondPersonFrom);

/** Steps that wait for a second person and have not lapsed. */
async function waitingOn(tx: Transaction, row: Row): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select transition, actor from lifecycle_steps where object = ${row.id} and not is_done and lapses_at > ${tx.now} and from_version = ${row.version}`.execute(tx.sql);
  return rows;
}

async function found(tx: Transaction, life: Lifecycle, id: string): Promise<Row> {
  const row = await find(tx, life.noun, id);
  if (!row) throw problem("record.notFound");
  return row;
}

export async function possibleSteps(tx: Transaction, life: Lifecycle, id: string): Promise<{ state: string; steps: Step[] }> {
  const row = await found(tx, life, id);
  return { state: stateOf(life, row), steps: steps(life, row, tx.caller, await waitingOn(tx, row), needsSecondPerson) };
}

/** @returns the record after the step, and whether the step still waits for a second person */
export async function take(tx: Transaction, life: Lifecycle, id: string, name: string, reason: string | undefined): Promise<{ row: Row; isWaiting: boolean }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`.execute(tx.sql);
  const row = await found(tx, life, id);
  const waiting = await waitingOn(tx, row);
  const step = steps(life, row, tx.caller, waiting, needsSecondPerson).find((one) => one.name === name);
  if (!step) throw problem("transition.refused", { reason: `${stateOf(life, row)} → ${name}` });
  if (!step.isPossible) throw problem("transition.refused", { reason: step.reason!.en });
  if (step.needsReason && !reason) throw problem("transition.refused", { reason: "say why" });
  const mustWait = step.needsSecondPerson && !step.isWaiting;
  await keep(tx, life, row, name, reason, !mustWait);
  if (mustWait) {
    tx.journal({ act: `propose ${life.name}`, noun: life.noun.name, object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
    return { row, isWaiting: true };
  }
  const { row: after } = await save(tx, life.noun, { id, basedOn: row.version, isStep: true, content: { ...row.content, [life.field]: step.to } });
  return { row: after, isWaiting: false };
}

async function keep(tx: Transaction, life: Lifecycle, row: Row, name: string, reason: string | undefined, isDone: boolean): Promise<void> {
  const transition = life.transitions[name]!;
  const lapsesAt = new Date(tx.now.getTime() + (transition.waitsHours ?? DEFAULT_WAIT_HOURS) * HOUR_MS);
  await sql`insert into lifecycle_steps (id, lifecycle, noun, object, from_version, transition, actor, at, reason, is_done, lapses_at, marking, owner, exercise)
    values (${newId(tx.now.getTime())}, ${life.name}, ${life.noun.name}, ${row.id}, ${row.version}, ${name}, ${tx.caller.id}, ${tx.now}, ${reason ?? null}, ${isDone},
      ${lapsesAt}, ${rankOf(row.marking)}, ${row.owner}, ${row.status === "exercise"})`.execute(tx.sql);
}
