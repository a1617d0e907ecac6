import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packed, unpacked, type Content } from "./content.ts";
import { checked, harmless, type Incoming } from "./incoming.ts";
import { seal, unseal } from "./seal.ts";

const key = randomBytes(32);
const id = "019b76da-a801-7008-8141-3ca9e6000000";

test("what was sealed is opened again, by its key, for its report and its purpose alone", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(), (bytes, at) => {
    const sealed = seal(key, "content", id, Buffer.from(bytes));
    expect(unseal(key, "content", id, sealed).equals(Buffer.from(bytes))).toBe(true);
    expect(() => unseal(randomBytes(32), "content", id, sealed)).toThrow();
    expect(() => unseal(key, "message", id, sealed)).toThrow();
    expect(() => unseal(key, "content", id.replace("0", "1"), sealed)).toThrow();
    const changed = Buffer.from(sealed);
    changed[at % changed.length]! ^= 1;
    expect(() => unseal(key, "content", id, changed)).toThrow();
  }), { numRuns: 60 });
});

test("content is packed and unpacked to the same, the original to the last byte", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.dictionary(fc.string(), fc.array(fc.string())), fc.option(fc.uint8Array()), (text, answers, bytes) => {
    const content = JSON.parse(JSON.stringify({ text, answers, digest: "d" })) as Content;
    const whole = { ...content, ...(bytes ? { original: { type: "text/xml", bytes: Buffer.from(bytes) } } : {}) };
    const back = unpacked(packed(whole));
    expect({ ...back, original: back.original?.bytes.toString("hex") }).toEqual({ ...whole, original: whole.original?.bytes.toString("hex") });
  }), { numRuns: 50 });
});

test("whatever is said becomes harmless words or is refused, and looking twice changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    const words = harmless(text);
    expect(words.isWellFormed()).toBe(true);
    expect(words).not.toMatch(/[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069\ufeff]/u);
    expect(harmless(words)).toBe(words);
    const answers = { [text]: [text, { deeper: text }], plain: "40" };
    const { answers: kept } = checked({ id, way: "web", answers });
    expect(kept).toEqual({ [words]: [words, { deeper: words }], plain: "40" });
  }), { numRuns: 300 });
});

test("French, Arabic and emoji are left as they are; what says nothing, lies too deep or is too long is refused", () => {
  for (const words of ["forêt de Béma, « près du gué »", "سرقة مواشٍ في باكل", "👨‍👩‍👧 3️⃣", "a\tb\nc"]) expect(harmless(words)).toBe(words);
  let deep: unknown = "x";
  for (let i = 0; i < 50; i++) deep = [deep];
  const base = { id, way: "web" } as const;
  const refused: Incoming[] = [base, { ...base, text: "\u0000 \u202e" }, { ...base, answers: { deep } }, { ...base, text: "😀".repeat(1_250_000) }, { ...base, answers: { long: "x".repeat(500_000) } }, { ...base, id: "../../etc" }, { ...base, text: "x", extra: 1 } as never];
  for (const one of refused) expect(() => checked(one)).toThrow(expect.objectContaining({ code: "input.invalid" }));
  expect(() => checked({ ...base, original: { type: "x", bytes: Buffer.alloc(5 * 2 ** 20) } })).toThrow(expect.objectContaining({ code: "request.tooLarge" }));
});
