/** Codes are guessed by trying: after some that open nothing, everyone who tries one waits. No address is kept to tell triers apart. */
import { problem } from "../../platform/problem.ts";

const MOST_FAILURES = 20;
const WINDOW_MS = 60_000;
let failures: number[] = [];

export function mustBePatient(now: Date): void {
  failures = failures.filter((at) => Math.abs(now.getTime() - at) < WINDOW_MS);
  if (failures.length >= MOST_FAILURES) throw problem("request.tooMany", { seconds: Math.ceil((WINDOW_MS - (now.getTime() - failures[0]!)) / 1_000) });
}

export const failedAt = (now: Date): void => { failures.push(now.getTime()); };
