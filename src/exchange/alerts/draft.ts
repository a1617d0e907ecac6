/** A draft from events: which areas, whom to ask, how sure, in words made of codes; an officer changes what they know better. */
import type { Transaction } from "../../platform/database.ts";
import { strictest, type Marking } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { codeList } from "../../platform/codes.ts";
import { broaderKinds } from "../release/queries.ts";
import type { Concern, Occurrence } from "./affected.ts";
import type { Affected } from "./alert.noun.ts";
import { concernOfEvent } from "./occurrence.ts";
import { standardInfo } from "./standard-words.ts";

export interface Wish { urgency: string; severity: string; functions?: readonly string[] | undefined; borderKm?: number | undefined; rule?: { id: string; title: string } | undefined; said?: Pick<Occurrence, "near" | "towards"> | undefined }

/** About people in need: to those who protect and help, and to no interdiction. */
const PROTECTION = ["emergency-response", "protection"];

export function functionsFor(kind: string): string[] {
  const kinds = [kind, ...broaderKinds(kind)];
  if (kinds.includes("panic-displacement") || kinds.includes("hazard") || kinds.includes("threat-message")) return PROTECTION;
  if (kinds.includes("armed-attack") || kinds.includes("abduction") || kinds.includes("illicit-economy")) return [...PROTECTION, "interdiction", "river-security"];
  return PROTECTION;
}

const CATEGORY: readonly (readonly [string, string])[] = [["hazard", "Safety"], ["panic-displacement", "Rescue"], ["transport-accident", "Transport"]];

export interface Drafted { marking: Marking; content: Record<string, unknown> }

/** @param events newest first: the first gives the kind and the day */
export async function draftFrom(tx: Transaction, node: Node, events: readonly Row[], wish: Wish): Promise<Drafted> {
  const concerns = await Promise.all(events.slice(0, MOST_LOCATED).map((row) => concernOfEvent(tx, node, row, { borderKm: wish.borderKm, said: wish.said ?? {} })));
  const { kind, occurredFrom, credibility } = events[0]!.content as { kind: string; occurredFrom: string; credibility: string };
  const { affected, basis } = united(concerns);
  const certainty = certaintyOf(credibility);
  const where = affected.map(({ country, admin1, admin1Name, admin2, admin2Name }) => ({ country, ...(admin1 ? { admin1, admin1Name: admin1Name! } : {}), ...(admin2 ? { admin2, admin2Name: admin2Name! } : {}) }));
  const info = standardInfo({ kind, severity: wish.severity, certainty, basis, where, from: occurredFrom });
  const kinds = [kind, ...broaderKinds(kind)];
  return {
    marking: strictest(events.map(({ marking }) => marking)),
    content: {
      title: `${codeList("event-kind").codes.get(kind)?.labels.fr ?? kind} – ${occurredFrom}${wish.rule ? ` – ${wish.rule.title}` : ""}`.slice(0, 200), kind, messageType: "Alert",
      category: CATEGORY.find(([of]) => kinds.includes(of))?.[1] ?? "Security", urgency: wish.urgency, severity: wish.severity, certainty, isTest: false, info, basis, affected,
      functions: [...(wish.functions ?? functionsFor(kind))], events: events.slice(0, 100).map(({ id }) => id), ...(wish.rule ? { rule: wish.rule.id } : {}), ...(events.length > 1 ? { grouped: events.length } : {}), state: "draft",
    },
  };
}

const MOST_LOCATED = 50;

function united(concerns: readonly Concern[]): { affected: Affected[]; basis: string } {
  const found = new Map<string, Affected>();
  for (const one of concerns.flatMap(({ affected }) => affected)) {
    const before = found.get(one.pcode);
    found.set(one.pcode, before ? { ...before, because: [...new Set([...before.because, ...one.because])].sort() } : one);
  }
  return { affected: [...found.values()].slice(0, 200), basis: concerns[0]!.basis };
}

/** Of the statement's credibility, in CAP's words; what cannot be judged is unknown, and not unlikely. */
export const certaintyOf = (credibility: string): string => ({ "1": "Observed", "2": "Likely", "3": "Possible", "4": "Unlikely", "5": "Unlikely" })[credibility] ?? "Unknown";
