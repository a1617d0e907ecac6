import { expect, test } from "vitest";
import { verifyJournal } from "../../platform/journal.ts";
import { newId } from "../../platform/identity.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { accept } from "./accept.ts";
import { contactOf } from "./contact.ts";
import { conversation, readContent, say } from "./content.ts";
import { erase } from "./erase.ts";

const node = await testNode();
const officer = callerWith("duty-officer", "AMBER+STRICT");

test("a report is accepted once, read with a trace, and erased for good", async () => {
  const incoming = { id: newId(), way: "web" as const, text: "vol de bétail près de Bakel", said: { kind: "cattle-theft", on: "2026-11-20" }, contact: { channel: "sms" as const, address: "+221000000000", wantsReply: true } };
  const first = await accept(node, incoming);
  expect(first).toMatchObject({ id: incoming.id, isRepeat: false, receipt: expect.stringMatching(/^\d{16}$/) });
  expect(await accept(node, incoming)).toEqual({ ...first, isRepeat: true });
  await expect(accept(node, { ...incoming, text: "autre chose" })).rejects.toMatchObject({ code: "record.exists" });
  await node.db.as(officer, async (tx) => {
    expect((await readContent(node, tx, incoming.id))!.text).toBe(incoming.text);
    expect(await contactOf(node, tx, incoming.id)).toMatchObject({ address: "+221000000000", wantsReply: true });
    await say(node, tx, incoming.id, { from: "house", words: "Combien de têtes ?", question: "how-many" });
    expect(await conversation(node, tx, incoming.id)).toMatchObject([{ from: "house", words: "Combien de têtes ?", question: "how-many" }]);
  });
  await node.db.as(officer, (tx) => erase(node, tx, incoming.id, "sender-asked"));
  await node.db.as(officer, async (tx) => {
    expect(await readContent(node, tx, incoming.id)).toBeUndefined();
    expect(await contactOf(node, tx, incoming.id)).toBeUndefined();
    expect(await conversation(node, tx, incoming.id)).toEqual([]);
  });
  expect(await accept(node, incoming)).toEqual({ ...first, isRepeat: true });
  await node.owner((client) => verifyJournal(client));
});
