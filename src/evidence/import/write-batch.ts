/**
 * Writes one batch of ready rows: new ones as they came from the reading thread, changed ones as a further version, unchanged
 * ones not at all. The result does not depend on the order or the splitting of the rows: the later stamp wins, and between
 * equal stamps of one import the greater hash; a later import wins over an earlier one that was as new.
 */
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import { mayRead, type Marking } from "../../platform/marking.ts";
import { findMany, laidOver, prepare, sameSubstance, writeVersions, type Prepared } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { event } from "../event.noun.ts";
import { held, lockImports, remember, takenIds, type Held, type Said } from "./queries.ts";
import type { Batch, Format, ReadyRow } from "./rows.ts";

export interface Written {
  inserted: number;
  updated: number;
  unchanged: number;
  refused: { row: ReadyRow; reason: string }[];
}

export interface Writing {
  importId: string;
  format: Format;
  time: string;
  /** Of new rows that say nothing themselves. */
  marking: Marking;
  /** Nothing is written; `met` remembers the ids that a real run would have inserted by now. */
  isDryRun: boolean;
  met: Set<string>;
}

export async function writeBatch(tx: Transaction, batch: Batch, writing: Writing): Promise<Written> {
  const written: Written = { inserted: 0, updated: 0, unchanged: 0, refused: [] };
  const rows = winners(batch.ready, written);
  if (!writing.isDryRun) await lockImports(tx);
  const before = await held(tx, writing.format, rows.map(({ id }) => id));
  const fresh: ReadyRow[] = [];
  const changed: ReadyRow[] = [];
  const restamped: Said[] = [];
  for (const row of rows) {
    const known = before.get(row.id);
    if (!known) fresh.push(row);
    else if (!known.isVisible) written.refused.push({ row, reason: HIDDEN });
    else if (known.said?.equals(row.said)) {
      written.unchanged++;
      if (row.stamp > known.stamp!) restamped.push(row);
    } else if (wins(row, known, writing.importId)) changed.push(row);
    else written.unchanged++;
  }
  const versions = [...fresh.map(asPrepared(tx, writing.marking)), ...(await furtherVersions(tx, changed, batch, writing, written))];
  if (writing.isDryRun) {
    for (const { id } of fresh) {
      if (writing.met.has(id)) written.unchanged++;
      else written.inserted++;
      writing.met.add(id);
    }
    return written;
  }
  await writeVersions(tx, event, versions);
  await remember(tx, writing.format, writing.importId, fresh, true);
  const refused = new Set(written.refused.map(({ row }) => row.id));
  await remember(tx, writing.format, writing.importId, [...changed.filter(({ id }) => !refused.has(id)), ...restamped], false);
  written.inserted += fresh.length;
  return written;
}

/** After a conflict with a row that cannot be seen: which of the new ones are those. */
export async function withoutTaken(tx: Transaction, format: Format, batch: Batch): Promise<{ batch: Batch; refused: Written["refused"] }> {
  const known = await held(tx, format, batch.ready.map(({ id }) => id));
  const taken = await takenIds(tx, batch.ready.map(({ id }) => id).filter((id) => !known.get(id)?.isVisible));
  return {
    batch: { ...batch, ready: batch.ready.filter(({ id }) => !taken.has(id)) },
    refused: batch.ready.filter(({ id }) => taken.has(id)).map((row) => ({ row, reason: HIDDEN })),
  };
}

const HIDDEN = "this id is in use for something that you may not read";

/** Of several rows with one id, the one that wins; the others change nothing. */
function winners(ready: readonly ReadyRow[], written: Written): ReadyRow[] {
  const best = new Map<string, ReadyRow>();
  for (const row of ready) {
    const other = best.get(row.id);
    if (other) written.unchanged++;
    if (!other || row.stamp > other.stamp || (row.stamp === other.stamp && row.said.compare(other.said) > 0)) best.set(row.id, row);
  }
  return [...best.values()];
}

function wins(row: ReadyRow, known: Held, importId: string): boolean {
  if (known.import === undefined) return true;
  // A source that states no stamp cannot be older than itself: what is brought later is what it says now.
  const isSame = row.stamp === known.stamp || row.stamp === "" || known.stamp === "";
  if (!isSame) return row.stamp > known.stamp!;
  return known.import === importId ? row.said.compare(known.said!) > 0 : true;
}

const asPrepared = (tx: Transaction, usual: Marking) => ({ id, hash, lines, marking = usual }: ReadyRow): Prepared => ({
  row: { id, version: 1, marking, owner: tx.caller.organisation, status: tx.caller.exercise ? "exercise" : "actual", withdrawn: false },
  hash, written: lines,
});

async function furtherVersions(tx: Transaction, changed: ReadyRow[], batch: Batch, { time, isDryRun }: Writing, written: Written): Promise<Prepared[]> {
  if (changed.length === 0) return [];
  const current = new Map((await findMany(tx, event, changed.map(({ id }) => id))).map((row) => [row.id, row]));
  return changed.flatMap((ready) => {
    const before = current.get(ready.id)!;
    const marking = ready.marking ?? before.marking;
    if (!mayRead(tx.caller, { marking, owner: before.owner, exercise: tx.caller.exercise })) {
      written.refused.push({ row: ready, reason: `${marking} is above your clearance` });
      return [];
    }
    const said = contentIn(ready);
    const row: Row = { ...before, version: before.version + 1, author: tx.caller.id, time, marking, content: merged(before.content, said, batch) };
    if (sameSubstance(before, row)) { written.unchanged++; return []; }
    written.updated++;
    return isDryRun ? [] : [prepare(event, row)];
  });
}

/** The document is the last column of its line; COPY has doubled its backslashes and changed nothing else, for JSON has no bare line ends. */
function contentIn({ lines }: ReadyRow): Row["content"] {
  const line = Buffer.from(lines.ofVersion.buffer, lines.ofVersion.byteOffset, lines.ofVersion.byteLength - 1).toString("utf8");
  return (JSON.parse(line.slice(line.lastIndexOf("\t") + 1).replaceAll("\\\\", "\\")) as Row).content;
}

/** What the file speaks of replaces what is stored; the rest (grading, tactics, what people added) stays. */
function merged(stored: Row["content"], said: Row["content"], { speaksOf, isCoded }: Batch): Row["content"] {
  const kindOf = (content: Row["content"]) => String((content as { kind?: string }).kind);
  const keepsKind = isCoded && isNarrower(kindOf(stored), kindOf(said));
  return laidOver(stored, said, keepsKind ? speaksOf.filter((field) => field !== "kind") : speaksOf);
}

/** An analyst who found an ambush where the source codes a clash keeps the ambush. */
function isNarrower(code: string, than: string): boolean {
  const { codes } = codeList("event-kind");
  for (let at = codes.get(code)?.broader; at; at = codes.get(at)?.broader) if (at === than) return true;
  return false;
}
