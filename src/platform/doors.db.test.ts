// Doors ship closed; opening and closing them is said in words, done once, and journalled.
import { expect, test } from "vitest";
import { served } from "../../tests/database/served.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { doorCommands, doorRoutes, DOORS } from "./doors.ts";
import { LANGUAGES } from "./language.ts";

const node = await testNode();
const { get } = await served(node, doorRoutes);
const administrator = callerWith("administrator", "AMBER");

const run = (verb: string, ...positionals: string[]) =>
  doorCommands.find((command) => command.verb === verb)!.run({ node, positionals, values: {}, terminal: { say() {}, progress() {}, isJson: true }, signal: new AbortController().signal });
const acts = async () => (await node.owner((client) => client.query("select act from journal where act like '%door%' order by seq"))).rows.map(({ act }) => act);

test("every door says in three languages what opening it widens", () => {
  for (const { labels, widens } of DOORS) for (const language of LANGUAGES) expect(labels[language].length * widens[language].length).toBeGreaterThan(100);
});

test("is closed, opens and closes by command, and only a change is journalled", async () => {
  await run("close", "ogc");
  expect(await acts()).toEqual([]);
  expect(await run("open", "ogc")).toMatchObject({ json: { name: "ogc", isOpen: true }, words: expect.stringContaining("CLEAR") });
  await run("open", "ogc");
  await run("close", "ogc");
  expect(await acts()).toEqual(["open-door ogc", "close-door ogc"]);
  await expect(run("open", "window")).rejects.toMatchObject({ code: "door.unknown" });
  await expect(run("open")).rejects.toMatchObject({ code: "command.usage" });
});

test("is opened over HTTP by whoever manages doors, and by nobody else", async () => {
  const open = (caller?: typeof administrator) => get("/api/doors/ogc", caller, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ isOpen: true }) });
  expect((await open()).status).toBe(401);
  expect((await open(callerWith("analyst", "RED"))).status).toBe(403);
  expect((await open(administrator)).status).toBe(200);
  expect(await (await get("/api/doors", administrator)).json()).toContainEqual(expect.objectContaining({ name: "ogc", isOpen: true, labels: expect.objectContaining({ fr: expect.any(String) }) }));
});
