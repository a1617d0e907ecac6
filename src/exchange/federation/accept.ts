/**
 * Should we have been given this? The same `release` that the sender asked is asked here again, of our own copy of the agreement
 * that it cites: deny by default on both sides. Due diligence and suspensions are the sender's own; everything else is checked.
 */
import type { Marking } from "../../platform/marking.ts";
import { isCode } from "../../platform/codes.ts";
import { canonical } from "../../platform/canonical.ts";
import { isArmedService } from "../contacts/armed.ts";
import type { ReleaseDocument } from "../release/document.ts";
import { Parts } from "../release/parts.ts";
import type { Agreement, FinestTime, PartOf, Policy, Recipient, Shareable, Where } from "../release/policy.ts";
import { release } from "../release/release.ts";

export type Objection = "not-for-us" | "not-its-own" | "other-world" | "unknown-kind" | "finer-than-agreed" | "not-genuine" | "not-understood" | "id-taken" | (string & {});

export interface Receiving { ours: string; from: string; isExercise: boolean; agreements: readonly Agreement[]; broader: (kind: string) => readonly string[]; now: Date }

/** @returns why not; empty, it is taken */
export function objectionsTo(document: ReleaseDocument, receiving: Receiving): Objection[] {
  if (document.content.subject !== "bulletin") return objectionsToOne(document, receiving);
  // Made of others: the whole is asked, and each of its parts by the agreement under which that was given.
  const parts = Parts.safeParse(document.content.parts);
  if (!parts.success) return ["not-understood"];
  const ofParts = parts.data.flatMap(({ document: id, agreement, marking, content }) => {
    const { agreement: _, ...rest } = document;
    return content.status === document.content.status ? objectionsToOne({ ...rest, id, marking, content: content as never, ...(agreement ? { agreement } : {}) }, receiving) : ["other-world"];
  });
  return [...new Set([...objectionsToOne(document, receiving), ...ofParts])];
}

function objectionsToOne(document: ReleaseDocument, { ours, from, isExercise, agreements, broader, now }: Receiving): Objection[] {
  const { content, recipient: to, sender, marking } = document;
  const objections: Objection[] = [];
  if (sender !== from) objections.push("not-its-own");
  if (to.country !== ours) objections.push("not-for-us");
  if ((content.status === "Exercise") !== isExercise) objections.push("other-world");
  if (!isCode("event-kind", content.kind) || !isCode("share-subject", content.subject)) objections.push("unknown-kind");
  if (objections.length > 0) return objections;

  const { agreement } = document;
  const cited = agreement === undefined ? [] : agreements.filter(({ id }) => id === agreement).map(asCoarse);
  const recipient: Recipient = { id: to.contact, country: to.country, service: to.service, isArmed: isArmedService(to.service), isWithdrawn: false };
  const record = recordOf(document, marking);
  const policy: Policy = {
    owner: from, isExercise, agreements: cited, suspensions: [], broader,
    decisions: [{ country: to.country, service: to.service, outcome: "share", decidedOn: "0000-01-01", until: "9999-12-31" }],
    // What two people recorded for an armed service, they recorded there; here the agreement's own fineness is the limit.
    waivers: [agreement === undefined
      ? { record: record.id, kind: "imminent-danger", contacts: [], people: ["sender"] }
      : { record: record.id, kind: "protective-purpose", contacts: [to.contact], people: ["sender 1", "sender 2"] }],
  };
  const given = release(policy, record, recipient, now);
  if (!given.isReleased) return [...given.reasons];
  // Coarsening what was coarsened enough changes nothing.
  const isCoarse = canonical(given.content.where) === canonical(content.where) && canonical(given.content.coded) === canonical(record.coded) && (!record.point || given.content.point !== undefined)
    && [content.from, content.to].every((when) => isCoarseDay(when, given.time));
  return isCoarse ? [] : ["finer-than-agreed"];
}

/** Letters of a p-code by level: what was coarsened to a region names it, where the agreement may name a district of it. */
const LETTERS: Readonly<Partial<Record<Agreement["finestPlace"], number>>> = { country: 2, admin1: 4, admin2: 6 };

const asCoarse = (one: Agreement): Agreement => ({ ...one, areas: [...one.areas, ...one.areas.map((pcode) => pcode.slice(0, LETTERS[one.finestPlace]))] });

/** A month, the Monday of a week, or a day. */
function isCoarseDay(when: unknown, time: FinestTime): boolean {
  if (when === undefined) return true;
  if (typeof when !== "string" || !/^\d{4}-\d\d(-\d\d)?$/.test(when)) return false;
  return when.length === 7 || time === "day" || (time === "week" && new Date(`${when}T00:00:00Z`).getUTCDay() === 1);
}

/** A document as a record that could be released: what it says, and no more. That it has run out is seen later, by the clock of each day. */
function recordOf({ reference, version, sender, content }: ReleaseDocument, marking: Marking): Shareable {
  const { point, coded, parts } = content as { point?: readonly [number, number]; coded?: Record<string, unknown>; parts?: readonly PartOf[] };
  return {
    subject: content.subject, id: reference, version, owner: sender, markings: [marking], isExercise: content.status === "Exercise", isWithdrawn: false, kind: content.kind,
    where: content.where as unknown as Where[], ...(point ? { point } : {}), days: {}, coded: coded ?? {}, ...(content.subject === "bulletin" ? { parts: parts ?? [] } : {}),
  };
}
