import { expect, test } from "vitest";
import { LANGUAGES } from "./language.ts";
import { problem, PROBLEMS, type ProblemCode } from "./problem.ts";

const all = Object.entries(PROBLEMS) as [ProblemCode, (typeof PROBLEMS)[ProblemCode]][];

test("every problem is said in three languages, with the same details in each", () => {
  for (const [code, { words }] of all) {
    const details = LANGUAGES.map((language) => [...new Set(words[language].match(/\{\w+\}/g) ?? [])].sort());
    expect(details[1], code).toEqual(details[0]);
    expect(details[2], code).toEqual(details[0]);
    for (const language of LANGUAGES) expect(words[language].trim().length, `${code} ${language}`).toBeGreaterThan(10);
  }
});

test("codes are dotted words and statuses are HTTP's", () => {
  for (const [code, { status }] of all) {
    expect(code).toMatch(/^[a-z][a-zA-Z]*\.[a-zA-Z]+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  }
});

test("details fill the sentence", () => {
  expect(problem("place.notFound", { name: "Farading" }).in("fr")).toContain("Farading");
  expect(problem("record.notFound").toJSON("ar")).toMatchObject({ status: 404, code: "record.notFound" });
});
