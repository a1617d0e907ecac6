import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagram } from "../../platform/lifecycle.ts";
import { grievanceCase } from "./grievance-case.ts";

test("the drawing in the documents is the table's", () => {
  expect(readFileSync("docs/LIFECYCLES.md", "utf8")).toContain(diagram(grievanceCase));
});
