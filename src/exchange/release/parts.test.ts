// A record that is made of others: it holds what the policy gave of each, is refused where that is nothing, and a receiver asks of each part again.
import { expect, test } from "vitest";
import { objectionsTo, type Receiving } from "../federation/accept.ts";
import type { ReleaseDocument } from "./document.ts";
import { Parts } from "./parts.ts";
import type { Agreement, PartOf, Policy, Recipient, Shareable } from "./policy.ts";
import { release } from "./release.ts";

const ID = "01940000-0000-7000-8000-000000000001", AGREEMENT = "01940000-0000-7000-8000-00000000000a";
const prefecture: Recipient = { id: ID, country: "SN", service: "prefecture", isArmed: false, isWithdrawn: false };
const agreement: Agreement = {
  id: AGREEMENT, state: "in-force", parties: ["ML", "SN"], purpose: "protection", audience: [{ country: "SN", services: ["prefecture"] }], subjects: ["event", "bulletin"], kinds: ["cattle-theft"],
  areas: ["ML01"], highestMarking: "AMBER", finestPlace: "admin2", finestTime: "day", masks: ["casualties"], startsOn: "2025-01-01", endsOn: "2025-12-31",
};
const policy: Policy = { owner: "ML", isExercise: false, agreements: [agreement], suspensions: [], waivers: [], decisions: [{ country: "SN", service: "prefecture", outcome: "share", decidedOn: "2025-01-01", until: "2025-12-31" }], broader: () => [] };
const part: PartOf = {
  document: ID, agreement: AGREEMENT, marking: "GREEN", issuedAt: "2025-02-10T08:00:00Z",
  content: { subject: "event", status: "Actual", kind: "cattle-theft", from: "2025-02-05", to: "2025-02-05", where: [{ country: "ML", admin1: "ML01", admin2: "ML0104" }], coded: { reliability: "C" } },
};
const bulletin: Shareable = {
  subject: "bulletin", id: "b1", version: 2, owner: "ML", markings: ["GREEN"], isExercise: false, isWithdrawn: false, kind: "other", where: [...part.content.where], days: { from: "2025-02-03", to: "2025-02-09" }, coded: {}, parts: [part],
};
const now = new Date("2025-02-10T10:00:00Z");
const give = (change: Partial<Agreement> = {}, record: Partial<Shareable> = {}) => release({ ...policy, agreements: [{ ...agreement, ...change }] }, { ...bulletin, ...record }, prefecture, now);

test("what is made of others is given with its parts, where an agreement names it", () => {
  expect(give()).toMatchObject({ isReleased: true, content: { subject: "bulletin", parts: [part] } });
  expect(give({ subjects: ["event"] })).toEqual({ isReleased: false, reasons: ["no-agreement"] });
});

test("with nothing in it, it is not given; nor under an agreement that tells months alone; nor in a hurry", () => {
  expect(give({}, { parts: [] })).toEqual({ isReleased: false, reasons: ["nothing-in-it"] });
  expect(give({ finestTime: "month" })).toEqual({ isReleased: false, reasons: ["no-agreement"] });
  const urgent = { ...policy, agreements: [], waivers: [{ record: "b1", kind: "imminent-danger" as const, contacts: [], people: ["a"] }] };
  expect(release(urgent, bulletin, { ...prefecture, service: "civil-protection" }, now).isReleased).toBe(false);
});

const receiving: Receiving = { ours: "SN", from: "ML", isExercise: false, agreements: [agreement], broader: () => [], now };
const documentWith = (...parts: unknown[]): ReleaseDocument => ({
  protocol: 1, type: "release", id: ID, reference: ID, version: 2, sender: "ML", key: "k", recipient: { contact: ID, country: "SN", service: "prefecture" }, agreement: AGREEMENT, marking: "GREEN", issuedAt: "2025-02-10T08:00:00Z", commitment: "c",
  content: { ...(give() as { content: object }).content, parts } as never,
});
const changed = (content: object, more: object = {}) => ({ ...part, ...more, content: { ...part.content, ...content } });

test("a receiver takes it as it was given, and refuses a part that is finer, masked, of another world, or under no agreement", () => {
  expect(objectionsTo(documentWith(part), receiving)).toEqual([]);
  expect(objectionsTo(documentWith(part, changed({ where: [{ country: "ML", admin1: "ML01", admin2: "ML0104", exact: "ML010402" }] })), receiving)).toEqual(["finer-than-agreed"]);
  expect(objectionsTo(documentWith(changed({ coded: { fatalitiesBest: 4 } })), receiving)).toEqual(["finer-than-agreed"]);
  expect(objectionsTo(documentWith(changed({ status: "Exercise" })), receiving)).toEqual(["other-world"]);
  expect(objectionsTo(documentWith(changed({ kind: "abduction" })), receiving)).toEqual(["no-agreement"]);
  expect(objectionsTo(documentWith(changed({}, { agreement: ID })), receiving)).toEqual(["no-agreement"]);
  for (const wrong of [[], [changed({ subject: "bulletin" })], [{ ...part, words: "texte libre" }], [changed({ words: [{ language: "fr" }] })]]) expect(objectionsTo(documentWith(...wrong), receiving)).toEqual(["not-understood"]);
});

test("a part has no room for text, a position or the number of an original", () => {
  for (const more of [{ title: "x" }, { point: [-11, 12] }, { record: ID }, { reference: ID }]) expect(Parts.safeParse([changed(more)]).success).toBe(false);
  expect(Parts.safeParse([{ ...part, record: ID }]).success).toBe(false);
});
