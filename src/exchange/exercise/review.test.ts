import fc from "fast-check";
import { expect, test } from "vitest";
import { momentOf } from "../moment.ts";
import type { LinkTurn, PlayedAlert, PlayedDelivery } from "./queries.ts";
import { linksDown, reviewOf, type Played } from "./review.ts";
import { SPANS, spreadOf } from "./spread.ts";

const START = Date.parse("2025-02-09T08:00:00Z");
const after = (seconds: number) => momentOf(new Date(START + seconds * 1_000));
const window = { from: after(0), to: after(3_600) };
const alert = (id: string, more: Partial<PlayedAlert> = {}): PlayedAlert => ({ id, title: `alerte ${id}`, kind: "armed-attack", severity: "Severe", state: "issued", sentAt: after(60), owner: "SN", arrivedAt: null, answeredAt: null, ...more });
const told = (chain: string, contact: string, more: Partial<PlayedDelivery> = {}): PlayedDelivery => ({
  id: `${chain} ${contact}`, alert: "a1", contact, title: contact, country: "SN", service: "prefecture", rung: "contact", chain, minutes: 15, by: "page", startedAt: after(60), deliveredAt: after(62), answeredAt: null, state: "delivered", ...more,
});
const played: Played = {
  ours: "SN", window,
  alerts: [alert("a1"), alert("b1", { owner: "ML", sentAt: after(100), arrivedAt: after(104), answeredAt: after(164) })],
  deliveries: [
    told("x", "préfecture", { state: "escalated" }), told("x", "suppléance", { rung: "deputy", startedAt: after(960), deliveredAt: after(961), answeredAt: after(1_020), state: "answered" }),
    told("y", "secours", { deliveredAt: null, state: "escalated" }),
  ],
  refusals: [{ at: after(60), by: "policy", country: "ML", contact: "poste", title: "poste", alert: "a1", reasons: ["no-agreement"] }],
  turns: [{ country: "ML", at: after(-50), state: "failing" }, { country: "ML", at: after(30), state: "good" }, { country: "MR", at: after(3_500), state: "failing" }],
  exhausted: [{ alert: "a1", at: after(2_000) }],
  copies: { sent: 1, confirmed: 1, waiting: 0, refusedThere: 0, withheld: 0, received: 1, cameAgain: 0, twice: 0 },
};

test("each chain is counted once, from whom was asked first to who answered first", () => {
  const { counts, answer, deliver, arrive, answerToOthers } = reviewOf(played);
  expect(counts).toEqual({ issued: 1, arrived: 1, chains: 2, told: 3, delivered: 2, answered: 1, unanswered: 1, stillOpen: 0, passedOn: 1, refused: 1, answeredToOthers: 1 });
  expect(answer).toMatchObject({ count: 1, p50: 960 });
  expect(deliver).toMatchObject({ count: 2, p50: 1.5, longest: 2 });
  expect(arrive).toMatchObject({ count: 1, p50: 4 });
  expect(answerToOthers).toMatchObject({ count: 1, p50: 60 });
});

test("a chain whose time is not over is open, and nobody's fault yet", () => {
  expect(reviewOf({ ...played, exhausted: [], deliveries: [told("z", "secours")] }).counts).toMatchObject({ stillOpen: 1, unanswered: 0 });
});

test("by alert and by contact: who had it, who answered in time, who was passed over", () => {
  const { alerts, contacts, passedOn } = reviewOf(played);
  expect(alerts).toMatchObject([{ id: "a1", told: 3, delivered: 2, answered: 1, passedOn: 1, unanswered: 1, refused: 1, deliverSeconds: 2, answerSeconds: 960 }, { id: "b1", sender: "ML", deliverSeconds: 4, answerSeconds: 60 }]);
  expect(contacts.find(({ contact }) => contact === "suppléance")).toMatchObject({ told: 1, answered: 1, inTime: 1, p50AnswerSeconds: 60 });
  expect(contacts.find(({ contact }) => contact === "poste")).toMatchObject({ told: 0, refused: 1 });
  expect(passedOn).toMatchObject([{ from: "préfecture", to: "suppléance", rung: "deputy" }, { to: null }]);
});

test("a link that failed before the beginning failed from it; one that still fails fails to the end", () => {
  expect(linksDown(played.turns, window)).toEqual([{ country: "ML", from: after(0), to: after(30), isClosed: false }, { country: "MR", from: after(3_500), to: window.to, isClosed: false }]);
});

test("whatever the turns, a link is down within the exercise, never twice at once, and the line runs forward", () => {
  const turns = fc.array(fc.record({ country: fc.constantFrom("ML", "MR"), at: fc.integer({ min: -4_000, max: 3_599 }), state: fc.constantFrom("failing" as const, "good" as const, "closed" as const) }), { maxLength: 30 })
    .map((all) => all.sort((a, b) => a.at - b.at).map(({ at, ...one }): LinkTurn => ({ ...one, at: after(at) })));
  fc.assert(fc.property(turns, (some) => {
    const down = linksDown(some, window);
    for (const one of down) expect(window.from <= one.from && one.from < one.to && one.to <= window.to).toBe(true);
    for (const own of Map.groupBy(down, ({ country }) => country).values()) for (const [i, one] of own.entries()) if (i > 0) expect(own[i - 1]!.to <= one.from).toBe(true);
    const { line } = reviewOf({ ...played, turns: some });
    for (const [i, one] of line.entries()) if (i > 0) expect(Date.parse(line[i - 1]!.at)).toBeLessThanOrEqual(Date.parse(one.at));
  }));
});

test("every time lies in exactly one span", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 })), (seconds) => {
    const { bars, count, p50, p95, longest } = spreadOf(seconds);
    expect(bars).toHaveLength(SPANS.length + 1);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(count);
    if (count > 0) expect(p50! <= p95! && p95! <= longest!).toBe(true);
  }));
});
