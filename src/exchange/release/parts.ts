/**
 * A record that is made of others, a week's bulletin say: what a contact gets of it is made of what the same policy gives them of
 * each. Its document cites the documents of its parts, never the originals. The chapter that owns such a record says of what it is made.
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { strictest } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { MarkingWord, type AnyNoun, type Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { ReleaseDocument } from "./document.ts";
import type { PartOf, Shareable, Subject, Where } from "./policy.ts";
import { documentById, documentHeld, type Addressed } from "./queries.ts";
import { coarsePlace, distinct, type Refused, type Released, type ReleasedContent } from "./release.ts";

/** As it stands in a signed document, by second-level area at finest. Coded fields alone: an alert's texts are in its own document. */
export const Part = z.strictObject({
  document: z.uuid(), agreement: z.uuid().optional(), marking: MarkingWord, issuedAt: z.string().max(30),
  content: z.strictObject({
    subject: z.enum(["event", "alert"]), status: z.enum(["Actual", "Exercise"]), kind: z.string().max(60), from: z.string().max(10).optional(), to: z.string().max(10).optional(),
    where: z.array(z.looseObject({ country: z.string().max(4) })).min(1).max(200), coded: z.record(z.string().max(40), z.unknown()),
  }),
  answer: z.strictObject({ seconds: z.number().min(0), outcome: z.enum(["true", "false", "unverifiable"]).optional() }).optional(),
});
export type Part = z.infer<typeof Part>;
export const Parts = z.array(Part).min(1).max(5_000);

export interface Composition {
  noun: AnyNoun;
  days(row: Row): { from: string; to: string };
  /** Throws why it may not be handed over yet. */
  mustBeGivable(row: Row): void;
  /** An alert stands in it as it was handed over to the contact, or not at all; of an event the policy is asked. */
  parts(full: Transaction, row: Row): Promise<{ subject: "event" | "alert"; row: Row }[]>;
  /** Whether what the policy gives may stand in it: that a day is of this week says more than its month. */
  holds(row: Row, content: ReleasedContent): boolean;
}

const compositions = new Map<Subject, Composition>();
export const madeOf = (subject: Subject, composition: Composition): void => { compositions.set(subject, composition); };
export const compositionOf = (subject: Subject): Composition | undefined => compositions.get(subject);

/** Of the coded fields, what a line of it says. */
const SAID = ["fatalitiesBest", "reliability", "credibility", "verification", "independentSources", "severity"] as const;
/** Parts times recipients in one act: each is a signed document, and the journal's head is one lock. */
const MOST_DOCUMENTS = 2_000;

type Give = (question: { subject: Subject; row: Row }, contacts: readonly string[]) => Promise<{ recipient: Addressed; given: Released | Refused; document?: string }[]>;

/** What each recipient gets of a record that is made of others. @param give asks the policy, and where it is for real signs */
export async function composed(full: Transaction, node: Node, { subject, row }: { subject: Subject; row: Row }, recipients: readonly Addressed[], give: Give): Promise<Map<string, Shareable>> {
  const composition = compositionOf(subject)!;
  const held = new Map(recipients.map(({ id }): [string, PartOf[]] => [id, []]));
  const parts = await composition.parts(full, row);
  const events = parts.filter((part) => part.subject === "event"), alerts = parts.filter((part) => part.subject === "alert");
  if (events.length * recipients.length > MOST_DOCUMENTS) throw problem("request.tooLarge", { limit: MOST_DOCUMENTS });
  for (const part of events) {
    for (const { recipient, given, document } of await give(part, recipients.map(({ id }) => id))) {
      if (!given.isReleased || !composition.holds(row, given.content)) continue;
      const signed = document === undefined ? undefined : documentIn((await documentById(full, document))!.document);
      held.get(recipient.id)!.push(signed ?? { marking: part.row.marking, ...(given.agreement ? { agreement: given.agreement } : {}), content: saidOf(given.content) });
    }
  }
  const answers = await answersOf(full, alerts.map((part) => part.row.id));
  for (const part of alerts) for (const { id } of recipients) {
    const kept = await documentHeld(full, part.row.id, id);
    const answer = answers.get(`${part.row.id} ${id}`);
    if (kept) held.get(id)!.push({ ...documentIn(kept.document), ...(answer ? { answer } : {}) });
  }
  return new Map([...held].map(([id, own]) => [id, recordOf(subject, row, composition.days(row), own, node)]));
}

function documentIn(words: string): PartOf {
  const { id, agreement, marking, issuedAt, content } = ReleaseDocument.parse(JSON.parse(words));
  return { document: id, ...(agreement ? { agreement } : {}), marking, issuedAt, content: saidOf(content as unknown as ReleasedContent) };
}

const saidOf = ({ subject, status, kind, from, to, where, coded }: ReleasedContent): PartOf["content"] => ({
  subject, status, kind, ...(from ? { from: from.slice(0, 10) } : {}), ...(to ? { to: to.slice(0, 10) } : {}), where: distinct(where.map(({ because: _, ...place }) => coarsePlace(place, "admin2"))),
  coded: Object.fromEntries(SAID.flatMap((name) => (coded[name] === undefined ? [] : [[name, coded[name]]]))),
});

function recordOf(subject: Subject, row: Row, days: { from: string; to: string }, parts: readonly PartOf[], node: Node): Shareable {
  return {
    subject, id: row.id, version: row.version, owner: row.owner, markings: [strictest([row.marking, ...parts.map(({ marking }) => marking)])], isExercise: row.status === "exercise", isWithdrawn: row.withdrawn,
    kind: "other", where: placesOf(parts, node.country), days, coded: {}, parts,
  };
}

/** Each area once. Where nothing is in it, where it was made: a reason is then given by what is missing. */
function placesOf(parts: readonly PartOf[], country: string): Where[] {
  const found = new Map(parts.flatMap(({ content }) => content.where).map((where): [string, Where] => [[where.country, where.admin1, where.admin2, where.exact].join("|"), where]));
  return found.size > 0 ? [...found.values()] : [{ country }];
}

/** Of each contact's own answers, by "alert contact": how soon, and what they said it turned out to be. */
async function answersOf(full: Transaction, alerts: readonly string[]): Promise<Map<string, { seconds: number; outcome?: "true" | "false" | "unverifiable" }>> {
  const { rows } = await sql<{ alert: string; contact: string; seconds: number; outcome: string | null }>`
    select d.alert, d.contact, extract(epoch from min(d.answered_at::timestamptz) - min(d.started_at::timestamptz))::float8 as seconds,
      (select a.kind from answers a where a.alert = d.alert and a.contact = d.contact and a.kind like 'outcome-%' and not a.withdrawn order by a.answered_at desc, a.id desc limit 1) as outcome
    from deliveries d where d.alert = any(${alerts}::uuid[]) and d.answered_at is not null and not d.withdrawn group by d.alert, d.contact`.execute(full.sql);
  return new Map(rows.map(({ alert, contact, seconds, outcome }) => [`${alert} ${contact}`, { seconds: Math.max(0, seconds), ...(outcome ? { outcome: outcome.replace("outcome-", "") as "true" } : {}) }]));
}
