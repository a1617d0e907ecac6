/**
 * Loads a case: the dated facts of a report as events, claims, operations, flows and sources, each citing its page.
 * It never writes over what a person has changed since, and loading it twice changes nothing.
 */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { z } from "zod";
import { MarkingWord, type AnyNoun } from "../../platform/noun.ts";
import type { Node } from "../../platform/node.ts";
import { invalid, saveMany, type Checked } from "../../platform/noun-store.ts";
import type { Transaction } from "../../platform/database.ts";
import { claim } from "../claim.noun.ts";
import { displacement } from "../displacement.noun.ts";
import { event } from "../event.noun.ts";
import { flow } from "../flow.noun.ts";
import { link } from "../link.noun.ts";
import { operation } from "../operation.noun.ts";
import { source } from "../source.noun.ts";

/** Sources first, what refers to others last. */
const ORDER: readonly AnyNoun[] = [source, event, claim, operation, flow, displacement, link];
const AUTHOR = "case";

const Record = z.object({ id: z.uuid(), key: z.string(), marking: MarkingWord, content: z.unknown() });

export interface Loaded { inserted: number; updated: number; unchanged: number }

export const loadCase = (node: Node, name: "report"): Promise<Loaded> => loadRecords(node, new URL(`../../../data/cases/${name}/`, import.meta.url), ORDER);

/** One file for each noun, in a folder: how every chapter's records ship. */
export async function loadRecords(node: Node, folder: URL, order: readonly AnyNoun[]): Promise<Loaded> {
  const loaded: Loaded = { inserted: 0, updated: 0, unchanged: 0 };
  await node.db.as(node.keeper(AUTHOR), async (tx) => {
    for (const noun of order) {
      const records = z.array(Record).parse(JSON.parse(readFileSync(new URL(`${noun.path}.json`, folder), "utf8")));
      const edited = await changedByPeople(tx, noun, records.map(({ id }) => id));
      const ours = records.filter(({ id }) => !edited.has(id)).map(({ id, marking, content }): Checked => ({ id, marking, content: checked(noun, content) }));
      for (const outcome of await saveMany(tx, noun, ours)) if (outcome !== "refused") loaded[outcome] += 1;
      loaded.unchanged += edited.size;
    }
  });
  return loaded;
}

function checked(noun: AnyNoun, content: unknown): Checked["content"] {
  const parsed = noun.schema.safeParse(content);
  if (!parsed.success) throw invalid(parsed.error.issues);
  return parsed.data as Checked["content"];
}

async function changedByPeople(tx: Transaction, noun: AnyNoun, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(noun.table)} where id = any(${ids}::uuid[]) and author <> ${AUTHOR}`.execute(tx.sql);
  return new Set(rows.map(({ id }) => id));
}
