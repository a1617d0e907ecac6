import { expect, test } from "vitest";
import fc from "fast-check";
import { differencedGroups, hideInList, hideInTable } from "./suppression.ts";
import type { Hidden } from "./suppression.ts";

test("a table where nobody is few shows everything", () => {
  const { cells, rowTotals, columnTotals, total } = hideInTable([[40, 55], [60, 71]], 10);
  expect([...cells.flat(), ...rowTotals, ...columnTotals, total].every((hidden) => hidden === undefined)).toBe(true);
});

test("one small cell takes three others along, of the rectangles the one with the fewest respondents (60 + 30 + 20)", () => {
  const { cells, rowTotals, total } = hideInTable([[4, 50, 60], [30, 90, 20], [70, 40, 80]], 10);
  expect(cells).toEqual([["small", undefined, "complement"], ["complement", undefined, "complement"], [undefined, undefined, undefined]]);
  expect([...rowTotals, total]).toEqual([undefined, undefined, undefined, undefined]);
});

test("what is hidden already costs nothing: two small cells share one rectangle", () => {
  expect(hideInTable([[4, 50, 35], [50, 9, 90], [35, 90, 35]], 10).cells).toEqual([["small", "complement", undefined], ["complement", "small", undefined], [undefined, undefined, undefined]]);
});

test("a list: one small cell takes the next smallest along; two smalls that are together enough need no third", () => {
  expect(hideInList([3, 80, 25, 40], 10).cells).toEqual(["small", undefined, "complement", undefined]);
  expect(hideInList([6, 80, 7, 40], 10).cells).toEqual(["small", undefined, "small", undefined]);
  expect(hideInList([5, 80, 5, 40], 10).cells).toEqual(["small", undefined, "small", undefined]);
  expect(hideInList([2, 80, 3, 40], 10).cells).toEqual(["small", undefined, "small", "complement"]);
});

test("an area with nobody is shown and hides nobody; a lone area takes its total along", () => {
  expect(hideInList([0, 80, 3], 10)).toEqual({ cells: [undefined, "complement", "small"], total: undefined });
  expect(hideInList([3, 0], 10)).toEqual({ cells: ["small", undefined], total: "small" });
});

test("impossible tables are refused", () => {
  expect(() => hideInTable([[1, 2], [3]], 5)).toThrow("one length");
  expect(() => hideInList([1.5], 5)).toThrow("not 1.5");
  expect(() => hideInList([1], 0)).toThrow("not 0");
});

test("a group within another that leaves too few between them is found", () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const groups = [{ key: "18-35", rows: rows(0, 100) }, { key: "18-34", rows: rows(0, 96) }, { key: "women", rows: rows(50, 98) }];
  expect(differencedGroups(groups, 10)).toEqual([{ larger: "18-35", smaller: "18-34", between: 4 }]);
  expect(differencedGroups(groups, 4)).toEqual([]);
});

/** Entries of the table with its totals that linear arithmetic on the shown entries gives away. */
function computable(hidden: Hidden[][]): number {
  const [rows, columns] = [hidden.length, hidden[0]!.length];
  const unknown: [number, number][] = [];
  hidden.forEach((row, i) => row.forEach((state, j) => state && unknown.push([i, j])));
  // One equation per row and per column: the entries less the total are 0; only the hidden ones are unknown.
  const equations = [
    ...Array.from({ length: rows }, (_, i) => unknown.map(([r, c]) => (r !== i ? 0 : c === columns - 1 ? -1 : 1))),
    ...Array.from({ length: columns }, (_, j) => unknown.map(([r, c]) => (c !== j ? 0 : r === rows - 1 ? -1 : 1))),
  ];
  const pivots: number[][] = [];
  for (let column = 0; column < unknown.length; column++) {
    const at = equations.findIndex((row) => Math.abs(row[column]!) > 1e-9);
    if (at < 0) continue;
    const [pivot] = equations.splice(at, 1) as [number[]];
    const scaled = pivot.map((value) => value / pivot[column]!);
    for (const list of [equations, pivots]) list.forEach((row, k) => (list[k] = row.map((value, c) => value - row[column]! * scaled[c]!)));
    pivots.push(scaled);
  }
  return pivots.filter((row) => row.filter((value) => Math.abs(value) > 1e-9).length === 1).length;
}

const withTotals = (counts: number[][], floor: number): Hidden[][] => {
  const { cells, rowTotals, columnTotals, total } = hideInTable(counts, floor);
  return [...cells.map((row, i) => [...row, rowTotals[i]]), [...columnTotals, total]];
};

test("without complements a lone small cell is given away", () => {
  expect(computable([["small", undefined, undefined], [undefined, undefined, undefined]])).toBe(1);
});

const table = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(12), fc.nat(90)), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }));

test("no hidden cell of any table can be computed from what is shown, and every small one is hidden", () => {
  fc.assert(fc.property(table, fc.integer({ min: 2, max: 15 }), (counts, floor) => {
    const hidden = withTotals(counts, floor);
    expect(computable(hidden)).toBe(0);
    counts.forEach((row, i) => row.forEach((count, j) => {
      if (count > 0 && count < floor) expect(hidden[i]![j]).toBe("small");
      if (count === 0) expect(hidden[i]![j]).toBeUndefined();
    }));
  }), { numRuns: 300 });
});

test("what is hidden along a shown total is together at least the floor, unless nothing else is there to hide", () => {
  fc.assert(fc.property(table, fc.integer({ min: 2, max: 15 }), (counts, floor) => {
    const hidden = withTotals(counts, floor);
    counts.forEach((row, i) => {
      const together = row.reduce((sum, count, j) => sum + (hidden[i]![j] ? count : 0), 0);
      if (hidden[i]![row.length] === undefined) expect(together === 0 || together >= floor).toBe(true);
    });
  }));
});
