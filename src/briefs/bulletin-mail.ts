/**
 * By e-mail to contacts who have no node: the paper as PDF with the signed document beside it; and where a bulletin was taken back
 * after it went, the word of it, signed. What is due lies in the database, so that any process sends it, and tries again.
 */
import { addressesOf, documentById, NotSet, outwardSettings, recipientsOf, ReleaseDocument, sendMail } from "../exchange/index.ts";
import type { JobKind } from "../platform/jobs.ts";
import type { Node } from "../platform/node.ts";
import { sheetOfDocument } from "./handed-sheet.ts";
import { print } from "./press.ts";
import { keepMail, publicKeys, takeMails, type DueMail } from "./queries.ts";
import { dayWords, say } from "./words.ts";

const AT_ONCE = 20;
/** Longer than setting the type and a slow mail server take together. */
const HELD_SECONDS = 180;
const RETRY_SECONDS = [60, 300, 1_800, 7_200, 21_600];

export interface Mailed { sent: number; failed: number }

/** Everything that is due, in both worlds. */
export async function mailBulletins(node: Node, signal?: AbortSignal): Promise<Mailed> {
  const done: Mailed = { sent: 0, failed: 0 };
  for (const exercise of [false, true]) {
    for (let more = true; more && !signal?.aborted;) {
      const taken = await node.db.as(node.keeper("bulletin mail", exercise), (tx) => takeMails(tx, AT_ONCE, HELD_SECONDS));
      for (const mail of taken) done[(await send(node, mail)) ? "sent" : "failed"] += 1;
      more = taken.length === AT_ONCE;
    }
  }
  return done;
}

async function send(node: Node, due: DueMail): Promise<boolean> {
  const caller = node.keeper("bulletin mail", due.exercise);
  let fault: Error | undefined;
  try { await sendOne(node, due); } catch (error) { fault = error as Error; }
  const wait = RETRY_SECONDS[due.tries - 1];
  const state = !fault ? "sent" : fault instanceof NotSet || wait === undefined ? "failed" : "waiting";
  // A word of ours, or its class and code alone: a mail server's words may quote the address.
  const failure = fault ? fault instanceof NotSet ? fault.message.replaceAll(" ", "-") : (fault as { code?: string }).code ?? fault.name : null;
  await node.db.as(caller, (tx) => keepMail(tx, due, { state, failure, waitSeconds: wait ?? 0 }));
  return !fault;
}

async function sendOne(node: Node, { document: id, kind, contact, exercise }: DueMail): Promise<void> {
  const { sheet, settings, json, ...message } = await node.db.as(node.keeper("bulletin mail", exercise), async (tx) => {
    const kept = (await documentById(tx, id))!;
    const address = (await addressesOf(tx, node, contact)).find(({ channel }) => channel === "email");
    const [recipient] = await recipientsOf(tx, [contact]);
    if (!address || !("address" in address) || !recipient || recipient.isWithdrawn) throw new NotSet("no e-mail address");
    if (kind === "paper" && kept.revokedAt) throw new NotSet("withdrawn before it went");
    const document = ReleaseDocument.parse(JSON.parse(kept.document));
    const { language, title } = recipient;
    const week = dayWords(language, String(document.content.from));
    const isExercise = document.content.status === "Exercise";
    const mark = isExercise ? `${say(language, "exerciseLong")}\n\n` : "";
    const words = (name: "mail" | "mailWithdrawn") => `${mark}${say(language, name, { week, contact: title, document: id })}${isExercise ? `\n\n${say(language, "exerciseLong")}` : ""}`;
    const proof = { words: kept.document, signature: kept.signature.toString("base64url"), key: kept.keyId, publicKey: (await publicKeys(tx, [kept.keyId])).get(kept.keyId) };
    const base = { id: kind === "paper" ? id : `withdrawal-${id}`, to: address.address, isExercise, subject: `${isExercise ? `${say(language, "exercise")}. ` : ""}${say(language, kind === "paper" ? "mailSubject" : "mailSubjectWithdrawn", { week })}` };
    return {
      ...base, settings: await outwardSettings(tx), text: words(kind === "paper" ? "mail" : "mailWithdrawn"), json: kind === "paper" ? proof : JSON.parse(kept.revocation!) as object,
      sheet: kind === "paper" ? await sheetOfDocument(tx, document, { recipient: title, language, format: "pdf" }) : undefined,
    };
  });
  // Type is set, and the mail server waited for, outside the transaction.
  const paper = sheet ? [{ filename: `bulletin-${id.slice(-6)}.pdf`, content: Buffer.from((await print(sheet)).bytes), contentType: "application/pdf" }] : [];
  await sendMail(node, settings, { ...message, attachments: [...paper, { filename: `bulletin-${id.slice(-6)}${sheet ? "" : "-withdrawn"}.json`, content: JSON.stringify(json, null, 2), contentType: "application/json" }] });
}

export const bulletinMailJob: JobKind = { name: "bulletin-mail", every: "* * * * *", run: async (node, _, signal) => { await mailBulletins(node, signal); } };
