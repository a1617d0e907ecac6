/**
 * Reports and events as statements that can be compared. The stems of a report's words are held in memory alone, for as long as
 * the process lives or until the report is erased: written down anywhere, they would outlive the report's key.
 */
import { fold } from "../../methods/names/fold.ts";
import type { Statement } from "../../methods/matching/compare.ts";
import { stemsOf } from "../../methods/matching/likeness.ts";
import type { Geography } from "../../places/index.ts";
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { contentForHouse } from "../intake/content.ts";
import { passagesOf } from "./passages.ts";

const DAY_MS = 86_400_000;
const NEAR_KM = 25;
const MOST_HELD = 20_000;

interface Coded {
  kind?: string; suggestedKind?: string; occurredOn?: string; occurredFrom?: string; datePrecision?: string; placeName?: string; placePrecision?: string; area?: string; country?: string; language?: string; state?: string;
  numbers?: { value: number }[]; headsTaken?: number; fatalitiesBest?: number; geometry?: { coordinates: [number, number] };
}

export function statementOf(geography: Geography, { id, content }: Row, stems?: readonly string[]): Statement {
  const coded = content as unknown as Coded;
  const day = coded.occurredOn ?? coded.occurredFrom;
  const isDated = day !== undefined && (coded.datePrecision === undefined || ["day", "days"].includes(coded.datePrecision));
  const kind = coded.kind ?? coded.suggestedKind;
  const areas = coded.area ? [coded.area, ...geography.ancestors(coded.area).map(({ pcode }) => pcode)] : coded.country ? [coded.country] : undefined;
  const numbers = [...coded.numbers?.map(({ value }) => value) ?? [], coded.headsTaken, coded.fatalitiesBest].filter((value) => value !== undefined);
  return {
    id, at: coded.geometry?.coordinates, withinKm: coded.placePrecision === "near" ? NEAR_KM : 0, areas,
    placeName: coded.placePrecision === "named-only" && coded.placeName ? fold(coded.placeName) : undefined,
    day: isDated ? Math.round(Date.parse(day) / DAY_MS) : undefined,
    kinds: kind ? chainOf(kind) : undefined, language: coded.language, stems, numbers,
  };
}

/** A kind and the broader ones above it. */
function chainOf(kind: string): string[] {
  const { codes } = codeList("event-kind");
  const chain = [kind];
  for (let above = codes.get(kind)?.broader; above && !chain.includes(above); above = codes.get(above)?.broader) chain.push(above);
  return chain;
}

const held = new WeakMap<Node, Map<string, readonly string[]>>();

/** @param mayOpen how many more reports may be opened for this question */
export async function stemsOfReports(node: Node, tx: Transaction, rows: readonly Row[], mayOpen: number): Promise<Map<string, readonly string[]>> {
  const kept = held.get(node) ?? new Map<string, readonly string[]>();
  held.set(node, kept);
  const found = new Map<string, readonly string[]>();
  let left = mayOpen;
  for (const row of rows) {
    if ((row.content as unknown as Coded).state === "erased") { kept.delete(row.id); continue; }
    let stems = kept.get(row.id);
    if (!stems && left-- > 0) {
      const content = await contentForHouse(node, tx, row.id);
      stems = content ? stemsOf(passagesOf(content).map(({ words }) => words).join(" ")) : [];
      if (kept.size >= MOST_HELD) kept.delete(kept.keys().next().value!);
      kept.set(row.id, stems);
    }
    if (stems) found.set(row.id, stems);
  }
  return found;
}

/** An erased report's words leave the memory too. */
export const forgetStems = (node: Node, id: string): void => { held.get(node)?.delete(id); };
