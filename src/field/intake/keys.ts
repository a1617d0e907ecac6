/**
 * Where the keys of reports live: outside the database, in one file of fixed slots. Destroying a key overwrites its slot and
 * syncs, so that no dead row, no log of the database and no later backup holds it. Several processes share the file: each
 * takes blocks of slots by a number of the database's, and writes in its own alone.
 */
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fdatasync, fdatasyncSync, fsyncSync, openSync, readFileSync, readSync, write, writeSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { giveToOwner, privateFolder } from "../../platform/data-directory.ts";
import type { Node } from "../../platform/node.ts";

/** The report's id (16 bytes), its key (32), and a check over both and the slot's number (16). */
const SLOT_BYTES = 64;
const SLOTS_PER_BLOCK = 256;
const EMPTY = Buffer.alloc(SLOT_BYTES);
const [writeAt, sync] = [promisify(write), promisify(fdatasync)];

export interface Key { slot: number; key: Buffer }

export interface ReportKeys {
  /** New keys, in memory until `keep`. */
  take(reports: readonly string[]): Promise<Key[]>;
  /** On the disk when it resolves: nothing may be acknowledged before. */
  keep(keys: readonly (Key & { report: string })[]): Promise<void>;
  /** Nothing where the key was destroyed, or was never in this folder. */
  read(slot: number, report: string): Buffer | undefined;
  /** Gone from the disk when it returns. */
  destroy(slots: readonly number[]): void;
  /** Remembers, beside the keys, that a report was erased: an older backup of the database must not bring it back. */
  rememberErased(reports: readonly string[]): void;
  erased(): string[];
}

const opened = new WeakMap<Node, ReportKeys>();

export function keysOf(node: Node): ReportKeys {
  let keys = opened.get(node);
  if (!keys) opened.set(node, keys = openKeys(node));
  return keys;
}

function openKeys(node: Node): ReportKeys {
  const folder = privateFolder(node.dir, "report-keys");
  const file = madeFile(node, folder, "keys");
  const erasedFile = path.join(folder, "erased");
  const fd = openSync(file, "r+");
  const free: number[] = [];

  const read = (slot: number): Buffer => {
    const bytes = Buffer.alloc(SLOT_BYTES);
    readSync(fd, bytes, 0, SLOT_BYTES, slot * SLOT_BYTES);
    return bytes;
  };

  /** A block that holds a key already was taken before the database went back to an older backup. */
  const isUnused = (block: number): boolean => {
    const bytes = Buffer.alloc(SLOT_BYTES * SLOTS_PER_BLOCK);
    readSync(fd, bytes, 0, bytes.length, block * bytes.length);
    return bytes.every((byte) => byte === 0);
  };

  /** Two at once may both take a block: none is used twice. */
  async function refill(wanted: number): Promise<void> {
    while (free.length < wanted) {
      const { rows: [{ block }] } = await node.db.pool.query("select nextval('report_key_blocks') as block");
      if (isUnused(block)) for (let i = 0; i < SLOTS_PER_BLOCK; i++) free.push(block * SLOTS_PER_BLOCK + i);
    }
  }

  return {
    async take(reports) {
      await refill(reports.length);
      return free.splice(0, reports.length).map((slot) => ({ slot, key: randomBytes(32) }));
    },
    async keep(keys) {
      if (keys.length === 0) return;
      for (const { from, bytes } of runs(keys)) await writeAt(fd, bytes, 0, bytes.length, from * SLOT_BYTES);
      await sync(fd);
    },
    read(slot, report) {
      const bytes = read(slot);
      const key = bytes.subarray(16, 48);
      return bytes.equals(slotBytes({ slot, key, report })) ? key : undefined;
    },
    destroy(slots) {
      if (slots.length === 0) return;
      for (const slot of slots) writeSync(fd, EMPTY, 0, SLOT_BYTES, slot * SLOT_BYTES);
      fdatasyncSync(fd);
    },
    rememberErased(reports) {
      if (reports.length === 0) return;
      const list = openSync(madeFile(node, folder, "erased"), "a");
      try {
        appendFileSync(list, reports.map((id) => `${id}\n`).join(""));
        fsyncSync(list);
      } finally {
        closeSync(list);
      }
    },
    erased: () => (existsSync(erasedFile) ? [...new Set(readFileSync(erasedFile, "utf8").split("\n").filter((line) => line.length === 36))] : []),
  };
}

function madeFile(node: Node, folder: string, name: string): string {
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  closeSync(openSync(file, "a", 0o600));
  giveToOwner(node.dir, file);
  const within = openSync(folder, "r");
  try { fsyncSync(within); } finally { closeSync(within); }
  return file;
}

function slotBytes({ slot, key, report }: Key & { report: string }): Buffer {
  const id = Buffer.from(report.replaceAll("-", ""), "hex");
  const check = createHash("sha256").update(`${slot}`).update(id).update(key).digest().subarray(0, 16);
  return Buffer.concat([id, key, check]);
}

/** Slots that follow one another are one write. */
function runs(keys: readonly (Key & { report: string })[]): { from: number; bytes: Buffer }[] {
  const sorted = [...keys].sort((a, b) => a.slot - b.slot);
  const found: { from: number; to: number; pieces: Buffer[] }[] = [];
  for (const one of sorted) {
    const last = found.at(-1);
    if (last && last.to === one.slot) { last.pieces.push(slotBytes(one)); last.to++; }
    else found.push({ from: one.slot, to: one.slot + 1, pieces: [slotBytes(one)] });
  }
  return found.map(({ from, pieces }) => ({ from, bytes: Buffer.concat(pieces) }));
}
