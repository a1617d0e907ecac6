/** An event's record as the alerts see it, and what is linked to it: all read as the caller. */
import { sql } from "kysely";
import { event } from "../../evidence/event.noun.ts";
import { loadGeography, placeStore } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { findMany } from "../../platform/noun-store.ts";
import { concernOf, type Concern, type Occurrence } from "./affected.ts";

export function occurrenceOf(row: Row): Occurrence {
  const { country, area, admin1, admin2, placePrecision, candidates, headedFor, geometry } = row.content as Record<string, any>;
  const entries = { area, admin1, admin2, placePrecision, candidates, headedFor, point: geometry?.coordinates };
  return { country, ...Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) };
}

/** Where its effects were reported: what it spilled over to, and what followed from it. */
const OUTWARD = ["spills-over-to"];
const INWARD = ["follows"];

async function linkedTo(tx: Transaction, id: string): Promise<Row[]> {
  const { rows } = await sql<{ id: string }>`
    select "to" as id from links where "from" = ${id} and relation = any(${OUTWARD}) and to_noun = 'event' and not withdrawn
    union select "from" from links where "to" = ${id} and relation = any(${INWARD}) and from_noun = 'event' and not withdrawn`.execute(tx.sql);
  return (await findMany(tx, event, rows.map((row) => row.id))).filter(({ withdrawn }) => !withdrawn);
}

/** @param said what an officer knows beyond the record: near where, towards where */
export async function concernOfEvent(tx: Transaction, node: Node, row: Row, { borderKm, said = {} }: { borderKm?: number | undefined; said?: Pick<Occurrence, "near" | "towards"> } = {}): Promise<Concern> {
  const geography = await loadGeography(tx);
  const store = await placeStore(node, tx);
  const { route, reach } = row.content as { route?: string; reach?: string };
  const [onRoute, onReach] = [route ? store.get(route, tx.caller) : undefined, reach ? store.get(reach, tx.caller) : undefined];
  const linked = (await linkedTo(tx, row.id)).map(occurrenceOf);
  return concernOf(geography, { ...occurrenceOf(row), ...said }, { ...(onRoute ? { route: onRoute } : {}), ...(onReach ? { reach: onReach } : {}) }, linked, borderKm);
}

/** What nobody has recorded yet: "near X, towards Y" alone. Where no outline holds the first point, nothing is affected, and that is said. */
export async function concernOfWords(tx: Transaction, node: Node, { near, towards }: { near: readonly [number, number]; towards?: readonly [number, number] }): Promise<Concern> {
  const geography = await loadGeography(tx);
  const country = geography.whereabouts(near[0], near[1]).country ?? node.organisation;
  return concernOf(geography, { country, near, ...(towards ? { towards } : {}) });
}
