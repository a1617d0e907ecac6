// What a caller is told when the database did not do it: try again, make room, or a fault of ours.
import { expect, test } from "vitest";
import { databaseProblem } from "./database.ts";
import { Problem } from "./problem.ts";

const error = (code: string, message = "x") => Object.assign(new Error(message), { code });

test.each([
  ["an administrator stopped it", error("57P01")], ["it crashed", error("57P02")], ["it is starting", error("57P03")],
  ["all connections are taken", error("53300")], ["nothing listens", error("ECONNREFUSED")], ["the line was cut", error("ECONNRESET")],
  ["the line was cut under a query", new Error("Connection terminated unexpectedly")],
  ["no connection came free", new Error("timeout exceeded when trying to connect")],
])("%s: try again (503)", (_, cause) => {
  expect(databaseProblem(cause)).toMatchObject({ code: "database.unreachable", status: 503 });
});

test("no room on its disk: 507", () => {
  expect(databaseProblem(error("53100"))).toMatchObject({ code: "disk.full", status: 507 });
});

test("anything else stays what it is: a fault, with its own words for the log", () => {
  for (const cause of [error("23505"), error("42P01"), new Error("fetch failed")]) expect(databaseProblem(cause)).toBe(cause);
  expect(databaseProblem(error("22P02"))).not.toBeInstanceOf(Problem);
});
