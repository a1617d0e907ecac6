/**
 * May this question go to this contact of another country, or this reply to whoever asked? Words that leave are a share like any
 * other: an agreement in force names the service, due diligence has been decided, nothing is suspended, and no place finer than
 * the agreement gives is named. The same answer as `release` wherever both are asked; pure, deny by default, and all of why.
 */
import { OWNER_ONLY_RANK, rankOf, type Marking } from "../../platform/marking.ts";
import type { Agreement, Policy, Recipient } from "../release/policy.ts";
import { suspended, undecided, type Reason } from "../release/release.ts";

export type AskReason = Extract<Reason, "recipient-withdrawn" | "suspended" | "no-due-diligence" | "due-diligence-refused" | "no-agreement" | "marking-too-strict" | "only-own-country"> | "names-fine-place";

export interface Said { marking: Marking; namesFinePlace: boolean }

export function whyNotAsked(policy: Policy, recipient: Recipient, said: Said, now: Date): AskReason[] {
  // At home it is asked on the phone: nothing leaves.
  if (recipient.country === policy.owner) return recipient.isWithdrawn ? ["recipient-withdrawn"] : [];
  const today = now.toISOString().slice(0, 10);
  const reasons: Reason[] = [...(recipient.isWithdrawn ? ["recipient-withdrawn" as const] : []), ...suspended(policy, recipient, today), ...undecided(policy, recipient, today)];
  const covering = inForce(policy, recipient.country, today).filter(({ audience }) => audience.some(({ country, services }) => country === recipient.country && services.includes(recipient.service)));
  return [...reasons as AskReason[], ...whyNotUnder(covering, said, recipient.isArmed)];
}

/** A reply goes to the node that asked, whichever of its services reads it: what holds for the country holds for it. */
export function whyNotReplied(policy: Policy, country: string, said: Said, now: Date): AskReason[] {
  const today = now.toISOString().slice(0, 10);
  const isStopped = policy.suspensions.some((one) => one.country === country && one.service === undefined && one.since <= today && (one.until === undefined || today <= one.until));
  return [...(isStopped ? ["suspended" as const] : []), ...whyNotUnder(inForce(policy, country, today), said, false)];
}

const inForce = ({ agreements, owner }: Policy, country: string, today: string): Agreement[] =>
  agreements.filter(({ state, startsOn, endsOn, parties }) => state === "in-force" && startsOn <= today && today <= endsOn && parties.includes(owner) && parties.includes(country));

function whyNotUnder(agreements: readonly Agreement[], { marking, namesFinePlace }: Said, isArmed: boolean): AskReason[] {
  if (rankOf(marking) >= OWNER_ONLY_RANK) return ["only-own-country"];
  if (agreements.length === 0) return ["no-agreement"];
  const allowing = agreements.filter(({ highestMarking }) => rankOf(marking) <= rankOf(highestMarking));
  if (allowing.length === 0) return ["marking-too-strict"];
  // As in a release: of several the coarsest counts, and an armed service gets nothing finer than the second level.
  return namesFinePlace && (isArmed || allowing.some(({ finestPlace }) => finestPlace !== "exact")) ? ["names-fine-place"] : [];
}
