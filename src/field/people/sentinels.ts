/**
 * Enrolling, changing and burning a sentinel. Where they live and how they are called stands encrypted with a key of their
 * own, outside the database; burning destroys it. There is no place for a name, nor for words about anybody.
 */
import { randomInt } from "node:crypto";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { invalid } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { endKey } from "../intake/key-ends.ts";
import { keysOf } from "../intake/keys.ts";
import { seal, unseal } from "../intake/seal.ts";
import { trace, wordHash } from "./check-in.ts";
import { addSentinel, awaitNext, burnSentinel, changeSentinel, changeWords, sentinelOf, sentinelsOf, setDuties, type Duty, type SentinelRow, type State } from "./sentinel-queries.ts";
import { plain } from "../../methods/names/fold.ts";

/** What is encrypted: a village or a commune, and how to reach them, if at all. */
export interface Whereabouts { place?: string | undefined; area?: string | undefined; contact?: string | undefined }
export interface Wanted extends Whereabouts { id: string; everyHours: number; safeWord: string; dangerWord: string; duties: readonly Duty[] }
export interface Sentinel extends Omit<SentinelRow, "slot" | "sealed">, Whereabouts {}

export async function sentinels(node: Node, tx: Transaction): Promise<Sentinel[]> {
  const rows = await sentinelsOf(tx);
  if (rows.length > 0) trace(node, tx, "sentinels read");
  return rows.map(({ slot, sealed, ...row }) => ({ ...row, ...opened(node, { id: row.id, slot, sealed }) }));
}

/** @returns their number, which is all that they are called */
export async function enrol(node: Node, tx: Transaction, wanted: Wanted): Promise<string> {
  const known = await sentinelOf(tx, wanted.id);
  if (known) return known.number; // sent again
  differ(wanted.safeWord, wanted.dangerWord);
  const [key] = await keysOf(node).take([wanted.id]);
  await keysOf(node).keep([{ ...key!, report: wanted.id }]);
  const sealed = sealedOf(key!.key, wanted.id, wanted);
  for (let tries = 0; tries < 20; tries++) {
    const number = `S${randomInt(1_000_000).toString().padStart(6, "0")}`;
    const words = { safeWord: wordHash(node, number, wanted.safeWord), dangerWord: wordHash(node, number, wanted.dangerWord) };
    if (!(await addSentinel(tx, { id: wanted.id, number, everyHours: wanted.everyHours, ...words, slot: key!.slot, sealed }))) continue;
    await setDuties(tx, wanted.id, wanted.duties);
    await awaitNext(tx, wanted.id, { isHeard: false });
    trace(node, tx, "sentinel enrolled");
    return number;
  }
  throw problem("record.exists");
}

export interface Change extends Whereabouts { state: Exclude<State, "left">; everyHours: number; words?: { safeWord: string; dangerWord: string } | undefined; duties: readonly Duty[] }

export async function change(node: Node, tx: Transaction, id: string, { state, everyHours, words, duties, ...whereabouts }: Change): Promise<void> {
  const row = await present(tx, id);
  const key = keysOf(node).read(row.slot!, id) ?? gone();
  await changeSentinel(tx, id, { state, everyHours, sealed: sealedOf(key, id, whereabouts) });
  if (words) {
    differ(words.safeWord, words.dangerWord);
    await changeWords(tx, id, wordHash(node, row.number, words.safeWord), wordHash(node, row.number, words.dangerWord));
  }
  await setDuties(tx, id, duties);
  await awaitNext(tx, id, { isHeard: false });
  trace(node, tx, "sentinel changed");
}

/** The coordinator has spoken with them. */
export async function heardOf(node: Node, tx: Transaction, id: string): Promise<void> {
  await present(tx, id);
  await awaitNext(tx, id, { isHeard: true });
  trace(node, tx, "sentinel check-in");
}

export async function burn(node: Node, tx: Transaction, id: string): Promise<void> {
  const row = await present(tx, id);
  await burnSentinel(tx, id);
  await endKey(node, tx, { slot: row.slot!, report: id, isErasure: false });
  trace(node, tx, "sentinel burnt");
}

async function present(tx: Transaction, id: string): Promise<SentinelRow> {
  const row = await sentinelOf(tx, id);
  return row && row.state !== "left" ? row : gone();
}

const sealedOf = (key: Buffer, id: string, { place, area, contact }: Whereabouts): Buffer => seal(key, "content", id, Buffer.from(JSON.stringify({ place, area, contact })));

function opened(node: Node, { id, slot, sealed }: Pick<SentinelRow, "id" | "slot" | "sealed">): Whereabouts {
  const key = slot === null ? undefined : keysOf(node).read(slot, id);
  return key && sealed ? JSON.parse(unseal(key, "content", id, sealed).toString()) as Whereabouts : {};
}

/** Whoever says the wrong word under pressure must not say the right one. */
function differ(safe: string, danger: string): void {
  if (plain(safe) === plain(danger)) throw invalid([{ path: ["dangerWord"], message: "the two words must differ" }]);
}

function gone(): never {
  throw problem("record.notFound");
}
