/**
 * What was said, as triage reads it: names and numbers masked until a person decides. Seeing behind the masks is an act, with a
 * reason; a decision on a mask is one too; and a name can be taken out of what is kept, for good.
 */
import { MASK } from "../../evidence/index.ts";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import { find } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { contactOf } from "../intake/contact.ts";
import { changeContent, conversation, readContent, type Content } from "../intake/content.ts";
import { report } from "../intake/report.noun.ts";
import { notesOf, passagesOf, screened, shownOf, type Shown } from "./passages.ts";
import { addMaskingStep } from "./queries.ts";
import { groundOf } from "./screen-report.ts";

export interface Account {
  /** Undefined words: erased, or its key is not here. */
  isReadable: boolean;
  passages: Shown[];
  messages: { at: string; from: "sender" | "house"; words: string; isQuestion: boolean }[];
  media: { sha256: string; type: string; bytes: number }[];
  /** A pseudonymous reporter on duty: who it is, nobody here learns. */
  isFromSentinel: boolean;
  /** The sender asked for replies and can still be reached. */
  canReply: boolean;
  /** "application/xml" … where the original is kept too. */
  original: string | null;
}

export async function accountOf(node: Node, tx: Transaction, id: string): Promise<Account> {
  await readable(tx, id);
  const content = await readContent(node, tx, id);
  if (!content) return { isReadable: false, passages: [], messages: [], media: [], isFromSentinel: false, canReply: false, original: null };
  const { store } = await groundOf(node, tx);
  const isPlace = (words: string) => store.isNamed(words, tx.caller);
  const masked = (words: string) => shownOf({ key: "", words }, { screenings: screened([{ key: "", words }], isPlace) }).words;
  const notes = notesOf(content);
  // Not screened yet: what is shown is masked all the same.
  const known = notes.screenings ? notes : { ...notes, screenings: screened(passagesOf(content), isPlace) };
  return {
    isReadable: true,
    passages: passagesOf(content).map((passage) => shownOf(passage, known)),
    messages: (await conversation(node, tx, id)).map(({ at, from, words, question }) => ({ at, from, words: from === "sender" ? masked(words) : words, isQuestion: question !== undefined && from === "house" })),
    media: content.media ?? [], isFromSentinel: content.sentinel !== undefined, original: content.original?.type ?? null,
    canReply: (await contactOf(node, tx, id))?.wantsReply ?? false,
  };
}

/** Everything as it was written. The reason is kept with who asked and when. */
export async function unmasked(node: Node, tx: Transaction, id: string, reason: string): Promise<{ key: string; words: string }[]> {
  const row = await readable(tx, id);
  const content = await readContent(node, tx, id);
  if (!content) throw problem("report.erased");
  await noteMasking(tx, row, "unmask", reason);
  return passagesOf(content);
}

export interface MaskDecision { key: string; from: number; to: number; isShown: boolean }

/** "This is no name", for everybody who reads it from now on; or "hide this too". */
export async function decideMask(node: Node, tx: Transaction, id: string, decision: MaskDecision): Promise<void> {
  const row = await readable(tx, id);
  await changeContent(node, tx, id, (content) => {
    const passage = passagesOf(content).find(({ key }) => key === decision.key);
    if (!passage || decision.to > passage.words.length || decision.from >= decision.to) throw problem("input.invalid", { reason: "no such words" });
    const notes = notesOf(content);
    return { ...content, triage: { ...notes, decisions: [...notes.decisions ?? [], { ...decision, by: tx.caller.id, at: tx.now.toISOString() }] } };
  });
  await noteMasking(tx, row, decision.isShown ? "show" : "hide");
}

/** Takes what is masked out of the words that are kept, and drops the original that still holds it. Nobody can see it again. */
export async function removeMasked(node: Node, tx: Transaction, id: string, reason: string): Promise<void> {
  const row = await readable(tx, id);
  await changeContent(node, tx, id, (content) => {
    const notes = notesOf(content);
    const bare = (key: string, words: string) => shownOf({ key, words }, notes).words;
    const { original: _, ...rest } = content;
    return {
      ...rest, triage: { ...notes, screenings: [], decisions: [] },
      ...(content.text ? { text: bare("text", content.text) } : {}),
      ...(content.answers ? { answers: eachWord(content.answers, [], bare) as Record<string, unknown> } : {}),
      ...(content.said ? { said: { ...content.said, ...Object.fromEntries((["place", "near", "towards"] as const).flatMap((name) => (content.said![name] ? [[name, bare(`said.${name}`, content.said![name])]] : []))) } as NonNullable<Content["said"]> } : {}),
    };
  });
  await noteMasking(tx, row, "remove-names", reason);
}

function eachWord(value: unknown, path: readonly string[], bare: (key: string, words: string) => string): unknown {
  if (typeof value === "string") return bare(path.join("/"), value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one, i) => eachWord(one, [...path, String(i)], bare));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, eachWord(one, [...path, name], bare)]));
}

export const isMasked = (words: string): boolean => words.includes(MASK);

async function readable(tx: Transaction, id: string): Promise<Row> {
  const row = await find(tx, report, id);
  if (!row) throw problem("record.notFound");
  return row;
}

async function noteMasking(tx: Transaction, row: Row, act: "unmask" | "show" | "hide" | "remove-names", reason?: string): Promise<void> {
  await addMaskingStep(tx, { id: newId(tx.now.getTime()), row, act, reason });
  tx.journal({ act, noun: report.name, object: row.id, marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise" });
}
