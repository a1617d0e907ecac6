import { expect, test } from "vitest";
import { between, firstDayOf, grouped, lastDayOf, monthOf, moved } from "./months.ts";

test("a month and its days", () => {
  const month = monthOf("2024-02-17");
  expect([firstDayOf(month), lastDayOf(month), firstDayOf(month - 2)]).toEqual(["2024-02-01", "2024-02-29", "2023-12-01"]);
});

test("a stretch stays within the whole and keeps its length", () => {
  expect(moved([10, 15], 4, [0, 17])).toEqual([12, 17]);
  expect(moved([10, 15], -40, [0, 17])).toEqual([0, 5]);
  expect(between(9, 4, [0, 17])).toEqual([4, 9]);
  expect(between(-3, 40, [0, 17])).toEqual([0, 17]);
});

test("months that have no room of their own are counted together, and none is lost", () => {
  const months = Array.from({ length: 25 }, (_, at) => ({ month: at, count: at, isCovered: at !== 3 }));
  const groups = grouped(months, 10);
  expect(groups).toHaveLength(9);
  expect(groups.at(-1)).toEqual({ from: 22, to: 24, count: 69, isCovered: true });
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(groups.filter(({ isCovered }) => !isCovered)).toHaveLength(1);
  expect(grouped(months, 100)).toHaveLength(25);
});
