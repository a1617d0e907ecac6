// Tables as office programs write them: encodings, separators, a mark before the first byte, two columns of one name.
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { tableLines } from "./table-lines.ts";

async function linesOf(bytes: Buffer) {
  let columns: string[] = [], tagged: Record<string, string> = {};
  const lines = [];
  // In pieces, so that a letter may lie across two.
  const open = async () => Readable.from(Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7)));
  for await (const line of tableLines({ name: "t.csv", open }, { header: (names) => { columns = names; }, tags: (told) => { tagged = told; } })) lines.push(line);
  return { columns, tagged, lines };
}
const WORDS = "Région;Réponse\nKédougou;été\nThiès;oui\n";

test.each([
  ["UTF-8", Buffer.from(WORDS)], ["UTF-8 with its mark", Buffer.from(`\ufeff${WORDS}`)], ["Windows-1252", Buffer.from(WORDS, "latin1")], ["UTF-16 as Excel’s Unicode text", Buffer.from(`\ufeff${WORDS}`, "utf16le")],
  ["tabs", Buffer.from(WORDS.replaceAll(";", "\t"))], ["bars", Buffer.from(WORDS.replaceAll(";", "|"))], ["Windows line ends", Buffer.from(WORDS.replaceAll("\n", "\r\n"))],
])("%s", async (_, bytes) => {
  expect(await linesOf(bytes)).toEqual({ columns: ["Région", "Réponse"], tagged: {}, lines: [{ line: 2, cells: { "Région": "Kédougou", "Réponse": "été" } }, { line: 3, cells: { "Région": "Thiès", "Réponse": "oui" } }] });
});

test("a word in Arabic across two pieces stays whole, and a euro sign of Windows-1252 is one", async () => {
  expect((await linesOf(Buffer.from("a,b\nكيدوغو,x\n"))).lines[0]!.cells.a).toBe("كيدوغو");
  expect((await linesOf(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x80, 0x2c, 0xe9, 0x0a]))).lines[0]!.cells).toEqual({ a: "€", b: "é" });
});

test("two columns of one name are told apart, one without a name is said by its place", async () => {
  expect((await linesOf(Buffer.from("q,q,,r\n1,2,3,4\n"))).lines[0]!.cells).toEqual({ q: "1", "q (2)": "2", "column 3": "3", r: "4" });
});

test("a row of HXL tags is told apart, and the lines keep their numbers", async () => {
  expect(await linesOf(Buffer.from("zone,valeur\n#adm1+code,#indicator+num\nSN06,3\n"))).toMatchObject({ tagged: { zone: "#adm1+code" }, lines: [{ line: 3 }] });
});
