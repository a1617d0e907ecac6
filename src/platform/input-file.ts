/**
 * A file that somebody brings, as a stream of bytes: plain, gzipped, or inside a zip archive. What unpacks to far more than
 * any honest table does is refused before it fills the memory or the disk.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable, type TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import yauzl from "yauzl";
import { problem } from "./problem.ts";

export interface Input {
  /** Without folders and without .gz: "ged241.csv", or the name inside the archive. */
  name: string;
  /** Each call reads from the beginning. Throws import.unreadable where the bytes are damaged or a bomb. */
  open(): Promise<Readable>;
}

export interface Limits {
  /** Unpacked bytes that are always allowed. */
  freeBytes: number;
  /** Past those, unpacked bytes for each packed one: tables reach 30, deflate's own end is 1032. */
  ratio: number;
  unpackedBytes: number;
}

export const LIMITS: Limits = { freeBytes: 64 * 2 ** 20, ratio: 200, unpackedBytes: 32 * 2 ** 30 };

/** The one table that the file holds. */
export async function openInput(file: string, limits = LIMITS): Promise<Input> {
  const [first, ...others] = await openInputs(file, limits);
  if (others.length > 0) throw problem("import.unreadable", { reason: `${path.basename(file)}: ${others.length + 1} files inside; unpack it and name the one you mean` });
  return first!;
}

/** Every table that the file holds: itself, or the members of a zip archive that look like data. */
export async function openInputs(file: string, limits = LIMITS): Promise<Input[]> {
  const { size } = await stat(file).catch(() => { throw problem("file.missing", { file }); });
  const name = path.basename(file);
  if (/\.zip$/i.test(name)) return membersOf(file, limits);
  if (!/\.gz$/i.test(name)) return [{ name, open: async () => createReadStream(file) }];
  return [{
    name: name.replace(/\.gz$/i, ""),
    async open() {
      const unpacked = createGunzip();
      const guarded = unpacked.pipe(guard(name, size, limits));
      const packed = createReadStream(file);
      packed.once("error", (error) => guarded.destroy(error));
      unpacked.once("error", (error) => guarded.destroy(unreadable(name, error.message)));
      guarded.once("close", () => { packed.destroy(); unpacked.destroy(); });
      packed.pipe(unpacked);
      return guarded;
    },
  }];
}

const isData = (name: string) => /\.(csv|tsv|txt|json|geojson|jsonl)$/i.test(name) && !/(^|\/)(__MACOSX\/|\.|readme)/i.test(name);

async function membersOf(file: string, limits: Limits): Promise<Input[]> {
  const archive = path.basename(file);
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: true }).catch((error: Error) => { throw unreadable(archive, error.message); });
  const names: string[] = [];
  try {
    for await (const { fileName } of zip.eachEntry()) if (isData(fileName)) names.push(fileName);
  } catch (error) {
    throw unreadable(archive, (error as Error).message);
  }
  if (names.length === 0) throw unreadable(archive, "no table inside (.csv, .tsv, .txt, .json, .geojson)");
  return names.map((name) => ({ name: path.basename(name), open: () => openMember(file, name, limits) }));
}

async function openMember(file: string, name: string, limits: Limits): Promise<Readable> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== name) continue;
    const unpacked = await zip.openReadStreamPromise(entry).catch((error: Error) => { zip.close(); throw unreadable(name, error.message); });
    const guarded = unpacked.pipe(guard(name, entry.compressedSize, limits));
    unpacked.once("error", (error: Error) => guarded.destroy(unreadable(name, error.message)));
    guarded.once("close", () => { unpacked.destroy(); zip.close(); });
    return guarded;
  }
  zip.close();
  throw unreadable(name, "no longer in the archive");
}

/** Lets honest bytes through and ends the stream once they cannot be honest any more. */
function guard(name: string, packedBytes: number, { freeBytes, ratio, unpackedBytes }: Limits): Transform {
  const most = Math.min(unpackedBytes, Math.max(freeBytes, packedBytes * ratio));
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      seen += chunk.length;
      if (seen > most) done(unreadable(name, `unpacks to more than ${Math.round(most / 2 ** 20)} MB, far beyond its packed size`));
      else done(null, chunk);
    },
  });
}

/** The whole of a file that has to be read at once, such as GeoJSON. */
export async function readText(input: Input, maxBytes = 400 * 2 ** 20): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await input.open()) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw unreadable(input.name, `larger than ${maxBytes / 2 ** 20} MB; split it`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8").replace(/^\uFEFF/, "");
}

const unreadable = (name: string, reason: string) => problem("import.unreadable", { reason: `${name}: ${reason}` });
