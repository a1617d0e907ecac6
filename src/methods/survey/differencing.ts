/**
 * Which groups must stay hidden, so that nobody finds a few people out by adding and subtracting those that are shown?
 *
 * People are counted in cells, each person in one; a group is a set of cells. Whoever reads the shown groups can have every
 * sum and difference of them: all that lies in the span of their rows of 0 and 1 (Chin and Özsoyoğlu 1982). A group under the
 * floor is hidden; and as long as some cells, together under the floor, lie in that span, the smallest group that takes part
 * in giving them away is hidden too. Two groups that differ by fewer people than the floor are taken for a giveaway also
 * where neither lies within the other. What was published before cannot be hidden any more: it counts, and stays.
 */
export interface CellGroup {
  /** Numbers of cells. */
  cells: readonly number[];
  /** Readers have it already, whatever is hidden now. */
  isOut?: boolean;
}

/** Which groups to hide, in their order. An empty group tells of nobody. */
export function hideDifferences(counts: readonly number[], groups: readonly CellGroup[], floor: number): boolean[] {
  if (!(Number.isInteger(floor) && floor >= 1)) throw new RangeError(`the floor must be a whole number from 1 on, not ${floor}`);
  for (const count of counts) if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`respondents are counted in whole numbers, not ${count}`);
  const sizes = groups.map(({ cells }) => cells.reduce((sum, cell) => sum + counts[cell]!, 0));
  const isHidden = groups.map(({ isOut }, i) => !isOut && sizes[i]! > 0 && sizes[i]! < floor);
  for (;;) {
    const shown = sizes.flatMap((size, i) => (size > 0 && !isHidden[i] ? [i] : []));
    const giveaways = giveawaysOf(counts, shown.map((i) => groups[i]!), floor);
    if (giveaways.length === 0) return isHidden;
    for (const told of giveaways) {
      const parts = told.map((i) => shown[i]!);
      // One of them may have gone in this round already.
      if (!parts.some((i) => isHidden[i])) isHidden[parts.filter((i) => !groups[i]!.isOut).sort((a, b) => sizes[a]! - sizes[b]!)[0]!] = true;
    }
  }
}

/** Each: groups that together give fewer people away than the floor, at least one of them not out yet. None: all is well. */
function giveawaysOf(counts: readonly number[], groups: readonly CellGroup[], floor: number): number[][] {
  const blocks = blocksOf(counts, groups);
  const isNew = (told: readonly number[]) => told.some((i) => !groups[i]!.isOut);
  const near = nearPairs(blocks, groups.length, floor).filter(isNew);
  if (near.length > 0) return near;
  const many = blocks.filter(({ people }) => people >= floor).length;
  if (many === blocks.length) return [];
  const basis = rowsOfFew(blocks, many, groups);
  const groupsIn = (parts: readonly Row[]) => groups.map((_, i) => i).filter((i) => Math.abs(parts.reduce((sum, { of }) => sum + of[i]!, 0)) > TINY);
  const people = (row: Row) => blocks.reduce((sum, block, i) => sum + (Math.abs(row.blocks[i]!) > TINY ? block.people : 0), 0);
  const alone = basis.filter((row) => people(row) < floor).map((row) => groupsIn([row])).filter(isNew);
  if (alone.length > 0) return alone;
  const told = search(basis, blocks, floor, (parts) => isNew(groupsIn(parts)));
  if (told === "too-many-ways") return [groups.map((_, i) => i).filter((i) => blocks.some(({ people: few, within }) => few < floor && within.includes(i)))].filter(isNew);
  return told ? [groupsIn(told)] : [];
}

/** Cells that the shown groups never tell apart, taken together. */
interface Block { people: number; within: number[] }

/** Of many people first; of the few, the more first. */
function blocksOf(counts: readonly number[], groups: readonly CellGroup[]): Block[] {
  const within = counts.map((): number[] => []);
  for (const [i, { cells }] of groups.entries()) for (const cell of cells) within[cell]!.push(i);
  const blocks = new Map<string, Block>();
  for (const [cell, count] of counts.entries()) {
    if (count === 0 || within[cell]!.length === 0) continue;
    const key = within[cell]!.join();
    const block = blocks.get(key);
    if (block) block.people += count;
    else blocks.set(key, { people: count, within: within[cell]! });
  }
  return [...blocks.values()].sort((a, b) => b.people - a.people);
}

function nearPairs(blocks: readonly Block[], groups: number, floor: number): number[][] {
  const shared = new Float64Array(groups * groups);
  for (const { people, within } of blocks) for (const a of within) for (const b of within) shared[a * groups + b]! += people;
  const size = (i: number) => shared[i * groups + i]!;
  const found: number[][] = [];
  for (let a = 0; a < groups; a++) for (let b = a + 1; b < groups; b++) {
    const apart = size(a) + size(b) - 2 * shared[a * groups + b]!;
    if (apart > 0 && apart < floor) found.push([a, b]);
  }
  return found;
}

/** A combination of groups: how often each block is in it, and how often each group was taken for it. */
interface Row { blocks: Float64Array; of: Float64Array; isOut: boolean }

const TINY = 1e-7;

/** What can be had of the blocks of few alone: combinations in which no block of many is left, each with a block of its own. */
function rowsOfFew(blocks: readonly Block[], many: number, groups: readonly CellGroup[]): Row[] {
  const rows = new Set(groups.map(({ isOut = false }, i): Row => {
    const row = { blocks: new Float64Array(blocks.length), of: new Float64Array(groups.length), isOut };
    row.of[i] = 1;
    return row;
  }));
  const list = [...rows];
  for (const [b, { within }] of blocks.entries()) for (const i of within) list[i]!.blocks[b] = 1;
  const basis: Row[] = [];
  for (let b = 0; b < blocks.length; b++) {
    const able = [...rows].filter((row) => Math.abs(row.blocks[b]!) > TINY);
    // What is out goes first: what it alone gives away is then told by it alone.
    const lead = able.find(({ isOut }) => isOut) ?? able[0];
    if (!lead) continue;
    rows.delete(lead);
    scale(lead, 1 / lead.blocks[b]!);
    for (const row of b < many ? rows : [...rows, ...basis]) if (Math.abs(row.blocks[b]!) > TINY) subtract(row, lead, row.blocks[b]!);
    if (b >= many) basis.push(lead);
  }
  return basis;
}

function scale({ blocks, of }: Row, by: number): void {
  for (const list of [blocks, of]) for (let i = 0; i < list.length; i++) list[i] = whole(list[i]! * by);
}

function subtract(from: Row, what: Row, times: number): void {
  for (let i = 0; i < from.blocks.length; i++) if (what.blocks[i] !== 0) from.blocks[i] = whole(from.blocks[i]! - times * what.blocks[i]!);
  for (let i = 0; i < from.of.length; i++) if (what.of[i] !== 0) from.of[i] = whole(from.of[i]! - times * what.of[i]!);
}

/** Nearly all entries stay whole numbers; rounding must not creep in. */
const whole = (value: number) => (Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value);

const MOST_STEPS = 100_000;

/**
 * Rows whose sum is a set of blocks, each in it once or not at all, of fewer people than the floor. Each row has a block that
 * no other has: a set that can be had is the sum of those rows whose own blocks are in it.
 */
function search(basis: readonly Row[], blocks: readonly Block[], floor: number, isWanted: (parts: readonly Row[]) => boolean): Row[] | "too-many-ways" | undefined {
  const used = basis.map(({ blocks: row }) => blocks.flatMap((_, b) => (row[b] === 0 ? [] : [b])));
  const last = new Map<number, number>();
  for (const [k, list] of used.entries()) for (const b of list) last.set(b, k);
  const settled = basis.map((_, k) => used[k]!.filter((b) => last.get(b) === k));
  const sum = new Float64Array(blocks.length);
  const parts: Row[] = [];
  let steps = 0;
  /** @returns people in what is settled once row k is decided; Infinity where it is no set */
  const after = (k: number) => settled[k]!.reduce((people, b) => (Math.abs(sum[b]!) < TINY ? people : Math.abs(sum[b]! - 1) < TINY ? people + blocks[b]!.people : Infinity), 0);
  const from = (start: number, before: number): boolean => {
    let people = before;
    for (let k = start; k < basis.length; k++) {
      if (++steps > MOST_STEPS) return false;
      for (const b of used[k]!) sum[b]! += basis[k]!.blocks[b]!;
      parts.push(basis[k]!);
      const withIt = people + after(k);
      if (withIt < floor && from(k + 1, withIt)) return true;
      for (const b of used[k]!) sum[b]! -= basis[k]!.blocks[b]!;
      parts.pop();
      people += after(k);
      if (people >= floor) return false;
    }
    return parts.length > 0 && isWanted(parts);
  };
  if (from(0, 0)) return [...parts];
  return steps > MOST_STEPS ? "too-many-ways" : undefined;
}
