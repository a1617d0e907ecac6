// The files of `conformance/` are what they say: our readers take the valid ones, and refuse the others for the reason that stands beside them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { CapFault, readCap } from "../cap/read-cap.ts";
import { readMessage } from "../federation/lines.ts";
import { keyOf, readHeader, runs, WireFault } from "../federation/wire.ts";
import { isPacked } from "../federation/round.ts";
import { keyId } from "../release/signing.ts";

const folder = path.resolve("conformance");
const read = (file: string) => readFileSync(path.join(folder, file));
const key = (JSON.parse(read("federation/keys.json").toString()) as { ML: string }).ML;

/** As a node that knows ML's first key and has none of its chain. @returns how many entries it would take */
async function taken(words: Buffer): Promise<number> {
  const message = await readMessage((async function* () { yield words; })(), isPacked);
  const header = readHeader(message.head);
  const { publicKey } = keyOf(header, { keyId: keyId(key), publicKey: key }, keyId);
  const { from, to, world, head: { epoch } } = header.header;
  let count = 0;
  for await (const run of runs(message.lines, { from, to, world, epoch }, { seq: 0, hash: "" }, publicKey)) count += run.length;
  return count;
}

const READERS: Readonly<Record<string, { read(words: Buffer): unknown; fault: new (words: string) => Error }>> = {
  federation: { read: taken, fault: WireFault },
  cap: { read: (words) => readCap(words.toString()), fault: CapFault },
};

test.each(Object.keys(READERS))("%s: valid is taken, invalid is refused for the reason that is given", async (format) => {
  const { read: reader, fault } = READERS[format]!;
  const valid = readdirSync(path.join(folder, format, "valid"));
  expect(valid.length).toBeGreaterThan(2);
  for (const file of valid) await expect((async () => reader(read(`${format}/valid/${file}`)))(), file).resolves.toBeDefined();
  const reasons = JSON.parse(read(`${format}/reasons.json`).toString()) as Record<string, string>;
  expect(Object.keys(reasons).sort()).toEqual(readdirSync(path.join(folder, format, "invalid")).sort());
  for (const [file, reason] of Object.entries(reasons)) {
    const error = await (async () => reader(read(`${format}/invalid/${file}`)))().then(() => undefined, (one: unknown) => one);
    expect(error, file).toBeInstanceOf(fault);
    expect((error as Error).message, file).toContain(reason);
  }
});

test("three entries are three, and one that was withheld holds the chain", async () => {
  expect(await taken(read("federation/valid/three-entries-one-withheld.txt"))).toBe(3);
  expect(await taken(read("federation/valid/nothing-new.txt"))).toBe(0);
});
