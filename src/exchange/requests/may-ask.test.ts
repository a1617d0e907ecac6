import fc from "fast-check";
import { expect, test } from "vitest";
import { policies, recipients, records, TODAY } from "../../../tests/proofs/release-world.ts";
import { OWNER_ONLY_RANK, rankOf, strictest } from "../../platform/marking.ts";
import type { Agreement, Policy, Recipient } from "../release/policy.ts";
import { release } from "../release/release.ts";
import { whyNotAsked, whyNotReplied } from "./may-ask.ts";

const signed: Agreement = {
  id: "a1", state: "in-force", parties: ["ML", "SN"], purpose: "protection", audience: [{ country: "SN", services: ["prefecture", "army"] }], subjects: ["alert"], kinds: ["illicit-economy"],
  areas: ["SN"], highestMarking: "AMBER", finestPlace: "exact", finestTime: "day", masks: [], startsOn: "2025-01-01", endsOn: "2025-12-31",
};
const policy: Policy = {
  owner: "ML", isExercise: false, agreements: [signed], suspensions: [], waivers: [], broader: () => [],
  decisions: ["prefecture", "army"].map((service) => ({ country: "SN", service, outcome: "share", decidedOn: "2025-01-01", until: "2025-12-31" })),
};
const prefecture: Recipient = { id: "c1", country: "SN", service: "prefecture", isArmed: false, isWithdrawn: false };
const now = new Date("2025-03-01T10:00:00Z");
const plain = { marking: "AMBER", namesFinePlace: false } as const;
const ask = (change: Partial<Policy> = {}, to: Partial<Recipient> = {}, said: Partial<Parameters<typeof whyNotAsked>[2]> = {}) => whyNotAsked({ ...policy, ...change }, { ...prefecture, ...to }, { ...plain, ...said }, now);

test("whoever may be given a record may be asked; whom suspension or due diligence stops is stopped here for the same reason", () => {
  let given = 0, stopped = 0;
  fc.assert(fc.property(policies, records, recipients, (whole, record, recipient) => {
    const marking = strictest(record.markings);
    if (recipient.country === whole.owner || rankOf(marking) >= OWNER_ONLY_RANK) return;
    const own = { ...whole, waivers: [] };
    const outcome = release(own, record, recipient, TODAY);
    const reasons = whyNotAsked(own, recipient, { marking, namesFinePlace: false }, TODAY);
    if (outcome.isReleased) { given++; expect(reasons).toEqual([]); return; }
    for (const reason of ["suspended", "no-due-diligence", "due-diligence-refused", "recipient-withdrawn"] as const) {
      if (outcome.reasons.includes(reason)) stopped++;
      expect(reasons.includes(reason)).toBe(outcome.reasons.includes(reason));
    }
  }), { numRuns: 3_000 });
  expect(given).toBeGreaterThan(10);
  expect(stopped).toBeGreaterThan(100);
});

test("nobody is asked without an agreement that names the service, nor above its marking, nor of another country with what stays in ours", () => {
  expect(ask()).toEqual([]);
  expect(ask({ agreements: [] })).toEqual(["no-agreement"]);
  expect(ask({ agreements: [{ ...signed, state: "draft" }] })).toEqual(["no-agreement"]);
  expect(ask({}, { service: "customs" })).toEqual(["no-due-diligence", "no-agreement"]);
  expect(ask({ agreements: [{ ...signed, highestMarking: "GREEN" }] })).toEqual(["marking-too-strict"]);
  expect(ask({}, {}, { marking: "RED" })).toEqual(["only-own-country"]);
  expect(ask({}, { country: "ML", service: "customs" })).toEqual([]);
});

test("a place that the agreement would not give is not named in a question either", () => {
  expect(ask({}, {}, { namesFinePlace: true })).toEqual([]);
  expect(ask({ agreements: [{ ...signed, finestPlace: "admin2" }] }, {}, { namesFinePlace: true })).toEqual(["names-fine-place"]);
  expect(ask({}, { service: "army", isArmed: true }, { namesFinePlace: true })).toEqual(["names-fine-place"]);
});

test("a reply goes back to a country that is not suspended and shares an agreement", () => {
  const reply = (change: Partial<Policy>) => whyNotReplied({ ...policy, ...change }, "SN", plain, now);
  expect(reply({})).toEqual([]);
  expect(reply({ decisions: [] })).toEqual([]); // whom it goes to, it asked
  expect(reply({ agreements: [] })).toEqual(["no-agreement"]);
  expect(reply({ suspensions: [{ country: "SN", since: "2025-02-01" }] })).toEqual(["suspended"]);
  expect(reply({ suspensions: [{ country: "SN", service: "army", since: "2025-02-01" }] })).toEqual([]);
});
