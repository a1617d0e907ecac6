import { expect, test } from "vitest";
import { screen } from "../../evidence/index.ts";
import { codeList } from "../../platform/codes.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { messageFor, SHORT_LENGTH } from "../delivery/message.ts";
import type { ReleaseDocument } from "../release/document.ts";
import { namesOne } from "../release/fine-places.ts";
import { allGuidance, guidanceFor } from "./guidance.ts";
import { standardInfo } from "./standard-words.ts";
import { certaintyOf } from "./draft.ts";

const where = [{ country: "SN", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya" }];
const document = (content: Record<string, unknown> = {}): ReleaseDocument => ({
  protocol: 1, type: "release", id: "0198f2a0-0000-7000-8000-000000000001", reference: "0198f2a0-0000-7000-8000-000000000002", version: 1, sender: "ML", key: "k",
  recipient: { contact: "0198f2a0-0000-7000-8000-000000000003", country: "SN", service: "prefecture" }, marking: "GREEN", issuedAt: "2025-02-09T12:00:00Z", commitment: "c",
  content: { subject: "alert", status: "Actual", kind: "abduction", where, coded: { severity: "Severe", certainty: "Likely" }, ...content },
});

test("no text of ours names a person, a number or a community", () => {
  const texts = allGuidance().flatMap(({ checklist, instruction, relay }) => [...checklist, instruction, relay]).flatMap((words) => LANGUAGES.map((language) => words[language]));
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => screen(text).findings.length > 0)).toEqual([]);
});

test("every kind of event has a checklist that asks who warns the residents, and a text to be read out that fits a radio", () => {
  for (const kind of codeList("event-kind").codes.keys()) {
    const { checklist } = guidanceFor(kind);
    expect(checklist.some(({ fr }) => fr.startsWith("Qui prévient les habitants")), kind).toBe(true);
    for (const info of standardInfo({ kind, severity: "Severe", certainty: "Likely", basis: "area", where, from: "2025-02-09" })) {
      expect(info.relay!.length).toBeLessThanOrEqual(300);
      expect(info.relay, `${kind} ${info.language}`).not.toMatch(/[{}]/);
      expect(info.description).not.toMatch(/[{}]/);
    }
  }
});

test("a message says an exercise first and last, and in the short form too", () => {
  for (const [language, word] of [["fr", "EXERCICE"], ["en", "EXERCISE"], ["ar", "تمرين"]] as const) {
    const { subject, text, short } = messageFor(document({ status: "Exercise" }), language, { code: "7KQ2ABCD" });
    for (const words of [subject, text, short]) expect(words.startsWith(word)).toBe(true);
    expect(text.trimEnd().split("\n").at(-1)!.startsWith(word)).toBe(true);
    expect(messageFor(document(), language, { code: "7KQ2ABCD" }).text).not.toContain(word);
  }
});

test("the short form fits, ends with the code, and names nothing finer than the document", () => {
  const long = document({ words: [{ language: "fr", headline: "x".repeat(160), description: "y", instruction: "z".repeat(900) }] });
  for (const one of [document(), long]) {
    const { short } = messageFor(one, "fr", { code: "7KQ2ABCD" });
    expect(short.length).toBeLessThanOrEqual(SHORT_LENGTH);
    expect(short.endsWith("OK 7KQ2ABCD")).toBe(true);
  }
  expect(messageFor(document(), "fr", { code: "7KQ2ABCD" }).text).toContain("Saraya");
});

test("the all-clear, an update and a cancellation are called so", () => {
  expect(messageFor(document({ coded: { messageType: "Update", responses: ["AllClear"] } }), "fr", { code: "c" }).subject).toMatch(/^Fin d’alerte/);
  expect(messageFor(document({ coded: { messageType: "Cancel" } }), "en", { code: "c" }).subject).toMatch(/^Cancelled/);
  expect(messageFor(document({ coded: { messageType: "Update" } }), "ar", { code: "c" }).subject).toMatch(/^تحديث/);
});

test("a statement that cannot be judged is unknown, not unlikely", () => { expect(["1", "2", "3", "4", "5", "6"].map(certaintyOf)).toEqual(["Observed", "Likely", "Possible", "Unlikely", "Unlikely", "Unknown"]); });

test("a village is found in a text in Latin and in Arabic letters, with the article or a preposition on it", () => {
  const villages = new Set(["farading", "missirah sirimana", "frdyng"]);
  const isFine = (words: string) => villages.has(words);
  expect(namesOne("Fuite à Farading cette nuit", isFine)).toBe(true);
  expect(namesOne("près de Missirah Sirimana", isFine)).toBe(true);
  expect(namesOne("Fuite dans le département de Saraya", isFine)).toBe(false);
});
