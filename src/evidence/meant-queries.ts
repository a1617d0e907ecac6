/** What a filter asks of the database before it can be understood. */
import { sql } from "kysely";
import type { Transaction } from "../platform/database.ts";
import { searchQuery } from "./search-words.ts";

export async function journalNumber(tx: Transaction): Promise<number> {
  const { rows: [head] } = await sql<{ seq: number }>`select seq from journal_head`.execute(tx.sql);
  return head!.seq;
}

/** How far the journal has come for places: equal numbers, equal places. */
export async function placesNumber(tx: Transaction): Promise<number> {
  const { rows: [row] } = await sql<{ seq: number }>`select places_seq() as seq`.execute(tx.sql);
  return row!.seq;
}

/** Ids of the events that the caller may read and whose text holds the words. */
export async function eventsHolding(tx: Transaction, words: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select events_holding(${searchQuery(words) ?? ""}::tsquery) as id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}
