// Archives that any Unix opens, and that say when they break off.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTar, tarEnd, tarMember, type Member } from "./tar.ts";

const at = new Date("2026-03-01T10:00:00Z");
const archive = (members: readonly Member[]) => Buffer.concat([...members.map((member) => tarMember(member, at)), tarEnd()]);
const inPieces = (whole: Buffer, size: number) => Readable.from(Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.subarray(i * size, (i + 1) * size)));

async function read(whole: Buffer, size = 1000): Promise<Member[]> {
  const members: Member[] = [];
  for await (const member of readTar(inPieces(whole, size))) members.push(member);
  return members;
}

test("gives back what was put in, however the bytes arrive", async () => {
  const members = fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{1,20}\/[a-z0-9._-]{1,30}$/), body: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)) }), { maxLength: 6 });
  await fc.assert(fc.asyncProperty(members, fc.integer({ min: 1, max: 3000 }), async (wanted, size) => {
    expect(await read(archive(wanted), size)).toEqual(wanted);
  }), { numRuns: 60 });
});

test("tar itself lists and opens it", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-tar-"));
  try {
    writeFileSync(path.join(dir, "a.tar"), archive([{ name: "about.json", body: Buffer.from("{}") }, { name: "tables/areas/000001.copy", body: Buffer.from("Kédougou\tSN\n".repeat(200)) }]));
    expect(execFileSync("tar", ["-tf", "a.tar"], { cwd: dir, encoding: "utf8" })).toBe("about.json\ntables/areas/000001.copy\n");
    execFileSync("tar", ["-xf", "a.tar"], { cwd: dir });
    expect(readFileSync(path.join(dir, "tables/areas/000001.copy"), "utf8")).toContain("Kédougou\tSN\n");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("an archive that breaks off, or is none, is said to be so", async () => {
  const whole = archive([{ name: "a", body: Buffer.alloc(1500, 7) }]);
  for (const length of [0, 100, 512, 1300, 2048]) await expect(read(whole.subarray(0, length))).rejects.toThrow("breaks off");
  await expect(read(Buffer.alloc(4096, 65))).rejects.toThrow("not a backup");
  const lying = Buffer.from(whole);
  lying.write("77777777777", 124);
  await expect(read(lying)).rejects.toThrow("not a backup");
});
