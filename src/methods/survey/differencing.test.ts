import { expect, test } from "vitest";
import fc from "fast-check";
import { hideDifferences, type CellGroup } from "./differencing.ts";

/** A table of rows and columns with all its totals; the cell of row i and column j is i * columns + j. */
function tableOf(counts: readonly (readonly number[])[]): { counts: number[]; groups: CellGroup[]; names: string[] } {
  const columns = counts[0]!.length;
  const all = counts.flatMap((row, i) => row.map((_, j) => i * columns + j));
  const rows = counts.map((row, i) => row.map((_, j) => i * columns + j));
  const groups = [{ cells: all }, ...rows.map((cells) => ({ cells })), ...counts[0]!.map((_, j) => ({ cells: rows.map((row) => row[j]!) })), ...all.map((cell) => ({ cells: [cell] }))];
  const names = ["all", ...counts.map((_, i) => `row ${i}`), ...counts[0]!.map((_, j) => `column ${j}`), ...all.map((cell) => `${Math.floor(cell / columns)},${cell % columns}`)];
  return { counts: counts.flat(), groups, names };
}
const hiddenIn = (counts: readonly (readonly number[])[], floor: number) => { const table = tableOf(counts); return table.names.filter((_, i) => hideDifferences(table.counts, table.groups, floor)[i]); };

test("a table where nobody is few shows everything", () => { expect(hiddenIn([[40, 55], [60, 71]], 10)).toEqual([]); });

test("one small cell takes others along: its row, its column and those across from it", () => {
  expect(hiddenIn([[4, 50, 60], [30, 90, 20], [70, 40, 80]], 10)).toEqual(["0,0", "0,1", "0,2", "1,0", "1,2", "2,1"]);
});

test("a list: one small cell takes the next smallest along; two that are together enough need no third", () => {
  const list = (counts: number[]) => { const groups = [{ cells: counts.map((_, i) => i) }, ...counts.map((_, i) => ({ cells: [i] }))]; return hideDifferences(counts, groups, 10).slice(1).flatMap((isHidden, i) => (isHidden ? [counts[i]] : [])); };
  expect(list([3, 80, 25, 40])).toEqual([3, 25]);
  expect(list([6, 80, 7, 40])).toEqual([6, 7]);
  expect(list([5, 80, 5, 40])).toEqual([5, 5]);
  expect(list([2, 80, 3, 40])).toEqual([2, 3, 40]);
});

test("those who gave no answer to what divides are protected though no group is named after them", () => {
  // Women, men, and three who said neither: the total less both would be these three.
  expect(hideDifferences([40, 60, 3], [{ cells: [0, 1, 2] }, { cells: [0] }, { cells: [1] }], 10)).toEqual([false, true, false]);
});

test("a group within another that leaves too few between them is hidden, and so is one that overlaps nearly all of it", () => {
  // Ages 16–17, 18–34 and 35: 18–35 less 18–34 are those of 35; 16–34 and 18–35 differ by 16–17 on one side and 35 on the other.
  expect(hideDifferences([5, 96, 4], [{ cells: [1, 2] }, { cells: [1] }], 10)).toEqual([false, true]);
  expect(hideDifferences([5, 96, 4], [{ cells: [0, 1] }, { cells: [1, 2] }], 10)).toEqual([false, true]);
  expect(hideDifferences([5, 96, 4], [{ cells: [0, 1] }, { cells: [1, 2] }], 9)).toEqual([false, false]);
});

test("what is out stays out and counts: the new group goes, and what only the old ones give away is past help", () => {
  expect(hideDifferences([96, 4], [{ cells: [0, 1], isOut: true }, { cells: [0] }], 10)).toEqual([false, true]);
  expect(hideDifferences([96, 4, 50], [{ cells: [0, 1], isOut: true }, { cells: [0], isOut: true }, { cells: [2] }], 10)).toEqual([false, false, false]);
  expect(hideDifferences([3, 50], [{ cells: [0], isOut: true }, { cells: [1] }], 10)).toEqual([false, false]);
});

test("impossible tables are refused", () => {
  expect(() => hideDifferences([1.5], [{ cells: [0] }], 10)).toThrow("not 1.5");
  expect(() => hideDifferences([1], [{ cells: [0] }], 0)).toThrow("not 0");
});

/** By brute force, with fractions of its own: is the sum over these cells a combination of the shown groups? */
function isInSpan(rows: readonly (readonly number[])[], wanted: readonly number[]): boolean {
  const rank = (matrix: number[][]) => {
    let found = 0;
    for (let c = 0; c < wanted.length; c++) {
      const at = matrix.findIndex((row, i) => i >= found && Math.abs(row[c]!) > 1e-9);
      if (at < 0) continue;
      [matrix[found], matrix[at]] = [matrix[at]!, matrix[found]!];
      const lead = matrix[found]!;
      for (const row of matrix) if (row !== lead && Math.abs(row[c]!) > 1e-9) { const times = row[c]! / lead[c]!; row.forEach((_, i) => { row[i]! -= times * lead[i]!; }); }
      found += 1;
    }
    return found;
  };
  return rank(rows.map((row) => [...row])) === rank([...rows, wanted].map((row) => [...row]));
}

function subsetsUnder(counts: readonly number[], floor: number): number[][] {
  const found: number[][] = [];
  const add = (from: number, cells: number[], people: number) => {
    if (cells.length > 0) found.push(cells);
    for (let cell = from; cell < counts.length; cell++) if (counts[cell]! > 0 && people + counts[cell]! < floor) add(cell + 1, [...cells, cell], people + counts[cell]!);
  };
  add(0, [], 0);
  return found;
}

/** Areas × (women, men, not said) × (two bands, not said), published by area, by area and sex, by area and band; then once more with other bands. */
const survey = fc.record({
  areas: fc.integer({ min: 1, max: 3 }), floor: fc.integer({ min: 2, max: 7 }),
  counts: fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(12), fc.nat(90)), { minLength: 27, maxLength: 27 }),
  other: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
});

test("no sum or difference of what is shown is of a few people: not within a table, not between two, not with what was shown before", () => {
  fc.assert(fc.property(survey, ({ areas, floor, counts: drawn, other }) => {
    const counts = drawn.slice(0, areas * 9);
    const cells = (is: (area: number, sex: number, band: number) => boolean) => counts.flatMap((count, i) => (count > 0 && is(Math.floor(i / 9), Math.floor(i / 3) % 3, i % 3) ? [i] : []));
    const every = [undefined, ...Array.from({ length: areas }, (_, area) => area)];
    const about = (is: (sex: number, band: number) => boolean) => every.map((area): CellGroup => ({ cells: cells((a, sex, band) => (area === undefined || a === area) && is(sex, band)) }));
    const first = [...about(() => true), ...about((sex) => sex === 0), ...about((sex) => sex === 1), ...about((_, band) => band === 0), ...about((_, band) => band === 1)];
    const shown = first.filter((_, i) => !hideDifferences(counts, first, floor)[i]);
    // A second import, with bands of its own: what was shown is out.
    const second = about((_, band) => other.includes(band));
    const hidden = hideDifferences(counts, [...shown.map((group) => ({ ...group, isOut: true })), ...second], floor).slice(shown.length);
    const all = [...shown, ...second.filter((_, i) => !hidden[i])].map((group) => counts.map((_, cell) => Number(group.cells.includes(cell))));
    for (const few of subsetsUnder(counts, floor).slice(0, 400)) expect(isInSpan(all, counts.map((_, cell) => Number(few.includes(cell)))), `cells ${few.join()} of ${counts.join()}`).toBe(false);
  }), { numRuns: 120 });
});

/** Any groups of seven cells, however they overlap. */
const anyGroups = fc.record({ floor: fc.integer({ min: 3, max: 9 }), counts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 7, maxLength: 7 }), groups: fc.array(fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 }), { minLength: 2, maxLength: 6 }) });

test("however groups overlap: no few are a sum of them, and no two differ by a few", () => {
  fc.assert(fc.property(anyGroups, ({ floor, counts, groups }) => {
    const hidden = hideDifferences(counts, groups.map((cells) => ({ cells })), floor);
    const shown = groups.filter((_, i) => !hidden[i]);
    const rows = shown.map((cells) => counts.map((_, cell) => Number(cells.includes(cell))));
    for (const few of subsetsUnder(counts, floor)) expect(isInSpan(rows, counts.map((_, cell) => Number(few.includes(cell))))).toBe(false);
    for (const [i, a] of rows.entries()) for (const b of rows.slice(0, i)) {
      const apart = counts.reduce((sum, count, cell) => sum + (a[cell] === b[cell] ? 0 : count), 0);
      expect(apart === 0 || apart >= floor).toBe(true);
    }
  }), { numRuns: 300 });
});

test("a few that only a sum of two combinations gives away are found", () => {
  // Four groups of ten people and more, of which no two and no one combination by itself tells of fewer than eight.
  const groups = [[1, 2], [1, 2, 3, 5, 6], [0, 1, 4], [1, 3, 4, 5]].map((cells) => ({ cells }));
  expect(hideDifferences([3, 2, 6, 4, 3, 5, 4], groups, 8).filter(Boolean).length).toBe(1);
});

test("few cells are hidden for nothing: where no sum is of a few, all is shown", () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 10, max: 90 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (counts) => { expect(hiddenIn(counts, 10)).toEqual([]); }));
});
