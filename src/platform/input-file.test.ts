import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { openInput, openInputs, readText } from "./input-file.ts";

const dir = mkdtempSync(path.join(tmpdir(), "faleme-input-"));
afterAll(() => { rmSync(dir, { recursive: true }); });

function file(name: string, bytes: Buffer | string): string {
  const at = path.join(dir, name);
  writeFileSync(at, bytes);
  return at;
}

/** A zip archive by hand: local headers, central directory, end (APPNOTE 4.3). */
function zipOf(members: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(members)) {
    const packed = deflateRawSync(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, Buffer.from(name), packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), shared, entry, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]);
}

const table = "name,lat\nBakel,14.9\n";

test.each([
  ["plain.csv", Buffer.from(table), "plain.csv"],
  ["marked.csv", Buffer.from(`\uFEFF${table}`), "marked.csv"],
  ["packed.csv.gz", gzipSync(table), "packed.csv"],
  ["archive.zip", zipOf({ "readme.txt": Buffer.from("hello"), "folder/inside.csv": Buffer.from(table) }), "inside.csv"],
])("%s is read as it is", async (name, bytes, inner) => {
  const input = await openInput(file(name, bytes));
  expect(input.name).toBe(inner);
  expect(await readText(input)).toBe(table);
  // Once to tell the layout, once to import.
  expect(await readText(input)).toBe(table);
});

test("an archive of several tables gives all of them, or asks which", async () => {
  const at = file("two.zip", zipOf({ "adm1.geojson": Buffer.from("{}"), "adm2.geojson": Buffer.from("[]") }));
  expect((await openInputs(at)).map(({ name }) => name)).toEqual(["adm1.geojson", "adm2.geojson"]);
  await expect(openInput(at)).rejects.toMatchObject({ code: "import.unreadable" });
});

const limits = { freeBytes: 1_000_000, ratio: 50, unpackedBytes: 1e12 };
const zeros = Buffer.alloc(30_000_000);

test.each([["bomb.csv.gz", gzipSync(zeros)], ["bomb.zip", zipOf({ "bomb.csv": zeros })]])("%s, which unpacks to a thousand times its size, is refused", async (name, bytes) => {
  await expect(readText(await openInput(file(name, bytes), limits))).rejects.toMatchObject({ code: "import.unreadable" });
});

test("what is damaged, empty of tables or missing is said in one sentence", async () => {
  await expect(readText(await openInput(file("cut.csv.gz", gzipSync(table.repeat(1_000)).subarray(0, 60))))).rejects.toMatchObject({ code: "import.unreadable" });
  await expect(openInput(file("noise.zip", "not an archive"))).rejects.toMatchObject({ code: "import.unreadable" });
  await expect(openInput(file("photos.zip", zipOf({ "photo.jpg": Buffer.from("x") })))).rejects.toMatchObject({ code: "import.unreadable" });
  await expect(openInput(path.join(dir, "absent.csv"))).rejects.toMatchObject({ code: "file.missing" });
});
