/** What follows from an alert's steps: contacts are chosen, the policy is asked, documents are signed, chains begin or end. In the transaction of the step. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { chooseContacts, type Choice } from "../contacts/choose.ts";
import { closeChains, escalate, tell } from "../delivery/escalate.ts";
import { houseSeconds } from "../delivery/house-clock.ts";
import { deadlineMinutes } from "../delivery/next-step.ts";
import { deliveriesOf, directory, escalationsOf, openEscalation, type Escalation } from "../delivery/queries.ts";
import { momentOf } from "../moment.ts";
import { propose, takeReleaseStep } from "../release/acts.ts";
import { withFullSight } from "../release/full-sight.ts";
import { issue, type Issued } from "../release/issue.ts";
import { takeStep } from "../steps.ts";
import { alertLife } from "./alert-life.ts";
import { alert, type Affected, type Info } from "./alert.noun.ts";
import { mustNameNobody } from "./screen-words.ts";

export interface AlertContent {
  title: string; kind: string; messageType: string; follows?: string; urgency: string; severity: string; certainty: string; responses?: string[]; info?: Info[];
  affected?: Affected[]; functions: string[]; events?: string[]; expires?: string; sentAt?: string; state: string;
}
const contentOf = (row: Row) => row.content as unknown as AlertContent;

export interface Sent { row: Row; isWaiting: boolean; outcomes: Issued[]; uncovered: string[] }

export async function takeAlertStep(tx: Transaction, node: Node, id: string, name: string, reason: string | undefined): Promise<Sent> {
  if (["supersede", "cancel", "clear"].includes(name)) throw problem("alert.follow");
  if (name === "issue" || name === "issueAtOnce") await mustBeReleasable(tx, node, id);
  const { row, isWaiting } = await takeStep(tx, alertLife as never, id, name, reason);
  if (isWaiting) return { row, isWaiting, outcomes: [], uncovered: [] };
  if (name === "close") await withFullSight(tx, node, async (full) => closeChains(full, await escalationsOf(full, id), "closed"));
  if (name !== "issue" && name !== "issueAtOnce") return { row, isWaiting, outcomes: [], uncovered: [] };
  return sendOut(tx, node, row, name === "issueAtOnce" ? reason : undefined);
}

async function mustBeReleasable(tx: Transaction, node: Node, id: string): Promise<void> {
  const row = await find(tx, alert, id);
  if (!row) throw problem("record.notFound");
  const { events = [], info = [] } = contentOf(row);
  const { rows } = await sql<{ place_name: string | null }>`select place_name from events where id = any(${events}::uuid[])`.execute(tx.sql);
  await mustNameNobody(tx, node, info, rows.flatMap(({ place_name }) => place_name ?? []));
}

/** @param danger why this goes to civil protection alone, at once, and is reviewed within a day */
async function sendOut(tx: Transaction, node: Node, issued: Row, danger?: string): Promise<Sent> {
  const { row } = await save(tx, alert, { id: issued.id, isStep: true, content: { ...issued.content, sentAt: momentOf(tx.now) } });
  const earlier = contentOf(row).follows;
  if (earlier && contentOf(row).messageType === "Update" && !isEnding(row)) await end(tx, node, earlier, "supersede", undefined);
  const choice = await withFullSight(tx, node, (full) => chosenFor(full, row, danger !== undefined));
  if (danger !== undefined) await recordDanger(tx, node, row, choice, danger);
  const told = earlier ? await withFullSight(tx, node, async (full) => (await deliveriesOf(full, earlier)).map(({ contact }) => contact)) : [];
  const contacts = [...new Set([...choice.chosen.map(({ id }) => id), ...told])];
  const outcomes = await issue(tx, node, { subject: "alert", row }, contacts);
  await withFullSight(tx, node, (full) => beginChains(full, node, row, outcomes, isEnding(row)));
  return { row, isWaiting: false, outcomes, uncovered: choice.uncovered };
}

/** A cancellation and the all-clear end something: they are told, and nobody is asked to answer. */
const isEnding = (row: Row) => contentOf(row).messageType === "Cancel" || (contentOf(row).responses ?? []).includes("AllClear");

async function chosenFor(tx: Transaction, row: Row, isDanger: boolean): Promise<Choice> {
  const { affected = [], functions, severity, events = [] } = contentOf(row);
  const { rows } = await sql<{ way: string }>`select unnest(array_remove(array[route, reach], null)) as way from events where id = any(${events}::uuid[])`.execute(tx.sql);
  const posts = (await directory(tx)).filter(({ service }) => !isDanger || service === "civil-protection");
  const areas = affected.map(({ pcode, country, admin1, admin2 }) => ({ pcode, country, chain: [...new Set([pcode, admin2, admin1, country].filter((one) => one !== undefined))] }));
  return chooseContacts(posts, { areas, ways: rows.map(({ way }) => way), functions, severity });
}

/** The preview of who would be asked: the same choice, without sending. */
export const wouldBeTold = (tx: Transaction, node: Node, row: Row): Promise<Choice> => withFullSight(tx, node, (full) => chosenFor(full, row, false));

async function recordDanger(tx: Transaction, node: Node, row: Row, { chosen }: Choice, reason: string): Promise<void> {
  const kept = await propose(tx, node, { content: { title: contentOf(row).title, subject: "alert", record: row.id, contacts: chosen.map(({ id }) => id), purpose: "emergency-response", isImminentDanger: true } });
  await takeReleaseStep(tx, node, kept.id, "releaseAtOnce", reason);
}

async function beginChains(tx: Transaction, node: Node, row: Row, outcomes: readonly Issued[], isEnd: boolean): Promise<void> {
  const seconds = await houseSeconds(tx);
  const { severity, urgency } = contentOf(row);
  const posts = new Map((await directory(tx)).map((post) => [post.id, post]));
  for (const { recipient, document } of outcomes) {
    if (!document) continue;
    const chain: Escalation = {
      id: newId(tx.now.getTime()), alert: row.id, contact: recipient.id, contacted: isEnd ? [recipient.id] : [], minutes: deadlineMinutes(severity, urgency), dueAt: seconds, state: isEnd ? "closed" : "open",
      marking: rankOf(row.marking), owner: row.owner, exercise: row.status === "exercise",
    };
    if (!(await openEscalation(tx, chain))) continue;
    if (isEnd) await tell(tx, node, row, posts.get(recipient.id)!, { escalation: chain, rung: "contact", seconds });
    else await escalate(tx, node, chain, seconds);
  }
}

async function end(tx: Transaction, node: Node, id: string, step: "supersede" | "cancel" | "clear", reason: string | undefined): Promise<void> {
  await takeStep(tx, alertLife as never, id, step, reason);
  await withFullSight(tx, node, async (full) => closeChains(full, await escalationsOf(full, id), "closed"));
}

export interface Following { type: "update" | "cancel" | "all-clear"; reason?: string | undefined; changes?: Partial<AlertContent> | undefined; id?: string | undefined }

/** In one step: everyone who was told hears that it changed, was wrong, or is over. A change is issued as an alert is; an ending says nothing new and needs one person. */
export async function follow(tx: Transaction, node: Node, id: string, { type, reason, changes = {}, id: own }: Following): Promise<Sent> {
  const row = await find(tx, alert, id);
  if (!row) throw problem("record.notFound");
  if (contentOf(row).state !== "issued") throw problem("transition.refused", { reason: contentOf(row).state });
  const { sentAt: _, ...before } = contentOf(row);
  const content = {
    ...before, ...changes, follows: id, messageType: type === "cancel" ? "Cancel" : "Update", state: "draft",
    ...(type === "all-clear" ? { responses: ["AllClear"], urgency: "Past" } : {}), ...(type === "update" ? {} : { info: endingWords(before.info ?? [], type, reason) }),
  };
  const { row: next } = await save(tx, alert, { ...(own ? { id: own } : {}), marking: row.marking, content });
  if (type === "update") return takeAlertStep(tx, node, next.id, "issue", reason);
  await end(tx, node, id, type === "cancel" ? "cancel" : "clear", reason);
  const { row: issued } = await save(tx, alert, { id: next.id, isStep: true, content: { ...next.content, state: "issued" } });
  await mustBeReleasable(tx, node, next.id);
  return sendOut(tx, node, issued);
}

const ENDING = {
  cancel: { fr: "Cette alerte est annulée : n’en tenez plus compte.", en: "This alert is cancelled: disregard it.", ar: "أُلغي هذا الإنذار: لا تأخذوا به." },
  "all-clear": { fr: "Fin d’alerte : le danger signalé est passé.", en: "All clear: the reported danger has passed.", ar: "زال الخطر المبلَّغ عنه." },
} as const;

function endingWords(info: readonly Info[], type: "cancel" | "all-clear", reason: string | undefined): Info[] {
  return info.map(({ language, headline }) => ({ language, headline, description: `${ENDING[type][language]}${reason ? ` ${reason}` : ""}`, instruction: ENDING[type][language], relay: ENDING[type][language] }));
}
