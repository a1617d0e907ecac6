/**
 * A bulletin goes to contacts as an alert does: each is asked of the release policy, gets a signed document of their own or the
 * reasons why not, and what it says cites the documents of its events and alerts that were signed for them.
 */
import { alert, decisionsOn, madeOf, preview, propose, takeReleaseStep, whereIs, type Addressed, type Composition, type REASON_WORDS, type ReleasedContent } from "../exchange/index.ts";
import { event } from "../evidence/index.ts";
import type { Transaction } from "../platform/database.ts";
import { stateOf } from "../platform/lifecycle.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";
import { findMany } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { bulletinLife } from "./bulletin-life.ts";
import { bulletin } from "./bulletin.noun.ts";
import { mustBeOfOneWorld } from "./facts.ts";
import { bulletinCalled, contentOf } from "./make-bulletin.ts";
import { mailAgain, waysOf } from "./queries.ts";

const idsOf = (cited: readonly { row: string }[]) => cited.map(({ row }) => row.split("@")[0]!);

const composition: Composition = {
  noun: bulletin as never,
  days: (row) => { const { from, to } = contentOf(row).facts; return { from, to }; },
  mustBeGivable(row) {
    const state = stateOf(bulletinLife as never, row);
    if (state !== "released") throw problem("brief.notDecided");
  },
  async parts(full, row) {
    const { facts } = contentOf(row);
    const [events, alerts] = [await findMany(full, event, idsOf(facts.events)), await findMany(full, alert, idsOf(facts.alerts))];
    mustBeOfOneWorld([...events, ...alerts], facts.world);
    return [...events.map((one) => ({ subject: "event" as const, row: one })), ...alerts.map((one) => ({ subject: "alert" as const, row: one }))];
  },
  // Who may know the month alone would learn the week from the bulletin's name.
  holds: (row, { from, to = from }: ReleasedContent) => { const { facts } = contentOf(row); return from?.length === 10 && to?.length === 10 && from >= facts.from && to <= facts.to; },
};

/** Once, when the chapter is opened. */
export const shareBulletins = (): void => { madeOf("bulletin", composition); };

/** As a release with its two people where the marking asks for them; what waits for the second goes when they agree. */
export async function handOver(tx: Transaction, node: Node, id: string, { contacts, purpose }: { contacts: string[]; purpose: string }) {
  const row = await bulletinCalled(tx, id);
  composition.mustBeGivable(row);
  const kept = await propose(tx, node, { content: { title: contentOf(row).title.slice(0, 200), subject: "bulletin", record: id, contacts, purpose, isImminentDanger: false } });
  const { isWaiting, outcomes } = await takeReleaseStep(tx, node, kept.id, "release", undefined);
  await mailAgain(tx, outcomes.flatMap(({ document }) => document ?? []));
  return { release: kept.id, isWaiting, given: outcomes.filter(({ document }) => document).length, refused: outcomes.filter(({ document }) => !document).length };
}

export interface WouldGet { contact: string; isReleased: boolean; events: number; alerts: number; reasons: readonly (keyof typeof REASON_WORDS)[] }

export async function wouldGet(tx: Transaction, node: Node, row: Row, seen: readonly Addressed[]): Promise<WouldGet[]> {
  const outcomes = await preview(tx, node, { subject: "bulletin", row }, seen.map(({ id }) => id));
  return outcomes.map(({ recipient, given }) => {
    const parts = given.isReleased ? given.content.parts ?? [] : [];
    const of = (subject: string) => parts.filter(({ content }) => content.subject === subject).length;
    return { contact: recipient.id, isReleased: given.isReleased, events: of("event"), alerts: of("alert"), reasons: given.isReleased ? [] : given.reasons };
  });
}

/** How a contact is reached: their country's node, e-mail, or a hand that brings the paper. And how far it has come. */
export const STATES = ["never-asked", "not-released", "by-hand", "mail-waiting", "mailed", "mail-failed", "withdrawal-waiting", "withdrawn", "waiting", "sent", "received", "refused", "withheld", "revocation-pending", "link-closed"] as const;
export type HandedState = (typeof STATES)[number];

export interface Handed {
  contact: string; title: string; country: string; service: string; way: "node" | "mail" | "hand"; state: HandedState; reasons: string[];
  document?: string; at?: string; failure?: string; backlog?: number;
}

export async function ledgerOf(tx: Transaction, node: Node, id: string): Promise<Handed[]> {
  const abroad = new Map((await whereIs(tx, id, node.organisation)).map((one) => [one.contact, one]));
  const decisions = await decisionsOn(tx, id);
  return (await waysOf(tx, id, node.organisation)).map(({ contact, title, country, service, way, document, issuedAt, revokedAt, mail, withdrawal, failure }): Handed => {
    const base = { contact, title, country, service, way };
    const asked = decisions.filter((one) => one.contact === contact).at(-1);
    if (!document) return { ...base, state: asked ? "not-released" : "never-asked", reasons: asked?.reasons ?? [], ...(asked ? { at: asked.at } : {}) };
    const there = abroad.get(contact);
    const held = { ...base, document, at: revokedAt ?? issuedAt! };
    if (way === "node" && there && there.stands !== "no-node") {
      const { stands, reasons, failure: fault, backlog } = there;
      return { ...held, state: stands === "revoked" ? "withdrawn" : stands as HandedState, reasons, ...(fault ? { failure: fault } : {}), ...(backlog === undefined ? {} : { backlog }) };
    }
    if (revokedAt) return { ...held, state: withdrawal === null || withdrawal === "sent" ? "withdrawn" : "withdrawal-waiting", reasons: [], ...(failure ? { failure } : {}) };
    const state = mail === null ? "by-hand" : mail === "sent" ? "mailed" : mail === "failed" ? "mail-failed" : "mail-waiting";
    return { ...held, state, reasons: asked && !asked.isReleased ? asked.reasons : [], ...(failure ? { failure } : {}) };
  });
}
