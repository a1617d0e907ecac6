/** Asking another country's contact, and replying to another country: words are screened, the policy is asked, and what may go waits for the link. */
import type { Transaction } from "../../platform/database.ts";
import { labels, type Labels, type Language } from "../../platform/language.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { alert } from "../alerts/alert.noun.ts";
import { wordsMustNameNobody } from "../alerts/screen-words.ts";
import { request, requestLife } from "../delivery/request.noun.ts";
import { isMoment, momentOf } from "../moment.ts";
import { finePlaces } from "../release/fine-places.ts";
import { withFullSight } from "../release/full-sight.ts";
import type { Policy, Recipient } from "../release/policy.ts";
import { policyFor, recipientsOf } from "../release/queries.ts";
import { REASON_WORDS } from "../release/reason-words.ts";
import { takeStep } from "../steps.ts";
import { whyNotAsked, whyNotReplied, type AskReason, type Said } from "./may-ask.ts";

export interface Question { id?: string | undefined; marking?: Row["marking"] | undefined; title: string; contact: string; alert?: string | undefined; question: string; dueAt: string }

const contentOf = (row: Row) => row.content as unknown as { title: string; contact: string; question: string; dueAt: string; answer?: string; state: string };

/** The same id and the same words again are the same question. */
export async function askContact(tx: Transaction, node: Node, language: Language, { id, marking = request.marking, ...question }: Question): Promise<Row> {
  const before = id ? await find(tx, request as never, id) : undefined;
  if (before) {
    const { title, question: words, contact: to } = contentOf(before);
    if (title !== question.title || words !== question.question || to !== question.contact) throw problem("record.exists");
    return before;
  }
  if (!isMoment(question.dueAt) || question.dueAt <= momentOf(tx.now)) throw problem("input.invalid", { reason: "dueAt: a moment to come, as 2025-02-09T14:30:00Z" });
  if (question.alert && !(await find(tx, alert as never, question.alert))) throw problem("record.notFound");
  await wordsMustNameNobody(tx, node, [question.title, question.question]);
  await mustBeAllowed(tx, node, language, { marking, words: `${question.title}\n${question.question}` }, (full) => recipientsOf(full, [question.contact]).then(([to]) => to),
    (policy, to, said) => (to ? whyNotAsked(policy, to, said, tx.now) : ["recipient-withdrawn"]));
  const { alert: about, ...rest } = question;
  return (await save(tx, request as never, { ...(id ? { id } : {}), marking, isStep: true, content: { ...rest, ...(about ? { alert: about } : {}), state: "open" } })).row;
}

/** To another country's question the words go back; to our own they are what the contact said, and stay. */
export async function reply(tx: Transaction, node: Node, language: Language, id: string, { state, answer }: { state: "answered" | "declined"; answer: string }): Promise<Row> {
  const row = await find(tx, request as never, id);
  if (!row || row.withdrawn) throw problem("record.notFound");
  const { state: stands } = contentOf(row);
  if (stands === state && contentOf(row).answer === answer) return row;
  if (stands !== "open") throw problem("record.settled", { state: stands });
  await wordsMustNameNobody(tx, node, [answer]);
  if (row.owner !== node.organisation) await mustBeAllowed(tx, node, language, { marking: row.marking, words: answer }, async () => undefined, (policy, _, said) => whyNotReplied(policy, row.owner, said, tx.now));
  await save(tx, request as never, { id, content: { ...row.content, answer, answeredAt: momentOf(tx.now) } });
  return (await takeStep(tx, requestLife as never, id, state === "answered" ? "answer" : "decline", undefined)).row;
}

type Judge = (policy: Policy, to: Recipient | undefined, said: Said) => AskReason[];

async function mustBeAllowed(tx: Transaction, node: Node, language: Language, { marking, words }: { marking: Row["marking"]; words: string }, whom: (full: Transaction) => Promise<Recipient | undefined>, judge: Judge): Promise<void> {
  const reasons = await withFullSight(tx, node, async (full) => judge(await policyFor(full, node, NO_RECORD), await whom(full), { marking, namesFinePlace: (await finePlaces(node, full))(words) }));
  if (reasons.length > 0) throw problem("question.mayNotGo", { reason: reasons.map((one) => wordsOf(one)[language]).join("; "), reasons });
}

/** A question is of no record: nothing was ever waived for it. */
const NO_RECORD = "00000000-0000-0000-0000-000000000000";

const FINE = labels(["elle nomme un lieu plus fin que l’accord ne le permet ; nommez le cercle ou le département", "it names a place finer than the agreement allows; name the second-level area", "يذكر مكاناً أدق مما يسمح به الاتفاق؛ اذكر المنطقة من المستوى الثاني"]);
const wordsOf = (reason: AskReason): Labels => (reason === "names-fine-place" ? FINE : REASON_WORDS[reason]);
