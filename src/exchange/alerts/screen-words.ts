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
  const store = await placeStore(node, tx);
  const known = new Set(placeNames.map(plain));
  const isPlace = (words: string) => known.has(plain(words)) || store.search(words, tx.caller, { most: 3, typing: false }).some(({ score }) => score >= EQUAL);
  const texts = info.flatMap(({ headline, description, instruction, relay }) => [headline, description, instruction, relay].filter((text) => text !== undefined));
  const found = texts.flatMap((text) => screen(text, { isPlace }).findings.map(({ from, to }) => text.slice(from, to)));
  if (found.length > 0) throw problem("alert.namesPerson", { found: [...new Set(found)].join(", ") });
}
