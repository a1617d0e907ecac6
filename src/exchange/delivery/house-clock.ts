/**
 * How much time has passed for the house? While one process looks, its own steady clock says; after a restart the difference
 * of the machine's clock, never less than nothing. So a clock that is set back delays no deadline but by the time the house was
 * down, and one that is set forward while the house runs moves nothing.
 */
import type { Transaction } from "../../platform/database.ts";

export interface HouseClock { seconds: number; seenAt: string }

/** @param steadySeconds since this process itself looked last, where nobody else has looked since */
export function passed({ seconds, seenAt }: HouseClock, wall: Date, steadySeconds?: number): HouseClock {
  const elapsed = steadySeconds ?? (wall.getTime() - Date.parse(seenAt)) / 1_000;
  return { seconds: seconds + Math.max(0, elapsed), seenAt: wall.toISOString() };
}

let last: { seconds: number; at: number; database: string } | undefined;

/** Looks at the clock and moves it, holding it until the transaction ends. */
export async function houseSeconds(tx: Transaction): Promise<number> {
  const { rows: [row] } = await tx.client.query<{ seconds: number; seen_at: string; database: string }>("select seconds, seen_at, current_database() || coalesce(inet_server_port(), 0) as database from house_clock for update");
  const held = { seconds: row!.seconds, seenAt: row!.seen_at };
  const isOurs = last !== undefined && last.database === row!.database && last.seconds === held.seconds;
  const steady = performance.now();
  const next = passed(held, tx.now, isOurs ? (steady - last!.at) / 1_000 : undefined);
  await tx.client.query("update house_clock set seconds = $1, seen_at = $2", [next.seconds, next.seenAt]);
  // Remembered only once it is committed: a roll-back leaves the clock where it was.
  tx.afterCommit(() => { last = { seconds: next.seconds, at: steady, database: row!.database }; });
  return next.seconds;
}
