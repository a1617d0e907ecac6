/** The alert sheet of one alert: for a contact, from the document that was signed for them or what the policy would give; for the officer, their own draft. */
import { event } from "../evidence/index.ts";
import { alert, codesFor, documentHeld, preview, REASON_WORDS, recipientsOf, ReleaseDocument, type Where } from "../exchange/index.ts";
import { loadGeography } from "../places/index.ts";
import type { Language } from "../platform/language.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import type { Row } from "../platform/noun.ts";
import { find, findMany } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { alertSheet, type SheetContent, type SheetOrigin } from "./alert-sheet.ts";
import type { Sheet } from "./press.ts";
import { lastDelivery } from "./queries.ts";

export interface Asked { id: string; contact?: string | undefined; language?: Language | undefined; format: Sheet["format"] }

export async function makeAlertSheet(tx: Transaction, node: Node, { id, contact, language, format }: Asked): Promise<Sheet> {
  const row = await find(tx, alert, id);
  if (!row || row.withdrawn) throw problem("record.notFound");
  const { content, origin, speaks } = contact ? await asReleased(tx, node, row, contact, language) : { ...(await asDrafted(tx, node, row)), speaks: language ?? "fr" };
  const { picture, data } = alertSheet(content, origin, await loadGeography(tx), speaks);
  return { template: "alert-sheet", data, pictures: { "map.svg": picture }, format, mostPages: 1, madeAt: origin.signed?.at ?? row.time };
}

type Made = { content: SheetContent; origin: SheetOrigin };

/** Everything that an officer who may read the alert knows of it; it is nobody's to hand on. */
async function asDrafted(tx: Transaction, node: Node, row: Row): Promise<Made> {
  const { kind, affected = [], info, events = [], onset, sentAt, expires, severity, urgency, certainty, messageType, responses, basis } = row.content as Record<string, any>;
  const known = events.length > 0 ? await findMany(tx, event, events) : [];
  const days = known.map(({ content }) => content.occurredFrom as string).sort();
  return {
    content: {
      status: row.status === "exercise" ? "Exercise" : "Actual", kind, ...(onset ?? days[0] ?? sentAt ? { from: onset ?? days[0] ?? sentAt } : {}),
      where: affected.map(({ country, admin1, admin1Name, admin2, admin2Name }: Where) => ({ country, admin1, admin1Name, admin2, admin2Name })), coded: { severity, urgency, certainty, messageType, responses, basis }, ...(info ? { words: info } : {}),
    },
    origin: {
      alert: row.id, version: row.version, marking: row.marking, country: node.country, events: known.map((one) => one.id),
      gradings: [...new Set(known.map(({ content }) => `${content.reliability}${content.credibility}`))].sort(), ...(expires ? { expiresAt: expires } : {}),
    },
  };
}

async function asReleased(tx: Transaction, node: Node, row: Row, contact: string, language: Language | undefined): Promise<Made & { speaks: Language }> {
  const [recipient] = await recipientsOf(tx, [contact]);
  if (!recipient) throw problem("record.notFound");
  const speaks = language ?? recipient.language as Language;
  const base = { alert: row.id, version: row.version, country: node.country, recipient: recipient.title };
  const held = await documentHeld(tx, row.id, contact);
  if (held) {
    const document = ReleaseDocument.parse(JSON.parse(held.document));
    const delivery = tx.caller.may.has("exchange.write") ? await lastDelivery(tx, row.id, contact) : undefined;
    return {
      speaks, content: document.content as unknown as SheetContent,
      origin: {
        ...base, version: document.version, marking: document.marking, ...(document.expiresAt ? { expiresAt: document.expiresAt } : {}), signed: { document: document.id, key: document.key, at: document.issuedAt },
        ...(delivery ? { code: codesFor(node, delivery).code } : {}),
      },
    };
  }
  const [outcome] = await preview(tx, node, { subject: "alert", row }, [contact]);
  const given = outcome!.given;
  if (!given.isReleased) throw problem("brief.notReleased", { reasons: given.reasons.map((code) => REASON_WORDS[code][speaks]).join(", ") });
  return { speaks, content: given.content as unknown as SheetContent, origin: { ...base, marking: row.marking } };
}
