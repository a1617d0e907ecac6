// An erased report is erased: whoever takes the whole data directory afterwards, the database's files and logs and the file of
// keys, and a backup of that day, opens it no more; and an older backup does not bring it back.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { accept } from "../../src/field/intake/accept.ts";
import { contactOf } from "../../src/field/intake/contact.ts";
import { contentForHouse, conversation, say, unpacked } from "../../src/field/intake/content.ts";
import { erase, eraseAgain } from "../../src/field/intake/erase.ts";
import { finishKeyEnds } from "../../src/field/intake/key-ends.ts";
import { keysOf } from "../../src/field/intake/keys.ts";
import { report } from "../../src/field/intake/report.noun.ts";
import { unseal } from "../../src/field/intake/seal.ts";
import { newId } from "../../src/platform/identity.ts";
import { writeBackup } from "../../src/platform/backup.ts";
import { privateFolder } from "../../src/platform/data-directory.ts";
import { verifyJournal } from "../../src/platform/journal.ts";
import { openNode, openPlace, type Node } from "../../src/platform/node.ts";
import { find } from "../../src/platform/noun-store.ts";
import { restoreBackup } from "../../src/platform/restore.ts";

const root = mkdtempSync(path.join(tmpdir(), "faleme-erasure-"));
const dir = path.join(root, "data");
const node = await openNode({ dir });
afterAll(async () => { await node.close(); rmSync(root, { recursive: true, force: true }); }, 30_000);

const WORDS = "Les bergers de la colline bleue ont vu trois pirogues au gué";
const NUMBER = "+221779998877";
const sent = { id: newId(), way: "sms" as const, text: WORDS, contact: { channel: "sms" as const, address: NUMBER, wantsReply: true }, original: { type: "text/plain", bytes: Buffer.from(WORDS) } };
const other = { id: newId(), way: "web" as const, text: "La crue a emporté le pont de bois" };
const keeper = node.keeper("test");

/** For each of these bytes, every file of the data directory in which they stand, as they are or spelled in hexadecimal or base64. */
function filesWith(all: readonly Buffer[]): string[][] {
  const found = all.map((): string[] => []);
  const spellings = all.map((wanted) => [wanted, Buffer.from(wanted.toString("hex")), Buffer.from(wanted.toString("base64").replace(/=+$/, ""))]);
  for (const name of readdirSync(dir, { recursive: true }).map(String)) {
    // The database makes and removes files of its own meanwhile.
    let bytes: Buffer;
    try { if (!statSync(path.join(dir, name)).isFile()) continue; bytes = readFileSync(path.join(dir, name)); } catch { continue; }
    spellings.forEach((spelled, i) => { if (spelled.some((one) => bytes.includes(one))) found[i]!.push(name); });
  }
  return found;
}

/** Tries every slot of the file of keys, at every offset, on what was sealed: a thief who has kept the ciphertext. */
function opens(purpose: "content" | "contact", sealed: Buffer): string | undefined {
  const slots = readFileSync(path.join(dir, "report-keys", "keys"));
  for (let at = 0; at + 64 <= slots.length; at += 16) {
    const key = slots.subarray(at, at + 32);
    if (key.every((byte) => byte === 0)) continue;
    try { return unseal(key, purpose, sent.id, sealed).toString(); } catch { /* not this one */ }
  }
  return undefined;
}

const sealedIn = (table: string, column: string) => node.owner(async (client) => (await client.query<{ slot: number; sealed: Buffer }>(`select slot, sealed from ${table} where ${column} = $1`, [sent.id])).rows[0]!);
const backup = (file: string, of: Node = node) => writeBackup({ ownerUrl: of.ownerUrl, file: path.join(root, file), now: new Date(), secretsFrom: privateFolder(of.dir, "secrets") });

await accept(node, sent);
await accept(node, other);
await node.db.as(keeper, (tx) => say(node, tx, sent.id, { from: "sender", words: "Ils allaient vers la colline bleue" }));
const content = await sealedIn("report_contents", "id");
const contact = await sealedIn("report_contacts", "report");
const [contentKey, contactKey] = [keysOf(node).read(content.slot, sent.id)!, keysOf(node).read(contact.slot, sent.id)!].map((key) => Buffer.from(key)) as [Buffer, Buffer];

test("before, the key opens it, and nothing else in the data directory says a word of it", async () => {
  await node.owner((client) => client.query("checkpoint"));
  expect(unpacked(unseal(contentKey, "content", sent.id, content.sealed)).text).toBe(WORDS);
  expect(opens("content", content.sealed)).toContain("colline bleue");
  expect(opens("contact", contact.sealed)).toBe(NUMBER);
  const [sealed, ...others] = filesWith([content.sealed, contentKey, contactKey, Buffer.from("colline bleue"), Buffer.from(NUMBER.slice(1))]);
  expect(sealed!.some((file) => file.startsWith("postgres/"))).toBe(true);
  expect(others).toEqual([["report-keys/keys"], ["report-keys/keys"], [], []]);
  await backup("before.faleme");
});

test("after, nothing opens it, and the journal verifies", async () => {
  await node.db.as(keeper, (tx) => erase(node, tx, sent.id, "sender-asked"));
  await node.owner((client) => client.query("checkpoint"));
  expect(opens("content", content.sealed)).toBeUndefined();
  expect(opens("contact", contact.sealed)).toBeUndefined();
  expect(filesWith([contentKey, contactKey, Buffer.from("colline bleue"), Buffer.from(NUMBER.slice(1))])).toEqual([[], [], [], []]);
  await backup("after.faleme");
  const archive = zstdDecompressSync(readFileSync(path.join(root, "after.faleme")));
  for (const bytes of [contentKey, contactKey, content.sealed, contact.sealed]) for (const spelled of [bytes.toString("latin1"), bytes.toString("hex"), bytes.toString("base64")]) expect(archive.includes(Buffer.from(spelled, "latin1"))).toBe(false);
  expect(archive.includes("report-keys")).toBe(false);
  await node.db.as(keeper, async (tx) => {
    expect(await contentForHouse(node, tx, sent.id)).toBeUndefined();
    expect(await conversation(node, tx, sent.id)).toEqual([]);
    expect((await find(tx, report, sent.id))!.content).toEqual({ way: "sms", receivedAt: expect.any(String), state: "erased", closeReason: "sender-asked" });
    expect((await contentForHouse(node, tx, other.id))!.text).toBe(other.text);
  });
  const { versions } = await node.owner((client) => verifyJournal(client));
  const { rows: [left] } = await node.owner((client) => client.query("select count(*), min(version) as first from versions where id = $1", [sent.id]));
  expect(left).toEqual({ count: 1, first: 2 });
  expect(versions).toBeGreaterThan(0);
});

test("a version that is missing without an erasure is still a fault", async () => {
  await node.owner(async (client) => {
    await client.query("begin");
    await client.query("delete from versions where id = $1", [other.id]);
    await expect(verifyJournal(client)).rejects.toMatchObject({ code: "journal.broken" });
    await client.query("rollback");
  });
});

test("a crash between the commit and the end of the key is made good at the next start", async () => {
  const { id } = await accept(node, { id: newId(), way: "web", text: "un puits à sec" });
  await node.db.as(keeper, (tx) => erase(node, { ...tx, afterCommit() { /* the process dies here */ } }, id, "sender-asked"));
  const { slot } = await node.owner(async (client) => (await client.query<{ slot: number }>("select slot from report_contents where id = $1", [id])).rows[0]!);
  expect(keysOf(node).read(slot, id)).toBeDefined();
  await finishKeyEnds(node);
  expect(keysOf(node).read(slot, id)).toBeUndefined();
  expect(keysOf(node).erased()).toContain(id);
});

test("two processes share the file of keys: each reads what the other took in", async () => {
  const second = await openNode({ dir });
  try {
    const taken = await Promise.all(Array.from({ length: 120 }, (_, i) => accept(i % 2 ? second : node, { id: newId(), way: "api", text: `nombre ${i}` })));
    for (const reader of [node, second]) {
      await reader.db.as(keeper, async (tx) => { for (const [i, { id }] of taken.entries()) expect((await contentForHouse(reader, tx, id))?.text).toBe(`nombre ${i}`); });
    }
  } finally { await second.close(); }
});

test("an older backup beside the keys of today does not bring it back; without the keys it opens nothing", { timeout: 120_000 }, async () => {
  const older = path.join(root, "older");
  const place = await openPlace(older);
  try { await restoreBackup({ ownerUrl: place.ownerUrl, file: path.join(root, "before.faleme"), target: older }); } finally { await place.leave(); }
  const restored = await openNode({ dir: older });
  try {
    await restored.db.as(keeper, async (tx) => {
      expect((await find(tx, report, sent.id))!.content.state).toBe("received");
      expect(await contentForHouse(restored, tx, other.id)).toBeUndefined();
    });
    expect((await restored.owner((client) => client.query("select count(*) from report_contacts"))).rows).toEqual([{ count: 0 }]);
  } finally { await restored.close(); }
  cpSync(path.join(dir, "report-keys"), path.join(older, "report-keys"), { recursive: true });
  const withKeys = await openNode({ dir: older });
  try {
    expect(await eraseAgain(withKeys)).toBe(1);
    await withKeys.db.as(keeper, async (tx) => {
      expect((await find(tx, report, sent.id))!.content.state).toBe("erased");
      expect(await contactOf(withKeys, tx, sent.id)).toBeUndefined();
      expect((await contentForHouse(withKeys, tx, other.id))!.text).toBe(other.text);
    });
    // New keys go where no key stands, though the database's numbers went back.
    const { rows: later } = await node.owner((client) => client.query<{ id: string; slot: number }>("select id, slot from report_contents where sealed is not null"));
    await Promise.all(Array.from({ length: 60 }, () => accept(withKeys, { id: newId(), way: "web", text: "nouveau" })));
    expect(later.filter(({ id, slot }) => !keysOf(withKeys).read(slot, id))).toEqual([]);
    expect(later.length).toBeGreaterThan(100);
    await withKeys.owner((client) => verifyJournal(client));
  } finally { await withKeys.close(); }
});
