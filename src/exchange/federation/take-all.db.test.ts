// How a backlog goes: packed ahead, taken as it comes, in order, and nothing in it holds up what follows.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { TEMPLATE } from "../../../tests/database/clusters.ts";
import { releaseMany } from "../../../tests/nodes/bulk.ts";
import { lineTo } from "../../../tests/nodes/line.ts";
import { openTrio, type Country, type Trio } from "../../../tests/nodes/trio.ts";
import { answerRound, messageTo, preparedPeer } from "./round.ts";
import { synchronise } from "./synchronise.ts";
import { SEAL_EVERY } from "./wire.ts";

let trio: Trio;
beforeAll(async () => { trio = await openTrio({ adminUrl: inject("databaseUrl"), template: TEMPLATE }); });
afterAll(() => trio.close());

const ask = (country: Country, question: string, values: unknown[] = []) => trio.nodes[country].owner(async (client) => (await client.query(question, values)).rows);
const readAt = async (country: Country, from: Country) => Number((await ask(country, "select in_seq from peers where country = $1 and not exercise", [from]))[0].in_seq);
const round = (from: Country, to: Country) => synchronise(trio.nodes[from], to, { carry: lineTo(trio.nodes) });

test("what stands before a seal is kept while the rest is still on the line", async () => {
  const { SN, ML } = trio.nodes;
  const count = SEAL_EVERY + 100;
  await releaseMany(SN, "SN", "ML", count);
  const { bytes } = await SN.db.as(SN.keeper("test"), async (tx) => messageTo(tx, SN, await preparedPeer(tx, SN, "ML", true), { type: "round", protocol: 1, seq: 0 }));
  const firstSeal = bytes.indexOf(Buffer.from("\n", "utf8"), bytes.indexOf('{"seal"')) + 1;
  async function* slowly() {
    yield bytes.subarray(0, firstSeal);
    await expect.poll(() => readAt("ML", "SN"), { timeout: 20_000 }).toBe(SEAL_EVERY);
    yield bytes.subarray(firstSeal);
  }
  await answerRound(ML, slowly());
  expect(await readAt("ML", "SN")).toBe(count);
  expect((await ask("ML", "select count(distinct document) as count from received_records where sender = 'SN'"))[0].count).toBe(count);
});

test("an alert in words that nobody here knows is refused, and the next one is taken", async () => {
  const [strange] = await releaseMany(trio.nodes.MR, "MR", "SN", 1, { subject: "alert", severity: "Terrible" });
  const [plain] = await releaseMany(trio.nodes.MR, "MR", "SN", 1, { subject: "alert" });
  await round("MR", "SN");
  // What is refused may be offered once more, with the same answer.
  const verdicts = await ask("SN", "select distinct id, outcome, reasons from inbox where country = 'MR' and kind = 'release' order by id");
  expect(verdicts).toEqual([{ id: strange, outcome: "refused", reasons: ["not-understood"] }, { id: plain, outcome: "received", reasons: [] }]);
});

test("however much is refused at once, its sender hears of each", async () => {
  const count = 3 * SEAL_EVERY + 100;
  const ids = await releaseMany(trio.nodes.SN, "SN", "MR", count, { service: "health" });
  await round("SN", "MR");
  // Each as it went first: what is asked for once more and refused again is another line.
  const [row] = await ask("SN", "select count(*) as refused from outbox o where id = any($1::uuid[]) and refused is not null and seq = (select min(seq) from outbox f where f.id = o.id and f.country = o.country)", [ids]);
  expect(row.refused).toBe(count);
});

test("what is revoked after it was packed for the next message does not go", async () => {
  const { SN } = trio.nodes;
  const ids = await releaseMany(SN, "SN", "MR", 2_500);
  const last = ids.at(-1)!;
  let asked = 0;
  const carry = lineTo(trio.nodes);
  await synchronise(SN, "MR", {
    carry: async (peer, bytes) => {
      asked++;
      const reply = await carry(peer, bytes);
      // By now the next message is packed, with the last document in it.
      if (asked === 1) await ask("SN", "update released_documents set revoked_at = now(), revocation = '{\"words\":\"{}\",\"signature\":\"\"}' where id = $1", [last]);
      return reply;
    },
  });
  expect(asked).toBeGreaterThan(1);
  expect(await ask("MR", "select outcome, reasons from inbox where id = $1 and kind = 'release'", [last])).toEqual([{ outcome: "withheld", reasons: ["revoked"] }]);
  expect(await ask("MR", "select id from received_records where document = $1", [last])).toEqual([]);
});
