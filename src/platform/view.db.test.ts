// Saved views over real HTTP: who may keep one, what an address may be, and that opening one shows nothing new.
import { expect, test } from "vitest";
import { startHouse } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";

const house = await startHouse(await testNode());

test("kept by an analyst, found by those who may read AMBER, and by nobody else", async () => {
  const [analyst, planner, reader] = [await house.signIn("analyst", "AMBER"), await house.signIn("planner", "AMBER"), await house.signIn("reader", "GREEN")];
  const content = { name: "Axe Kayes–Kidira depuis 2024", address: "/?from=2024-01-01&admin1=ML01&borderKm=35&at=-11.9,14.4,8", note: "Pour le point du lundi." };
  const view = await analyst.json("/api/views", { method: "POST", json: { content } });
  expect(view).toMatchObject({ marking: "AMBER", owner: "SN", version: 1, content });
  expect((await planner.json("/api/views?q=kidira")).rows).toHaveLength(1);
  expect((await reader.json("/api/views")).rows).toEqual([]);
  expect((await reader(`/api/views/${view.id}`)).status).toBe(404);
  const renamed = await planner.json(`/api/views/${view.id}`, { method: "PUT", json: { basedOn: 1, content: { ...content, name: "Axe Kayes–Kidira" } } });
  expect(renamed.version).toBe(2);
  expect((await analyst.json(`/api/views/${view.id}/history`)).map((one: any) => one.content.name)).toEqual([content.name, "Axe Kayes–Kidira"]);
  expect((await analyst.json("/api/views?world=exercise")).rows).toEqual([]);
});

test("a reader keeps none, and an address that leaves the page is refused in the reader's language", async () => {
  const [analyst, reader] = [await house.signIn("analyst", "AMBER"), await house.signIn("reader", "AMBER")];
  const post = (address: string) => ({ method: "POST", json: { content: { name: "x", address } }, headers: { "accept-language": "fr" } });
  expect((await reader("/api/views", post("/"))).status).toBe(403);
  for (const address of ["https://elsewhere.example/", "//elsewhere.example", "/administration/users", "/?viewAs=reader:GREEN:SN"]) {
    const reply = await analyst("/api/views", post(address));
    expect([reply.status, (await reply.json() as { code: string }).code], address).toEqual([400, "input.invalid"]);
  }
});
