// Every text of a record is filled with one word; the word must not be in what could be shared.
import { expect, test } from "vitest";
import { contentFor } from "../../../tests/seeds.ts";
import { geographyFrom } from "../../places/index.ts";
import type { Row } from "../../platform/noun.ts";
import { shareable, SUBJECT_NOUNS, type PlainSubject } from "./shareable.ts";

const WORD = "qxcanaryqx";
const geography = geographyFrom([
  { id: "1", pcode: "ML", name: "Mali", level: 0, hierarchy: "admin", country: "ML", spellings: [] },
  { id: "2", pcode: "ML01", name: "Kayes", level: 1, hierarchy: "admin", country: "ML", parentPcode: "ML", spellings: [] },
  { id: "3", pcode: "ML0104", name: "Kéniéba", level: 2, hierarchy: "admin", country: "ML", parentPcode: "ML01", spellings: [] },
]);

const rowOf = (subject: PlainSubject, more: Record<string, unknown> = {}): Row => ({
  id: "0198f2a0-0000-7000-8000-000000000001", type: subject, version: 1, author: WORD, time: "2025-02-09T12:00:00Z", marking: "GREEN", owner: "ML", status: "actual", withdrawn: false,
  content: { ...contentFor(SUBJECT_NOUNS[subject], WORD, [-11.3, 12.8]), area: "ML0104", admin1: "ML01", admin2: "ML0104", country: "ML", ...more } as never,
});

test.each(Object.keys(SUBJECT_NOUNS) as PlainSubject[])("no text of a record of %s can be shared: title, account, names, citation, author", (subject) => {
  const row = rowOf(subject, { actors: [{ name: WORD, kind: "armed-group" }], capSender: undefined });
  expect(JSON.stringify(row)).toContain(WORD);
  expect(JSON.stringify(shareable(subject, row, geography))).not.toContain(WORD);
});

test("a place is told with its ancestors and their names, so that it can be coarsened", () => {
  expect(shareable("event", rowOf("event"), geography).where).toEqual([{ country: "ML", countryName: "Mali", admin1: "ML01", admin1Name: "Kayes", admin2: "ML0104", admin2Name: "Kéniéba", exact: "ML0104", exactName: "Kéniéba" }]);
});

test("a group is told by its kind, and a sector that was made to pay not at all", () => {
  const { coded } = shareable("event", rowOf("event", { actors: [{ name: "x", kind: "armed-group" }] }), geography);
  expect(coded.actorKinds).toEqual(["armed-group"]);
  expect(coded).not.toHaveProperty("payerSector");
});

test("coordinates that stand for a district are no position", () => {
  expect(shareable("event", rowOf("event", { placePrecision: "admin2" }), geography).point).toBeUndefined();
  expect(shareable("event", rowOf("event", { placePrecision: "exact" }), geography).point).toEqual([-11.3, 12.8]);
});

test("words are taken to name a village unless somebody looked; what came from elsewhere is not ours", () => {
  const info = [{ language: "fr" as const, headline: "h", description: "d" }];
  expect(shareable("alert", rowOf("alert", { info, capSender: undefined }), geography).words).toMatchObject([{ namesFinePlace: true }]);
  expect(shareable("alert", rowOf("alert", { info, capSender: "faleme.node.sn" }), geography).owner).not.toBe("ML");
});
