// A case as the sender seals it, opened by those it was sealed to, by the sender's receipt, and by nobody else.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { fromBase64Url, toBase64Url, type Bytes } from "./bytes.ts";
import { handOnShare, lockKey, newKey, recoverKey, splitForRecovery, unlockKey, type OpenKey } from "./mailbox-key.ts";
import { caseKeyOf, fingerprint, inFours, newReceipt, openCaseKey, openLetter, receiptFrom, RECEIPT_DIGITS, sealCase, sealLetter } from "./sealed-case.ts";

interface Mailbox extends OpenKey { id: string }
const mailbox = async (): Promise<Mailbox> => ({ id: randomUUID(), ...(await newKey()) });
const asRecipient = ({ id, publicKey }: Mailbox) => ({ id, publicKey: toBase64Url(publicKey) });
const [first, second, outsider] = [await mailbox(), await mailbox(), await mailbox()];

const readAs = async (reader: Mailbox, sealed: Awaited<ReturnType<typeof sealCase>>, wrapped = sealed.keys.find((key) => key.mailbox === reader.id)) =>
  openLetter(await openCaseKey(reader.privateKey, reader.publicKey, sealed.id, reader.id, wrapped!.sealed), sealed.id, "sender", sealed.letter);

test("each recipient reads what was said, and so does the receipt; whatever the words", async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 3_000 }), async (words) => {
    const receipt = newReceipt();
    const sealed = await sealCase(receipt, { id: randomUUID(), letterId: randomUUID(), matter: "integrity", words, recipients: [asRecipient(first), asRecipient(second)] });
    expect(await readAs(first, sealed)).toBe(words);
    expect(await readAs(second, sealed)).toBe(words);
    expect(await openLetter((await caseKeyOf(receipt)).key, sealed.id, "sender", sealed.letter)).toBe(words);
  }), { numRuns: 8 });
});

test("another mailbox opens nothing, even with the wrapped key in hand; nor does another receipt", async () => {
  const receipt = newReceipt();
  const sealed = await sealCase(receipt, { id: randomUUID(), letterId: randomUUID(), matter: "threat", words: "menace", recipients: [asRecipient(first)] });
  await expect(readAs(outsider, sealed, sealed.keys[0])).rejects.toThrow();
  await expect(openCaseKey(first.privateKey, first.publicKey, randomUUID(), first.id, sealed.keys[0]!.sealed)).rejects.toThrow();
  await expect(openCaseKey(first.privateKey, first.publicKey, sealed.id, randomUUID(), sealed.keys[0]!.sealed)).rejects.toThrow();
  await expect(openLetter((await caseKeyOf(newReceipt())).key, sealed.id, "sender", sealed.letter)).rejects.toThrow();
  // Neither the token, which the server is told, nor anything else that is sent is the key or holds the receipt.
  const { key, token } = await caseKeyOf(receipt);
  expect(token).not.toBe(toBase64Url(key));
  expect(JSON.stringify(sealed)).not.toContain(receipt);
  await expect(openLetter(fromBase64Url(token), sealed.id, "sender", sealed.letter)).rejects.toThrow();
});

test("a letter belongs to its case, its place and its author", async () => {
  const key = (await caseKeyOf(newReceipt())).key;
  const [caseId, letterId] = [randomUUID(), randomUUID()];
  const letter = await sealLetter(key, caseId, letterId, "recipient", "bien reçu");
  expect(await openLetter(key, caseId, "recipient", letter)).toBe("bien reçu");
  await expect(openLetter(key, caseId, "sender", letter)).rejects.toThrow();
  await expect(openLetter(key, randomUUID(), "recipient", letter)).rejects.toThrow();
  await expect(openLetter(key, caseId, "recipient", { ...letter, id: randomUUID() })).rejects.toThrow();
});

test("short letters are all of one length", async () => {
  const key = (await caseKeyOf(newReceipt())).key;
  const lengths = await Promise.all(["", "oui", "x".repeat(900)].map(async (words) => (await sealLetter(key, randomUUID(), randomUUID(), "sender", words)).sealed.length));
  expect(new Set(lengths).size).toBe(1);
});

test("a receipt is 24 digits, each as likely as another, and is read back from paper", () => {
  const seen = new Map<string, number>();
  for (let n = 0; n < 500; n++) {
    const receipt = newReceipt();
    expect(receipt).toMatch(new RegExp(`^\\d{${RECEIPT_DIGITS}}$`));
    expect(receiptFrom(inFours(receipt))).toBe(receipt);
    for (const digit of receipt) seen.set(digit, (seen.get(digit) ?? 0) + 1);
  }
  expect(inFours("123456789012345678901234")).toBe("1234 5678 9012 3456 7890 1234");
  expect(receiptFrom("١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٩٠ ١٢٣٤")).toBe("123456789012345678901234");
  for (const wrong of ["", "1234", "12345678901234567890123x", "1234567890123456789012345"]) expect(receiptFrom(wrong)).toBeUndefined();
  // 12,000 digits: each about 1,200 times; six standard deviations are 197.
  for (const count of seen.values()) expect(Math.abs(count - 1_200)).toBeLessThan(197);
});

test("a byte that would favour some digits is thrown away", () => {
  const given = [...Array.from({ length: 250 }, (_, byte) => byte).filter((byte) => byte % 11 === 0).slice(0, 22), 250, 255, ...Array(24).fill(9)];
  let at = 0;
  const random = vi.spyOn(crypto, "getRandomValues").mockImplementation((bytes) => { for (let i = 0; i < (bytes as Uint8Array).length; i++) (bytes as Uint8Array)[i] = given[at++]!; return bytes; });
  expect(newReceipt()).toBe(`${given.slice(0, 22).map((byte) => byte % 10).join("")}99`);
  random.mockRestore();
});

const PASSPHRASE = "le fleuve monte à la nuit";

test("a mailbox opens with its passphrase, however its letters are composed, and with no other", async () => {
  const locked = await lockKey(first, PASSPHRASE.normalize("NFD"));
  expect((await unlockKey(locked, PASSPHRASE.normalize("NFC"))).publicKey).toEqual(first.publicKey);
  await expect(unlockKey(locked, `${PASSPHRASE} `)).rejects.toThrow();
  expect(JSON.stringify(locked)).not.toContain("fleuve");
});

test("two officers together recover a key that still opens the case; one alone, or the same one twice, does not", async () => {
  const [officerA, officerB] = [second, outsider];
  const sealed = await sealCase(newReceipt(), { id: randomUUID(), letterId: randomUUID(), matter: "integrity", words: "dossier", recipients: [asRecipient(first)] });
  const split = await splitForRecovery(first, first.id, [{ mailbox: officerA.id, publicKey: toBase64Url(officerA.publicKey) }, { mailbox: officerB.id, publicKey: toBase64Url(officerB.publicKey) }]);
  const asking = await newKey();
  const recovery = randomUUID();
  const partOf = async (officer: Mailbox, share = split.shares.find((one) => one.officer === officer.id)!) => ({
    officer: share.officer, sealed: await handOnShare(officer, { mailbox: first.id, officer: share.officer, recovery, share: share.sealed, to: toBase64Url(asking.publicKey) }),
  });
  const [a, b] = [await partOf(officerA), await partOf(officerB)];
  const publicKey = toBase64Url(first.publicKey);
  const recovered: Mailbox = { id: first.id, ...(await recoverKey(asking, recovery, publicKey, split.spare, [a, b])) };
  expect(await readAs(recovered, sealed)).toBe("dossier");
  for (const parts of [[a], [b], [a, a], [b, b]]) await expect(recoverKey(asking, recovery, publicKey, split.spare, parts)).rejects.toThrow();
  // A share is opened by its officer alone, and a part by the one who asked, for this recovery alone.
  await expect(partOf(officerB, split.shares.find((one) => one.officer === officerA.id))).rejects.toThrow();
  await expect(recoverKey(officerA, recovery, publicKey, split.spare, [a, b])).rejects.toThrow();
  await expect(recoverKey(asking, randomUUID(), publicKey, split.spare, [a, b])).rejects.toThrow();
});

test("a key's fingerprint is five groups of digits, the same for the same key and another for another", async () => {
  const of = ({ publicKey }: { publicKey: Bytes }) => fingerprint(toBase64Url(publicKey));
  expect(await of(first)).toMatch(/^\d{5}( \d{5}){4}$/);
  expect(await of(first)).toBe(await of(first));
  expect(await of(first)).not.toBe(await of(second));
});
