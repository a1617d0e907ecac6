/**
 * Which cells of a table must stay hidden, so that nobody in it can be found out?
 *
 * Cells with fewer respondents than a floor are hidden (`small`); a cell that could then be had
 * by subtracting from a total is protected by hiding others too (`complement`), the fewest
 * respondents first. A hidden cell can be computed exactly when it lies on no cycle of hidden cells
 * in the graph whose nodes are the sums of the table (Gusfield 1988); so each gets a cycle. Besides,
 * what is hidden along one sum is together at least the floor. An empty cell tells of no respondent:
 * it is shown, and hides nobody. What is hidden as a count is hidden as a share too.
 */
export type Hidden = "small" | "complement" | undefined;

export interface HiddenCells {
  cells: Hidden[][];
  rowTotals: Hidden[];
  columnTotals: Hidden[];
  total: Hidden;
}

/** Respondents by row and column; the totals of both and the grand total are published with them. */
export function hideInTable(counts: readonly (readonly number[])[], floor: number): HiddenCells {
  const columns = counts[0]?.length ?? 0;
  if (counts.some((row) => row.length !== columns)) throw new RangeError("the rows of a table must be of one length");
  const rowSums = counts.map(sum);
  const withTotals = [...counts.map((row, i) => [...row, rowSums[i]!]), [...Array.from({ length: columns }, (_, j) => sum(counts.map((row) => row[j]!))), sum(rowSums)]];
  // Each sum is a node: rows first, then columns; each entry ties its row to its column.
  const links = withTotals.flatMap((row, i) => row.map((count, j): Link => ({ from: i, to: withTotals.length + j, count, isTotal: i === counts.length || j === columns, hidden: undefined })));
  hide(links, floor);
  const hidden = withTotals.map((row, i) => row.map((_, j) => links[i * row.length + j]!.hidden));
  const last = hidden.pop()!;
  return { cells: hidden.map((row) => row.slice(0, columns)), rowTotals: hidden.map((row) => row[columns]), columnTotals: last.slice(0, columns), total: last[columns] };
}

/** The same for a plain list with its total, e.g. respondents by area. */
export function hideInList(counts: readonly number[], floor: number): { cells: Hidden[]; total: Hidden } {
  const links = [...counts, sum(counts)].map((count, i): Link => ({ from: 0, to: 1, count, isTotal: i === counts.length, hidden: undefined }));
  hide(links, floor);
  return { cells: links.slice(0, -1).map(({ hidden }) => hidden), total: links.at(-1)!.hidden };
}

/**
 * Groups published side by side, one within the other (18–35 and 18–34): whoever is in the larger
 * alone is found by subtraction where they are fewer than the floor.
 */
export function differencedGroups<K>(groups: readonly { key: K; rows: ArrayLike<number> }[], floor: number): { larger: K; smaller: K; between: number }[] {
  checkFloor(floor);
  const sets = groups.map(({ key, rows }) => ({ key, rows: new Set(Array.from(rows)) }));
  return sets.flatMap((larger) => sets.flatMap((smaller) => {
    const between = larger.rows.size - smaller.rows.size;
    const isRisk = between > 0 && between < floor && [...smaller.rows].every((row) => larger.rows.has(row));
    return isRisk ? [{ larger: larger.key, smaller: smaller.key, between }] : [];
  }));
}

interface Link {
  from: number;
  to: number;
  count: number;
  isTotal: boolean;
  hidden: Hidden;
}

function hide(links: Link[], floor: number): void {
  checkFloor(floor);
  for (const link of links) {
    if (!(Number.isInteger(link.count) && link.count >= 0)) throw new RangeError(`respondents are counted in whole numbers, not ${link.count}`);
    if (link.count > 0 && link.count < floor) link.hidden = "small";
  }
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const link of links) if (link.hidden) for (const added of cheapestCycle(links, link)) {
      added.hidden = "complement";
      isSettled = false;
    }
    for (const added of thinSums(links, floor)) {
      added.hidden = "complement";
      isSettled = false;
    }
  }
}

/** What must be hidden besides, so that the link closes a cycle; nothing where it does already. */
function cheapestCycle(links: readonly Link[], link: Link): Link[] {
  const reached = new Map<number, { cost: number; by?: Link; before?: number }>([[link.from, { cost: 0 }]]);
  const isDone = new Set<number>();
  for (;;) {
    let at: number | undefined;
    for (const [node, { cost }] of reached) if (!isDone.has(node) && (at === undefined || cost < reached.get(at)!.cost)) at = node;
    if (at === undefined) throw new Error("a positive cell always has a way round over its totals");
    if (at === link.to) break;
    isDone.add(at);
    for (const other of links) {
      if (other === link || other.count === 0 || (other.from !== at && other.to !== at)) continue;
      const next = other.from === at ? other.to : other.from;
      const cost = reached.get(at)!.cost + (other.hidden ? 0 : other.count);
      if (cost < (reached.get(next)?.cost ?? Infinity)) reached.set(next, { cost, by: other, before: at });
    }
  }
  const added: Link[] = [];
  for (let step = reached.get(link.to)!; step.by; step = reached.get(step.before!)!) if (!step.by.hidden) added.push(step.by);
  return added;
}

/** Where a shown total gives away that all hidden along it are together fewer than the floor: the smallest other. */
function thinSums(links: readonly Link[], floor: number): Link[] {
  const nodes = new Set(links.flatMap(({ from, to }) => [from, to]));
  for (const node of nodes) {
    const along = links.filter(({ from, to }) => from === node || to === node);
    const hidden = along.filter((link) => link.hidden);
    const together = sum(hidden.map(({ count }) => count));
    if (hidden.length === 0 || together >= floor || hidden.some(({ isTotal }) => isTotal)) continue;
    const others = along.filter((link) => !link.hidden && link.count > 0).sort((a, b) => a.count - b.count);
    if (others[0]) return [others[0]];
  }
  return [];
}

function checkFloor(floor: number): void {
  if (!(Number.isInteger(floor) && floor >= 1)) throw new RangeError(`the floor must be a whole number from 1 on, not ${floor}`);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
