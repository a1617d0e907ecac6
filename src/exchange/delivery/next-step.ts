/**
 * What is to be done now about an alert that waits for an answer? A pure function of what was done and what time has passed:
 * whoever asks, after whatever restart, is told the same, and nobody is told twice.
 *
 * Time here is the house's (`house-clock.ts`): seconds that have passed, which no jump of the machine's clock turns back.
 */
import type { Link } from "./chain.ts";

export interface Waiting {
  state: "open" | "answered" | "exhausted" | "closed";
  /** Contacts who were told, or whom the policy refused, in order. */
  contacted: readonly string[];
  /** House seconds at which the last one's time to answer is over; of a new one, now. */
  dueAt: number;
}

export interface Reach extends Link { isOnDuty: boolean }

export type Step =
  | { kind: "none" }
  | { kind: "wait"; until: number }
  /** Somebody is left, and nobody of them is on duty: looked at again at the next tick. */
  | { kind: "sleep" }
  | { kind: "notify"; to: Reach }
  | { kind: "exhausted" };

/** @param wakes whether the alert is grave enough to ring at night */
export function nextStep({ state, contacted, dueAt }: Waiting, chain: readonly Reach[], now: number, wakes: boolean): Step {
  if (state !== "open") return { kind: "none" };
  if (now < dueAt) return { kind: "wait", until: dueAt };
  const left = chain.filter(({ id }) => !contacted.includes(id));
  if (left.length === 0) return { kind: "exhausted" };
  const to = wakes ? left[0] : left.find(({ isOnDuty }) => isOnDuty);
  return to ? { kind: "notify", to } : { kind: "sleep" };
}

/** Minutes to answer before the next rung is asked; an exercise keeps the same. */
export const DEADLINE_MINUTES: Readonly<Record<string, number>> = { Extreme: 10, Severe: 20, Moderate: 60, Minor: 240, Unknown: 60 };
export const deadlineMinutes = (severity: string, urgency: string): number => {
  const minutes = DEADLINE_MINUTES[severity] ?? DEADLINE_MINUTES.Unknown!;
  return urgency === "Immediate" ? Math.min(minutes, 15) : minutes;
};

/** Rings at night: what is grave, and what must be acted on at once. */
export const wakes = (severity: string, urgency: string): boolean => severity === "Extreme" || severity === "Severe" || urgency === "Immediate";
