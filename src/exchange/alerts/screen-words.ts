/** An alert names areas and events: a person, a number or a community in its text is refused before it leaves. */
import { screen } from "../../evidence/index.ts";
import { plain } from "../../methods/names/fold.ts";
import { placeStore } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import type { Info } from "./alert.noun.ts";

/** From here on a folded spelling is equal to a place's own. */
const EQUAL = 0.97;

export async function mustNameNobody(tx: Transaction, node: Node, info: readonly Info[], placeNames: readonly string[] = []): Promise<void> {
  const found = await namedIn(tx, node, info.flatMap(({ headline, description, instruction, relay }) => [headline, description, instruction, relay].filter((text) => text !== undefined)), placeNames);
  if (found.length > 0) throw problem("alert.namesPerson", { found: found.join(", ") });
}

/** The same of other words that leave, or that must name nobody wherever they stay: a question, a reply, a line of the incident register. */
export async function wordsMustNameNobody(tx: Transaction, node: Node, texts: readonly string[]): Promise<void> {
  const found = await namedIn(tx, node, texts, []);
  if (found.length > 0) throw problem("report.namesSomebody", { words: found.join(", ") });
}

async function namedIn(tx: Transaction, node: Node, texts: readonly string[], placeNames: readonly string[]): Promise<string[]> {
  const store = await placeStore(node, tx);
  const known = new Set(placeNames.map(plain));
  const isPlace = (words: string) => known.has(plain(words)) || store.search(words, tx.caller, { most: 3, typing: false }).some(({ score }) => score >= EQUAL);
  return [...new Set(texts.flatMap((text) => screen(text, { isPlace }).findings.map(({ from, to }) => text.slice(from, to))))];
}
