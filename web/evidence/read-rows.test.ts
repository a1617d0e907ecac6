import { expect, test } from "vitest";
import { readRows } from "./read-rows.ts";

test("quotes, doubled quotes, commas and line ends inside a cell", () => {
  expect(readRows('a,b\r\n"x, y","say ""no"""\r\n"two\nlines",z\r\n', 9)).toEqual([["a", "b"], ["x, y", 'say "no"'], ["two\nlines", "z"]]);
});

test("no more rows than asked, and nothing of one that is cut off inside a quote", () => {
  expect(readRows("1\n2\n3\n", 2)).toEqual([["1"], ["2"]]);
  expect(readRows('1,2\n"cut off', 5)).toEqual([["1", "2"]]);
});

test("a last row without its line end counts", () => {
  expect(readRows("1,2\n3,4", 5)).toEqual([["1", "2"], ["3", "4"]]);
});
