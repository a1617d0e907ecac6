/**
 * Photographs, films and voice that come with a report. The original is sealed with the report's key as it came, with its
 * hash and a record of who had it in hand (Berkeley Protocol on Digital Open Source Investigations, chapter on preservation);
 * people look at a copy without place, device and owner. Both are for triage alone and go on the day that is set here.
 */
import type { Transaction } from "../../platform/database.ts";
import type { JobKind } from "../../platform/jobs.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { keysOf } from "../intake/keys.ts";
import { sealedContent } from "../intake/queries.ts";
import { cleaned } from "./clean-media.ts";
import { hashOf, readMedia, removeMedia, writeMedia, type Copy } from "./media-files.ts";
import { addCustody, addMedia, bytesArriving, changeMedia, mediaRow, mediaRows, mediaToDestroy, type MediaRow } from "./media-queries.ts";
import { MEDIA_TYPES, mediaType, type MediaType } from "./media-type.ts";
import { uuidOf } from "./repeat-id.ts";

export const MOST_MEDIA_BYTES = 50 * 2 ** 20;
const MOST_FILES = 20;
const MOST_SURPLUS = 2 ** 20;
/** Announced by whomever, and not here yet. */
const MOST_ARRIVING_BYTES = 2 * 2 ** 30;
/** A film over 2G takes a night, or two. */
const ABANDONED_HOURS = 72;
/** "Voice and photographs are for triage only." */
export const KEPT_DAYS = 90;

export interface Given { report: string; exercise: boolean; bytes: Buffer; question?: string }

/** The same bytes for the same report are the same file. */
const idFor = (report: string, sha256: string) => uuidOf(`media ${report} ${sha256}`);
const keeper = (node: Node, exercise: boolean) => node.keeper("media", exercise);

/** A file that came whole. What a report may not bring is noted and not kept; the report stands all the same. */
export async function keepMedia(node: Node, { report, exercise, bytes, question }: Given): Promise<void> {
  const id = await announce(node, { report, exercise, bytes: bytes.length, sha256: hashOf(bytes), ...(question ? { question } : {}) });
  if (id) await appendMedia(node, { id, exercise, offset: 0, bytes: [bytes] });
}

/** A sender will bring so many bytes. @returns nothing where the report is erased, or has brought as much as a report may */
async function announce(node: Node, { report, exercise, bytes, sha256, question }: Omit<Given, "bytes"> & { bytes: number; sha256: string }): Promise<string | undefined> {
  const id = idFor(report, sha256);
  return node.db.as(keeper(node, exercise), async (tx) => {
    if (!(await reportKey(node, tx, report))) return undefined;
    const there = await mediaRows(tx, report);
    const mine = there.find((row) => row.id === id);
    if (mine) return mine.state === "arriving" ? id : undefined;
    if (there.length >= MOST_FILES || bytes > MOST_MEDIA_BYTES) return undefined;
    await addMedia(tx, { id, report, question: question ?? null, bytes, sha256, deleteOn: new Date(tx.now.getTime() + KEPT_DAYS * 86_400_000).toISOString().slice(0, 10) });
    return id;
  });
}

/** An upload that goes on where it was cut. @throws media.noReport, media.refused, server.busy */
export async function beginUpload(node: Node, { report, exercise, bytes, sha256, question }: Omit<Given, "bytes"> & { bytes: number; sha256: string }): Promise<MediaRow> {
  const id = idFor(report, sha256);
  if (bytes > MOST_MEDIA_BYTES) throw problem("request.tooLarge", { limit: `${MOST_MEDIA_BYTES / 2 ** 20} MB` });
  await node.db.as(keeper(node, exercise), async (tx) => {
    if (!(await reportKey(node, tx, report))) throw problem("media.noReport");
    const there = await mediaRows(tx, report);
    if (there.some((row) => row.id === id)) return;
    if (there.length >= MOST_FILES) throw problem("media.refused", { reason: `${MOST_FILES}` });
    if ((await bytesArriving(tx)) + bytes > MOST_ARRIVING_BYTES) throw problem("server.busy");
  });
  await announce(node, { report, exercise, bytes, sha256, ...(question ? { question } : {}) });
  const begun = await uploadState(node, id, exercise);
  // Others that were announced meanwhile took the last places.
  if (!begun) throw problem("media.refused", { reason: `${MOST_FILES}` });
  return begun;
}

export const uploadState = (node: Node, id: string, exercise: boolean): Promise<MediaRow | undefined> => node.db.as(keeper(node, exercise), (tx) => mediaRow(tx, id));

/** One at a time for each file: two requests that go on with the same one would write over each other. */
const busy = new Map<string, Promise<unknown>>();

/** @throws media.offset, with where it stands; record.notFound */
export async function appendMedia(node: Node, given: { id: string; exercise: boolean; offset: number; bytes: AsyncIterable<Buffer> | Iterable<Buffer> }): Promise<MediaRow> {
  const before = busy.get(given.id) ?? Promise.resolve();
  const mine = before.catch(() => {}).then(() => append(node, given));
  busy.set(given.id, mine);
  try {
    return await mine;
  } finally {
    if (busy.get(given.id) === mine) busy.delete(given.id);
  }
}

async function append(node: Node, { id, exercise, offset, bytes }: Parameters<typeof appendMedia>[1]): Promise<MediaRow> {
  const as = <T>(work: (tx: Transaction) => Promise<T>) => node.db.as(keeper(node, exercise), work);
  const [row, key] = await as(async (tx) => {
    const found = await mediaRow(tx, id);
    return [found, found && await reportKey(node, tx, found.report)] as const;
  });
  if (!row || !key) throw problem("record.notFound");
  if (row.state !== "arriving") return row;
  if (row.arrived !== offset) throw problem("media.offset", { offset: row.arrived });
  const written = await writeMedia(node, key, id, "original", offset, upTo(bytes, row.bytes - offset));
  const arrived = offset + written;
  if (arrived < row.bytes) await as((tx) => changeMedia(tx, id, { arrived }));
  else await finish(node, as, { ...row, arrived }, key);
  return (await as((tx) => mediaRow(tx, id)))!;
}

async function* upTo(bytes: AsyncIterable<Buffer> | Iterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let left = most;
  for await (const chunk of bytes) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    // A little too much is read all the same, so that its sender gets to hear the answer.
    if (left < -MOST_SURPLUS) return;
  }
}

/** It is whole: is it what was announced, and what is it? */
async function finish(node: Node, as: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>, row: MediaRow, key: Buffer): Promise<void> {
  const bytes = await readMedia(node, key, row.id, "original");
  const sha256 = hashOf(bytes);
  if (sha256 !== row.sha256) {
    await as((tx) => changeMedia(tx, row.id, { arrived: 0 }));
    throw problem("media.refused", { reason: "sha256" });
  }
  const type = mediaType(bytes);
  if (!type) {
    await removeMedia(node, row.id);
    return as(async (tx) => {
      await changeMedia(tx, row.id, { arrived: row.arrived, state: "refused" });
      await addCustody(tx, row.id, "refuse", sha256);
    });
  }
  const clean = await cleaned(type, bytes);
  if (clean) await writeMedia(node, key, row.id, "clean", 0, [clean]);
  await as(async (tx) => {
    await changeMedia(tx, row.id, { arrived: row.arrived, type, state: "kept", ...(clean ? { cleanSha256: hashOf(clean), cleanBytes: clean.length } : {}) });
    await addCustody(tx, row.id, "seal", sha256);
    tx.journal({ act: "seal-media", noun: "report", object: row.report });
  });
}

/** Undefined: erased, or not a report that this caller may read. */
async function reportKey(node: Node, tx: Transaction, report: string): Promise<Buffer | undefined> {
  const row = await sealedContent(tx, report);
  return row?.sealed ? keysOf(node).read(row.slot, report) : undefined;
}

/** Opened, and whether it is still what came. @throws record.notFound, media.refused */
export async function openMedia(node: Node, tx: Transaction, id: string, copy: Copy): Promise<{ row: MediaRow; type: MediaType; bytes: Buffer }> {
  const row = await mediaRow(tx, id);
  const key = row?.state === "kept" ? await reportKey(node, tx, row.report) : undefined;
  const expected = copy === "original" ? row?.sha256 : row?.cleanSha256;
  if (!row || !key || !expected) throw problem("record.notFound");
  const bytes = await readMedia(node, key, id, copy).catch(() => { throw problem("record.notFound"); });
  if (hashOf(bytes) !== expected) throw problem("media.refused", { reason: "sha256" });
  tx.journal({ act: copy === "original" ? "open-original" : "read", noun: "report", object: row.report });
  return { row, type: MEDIA_TYPES.find((known) => known === row.type)!, bytes };
}

/** Files whose day has come, whose report is erased, or that never became whole. @returns how many */
export async function destroyDueMedia(node: Node): Promise<number> {
  let destroyed = 0;
  for (const exercise of [false, true]) {
    const due = await node.db.as(keeper(node, exercise), (tx) => mediaToDestroy(tx, new Date(tx.now.getTime() - ABANDONED_HOURS * 3_600_000)));
    for (const { id, report, sha256 } of due) {
      await removeMedia(node, id);
      await node.db.as(keeper(node, exercise), async (tx) => {
        await changeMedia(tx, id, { state: "destroyed" });
        await addCustody(tx, id, "destroy", sha256);
        tx.journal({ act: "destroy-media", noun: "report", object: report });
      });
      destroyed++;
    }
  }
  return destroyed;
}

export const mediaJob: JobKind = { name: "media-destroy", every: "17 * * * *", async run(node) { await destroyDueMedia(node); } };
