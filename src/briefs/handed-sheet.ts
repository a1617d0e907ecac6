/** The paper of one contact: set from the document that was signed for them; before that, from what the policy would give, and saying so. */
import { documentHeld, preview, REASON_WORDS, recipientsOf, ReleaseDocument } from "../exchange/index.ts";
import { receivedRecord } from "../exchange/federation/received-record.noun.ts";
import { loadGeography } from "../places/index.ts";
import type { Transaction } from "../platform/database.ts";
import type { Language } from "../platform/language.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";
import { find } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { bulletinPaper, type PaperOrigin } from "./bulletin-paper.ts";
import { handedFacts, type HandedContent } from "./handed-facts.ts";
import type { Sheet } from "./press.ts";
import { codeWord } from "./words.ts";

export interface SheetAsked { language?: Language | undefined; format: Sheet["format"] }

async function sheetOf(tx: Transaction, content: HandedContent, origin: Omit<PaperOrigin, "statements">, { country, recipient, at, language, format }: { country: string; recipient: string; at: string; language: Language; format: Sheet["format"] }): Promise<Sheet> {
  const geography = await loadGeography(tx);
  const { picture, data } = bulletinPaper(handedFacts({ content, country, recipient, at }, geography), { ...origin, statements: [] }, geography, language);
  return { template: "bulletin", data, pictures: { "map.svg": picture }, format, mostPages: 2, madeAt: at };
}

/** Whatever the bulletin says here: an original's number is in none of it. */
export async function sheetForContact(tx: Transaction, node: Node, row: Row, contact: string, { language, format }: SheetAsked): Promise<Sheet> {
  const [recipient] = await recipientsOf(tx, [contact]);
  if (!recipient) throw problem("record.notFound");
  const speaks = language ?? recipient.language;
  const held = await documentHeld(tx, row.id, contact);
  if (held) return sheetOfDocument(tx, ReleaseDocument.parse(JSON.parse(held.document)), { recipient: recipient.title, language: speaks, format });
  const [{ given }] = await preview(tx, node, { subject: "bulletin", row }, [contact]) as [Awaited<ReturnType<typeof preview>>[0]];
  if (!given.isReleased) throw problem("brief.notReleased", { reasons: given.reasons.map((code) => REASON_WORDS[code][speaks]).join(", ") });
  return sheetOf(tx, given.content, { marking: row.marking, state: "notReleased" }, { country: node.country, recipient: recipient.title, at: tx.now.toISOString(), language: speaks, format });
}

export function sheetOfDocument(tx: Transaction, document: ReleaseDocument, { recipient, language, format, isRevoked = false }: { recipient: string; language: Language; format: Sheet["format"]; isRevoked?: boolean }): Promise<Sheet> {
  const { id, key, issuedAt, marking, sender, content } = document;
  return sheetOf(tx, content as unknown as HandedContent, { marking, state: isRevoked ? "withdrawn" : "released", handed: { document: id, key, at: issuedAt } }, { country: sender, recipient, at: issuedAt, language, format });
}

/** Of a bulletin that another node gave to one of our services. */
export async function sheetReceived(tx: Transaction, id: string, { language = "fr", format }: SheetAsked): Promise<Sheet> {
  const row = await find(tx, receivedRecord as never, id);
  const { subject, state, sender, service = "", document, issuedAt, occurredFrom, coded } = (row?.content ?? {}) as Record<string, any>;
  if (!row || subject !== "bulletin") throw problem("record.notFound");
  if (state !== "held" || !coded) throw problem("brief.takenBack");
  const content: HandedContent = { status: row.status === "exercise" ? "Exercise" : "Actual", from: occurredFrom, parts: coded.parts };
  return sheetOf(tx, content, { marking: row.marking, state: "released", handed: { document, key: "", at: issuedAt } }, { country: sender, recipient: codeWord(language, "service-kind", service), at: issuedAt, language, format });
}
