/**
 * What becomes of a message by e-mail? A report: its subject and its words, and its pictures and recordings as files of it.
 * Who sent it is not kept: an address would outlast what we promise, and nobody is answered by e-mail who did not ask for it.
 */
import { simpleParser } from "mailparser";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { accept, type Accepted } from "../intake/accept.ts";
import { harmless } from "../intake/incoming.ts";
import { heardFirst } from "./heard-first.ts";
import { hashOf } from "./media-files.ts";
import { keepMedia } from "./media.ts";
import { uuidOf } from "./repeat-id.ts";

const LONGEST_TEXT = 20_000;
const MOST_HTML = 256 * 1024;
const MOST_FILES = 20;
/** What a client writes above the message that it answers. */
const QUOTED = /^(>.*|(Le|On|في) .{4,120}(a écrit|wrote|كتب)\s?:)$/gmu;

/** @returns nothing for an answer that somebody waited for, which is no report */
export async function takeEmail(node: Node, raw: Buffer): Promise<Accepted | undefined> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: MOST_HTML }).catch(() => { throw problem("submission.refused", { reason: "MIME" }); });
  const words = harmless([mail.subject ?? "", (mail.text ?? "").replace(QUOTED, "")].join("\n\n")).replace(/\n{3,}/g, "\n\n").trim();
  const files = mail.attachments.slice(0, MOST_FILES).map(({ content }) => content);
  if (!words && files.length === 0) throw problem("submission.refused", { reason: "nothing in it" });
  if (await heardFirst(node, words, "email")) return undefined;
  // A relay that tries again adds lines of its own above: the message's own id and words are what repeats.
  const id = uuidOf(`email ${mail.messageId ?? ""} ${hashOf(Buffer.from(words))} ${files.map(hashOf).join(" ")}`);
  const accepted = await accept(node, {
    id, way: "email", text: words.slice(0, LONGEST_TEXT) || "…",
    ...(words.length > LONGEST_TEXT ? { original: { type: "text/plain", bytes: Buffer.from(words).subarray(0, 3 * 2 ** 20) } } : {}),
  });
  for (const bytes of files) await keepMedia(node, { report: id, exercise: false, bytes });
  return accepted;
}
