/**
 * The typefaces of our paper, from the packages that the page uses too (SIL Open Font License 1.1). Those ship as WOFF, which
 * is an OpenType file with each table deflated; Typst reads the file itself, so the tables are put back.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** The extended Latin letters come in a file of the same family; under a name of its own it is asked where the first lacks a letter. */
export const FAMILIES = ["Noto Sans", "Noto Wide", "Noto Sans Arabic"] as const;

const FILES: readonly (readonly [file: string, family?: string])[] = [400, 700].flatMap((weight) => [
  [`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`],
  [`@fontsource/noto-sans/files/noto-sans-latin-ext-${weight}-normal.woff`, "Noto Wide"],
  [`@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff`],
] as const);

export const fonts = (): Buffer[] => FILES.map(([file, family]) => {
  const font = openTypeOf(readFileSync(require.resolve(file)));
  return family ? renamed(font, "Noto Sans", family) : font;
});

const WOFF_HEAD = 44, WOFF_ENTRY = 20, HEAD = 12, ENTRY = 16;

export function openTypeOf(woff: Buffer): Buffer<ArrayBuffer> {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF file");
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(HEAD + count * ENTRY);
  const power = 2 ** Math.floor(Math.log2(count));
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  for (const [i, value] of [count, power * 16, Math.log2(power), (count - power) * 16].entries()) directory.writeUInt16BE(value, 4 + i * 2);
  const pieces: Uint8Array[] = [directory];
  let at = directory.length;
  for (let i = 0; i < count; i++) {
    const from = WOFF_HEAD + i * WOFF_ENTRY, to = HEAD + i * ENTRY;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((skip) => woff.readUInt32BE(from + skip)) as [number, number, number, number];
    const bytes = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    woff.copy(directory, to, from, from + 4);
    for (const [k, value] of [checksum, at, table.length].entries()) directory.writeUInt32BE(value, to + 4 + k * 4);
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4);
    pieces.push(table, padding);
    at += table.length + padding.length;
  }
  return Buffer.concat(pieces);
}

/** Names in a font are UTF-16, most significant byte first; the new one is as long as the old. */
function renamed(font: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error(`${to} is not as long as ${from}`);
  const [old, own] = [from, to].map((name) => Buffer.from(name, "utf16le").swap16()) as [Buffer, Buffer];
  for (let at = font.indexOf(old); at >= 0; at = font.indexOf(old, at + old.length)) own.copy(font, at);
  return font;
}
