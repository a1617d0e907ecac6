/** Documents from a peer, many at once: each is proved, asked of the policy, and kept as a received record; an alert stands on the board beside ours. */
import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { canonical } from "../../platform/canonical.ts";
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import { idFrom } from "../../platform/identity.ts";
import { rankOf, type Marking } from "../../platform/marking.ts";
import { findMany, save, saveMany, type Checked } from "../../platform/noun-store.ts";
import { schemaWithoutNulls, type Row } from "../../platform/noun.ts";
import { alert, Affected, Info } from "../alerts/alert.noun.ts";
import { functionsFor } from "../alerts/draft.ts";
import { nameOf, standardInfo } from "../alerts/standard-words.ts";
import { capSender } from "../cap/cap-of-document.ts";
import { PROTOCOL, ReleaseDocument } from "../release/document.ts";
import type { Where } from "../release/policy.ts";
import { objectionsTo, type Objection, type Receiving } from "./accept.ts";
import { receivedRecord, type ReceivedContent } from "./received-record.noun.ts";
import type { Linked } from "./wire.ts";

export interface Verdict { outcome: "received" | "again" | "refused" | "withheld"; reasons: Objection[]; agreement?: string; marking: Marking; record?: string }

export const recordIdOf = (sender: string, reference: string, contact: string) => idFrom("received record", `${sender}\n${reference}\n${contact}`);
export const alertIdOf = (sender: string, reference: string) => idFrom("alert of a node", `${sender}\n${reference}`);

/** What is read of a document's content, where it is there at all. */
const Legible = z.looseObject({ coded: z.record(z.string(), z.unknown()).optional(), words: z.array(z.record(z.string(), z.string())).optional(), where: z.array(z.looseObject({ because: z.array(z.string()).optional() })) });
/** What is made of a document never holds null. */
const checkReceived = schemaWithoutNulls(receivedRecord as never);

/** A document that was proved and allowed, with what is kept of it. */
interface Taken { entry: Linked; document: ReleaseDocument; id: string; content: Checked["content"]; alert?: Checked["content"] }

/** In the sender's name: what is kept belongs to it. @param keys of the sender, by id */
export async function takeReleases(tx: Transaction, entries: readonly Linked[], keys: ReadonlyMap<string, string>, receiving: Receiving): Promise<Map<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  const taken: Taken[] = [];
  const proofs = await Promise.all(entries.map(({ body }) => body && proved(body, keys)));
  for (const [i, entry] of entries.entries()) {
    const read = proofs[i];
    if (read === undefined) { verdicts.set(entry.seq, { outcome: "withheld", reasons: [entry.withheld ?? "withheld"], marking: "AMBER" }); continue; }
    const reasons = typeof read === "string" ? [read] : read.id !== entry.id ? ["not-genuine"] : objectionsTo(read, receiving);
    const one = typeof read === "string" || reasons.length > 0 ? undefined : kept(entry, read);
    if (typeof read !== "string" && reasons.length === 0 && !one) reasons.push("not-understood");
    if (typeof read === "string" || !one) {
      verdicts.set(entry.seq, { outcome: "refused", reasons, marking: typeof read === "string" ? "AMBER" : lessStrict(read.marking), ...(typeof read !== "string" && read.agreement ? { agreement: read.agreement } : {}) });
    } else taken.push(one);
  }
  const outcomes = await keepRecords(tx, taken);
  for (const { entry, document, id } of taken) {
    const outcome = outcomes.get(entry.seq)!;
    verdicts.set(entry.seq, { outcome, reasons: outcome === "refused" ? ["id-taken"] : [], marking: lessStrict(document.marking), record: id, ...(document.agreement ? { agreement: document.agreement } : {}) });
  }
  await keepAlerts(tx, taken.filter(({ entry, document }) => document.content.subject === "alert" && outcomes.get(entry.seq) === "received"));
  return verdicts;
}

/** Nothing, where its fields are not such as we keep: it is refused, and does not hold up what comes after it. */
function kept(entry: Linked, document: ReleaseDocument): Taken | undefined {
  if (!Legible.safeParse(document.content).success) return undefined;
  const content = checkReceived.safeParse(contentOf(document));
  const told = document.content.subject === "alert" ? alert.schema.safeParse(alertOf(document, entry.follows)) : undefined;
  if (!content.success || told?.success === false) return undefined;
  return { entry, document, id: recordIdOf(document.sender, document.reference, document.recipient.contact), content: content.data as never, ...(told ? { alert: told.data as never } : {}) };
}

/** The row is the sender's, and from AMBER+STRICT on only an owner reads: such a document would be nobody's here. */
const lessStrict = (marking: Marking): Marking => (rankOf(marking) > rankOf("AMBER") ? "AMBER" : marking);

/** Signatures are most of the work of a backlog: each key is read once, and the checking is spread over the machine's cores. */
async function proved({ words, signature }: { words: string; signature: string }, keys: ReadonlyMap<string, string>): Promise<ReleaseDocument | "not-understood" | "not-genuine"> {
  let parsed: unknown;
  try { parsed = JSON.parse(words); } catch { return "not-understood"; }
  if ((parsed as { protocol?: unknown } | null)?.protocol !== PROTOCOL) return "not-understood";
  const read = ReleaseDocument.safeParse(parsed);
  if (!read.success) return "not-understood";
  const key = keys.get(read.data.key);
  if (!key || canonical(parsed) !== words) return "not-genuine";
  const isGenuine = await new Promise<boolean>((resolve) => { verify(null, Buffer.from(words), keyObject(key), Buffer.from(signature, "base64url"), (error, result) => resolve(!error && result)); });
  return isGenuine ? read.data : "not-genuine";
}

const keyObjects = new Map<string, KeyObject>();

/** Of registered keys alone, so that there are few. */
function keyObject(publicKey: string): KeyObject {
  let held = keyObjects.get(publicKey);
  if (!held) keyObjects.set(publicKey, held = createPublicKey({ key: Buffer.from(publicKey, "base64url"), type: "spki", format: "der" }));
  return held;
}

async function keepRecords(tx: Transaction, taken: readonly Taken[]): Promise<Map<number, "received" | "again" | "refused">> {
  const outcomes = new Map<number, "received" | "again" | "refused">();
  // Of several versions of one record in one run the last stands; each of them was received.
  const last = new Map<string, Taken>();
  for (const one of taken) {
    const before = last.get(one.id);
    if (!before || before.document.version <= one.document.version) last.set(one.id, one);
  }
  const found = await findMany(tx, receivedRecord as never, [...last.keys()]);
  const held = new Map(found.map((row) => [row.id, row.content as unknown as ReceivedContent]));
  const batch: Checked[] = [];
  const ids: string[] = [];
  for (const [id, { document, content }] of last) {
    const before = held.get(id);
    if (before && (before.recordVersion > document.version || before.document === document.id)) continue;
    batch.push({ id, content, marking: lessStrict(document.marking) });
    ids.push(id);
  }
  const saved = new Map((await saveMany(tx, receivedRecord as never, batch, { found })).map((outcome, i) => [ids[i]!, outcome]));
  for (const { entry, id } of taken) {
    const outcome = saved.get(id);
    outcomes.set(entry.seq, outcome === "refused" ? "refused" : outcome === undefined || outcome === "unchanged" ? "again" : "received");
  }
  return outcomes;
}

function contentOf(document: ReleaseDocument): ReceivedContent {
  const { content, recipient } = document;
  const { from, to, coded: said, words, point, parts } = content as Told;
  const coded = parts ? { parts } : said;
  const where = content.where as unknown as Where[];
  const kind = content.subject === "bulletin" ? `Bulletin, ${from ?? ""}` : codeList("event-kind").codes.get(content.kind)?.labels.fr ?? content.kind;
  return {
    title: `${kind} – ${[...new Set(where.map((one) => nameOf(one, "fr")))].slice(0, 3).join(", ")}`.slice(0, 240), sender: document.sender, subject: content.subject, kind: content.kind, document: document.id, reference: document.reference,
    recordVersion: document.version, ...(document.agreement ? { agreement: document.agreement } : {}), service: recipient.service, ...(from ? { occurredFrom: from.slice(0, 10) } : {}), ...(to ? { occurredTo: to.slice(0, 10) } : {}),
    places: where as never, ...(coded && Object.keys(coded).length > 0 ? { coded: point ? { ...coded, point } : coded } : {}), ...(words ? { words } : {}), issuedAt: document.issuedAt, ...(document.expiresAt ? { expiresAt: document.expiresAt } : {}), state: "held",
  };
}

interface Told { from?: string; to?: string; point?: [number, number]; coded?: Record<string, unknown>; words?: Record<string, string>[]; parts?: readonly unknown[] }

/** The first document of an alert makes it stand here, whichever of our services it is for; later ones of the same alert add nothing to it. */
async function keepAlerts(tx: Transaction, taken: readonly Taken[]): Promise<void> {
  const first = new Map<string, Taken>();
  for (const one of taken) {
    const id = alertIdOf(one.document.sender, one.document.reference);
    if (!first.has(id)) first.set(id, one);
  }
  const found = await findMany(tx, alert as never, [...first.keys()]);
  const before = new Map(found.map(({ id, content }) => [id, content as unknown as { state: string; capIdentifier?: string }]));
  // One that fell with the document that brought it stands again with the next.
  const fresh = [...first].filter(([id, { document }]) => { const held = before.get(id); return !held || (held.state === "cancelled" && held.capIdentifier !== document.id); });
  const batch = fresh.map(([id, { document, alert: content }]): Checked => ({ id, content: content!, marking: lessStrict(document.marking) }));
  await saveMany(tx, alert as never, batch, { isStep: true, found });
  for (const [, { entry, document }] of fresh) if (entry.follows) await endEarlier(tx, document, alertIdOf(document.sender, entry.follows));
}

async function endEarlier(tx: Transaction, document: ReleaseDocument, id: string): Promise<void> {
  const [earlier] = await findMany(tx, alert as never, [id]);
  if (!earlier || (earlier.content as unknown as { state: string }).state !== "received") return;
  const coded = (document.content as Told).coded as { messageType?: string; responses?: string[] } | undefined;
  const state = coded?.messageType === "Cancel" ? "cancelled" : coded?.responses?.includes("AllClear") ? "cleared" : "superseded";
  await save(tx, alert as never, { id, isStep: true, content: { ...(earlier as Row).content, state } });
}

function alertOf(document: ReleaseDocument, follows: string | undefined): Record<string, unknown> {
  const { content, sender } = document;
  const { coded = {}, words = [], from } = content as Told;
  const said = coded as { messageType?: string; category?: string; urgency?: string; severity?: string; certainty?: string; responses?: string[]; grouped?: number };
  const where = content.where as unknown as Where[];
  const known = { kind: content.kind, severity: said.severity ?? "Unknown", certainty: said.certainty ?? "Unknown", where, ...(from ? { from } : {}) };
  const info = words.flatMap((one) => { const read = Info.safeParse(one); return read.success ? [read.data] : []; });
  const texts = info.length > 0 ? info : standardInfo(known);
  const affected = where.flatMap((one) => {
    const pcode = one.exact ?? one.admin2 ?? one.admin1 ?? one.country;
    const { admin1, admin1Name, admin2, admin2Name, country } = one;
    const read = Affected.safeParse(defined({ pcode, name: one.exactName ?? admin2Name ?? admin1Name ?? one.countryName ?? pcode, country, admin1, admin1Name, admin2, admin2Name, because: one.because?.length ? [...one.because] : ["said"] }));
    return read.success ? [read.data] : [];
  }).slice(0, 200);
  return defined({
    title: `${sender} – ${texts[0]!.headline}`.slice(0, 200), kind: content.kind, messageType: said.messageType ?? "Alert", ...(follows ? { follows: alertIdOf(sender, follows) } : {}), category: said.category ?? "Other",
    urgency: said.urgency ?? "Unknown", severity: said.severity ?? "Unknown", certainty: said.certainty ?? "Unknown", responses: said.responses, isTest: false, info: texts, basis: "stated", affected: affected.length > 0 ? affected : undefined,
    functions: functionsFor(content.kind), grouped: said.grouped, expires: document.expiresAt, sentAt: document.issuedAt, capSender: capSender(sender), capIdentifier: document.id, state: "received",
  });
}

const defined = (all: Record<string, unknown>) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
