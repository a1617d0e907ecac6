// A record of a report that was made by hand, with no moment in it, breaks none of the lists.
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { save } from "../../platform/noun-store.ts";
import { report } from "../intake/report.noun.ts";
import { measuresOf } from "./measures.ts";
import { queuePage } from "./queries.ts";
import { silentAreas } from "./silent-areas.ts";
import { duplicatesOf, eventsLike } from "./suggestions.ts";

const node = await testNode();
const duty = callerWith("duty-officer", "RED");

test("lists, measures and suggestions answer", async () => {
  await node.db.as(duty, async (tx) => {
    const content = { way: "api", receivedAt: "some day", state: "received", admin2: "SN0501" };
    const { row } = await save(tx, report, { content });
    await save(tx, report, { content: { ...content, receivedAt: "another" } });
    expect(await queuePage(tx, {}, undefined, 10)).toHaveLength(2);
    expect(await duplicatesOf(node, tx, row.id)).toEqual([]);
    expect(await eventsLike(tx, row.id)).toEqual([]);
    expect(await silentAreas(tx)).toEqual([]);
    expect((await measuresOf(tx, { from: "2000-01-01", to: "2099-12-31" })).waiting).toEqual({ count: 0, oldestMinutes: null });
  });
});
