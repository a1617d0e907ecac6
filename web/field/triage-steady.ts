/**
 * Rows that stay where they are while the world moves on: what changed changes in its place, what is new comes at the end, what
 * is gone is dimmed and leaves only when that is asked for. Another filter is another list.
 */
import { useState } from "react";

interface Steady<R> { rows: (R & { isGone: boolean })[]; gone: number; refresh(): void }
interface Kept<R> { filter: string; rows: readonly R[]; seen: readonly R[] | undefined }

export function useSteady<R extends { id: string }>(fresh: readonly R[] | undefined, filter: string): Steady<R> {
  const [kept, setKept] = useState<Kept<R>>({ filter, rows: [], seen: undefined });
  let now = kept;
  if (fresh && (kept.filter !== filter || !areSame(kept.seen, fresh))) setKept(now = { filter, rows: joined(kept.filter === filter ? kept.rows : [], fresh), seen: fresh });
  const there = new Set((now.seen ?? []).map(({ id }) => id));
  const rows = now.filter === filter ? now.rows : [];
  return {
    rows: rows.map((row) => ({ ...row, isGone: !there.has(row.id) })),
    gone: rows.filter(({ id }) => !there.has(id)).length,
    refresh: () => { setKept({ filter, rows: now.seen ?? [], seen: now.seen }); },
  };
}

function joined<R extends { id: string }>(before: readonly R[], fresh: readonly R[]): R[] {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(before.map(({ id }) => id));
  return [...before.map((row) => now.get(row.id) ?? row), ...fresh.filter(({ id }) => !known.has(id))];
}

/** The same answer is the same rows; pages of one answer are put together anew at each drawing. */
const areSame = <R>(a: readonly R[] | undefined, b: readonly R[]): boolean => a !== undefined && a.length === b.length && a.every((row, i) => row === b[i]);
