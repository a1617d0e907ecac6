// Row-level security reads who asks from the transaction's first words: whatever letters an organisation's name has.
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";

const node = await testNode();

test.each(["SN", "Préfecture de l’Est", "l'Office", "a\\b", "'); drop table events; --", "'' \\' $1"])("%s is said as it is, and only within the transaction", async (organisation) => {
  const caller = { ...callerWith("reader", "AMBER", { organisation, exercise: true }), id: `member ${organisation}` };
  const read = "select current_setting('faleme.organisation', true) as organisation, current_setting('faleme.member', true) as member, current_setting('faleme.clearance', true) as clearance, current_setting('faleme.exercise', true) as exercise";
  const { rows } = await node.db.as(caller, (tx) => tx.client.query(read));
  expect(rows).toEqual([{ organisation, member: caller.id, clearance: String(caller.clearance), exercise: "true" }]);
  const { rows: [after] } = await node.db.pool.query(read);
  expect(after.organisation ?? "").toBe("");
});
