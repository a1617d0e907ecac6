// Whatever the line does to a message, what is taken of it is a beginning of what was sent, and nothing else.
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyId } from "../release/signing.ts";
import { packed, readMessage } from "./lines.ts";
import { isPacked } from "./round.ts";
import { digestOf, hashAfter, headed, keyOf, readHeader, runs, sealed, WireFault, type Chain, type Linked } from "./wire.ts";

const pair = generateKeyPairSync("ed25519");
const publicKey = pair.publicKey.export({ type: "spki", format: "der" }).toString("base64url");
const key = { id: keyId(publicKey), privateKey: pair.privateKey, publicKey };
const chain: Chain = { from: "ML", to: "SN", world: "actual", epoch: 1 };

function sent(count: number, protocol: number): { bytes: Buffer; entries: Linked[] } {
  const entries: Linked[] = [];
  let hash = "";
  for (let seq = 1; seq <= count; seq++) {
    const body = { words: `{"n":${seq}}`, signature: "s" };
    const entry = { seq, kind: "answer", id: `01920000-0000-7000-8000-${String(seq).padStart(12, "0")}`, at: "2025-02-09T14:30:00Z", digest: digestOf(body.words, body.signature) };
    hash = hashAfter(chain, hash, entry);
    entries.push({ ...entry, hash, body });
  }
  const { headLine } = headed(key, { type: "round", protocol, speaks: [2, 1], from: "ML", to: "SN", world: "actual", round: 1, keys: [], head: { epoch: 1, seq: count, hash }, have: { epoch: 0, seq: 0, hash: "" }, more: false, at: "2025-02-09T14:30:00Z" });
  return { bytes: Buffer.concat([Buffer.from(headLine), packed(protocol, sealed(key, chain, entries))]), entries };
}

async function taken(bytes: Buffer, size: number, have = { seq: 0, hash: "" }): Promise<Linked[]> {
  const all: Linked[] = [];
  try {
    const message = await readMessage((async function* () { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size); })(), isPacked);
    const { publicKey: own } = keyOf(readHeader(message.head), { keyId: key.id, publicKey }, keyId);
    for await (const run of runs(message.lines, chain, have, own)) all.push(...run);
  } catch (error) { if (!(error instanceof WireFault)) throw error; }
  return all;
}

const MESSAGES = [1, 2].map((protocol) => sent(1_200, protocol));

test("whole, it is all there, in whatever pieces it comes", async () => {
  for (const { bytes, entries } of MESSAGES) for (const size of [1_000, 65_536]) expect(await taken(bytes, size)).toEqual(entries);
});

test("cut at any byte, what is taken are whole runs from the beginning; and from there it goes on", async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...MESSAGES), fc.double({ min: 0, max: 1, noNaN: true }), async ({ bytes, entries }, share) => {
    const first = await taken(bytes.subarray(0, Math.floor(bytes.length * share)), 4_096);
    expect(entries.slice(0, first.length)).toEqual(first);
    expect([0, 500, 1_000, 1_200]).toContain(first.length);
    const last = first.at(-1);
    const rest = await taken(bytes, 65_536, last ? { seq: last.seq, hash: last.hash } : undefined);
    expect([...first, ...rest]).toEqual(entries);
  }), { numRuns: 25 });
});

test("bent at any bit, no entry is taken that was not sent", async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...MESSAGES), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(7), async ({ bytes, entries }, share, bit) => {
    const bent = Buffer.from(bytes);
    const at = Math.floor(bytes.length * share);
    bent[at] = bent[at]! ^ (1 << bit);
    const found = await taken(bent, 65_536);
    expect(entries.slice(0, found.length)).toEqual(found);
  }), { numRuns: 40 });
});

test("a run of another chain, epoch or world is not taken", async () => {
  const { bytes } = MESSAGES[0]!;
  const message = await readMessage((async function* () { yield bytes; })(), isPacked);
  await expect((async () => { for await (const run of runs(message.lines, { ...chain, epoch: 2 }, { seq: 0, hash: "" }, publicKey)) expect(run).toEqual([]); })()).rejects.toThrow("does not close");
});
