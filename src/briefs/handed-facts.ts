/**
 * A week as one contact has it: figures made of nothing but what the policy gave them, each citing the documents that were signed
 * for them. The number of an original is nowhere in it: with it they could ask for, or guess at, what they were not given.
 */
import type { PartOf, Where } from "../exchange/index.ts";
import type { Geography } from "../places/index.ts";
import { factsOf, type Facts, type SeenAlert, type SeenEvent } from "./facts.ts";
import { dayAfter, firstLevelAreas, placeOf } from "./week.ts";

/** Of a bulletin's document, or of what it would hold. */
export interface HandedContent { status: "Actual" | "Exercise"; from?: string; parts?: readonly PartOf[] }
export interface Handed { content: HandedContent; /** Whose node it is from. */ country: string; recipient: string; at: string }

/** Before it is handed over a line has no document; it is told from others by its place alone. */
export const NOT_YET = "–";

export function handedFacts({ content, country, recipient, at }: Handed, geography: Geography): Facts {
  const from = content.from!, parts = content.parts ?? [];
  const rowOf = (part: PartOf, i: number) => part.document ?? `${NOT_YET}${i + 1}`;
  const events = parts.flatMap((part, i): SeenEvent[] => (part.content.subject === "event" ? [seenEvent(rowOf(part, i), part)] : []));
  const alerts = parts.flatMap((part, i): SeenAlert[] => (part.content.subject === "alert" ? [seenAlert(rowOf(part, i), part)] : []));
  return factsOf({
    world: content.status === "Exercise" ? "exercise" : "actual", country, from, to: dayAfter(from, 6), before: { from: dayAfter(from, -7), to: dayAfter(from, -1) }, gatheredAt: at, events, alerts, sources: [], recipient,
    watched: firstLevelAreas(geography).map(({ pcode, country: of, name }) => ({ pcode, country: of, name, isCovered: false, wasCovered: false })),
  });
}

function seenEvent(row: string, { content: { kind, from = "", to = from, where, coded } }: PartOf): SeenEvent {
  const { fatalitiesBest, reliability, credibility, verification, independentSources: sources } = coded as { independentSources?: number; fatalitiesBest?: number; reliability?: string; credibility?: string; verification?: string };
  return { row, kind, from, to, where: placeOf(where[0] as Where), ...(fatalitiesBest === undefined ? {} : { deaths: fatalitiesBest }), ...(reliability && credibility ? { grading: `${reliability}${credibility}` } : {}), ...(verification ? { verification } : {}), ...(sources === undefined ? {} : { sources }) };
}

/** Of the answers to an alert a contact reads their own. */
function seenAlert(row: string, { content: { kind, where, coded, from = "" }, issuedAt = `${from}T00:00:00Z`, answer }: PartOf): SeenAlert {
  return {
    row, kind, severity: (coded as { severity?: string }).severity ?? "Unknown", where: where.map(placeOf), sentAt: issuedAt, chains: 1, answered: answer ? 1 : 0, answers: answer ? [row] : [],
    ...(answer ? { firstAnswerSeconds: answer.seconds, ...(answer.outcome ? { outcome: answer.outcome } : {}) } : {}),
  };
}
