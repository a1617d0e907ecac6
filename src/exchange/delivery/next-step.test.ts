import fc from "fast-check";
import { expect, test } from "vitest";
import { proveEscalation } from "../../../tests/proofs/escalation.ts";
import { chainOf, type Listed } from "./chain.ts";
import { passed } from "./house-clock.ts";
import { deadlineMinutes, nextStep, wakes, type Reach } from "./next-step.ts";

const reach = (...ids: string[]): Reach[] => ids.map((id) => ({ id, rung: "contact", isOnDuty: true }));
const open = { state: "open" as const, contacted: [], dueAt: 100 };

test("over restarts, clock jumps and a changed directory every alert escalates exactly once and on time", () => {
  const proof = proveEscalation(200, 20_250_508);
  expect(proof).toMatchObject({ doubled: 0, afterAnswer: 0, lost: 0, late: 0, stuck: 0 });
  for (const happened of ["notified", "answered", "exhausted", "restarts", "clockJumps", "directoryChanges"] as const) expect(proof[happened], happened).toBeGreaterThan(0);
});

test("before the deadline nothing is done, at the deadline the next one is told", () => {
  expect(nextStep(open, reach("a"), 99, true)).toEqual({ kind: "wait", until: 100 });
  expect(nextStep({ ...open, contacted: ["a"] }, reach("a", "b"), 100, true)).toMatchObject({ kind: "notify", to: { id: "b" } });
  expect(nextStep({ ...open, contacted: ["a", "b"] }, reach("a", "b"), 100, true)).toEqual({ kind: "exhausted" });
});

test("what is answered or closed is left alone, for ever", () => {
  for (const state of ["answered", "closed", "exhausted"] as const) expect(nextStep({ ...open, state }, reach("a"), 1e12, true)).toEqual({ kind: "none" });
});

test("quiet hours pass to whoever is on duty; what is grave rings all the same", () => {
  const chain = [{ ...reach("asleep")[0]!, isOnDuty: false }, ...reach("awake")];
  expect(nextStep(open, chain, 100, false)).toMatchObject({ to: { id: "awake" } });
  expect(nextStep(open, chain, 100, true)).toMatchObject({ to: { id: "asleep" } });
  expect(nextStep(open, [chain[0]!], 100, false)).toEqual({ kind: "sleep" });
});

test("nobody is told twice, whatever the directory becomes", () => {
  const ids = fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "d", "e"));
  fc.assert(fc.property(ids, ids, fc.boolean(), (contacted, chain, isGrave) => {
    const step = nextStep({ ...open, contacted }, reach(...chain), 200, isGrave);
    return step.kind !== "notify" || !contacted.includes(step.to.id);
  }));
});

test("the house's clock never goes back, and by its own measure only as far as time has passed", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.integer({ min: -200_000, max: 200_000 }), fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }), (seconds, wallChange, steady) => {
    const before = { seconds, seenAt: "2025-02-09T12:00:00.000Z" };
    const after = passed(before, new Date(Date.parse(before.seenAt) + wallChange * 1_000), steady);
    return after.seconds >= seconds && (steady === undefined || Math.abs(after.seconds - seconds - steady) < 1e-3);
  }));
});

test("contact, deputies, duty officer, next level: each once, in that order", () => {
  const post = (id: string, more: Partial<Listed> = {}): Listed => ({ id, country: "SN", service: "prefecture", isDutyOfficer: false, ...more });
  const directory = [post("duty", { isDutyOfficer: true }), post("first", { deputies: ["second", "duty"], nextLevel: "above" }), post("second"), post("above", { nextLevel: "first" }), post("elsewhere", { isDutyOfficer: true, country: "ML" })];
  expect(chainOf("first", directory)).toEqual([{ id: "first", rung: "contact" }, { id: "second", rung: "deputy" }, { id: "duty", rung: "deputy" }, { id: "above", rung: "next-level" }]);
  expect(chainOf("gone", directory, { country: "SN", service: "prefecture" })).toEqual([{ id: "duty", rung: "duty-officer" }]);
});

test("what is graver waits for less", () => {
  const minutes = ["Extreme", "Severe", "Moderate", "Minor"].map((severity) => deadlineMinutes(severity, "Expected"));
  expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  expect(deadlineMinutes("Minor", "Immediate")).toBe(15);
  expect(wakes("Minor", "Expected")).toBe(false);
});
