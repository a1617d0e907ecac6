import fc from "fast-check";
import { expect, test } from "vitest";
import { proveRelease } from "../../../tests/proofs/release.ts";
import { policies, recipients, records, TODAY } from "../../../tests/proofs/release-world.ts";
import type { Agreement, Policy, Recipient, Shareable } from "./policy.ts";
import { coarseDay, coarsePlace, release } from "./release.ts";

const prefecture: Recipient = { id: "c1", country: "SN", service: "prefecture", isArmed: false, isWithdrawn: false };
const army: Recipient = { ...prefecture, id: "c2", service: "army", isArmed: true };
const rescuers: Recipient = { ...prefecture, id: "c3", service: "civil-protection" };
const signed: Agreement = {
  id: "a1", state: "in-force", parties: ["ML", "SN"], purpose: "protection", audience: [{ country: "SN", services: ["prefecture", "army"] }], subjects: ["event"], kinds: ["illicit-economy"],
  areas: ["ML01", "SN06"], highestMarking: "AMBER", finestPlace: "exact", finestTime: "day", masks: [], startsOn: "2025-01-01", endsOn: "2025-12-31",
};
const policy: Policy = {
  owner: "ML", isExercise: false, agreements: [signed], suspensions: [], waivers: [],
  decisions: ["prefecture", "army"].map((service) => ({ country: "SN", service, outcome: "share", decidedOn: "2025-01-01", until: "2025-12-31" })),
  broader: (kind) => (kind === "armed-robbery" ? ["illicit-economy"] : []),
};
const robbery: Shareable = {
  subject: "event", id: "e1", version: 1, owner: "ML", markings: ["GREEN"], isExercise: false, isWithdrawn: false, kind: "armed-robbery",
  where: [{ country: "ML", admin1: "ML01", admin2: "ML0104", admin2Name: "Kéniéba", exact: "ML010402", exactName: "Faléa" }], point: [-11.3, 12.26], days: { from: "2025-02-09" }, coded: { reliability: "C", headsTaken: 40 },
};
const now = new Date("2025-03-01T10:00:00Z");
const give = (change: Partial<Policy> = {}, record: Partial<Shareable> = {}, to: Recipient = prefecture) => release({ ...policy, ...change }, { ...robbery, ...record }, to, now);
const reasonsOf = (...asked: Parameters<typeof give>) => { const given = give(...asked); return given.isReleased ? [] : given.reasons; };

test("no record reaches a recipient whom the policy does not allow, and none that it allows is missing", () => {
  const proof = proveRelease(4_000);
  expect(proof).toMatchObject({ leaked: 0, missing: 0, tooFine: 0 });
  // Both answers must have come up, or nothing was shown.
  expect(proof.released).toBeGreaterThan(50);
  expect(proof.refused).toBeGreaterThan(50);
});

test("taking anything away from a policy lets out nothing more", () => {
  fc.assert(fc.property(policies, records, recipients, fc.nat(), (whole, record, recipient, at) => {
    const less: Policy = { ...whole, agreements: whole.agreements.filter((_, i) => i !== at % Math.max(1, whole.agreements.length)) };
    return !(release(less, record, recipient, TODAY).isReleased && !release(whole, record, recipient, TODAY).isReleased);
  }), { numRuns: 1_000 });
});

test("an agreement that is in force lets its audience have what it names", () => {
  expect(give()).toMatchObject({ isReleased: true, agreement: "a1", content: { status: "Actual", point: [-11.3, 12.26], coded: { reliability: "C" } } });
});

test("an empty group is nobody", () => {
  expect(reasonsOf({ agreements: [{ ...signed, audience: [] }] })).toEqual(["no-agreement"]);
  expect(reasonsOf({ agreements: [{ ...signed, audience: [{ country: "SN", services: [] }] }] })).toEqual(["no-agreement"]);
  for (const empty of ["subjects", "kinds", "areas", "parties"] as const) expect(reasonsOf({ agreements: [{ ...signed, [empty]: [] }] }), empty).toEqual(["no-agreement"]);
});

test("the strictest of several markings counts, and none stated is the strictest", () => {
  expect(reasonsOf({}, { markings: ["GREEN", "RED"] })).toEqual(["marking-too-strict"]);
  expect(reasonsOf({}, { markings: [] })).toEqual(["marking-too-strict"]);
  expect(reasonsOf({}, { markings: ["AMBER+STRICT"] })).toContain("only-own-country");
});

test("a place finer than a second-level area goes to no armed service, unless two people recorded why", () => {
  expect(give({}, {}, army)).toMatchObject({ isReleased: true, place: "admin2", content: { where: [{ admin2: "ML0104", admin2Name: "Kéniéba" }] } });
  expect(JSON.stringify(give({}, {}, army))).not.toMatch(/Faléa|ML010402|12\.26/);
  const waiver = { record: "e1", kind: "protective-purpose" as const, contacts: ["c2"] };
  expect(give({ waivers: [{ ...waiver, people: ["p", "p"] }] }, {}, army)).toMatchObject({ place: "admin2" });
  expect(give({ waivers: [{ ...waiver, people: ["p", "q"] }] }, {}, army)).toMatchObject({ place: "exact", content: { point: [-11.3, 12.26] } });
  expect(give({ waivers: [{ ...waiver, contacts: ["other"], people: ["p", "q"] }] }, {}, army)).toMatchObject({ place: "admin2" });
});

test("claims, reports and whatever else is not on the list never leave", () => {
  for (const subject of ["claim", "report", "source", "sentinel"]) expect(reasonsOf({ agreements: [{ ...signed, subjects: [subject] }] }, { subject })).toContain("never-leaves");
});

test("displacement protects: it goes to no armed service, whatever was signed", () => {
  const agreements = [{ ...signed, subjects: ["displacement"] }];
  expect(reasonsOf({ agreements }, { subject: "displacement" }, army)).toEqual(["displacement-to-armed"]);
  expect(give({ agreements }, { subject: "displacement" })).toMatchObject({ isReleased: true });
});

test("a first release waits for due diligence; the last decision counts, and it ends", () => {
  const decision = { country: "SN", service: "prefecture", outcome: "share", decidedOn: "2025-01-01", until: "2025-12-31" };
  expect(reasonsOf({ decisions: [] })).toEqual(["no-due-diligence"]);
  expect(reasonsOf({ decisions: [{ ...decision, until: "2025-02-28" }] })).toEqual(["no-due-diligence"]);
  expect(reasonsOf({ decisions: [decision, { ...decision, outcome: "do-not-share", decidedOn: "2025-02-20" }] })).toEqual(["due-diligence-refused"]);
  expect(reasonsOf({ decisions: [{ ...decision, outcome: "do-not-share" }, { ...decision, decidedOn: "2025-02-20" }] })).toEqual([]);
});

test("after credible abuse nothing goes to the service, or to the whole country", () => {
  expect(reasonsOf({ suspensions: [{ country: "SN", service: "prefecture", since: "2025-02-01" }] })).toEqual(["suspended"]);
  expect(reasonsOf({ suspensions: [{ country: "SN", since: "2025-02-01" }] })).toEqual(["suspended"]);
  expect(reasonsOf({ suspensions: [{ country: "SN", service: "army", since: "2025-02-01" }] })).toEqual([]);
  expect(reasonsOf({ suspensions: [{ country: "SN", since: "2025-02-01", until: "2025-02-28" }] })).toEqual([]);
});

test("in imminent danger civil protection is told at once, and nobody else", () => {
  const urgent = { decisions: [], agreements: [], waivers: [{ record: "e1", kind: "imminent-danger" as const, contacts: [], people: ["duty officer"] }] };
  expect(give(urgent, {}, rescuers)).toMatchObject({ isReleased: true, place: "exact" });
  expect(reasonsOf(urgent)).toEqual(["not-civil-protection"]);
  expect(reasonsOf({ ...urgent, waivers: [{ ...urgent.waivers[0]!, people: [] }] }, {}, rescuers)).toContain("no-agreement");
});

test("of two agreements that allow it, the one that gives less decides", () => {
  expect(give({ agreements: [signed, { ...signed, id: "a2", finestPlace: "admin1", masks: ["numbers"] }] })).toMatchObject({ agreement: "a2", place: "admin1", content: { where: [{ country: "ML", admin1: "ML01" }], coded: { reliability: "C" } } });
});

test("every reason is told, not only the first", () => {
  expect(reasonsOf({ decisions: [], agreements: [] }, { isWithdrawn: true, isExercise: true })).toEqual(["withdrawn", "other-world", "no-due-diligence", "no-agreement"]);
});

test("words that name a village stay behind where the place is coarsened", () => {
  const words = [{ language: "fr", text: { headline: "Vol à Faléa" }, namesFinePlace: true }, { language: "en", text: { headline: "Robbery reported" }, namesFinePlace: false }];
  expect(give({}, { words }, army)).toMatchObject({ content: { words: [{ language: "en", headline: "Robbery reported" }] } });
  expect(give({}, { words })).toMatchObject({ content: { words: [{ language: "fr" }, { language: "en" }] } });
});

test("time is coarsened to the day, the week's Monday or the month", () => {
  expect(["day", "week", "month"].map((time) => coarseDay("2025-02-09T23:59:00Z", time as "day"))).toEqual(["2025-02-09", "2025-02-03", "2025-02"]);
});

test("coarsening again to the same level changes nothing", () => {
  fc.assert(fc.property(records, fc.constantFrom("country", "admin1", "admin2", "exact" as const), ({ where }, place) =>
    where.every((one) => { const once = coarsePlace(one, place as "exact"); return JSON.stringify(coarsePlace(once, place as "exact")) === JSON.stringify(once); })));
});
