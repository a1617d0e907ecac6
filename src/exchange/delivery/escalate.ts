/** Carries out what `nextStep` says: the next contact is told, or refused by the policy and passed over; in the end it is said that nobody answered. */
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import type { Row } from "../../platform/noun.ts";
import { markingOf } from "../../platform/marking.ts";
import { find, save } from "../../platform/noun-store.ts";
import { alert } from "../alerts/alert.noun.ts";
import { isOnDuty } from "../contacts/hours.ts";
import { momentOf } from "../moment.ts";
import { issue } from "../release/issue.ts";
import { chainOf, type Rung } from "./chain.ts";
import { codesFor, hashOf } from "./codes.ts";
import { delivery } from "./delivery.noun.ts";
import { nextStep, wakes } from "./next-step.ts";
import { addAttempt, deliveriesOf, directory, dropAttempts, keepCodes, keepEscalation, type Escalation, type Post } from "./queries.ts";
import { SENDERS } from "./senders.ts";

const SLEEP_SECONDS = 60;

export type AlertContent = { title: string; severity: string; urgency: string; expires?: string; state: string };

/** With full sight, holding the escalation. @returns how many were told */
export async function escalate(tx: Transaction, node: Node, held: Escalation, seconds: number): Promise<number> {
  const row = await find(tx, alert, held.alert);
  const content = row?.content as unknown as AlertContent | undefined;
  const isOver = !row || row.withdrawn || content!.state !== "issued" || (content!.expires !== undefined && content!.expires <= momentOf(tx.now));
  if (isOver) { await keepEscalation(tx, { ...held, state: "closed" }); return 0; }
  const posts = new Map((await directory(tx)).map((one) => [one.id, one]));
  const chain = chainOf(held.contact, [...posts.values()]).map((link) => ({ ...link, isOnDuty: isOnDuty(posts.get(link.id)!, tx.now) }));
  const { dueAt } = held;
  let { contacted } = held;
  for (;;) {
    const step = nextStep({ state: "open", contacted, dueAt }, chain, seconds, wakes(content!.severity, content!.urgency));
    if (step.kind === "exhausted") {
      await keepEscalation(tx, { ...held, contacted, dueAt, state: "exhausted" });
      await passOn(tx, held);
      tx.journal({ act: "nobody-answered", noun: "alert", object: held.alert, ...envelopeOf(held) });
      return 0;
    }
    if (step.kind !== "notify") {
      // Nobody left is on duty: looked at again soon, and not before what others wait for.
      if (step.kind === "sleep") await keepEscalation(tx, { ...held, contacted, dueAt: seconds + SLEEP_SECONDS });
      return 0;
    }
    contacted = [...contacted, step.to.id];
    const [issued] = await issue(tx, node, { subject: "alert", row }, [step.to.id]);
    // Refused, with its reasons kept: the next one is asked at once.
    if (!issued?.document) continue;
    await passOn(tx, held);
    await tell(tx, node, row, posts.get(step.to.id)!, { escalation: held, rung: step.to.rung, seconds });
    await keepEscalation(tx, { ...held, contacted, dueAt: seconds + held.minutes * 60 });
    return 1;
  }
}

const envelopeOf = ({ marking, owner, exercise }: Escalation) => ({ marking, owner, exercise });

/** A delivery of its own: by the page at once, by the other channels as soon as they take it. The first of a chain has its id. */
export async function tell(tx: Transaction, node: Node, row: Row, post: Post, { escalation, rung, seconds }: { escalation: Escalation; rung: Rung; seconds: number }): Promise<string> {
  const isFirst = (await deliveriesOf(tx, row.id)).every(({ chain }) => chain !== escalation.id);
  const id = isFirst ? escalation.id : newId(tx.now.getTime());
  const channels = post.channels ?? [];
  const isOnPage = channels.includes("page");
  const now = momentOf(tx.now);
  const { title } = row.content as unknown as AlertContent;
  await save(tx, delivery, {
    // It names the post: who may not read the directory does not read who was told.
    id, isStep: true, marking: markingOf(Math.max(escalation.marking, post.marking)),
    content: {
      title: `${post.title} – ${title}`.slice(0, 240), alert: row.id, contact: post.id, chain: escalation.id, rung, channels, deadlineMinutes: escalation.minutes, startedAt: now,
      ...(isOnPage ? { by: "page", deliveredAt: now } : {}), state: isOnPage ? "delivered" : "waiting",
    },
  });
  const { code, token } = codesFor(node, id);
  await keepCodes(tx, id, hashOf(code), hashOf(token));
  for (const channel of channels.filter((name) => name in SENDERS)) await addAttempt(tx, { delivery: id, channel, tries: 0, dueAt: seconds, ...envelopeOf(escalation) });
  return id;
}

/** Earlier deliveries of the chain were not answered in time. */
async function passOn(tx: Transaction, { id, alert: about }: Escalation): Promise<void> {
  for (const one of (await deliveriesOf(tx, about)).filter(({ chain, state }) => chain === id && ["waiting", "delivered", "failed"].includes(state))) await settle(tx, one.id, "escalated");
}

export async function settle(tx: Transaction, id: string, state: "escalated" | "closed" | "answered" | "failed", more: Record<string, unknown> = {}): Promise<void> {
  const row = (await find(tx, delivery, id))!;
  await save(tx, delivery, { id, isStep: true, content: { ...row.content, ...more, state } });
}

/** Nobody needs to be asked any more: the alert was answered, replaced, cancelled or closed. */
export async function closeChains(tx: Transaction, chains: readonly Escalation[], state: "answered" | "closed"): Promise<void> {
  for (const one of chains.filter((chain) => chain.state === "open" || chain.state === "exhausted")) {
    await keepEscalation(tx, { ...one, state });
    const open = (await deliveriesOf(tx, one.alert)).filter(({ chain, state: was }) => chain === one.id && ["waiting", "delivered", "failed"].includes(was));
    await dropAttempts(tx, open.map(({ id }) => id));
    for (const { id } of open) await settle(tx, id, "closed");
  }
}
