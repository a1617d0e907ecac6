/**
 * What became of an exercise? Of the rows that a node wrote between its beginning and its end: how long it took to deliver and to
 * answer, who was passed over, what was refused and why, and what happened when, on one line of time. Pure: rows in, answer out.
 */
import type { Copies, LinkTurn, PlayedAlert, PlayedDelivery, PlayedRefusal, Window } from "./queries.ts";
import { spreadOf, type Spread } from "./spread.ts";

export interface Played {
  ours: string; window: Window; alerts: readonly PlayedAlert[]; deliveries: readonly PlayedDelivery[]; refusals: readonly PlayedRefusal[];
  turns: readonly LinkTurn[]; exhausted: readonly { alert: string; at: string }[]; copies: Copies;
}

export interface AlertReview {
  id: string; title: string; severity: string; state: string; sentAt: string; sender: string;
  told: number; delivered: number; answered: number; passedOn: number; unanswered: number; refused: number;
  /** Until the first contact had it, and until the first answered; of one from elsewhere, until it stood here, and from then until it was answered. */
  deliverSeconds: number | null; answerSeconds: number | null;
}

export interface ContactReview { contact: string; title: string; country: string; service: string; told: number; delivered: number; answered: number; passedOn: number; refused: number; p50DeliverSeconds: number | null; p50AnswerSeconds: number | null; inTime: number }

export interface PassedOn { at: string; alert: string; alertTitle: string; from: string | null; to: string | null; rung: string | null }

export type LineKind = "issued" | "arrived" | "answered" | "passed-on" | "nobody" | "refused" | "link-failing" | "link-good" | "link-closed";
export interface LineEntry { at: string; kind: LineKind; alert?: string; title?: string; country?: string; contact?: string; reasons?: string[] }

export interface LinkDown { country: string; from: string; to: string; isClosed: boolean }

export interface Review {
  counts: { issued: number; arrived: number; chains: number; told: number; delivered: number; answered: number; unanswered: number; stillOpen: number; passedOn: number; refused: number; answeredToOthers: number };
  deliver: Spread; answer: Spread; arrive: Spread; answerToOthers: Spread;
  alerts: AlertReview[]; contacts: ContactReview[]; passedOn: PassedOn[]; refusals: PlayedRefusal[]; links: LinkDown[]; line: LineEntry[]; copies: Copies;
}

export function reviewOf({ ours, window, alerts, deliveries, refusals, turns, exhausted, copies }: Played): Review {
  const chains = [...Map.groupBy(deliveries, ({ chain }) => chain).values()];
  const own = alerts.filter(({ owner }) => owner === ours), others = alerts.filter(({ owner }) => owner !== ours);
  const titles = new Map(alerts.map(({ id, title }) => [id, title]));
  const delivering = deliveries.flatMap(({ startedAt, deliveredAt }) => (deliveredAt ? [seconds(startedAt, deliveredAt)] : []));
  const answering = chains.flatMap((rungs) => answerOf(rungs) ?? []);
  const arriving = others.flatMap(({ sentAt, arrivedAt }) => (arrivedAt ? [seconds(sentAt, arrivedAt)] : []));
  const toOthers = others.flatMap(({ arrivedAt, sentAt, answeredAt }) => (answeredAt ? [seconds(arrivedAt ?? sentAt, answeredAt)] : []));
  const gone = new Set(exhausted.map(({ alert }) => alert));
  const isOver = (rungs: readonly PlayedDelivery[]) => rungs.every(({ state }) => !["waiting", "delivered"].includes(state)) || gone.has(rungs[0]!.alert);
  const unanswered = chains.filter((rungs) => answerOf(rungs) === undefined);
  const passed = chains.flatMap((rungs) => rungs.slice(1).map((to, at): PassedOn => ({ at: to.startedAt, alert: to.alert, alertTitle: titles.get(to.alert) ?? "", from: rungs[at]!.title, to: to.title, rung: to.rung })));
  const left = exhausted.map(({ alert, at }): PassedOn => ({ at, alert, alertTitle: titles.get(alert) ?? "", from: null, to: null, rung: null }));
  return {
    counts: {
      issued: own.length, arrived: others.length, chains: chains.length, told: deliveries.length, delivered: delivering.length, answered: answering.length,
      unanswered: unanswered.filter(isOver).length, stillOpen: unanswered.filter((rungs) => !isOver(rungs)).length, passedOn: passed.length, refused: refusals.length, answeredToOthers: toOthers.length,
    },
    deliver: spreadOf(delivering), answer: spreadOf(answering), arrive: spreadOf(arriving), answerToOthers: spreadOf(toOthers),
    alerts: [...alerts].sort(byTime(({ sentAt }) => sentAt)).map((one) => (one.owner === ours ? ownAlert(one, deliveries.filter(({ alert }) => alert === one.id), refusals) : othersAlert(one))),
    contacts: contactsOf(deliveries, refusals), passedOn: [...passed, ...left].sort(byTime(({ at }) => at)), refusals: [...refusals], links: linksDown(turns, window), copies,
    line: lineOf({ own, others, deliveries, refusals, turns, window, titles, passed: [...passed, ...left] }),
  };
}

/** Of a chain: from the first who was asked to the first who answered. */
function answerOf(rungs: readonly PlayedDelivery[]): number | undefined {
  const answers = rungs.flatMap(({ answeredAt }) => answeredAt ?? []).sort();
  return answers[0] === undefined ? undefined : seconds(rungs.map(({ startedAt }) => startedAt).sort()[0]!, answers[0]);
}

function ownAlert({ id, title, severity, state, sentAt, owner }: PlayedAlert, told: readonly PlayedDelivery[], refusals: readonly PlayedRefusal[]): AlertReview {
  const chains = [...Map.groupBy(told, ({ chain }) => chain).values()];
  const first = (moments: readonly (string | null)[]) => moments.flatMap((one) => one ?? []).sort()[0];
  const [delivered, answered] = [first(told.map(({ deliveredAt }) => deliveredAt)), first(told.map(({ answeredAt }) => answeredAt))];
  return {
    id, title, severity, state, sentAt, sender: owner, told: told.length, delivered: told.filter(({ deliveredAt }) => deliveredAt).length, answered: chains.filter((rungs) => answerOf(rungs) !== undefined).length,
    passedOn: chains.filter((rungs) => rungs.length > 1).length, unanswered: chains.filter((rungs) => answerOf(rungs) === undefined).length, refused: refusals.filter(({ alert }) => alert === id).length,
    deliverSeconds: delivered ? seconds(sentAt, delivered) : null, answerSeconds: answered ? seconds(sentAt, answered) : null,
  };
}

const othersAlert = ({ id, title, severity, state, sentAt, owner, arrivedAt, answeredAt }: PlayedAlert): AlertReview => ({
  id, title, severity, state, sentAt, sender: owner, told: 0, delivered: arrivedAt ? 1 : 0, answered: answeredAt ? 1 : 0, passedOn: 0, unanswered: answeredAt ? 0 : 1, refused: 0,
  deliverSeconds: arrivedAt ? seconds(sentAt, arrivedAt) : null, answerSeconds: answeredAt ? seconds(arrivedAt ?? sentAt, answeredAt) : null,
});

function contactsOf(deliveries: readonly PlayedDelivery[], refusals: readonly PlayedRefusal[]): ContactReview[] {
  const refused = refusals.filter(({ contact }) => contact !== null);
  const ids = [...new Set([...deliveries.map(({ contact }) => contact), ...refused.map(({ contact }) => contact!)])];
  return ids.map((id): ContactReview => {
    const own = deliveries.filter(({ contact }) => contact === id), not = refused.filter(({ contact }) => contact === id);
    const { title, country, service } = own[0] ?? { title: not[0]!.title ?? "", country: not[0]!.country, service: "" };
    const answers = own.flatMap(({ startedAt, answeredAt, minutes }) => (answeredAt ? [{ after: seconds(startedAt, answeredAt), minutes }] : []));
    return {
      contact: id, title, country, service, told: own.length, delivered: own.filter(({ deliveredAt }) => deliveredAt).length, answered: answers.length, passedOn: own.filter(({ state }) => state === "escalated").length, refused: not.length,
      p50DeliverSeconds: spreadOf(own.flatMap(({ startedAt, deliveredAt }) => (deliveredAt ? [seconds(startedAt, deliveredAt)] : []))).p50, p50AnswerSeconds: spreadOf(answers.map(({ after }) => after)).p50,
      inTime: answers.filter(({ after, minutes }) => after <= minutes * 60).length,
    };
  }).sort((a, b) => (a.country < b.country ? -1 : a.country > b.country ? 1 : a.title < b.title ? -1 : 1));
}

/** From each turn to failing (or closed) to the next turn, within the exercise. One that failed before it began failed from its beginning. */
export function linksDown(turns: readonly LinkTurn[], { from, to }: Window): LinkDown[] {
  return [...Map.groupBy(turns, ({ country }) => country)].flatMap(([country, own]) => own.flatMap(({ at, state }, i): LinkDown[] => {
    if (state === "good") return [];
    const end = own[i + 1]?.at ?? to;
    const begun = at < from ? from : at;
    return before(end, from) || !before(begun, end) ? [] : [{ country, from: begun, to: end, isClosed: state === "closed" }];
  }));
}

interface Lined { own: readonly PlayedAlert[]; others: readonly PlayedAlert[]; deliveries: readonly PlayedDelivery[]; refusals: readonly PlayedRefusal[]; turns: readonly LinkTurn[]; window: Window; titles: ReadonlyMap<string, string>; passed: readonly PassedOn[] }

function lineOf({ own, others, deliveries, refusals, turns, window, titles, passed }: Lined): LineEntry[] {
  const about = (id: string | null) => (id === null ? {} : { alert: id, title: titles.get(id) ?? "" });
  return [
    ...own.map(({ id, sentAt }): LineEntry => ({ at: sentAt, kind: "issued", ...about(id) })),
    ...others.map(({ id, sentAt, arrivedAt, owner }): LineEntry => ({ at: arrivedAt ?? sentAt, kind: "arrived", country: owner, ...about(id) })),
    ...others.flatMap(({ id, answeredAt, owner }): LineEntry[] => (answeredAt ? [{ at: answeredAt, kind: "answered", country: owner, ...about(id) }] : [])),
    ...deliveries.flatMap(({ alert, answeredAt, title }): LineEntry[] => (answeredAt ? [{ at: answeredAt, kind: "answered", contact: title, ...about(alert) }] : [])),
    ...passed.map(({ at, alert, to }): LineEntry => ({ at, kind: to === null ? "nobody" : "passed-on", ...(to === null ? {} : { contact: to }), ...about(alert) })),
    ...refusals.map(({ at, country, title, alert, reasons }): LineEntry => ({ at, kind: "refused", country, ...(title ? { contact: title } : {}), reasons, ...about(alert) })),
    ...turns.filter(({ at }) => !before(at, window.from)).map(({ at, country, state }): LineEntry => ({ at, kind: `link-${state}`, country })),
  ].sort(byTime(({ at }) => at));
}

const time = (moment: string) => Date.parse(moment);
const seconds = (from: string, to: string) => Math.max(0, (time(to) - time(from)) / 1_000);
const before = (a: string, b: string) => time(a) < time(b);
const byTime = <T>(of: (one: T) => string) => (a: T, b: T) => time(of(a)) - time(of(b));
