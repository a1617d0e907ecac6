import fc from "fast-check";
import { expect, test } from "vitest";
import { alertRule } from "./alert-rule.noun.ts";
import { functionsFor } from "./draft.ts";
import { grouped, isMet, surging, type Around, type RuleContent, type RuleEvent } from "./rules.ts";

const rule = (kind: string, more: Partial<RuleContent> = {}): RuleContent => ({ title: "r", kind, isActive: true, mode: "propose", urgency: "Expected", severity: "Severe", functions: [], ...more });
const happened = (more: Partial<RuleEvent> = {}): RuleEvent => ({ id: "e", kind: "armed-clash", country: "ML", admin1: "ML01", from: "2025-02-09", to: "2025-02-09", datePrecision: "day", point: [-11.5, 13], tactics: [], targets: [], consequences: [], ...more });
const BROADER: Record<string, string[]> = { "armed-clash": ["armed-attack"], "armed-robbery": ["illicit-economy"], "panic-displacement": ["civilian-harm"], abduction: ["civilian-harm"], smuggling: ["illicit-economy"], "attack-on-post": ["armed-attack"] };
const around = (km: number | undefined, earlier = 0): Around => ({ borderKm: () => km, earlier: () => earlier, broader: (kind) => BROADER[kind] ?? [] });
const met = (r: RuleContent, e: RuleEvent, a = around(10)) => isMet(r, e, a);

test("close to a border: within the distance that the rule says, and not beyond", () => {
  expect([9.9, 30, 30.1].map((km) => met(rule("border-proximity", { borderKm: 30 }), happened(), around(km)))).toEqual([true, true, false]);
});

test("without a position no distance is said; an effect across the border is", () => {
  const { point: _, ...nowhere } = happened({ kind: "armed-robbery" });
  expect(met(rule("border-proximity"), nowhere, around(undefined))).toBe(false);
  expect(met(rule("border-proximity"), { ...nowhere, consequences: ["cross-border-effect"] }, around(undefined))).toBe(true);
});

test("the nth event at a place: the third is met by two earlier ones", () => {
  expect([1, 2, 3].map((earlier) => met(rule("nth-at-place", { nth: 3 }), happened(), around(1, earlier)))).toEqual([false, true, true]);
});

test.each([
  ["attack-on-post", { kind: "attack-on-post" }, true], ["attack-on-post", { kind: "armed-clash", targets: ["customs-post"] }, true], ["attack-on-post", { kind: "armed-clash", targets: ["market"] }, false], ["attack-on-post", { kind: "smuggling", targets: ["customs-post"] }, false],
  ["abduction", { kind: "abduction" }, true], ["abduction", { tactics: ["abduction"] }, true], ["abduction", {}, false],
  ["displacement-or-panic", { kind: "panic-displacement" }, true], ["displacement-or-panic", { consequences: ["short-flight"] }, true], ["displacement-or-panic", {}, false],
  ["threat-message", { kind: "threat-message" }, true], ["threat-message", { tactics: ["online-threat"] }, true], ["threat-message", {}, false],
] as const)("%s: %j is %s", (kind, event, expected) => { expect(met(rule(kind), happened(event as Partial<RuleEvent>))).toBe(expected); });

test("a rule looks only where and at what it says", () => {
  expect(met(rule("border-proximity", { countries: ["SN"] }), happened())).toBe(false);
  expect(met(rule("border-proximity", { areas: ["ML01"] }), happened())).toBe(true);
  expect(met(rule("border-proximity", { areas: ["ML02"] }), happened())).toBe(false);
  expect(met(rule("border-proximity", { eventKinds: ["armed-attack"] }), happened())).toBe(true);
  expect(met(rule("border-proximity", { eventKinds: ["abduction"] }), happened())).toBe(false);
});

test("displacement and panic alert those who protect, and no interdiction", () => {
  expect(functionsFor("panic-displacement")).toEqual(["emergency-response", "protection"]);
  expect(functionsFor("armed-attack")).toContain("interdiction");
});

test("no condition of a rule is a free text: none can ask who people are", () => {
  const texts = Object.entries(alertRule.fields).filter(([, field]) => field.kind === "text" || field.kind === "json").map(([name]) => name);
  expect(texts).toEqual(["title"]);
});

const events = fc.array(fc.record({ admin2: fc.constantFrom("A", "B", "C"), day: fc.nat(60) }), { maxLength: 200 })
  .map((all) => all.sort((a, b) => a.day - b.day).map(({ admin2, day }, i) => ({ event: happened({ id: `e${i}`, admin2, from: new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10) }) })));

test("grouping loses nothing and doubles nothing, and no group mixes places", () => {
  fc.assert(fc.property(events, fc.integer({ min: 0, max: 240 }), (hits, hours) => {
    const groups = grouped(hits, hours);
    const carried = groups.flatMap((group) => group.events);
    const placeOf = new Map(hits.map(({ event }) => [event.id, event.admin2]));
    return carried.length === hits.length && new Set(carried).size === hits.length && groups.every((group) => group.events.every((id) => placeOf.get(id) === group.place));
  }));
});

test("a surge is against an area's own weeks; a week that nobody covered teaches nothing and is not judged", () => {
  const quiet = Array(26).fill(1) as number[];
  expect(surging(new Map([["A", [...quiet, 12]], ["B", [...quiet, 1]]]))).toEqual(new Set(["A"]));
  expect(surging(new Map([["A", [...quiet.map(() => undefined), 12]]]))).toEqual(new Set());
  expect(surging(new Map([["A", [...quiet, undefined]]]))).toEqual(new Set());
});
