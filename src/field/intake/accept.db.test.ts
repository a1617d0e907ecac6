import { expect, test } from "vitest";
import { stranger } from "../../platform/caller.ts";
import { code } from "../../platform/code.noun.ts";
import { silent } from "../../platform/log.ts";
import { save } from "../../platform/noun-store.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { newId } from "../../platform/identity.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { accept } from "./accept.ts";
import { handOver, idsOf, RECEIVED_JOB } from "./arrivals.ts";
import { contactOf } from "./contact.ts";
import { changeContent, conversation, readContent, say } from "./content.ts";
import { erase } from "./erase.ts";

// A row that passes every check of ours and that the database still refuses.
const node = await testNode({ sql: "create function refuse() returns trigger language plpgsql as $$ begin if new.form = 'poison' then raise exception 'refused'; end if; return new; end $$; create trigger refuse before insert on reports for each row execute function refuse();" });
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

test("an id in capitals, as some telephones write it, is the same id: what was said is opened by either", async () => {
  const id = newId();
  const incoming = { way: "web" as const, text: "crue à Kidira" };
  const first = await accept(node, { ...incoming, id: id.toUpperCase() });
  expect(first).toMatchObject({ id, isRepeat: false });
  expect(await accept(node, { ...incoming, id })).toEqual({ ...first, isRepeat: true });
  for (const asked of [id, id.toUpperCase()]) expect((await node.db.as(officer, (tx) => readContent(node, tx, asked)))!.text).toBe(incoming.text);
});

test("one bad row spoils nothing but itself, and an id of something else is refused", async () => {
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => accept(node, { id: newId(), way: "api", text: "x", form: i === 7 ? "poison" : "good" })));
  expect(all.map(({ status }) => status)).toEqual(all.map((_, i) => (i === 7 ? "rejected" : "fulfilled")));
  const id = newId();
  await node.db.as(node.keeper("test"), (tx) => save(tx, code, { id, content: { list: "season", code: "other", fr: "x", en: "y", ar: "ص" } }));
  await expect(accept(node, { id, way: "web", text: "x" })).rejects.toMatchObject({ code: "record.exists" });
});

test("pictures may follow one by one, each with the whole form", async () => {
  const media = ["a", "b", "c"].map((letter) => ({ sha256: letter.repeat(64), type: "image/jpeg", bytes: 10 }));
  const id = newId();
  const send = (...some: number[]) => accept(node, { id, way: "odk", answers: { q: "1" }, media: some.map((i) => media[i]!) });
  expect([(await send(0)).isRepeat, (await send(0, 1)).isRepeat, (await send(2)).isRepeat]).toEqual([false, true, true]);
  await node.db.as(officer, async (tx) => { expect((await readContent(node, tx, id))!.media).toEqual(media); });
});

test("another organisation, another world and a stranger read nothing of it", async () => {
  const { id } = await accept(node, { id: newId(), way: "web", text: "secret" });
  for (const caller of [callerWith("analyst", "RED", { organisation: "ML" }), callerWith("analyst", "AMBER"), { ...officer, exercise: true }, stranger()]) {
    await node.db.as(caller, async (tx) => {
      expect(await readContent(node, tx, id)).toBeUndefined();
      for (const table of ["report_contents", "report_messages", "report_contacts"]) expect((await tx.client.query(`select * from ${table}`)).rows.filter((row) => [row.id, row.report].includes(id))).toEqual([]);
      await expect(changeContent(node, tx, id, (content) => content)).rejects.toMatchObject({ code: "report.erased" });
    });
  }
});

test("each report is handed over once to who follows, in the world it belongs to", async () => {
  const sent: Record<string, string>[] = [];
  const ids = [await accept(node, { id: newId(), way: "web", text: "x" }), await accept(node, { id: newId(), way: "web", text: "x", exercise: true })].map(({ id }) => id);
  const end = handOver(node, async (name, payload) => { expect(name).toBe(RECEIVED_JOB); sent.push(payload); }, silent, async () => {});
  await expect.poll(() => sent.flatMap(idsOf)).toEqual(expect.arrayContaining(ids));
  await end();
  expect(sent.find((payload) => idsOf(payload).includes(ids[1]!))!.exercise).toBe("true");
  expect(new Set(sent.flatMap(idsOf)).size).toBe(sent.flatMap(idsOf).length);
  expect((await node.owner((client) => client.query("select count(*) from report_arrivals"))).rows).toEqual([{ count: 0 }]);
});

test("what could not be handed over waits", async () => {
  const { id } = await accept(node, { id: newId(), way: "web", text: "x" });
  let tried = 0;
  const end = handOver(node, async () => { tried++; throw new Error("no jobs yet"); }, silent, async () => {});
  await expect.poll(() => tried).toBeGreaterThan(0);
  await end();
  expect((await node.owner((client) => client.query("select report from report_arrivals"))).rows).toEqual([{ report: id }]);
});
