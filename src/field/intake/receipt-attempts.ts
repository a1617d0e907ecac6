/**
 * How often may a wrong number be tried? Nothing is known of who tries, and nothing is kept: all wrong tries together have
 * one budget. With a million receipts among ten thousand million million numbers, two tries a second find one in fifty years.
 */
import { problem } from "../../platform/problem.ts";

const BURST = 120;
const PER_SECOND = 2;

export function attempts() {
  let left = BURST;
  let countedAt = 0;
  const count = (now: Date) => {
    const seconds = Math.max(0, (now.getTime() - countedAt) / 1000);
    left = Math.min(BURST, left + seconds * PER_SECOND);
    countedAt = now.getTime();
  };
  return {
    /** @throws request.tooMany before the number is looked at */
    ask(now: Date): void {
      count(now);
      if (left < 1) throw problem("request.tooMany", { seconds: Math.ceil((1 - left) / PER_SECOND) });
    },
    failed(now: Date): void {
      count(now);
      left -= 1;
    },
  };
}
