/**
 * Taking a report in. It is checked, waits a few milliseconds for others (commit-queue.ts), and is written with them in one
 * transaction; the sender is told only when that is committed and the keys are on the disk.
 */
import { sha256 } from "../../platform/canonical.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { prepare, writeVersions } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { isCode } from "../../platform/codes.ts";
import { problem } from "../../platform/problem.ts";
import { arrived } from "./arrivals.ts";
import { CommitQueue } from "./commit-queue.ts";
import { CONTACT_DAYS } from "./contact.ts";
import { changeContent, contentForHouse, contentOf, packed } from "./content.ts";
import { checked, type Incoming } from "./incoming.ts";
import { isDemand } from "../people/demand-kinds.ts";
import { keysOf, type Key } from "./keys.ts";
import { addArrivals, addContacts, addContents, knownAmong } from "./queries.ts";
import { receiptFor, receiptHash } from "./receipt.ts";
import { report } from "./report.noun.ts";
import { seal } from "./seal.ts";

export type { Incoming, Media, Said } from "./incoming.ts";

export interface Accepted { id: string; /** Sixteen digits, the same for the same id. */ receipt: string; isRepeat: boolean }

/** @throws input.invalid, record.exists, intake.full, database.unreachable: then nothing was written */
export async function accept(node: Node, incoming: Incoming): Promise<Accepted> {
  return acceptChecked(node, checked(incoming));
}

/** The same for what a route's schema has checked already. */
export async function acceptChecked(node: Node, incoming: Incoming): Promise<Accepted> {
  const { digest, bytes } = digestOf(incoming);
  const whole: Ready = { ...incoming, receipt: receiptFor(node, incoming.id), digest, bytes };
  const isRepeat = await queueOf(node, whole.exercise ?? false).add(whole);
  if (isRepeat) await compareWithKept(node, whole);
  return { id: whole.id, receipt: whole.receipt, isRepeat };
}

/** Checked, with what is computed while it waits for nothing. */
type Ready = Incoming & { receipt: string; digest: string; bytes: number };

type Queue = CommitQueue<Ready, boolean>;
const queues = new WeakMap<Node, readonly [actual: Queue, exercise: Queue]>();

function queueOf(node: Node, exercise: boolean): Queue {
  let both = queues.get(node);
  if (!both) queues.set(node, both = [queueIn(node, false), queueIn(node, true)]);
  return both[exercise ? 1 : 0];
}

/** Answers whether the report was there before. */
const queueIn = (node: Node, exercise: boolean): Queue => new CommitQueue<Ready, boolean>(async (batch) => {
  const known = await write(node, exercise, batch);
  return ({ id }) => (known.get(id) === "other" ? problem("record.exists") : known.has(id));
});

/** One transaction. @returns those that were there already, and what they are */
async function write(node: Node, exercise: boolean, batch: readonly Ready[]): Promise<Map<string, "report" | "other">> {
  const keys = keysOf(node);
  const caller = node.keeper("intake", exercise);
  return node.db.as(caller, async (tx) => {
    const known = await knownAmong(tx, batch.map(({ id }) => id));
    const fresh = batch.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return known;
    const withContact = fresh.filter(({ contact }) => contact);
    const taken = await keys.take([...fresh, ...withContact].map(({ id }) => id));
    const ofContent = taken.slice(0, fresh.length);
    const ofContact = taken.slice(fresh.length);
    const kept = keys.keep([...fresh, ...withContact].map(({ id }, i) => ({ ...taken[i]!, report: id })));
    // Seen to below; until then its failure must not end the process.
    kept.catch(() => {});
    await writeVersions(tx, report, fresh.map((incoming) => prepare(report, rowOf(node, tx, incoming))));
    await addContents(tx, fresh.map((incoming, i) => ({ id: incoming.id, slot: ofContent[i]!.slot, receipt: receiptHash(node, incoming.receipt), sealed: sealedWith(ofContent[i]!, incoming) })));
    await addContacts(tx, withContact.map(({ id, contact }, i) => ({
      report: id, channel: contact!.channel, wantsReply: contact!.wantsReply, slot: ofContact[i]!.slot,
      sealed: seal(ofContact[i]!.key, "contact", id, Buffer.from(contact!.address)), until: new Date(tx.now.getTime() + CONTACT_DAYS * 86_400_000),
    })));
    await addArrivals(tx, fresh.map(({ id }) => id));
    await kept;
    tx.afterCommit(() => { arrived(node, fresh.length); });
    return known;
  });
}

const sealedWith = ({ key }: Key, incoming: Ready): Buffer => seal(key, "content", incoming.id, packed(contentOf(incoming, incoming.digest)));

/** What makes two sends the same (media may follow one by one), and how much there is of it. */
function digestOf({ text, answers, said, original, form }: Incoming): { digest: string; bytes: number } {
  const words = JSON.stringify([text, answers, said, form, original && [original.type, sha256(original.bytes).toString("hex")]]);
  return { digest: sha256(words).toString("base64url"), bytes: words.length + (original?.bytes.length ?? 0) };
}

/** Only what is certain already; placing and the rest follow with the screening. */
function rowOf(node: Node, tx: Transaction, { id, way, said, form, language, exercise, sentinel }: Incoming): Row {
  const content = {
    way: way === "phone" ? "call" : way, receivedAt: `${tx.now.toISOString().slice(0, 19)}Z`, state: "received",
    ...(said?.kind && isCode("event-kind", said.kind) ? { kind: said.kind } : {}),
    ...(said?.on ? { occurredOn: said.on, datePrecision: "day" } : {}),
    ...(said?.howKnown ? { howKnown: said.howKnown } : {}),
    ...(form ? { form } : {}), ...(language ? { language } : {}),
    // What one sentinel says in a month is one source.
    ...(sentinel ? { sourceGroup: sentinel } : {}),
  };
  // Who asks for what, village by village, is for as few as possible.
  const marking = isDemand(said?.kind) ? "RED" : report.marking;
  return { id, type: report.name, version: 1, author: tx.caller.id, time: tx.now.toISOString(), marking, owner: node.organisation, status: exercise ? "exercise" : "actual", withdrawn: false, content: content as Row["content"] };
}

/**
 * The receipt is given again to whoever sends the same again, not to whoever learnt an id. A form may send its pictures in
 * parts, each with the whole form: those are added. Of an erased report nothing is left to compare, and nothing to learn.
 */
async function compareWithKept(node: Node, incoming: Ready): Promise<void> {
  await node.db.as(node.keeper("intake", incoming.exercise ?? false), async (tx) => {
    const kept = await contentForHouse(node, tx, incoming.id);
    if (!kept) return;
    if (kept.digest !== incoming.digest) throw problem("record.exists");
    const known = new Set(kept.media?.map(({ sha256: hash }) => hash));
    const more = incoming.media?.filter(({ sha256: hash }) => !known.has(hash)) ?? [];
    if (more.length > 0) await changeContent(node, tx, incoming.id, (content) => ({ ...content, media: [...content.media ?? [], ...more] }));
  });
}
