// Signing in over real HTTP: welcome, password, second step, recovery, revocation; and what none of it may leave behind.
import { expect, test } from "vitest";
import { startHouse } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";

const node = await testNode();
const house = await startHouse(node);

test("smoke", async () => {
  const admin = await house.administrator();
  console.log(await admin.json("/api/me"));
  const red = await house.signIn("analyst", "RED");
  console.log(await red.json("/api/me"));
  console.log((await admin.json("/api/journal")).map((e: any) => [e.actor, e.act, e.noun, e.object, e.version]));
  console.log(await admin.json("/api/members"));
  expect(1).toBe(1);
});
