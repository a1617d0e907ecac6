import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTable } from "./table-reader.ts";

/** An input that comes in pieces of any size, cut anywhere, inside letters too. */
const input = (bytes: Buffer, size: number) => ({ name: "x.csv", open: async () => Readable.from((function* () { for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size); })(), { objectMode: false }) });

const cell = fc.oneof(fc.string({ unit: "grapheme", maxLength: 12 }), fc.constantFrom("", "a,b", 'say "x"', "two\nlines", "two\r\nlines", "كايس", "é;è", "#tag")).map((words) => words.replaceAll("\u0000", "").replace(/\r(?!\n)/g, ""));
const quoted = (words: string, separator: string) => (words.includes(separator) || /["\r\n]/.test(words) || words !== words.trim() ? `"${words.replaceAll('"', '""')}"` : words);

test("rows come out as they went in, each with the line it begins on, however the bytes are cut", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom("1", "22"), cell, cell), { maxLength: 12 }), fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), fc.boolean(), fc.integer({ min: 1, max: 40 }), async (rows, separator, end, bom, size) => {
    const lines = [["id", "where", "note"], ...rows].map((cells) => cells.map((words) => quoted(words, separator)).join(separator) + end);
    const { header, rows: read } = await openTable(input(Buffer.from(`${bom ? "\uFEFF" : ""}${lines.join("")}`), size));
    expect(header).toEqual(["id", "where", "note"]);
    const found: { line: number; cells: readonly string[] }[] = [];
    for await (const some of read) found.push(...some);
    expect(found.map(({ cells }) => cells)).toEqual(rows.map((cells) => [...cells]));
    let line = 2;
    for (const [i, row] of found.entries()) {
      expect(row.line).toBe(line);
      line += lines[i + 1]!.split("\n").length - 1;
    }
  }), { numRuns: 120 });
});

test("a row of tags is read past, an empty field at the end is nothing, a short row stays short", async () => {
  const { header, rows } = await openTable(input(Buffer.from("a,b,\n#x+y,,\n1,2,\n3\n\n4,5,6\n"), 100));
  expect(header).toEqual(["a", "b"]);
  const found = [];
  for await (const some of rows) found.push(...some.map((row) => [row.line, ...row.cells]));
  expect(found).toEqual([[3, "1", "2"], [4, "3"], [6, "4", "5", "6"]]);
});
