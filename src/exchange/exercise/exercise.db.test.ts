// An exercise from its beginning to its review, over HTTP, on one node: what the page reads is what the node wrote down; and of the actual world nothing.
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { agreementWords, decide, makeDirectory, SARAYA, sign, type Directory } from "../../../tests/exchange/world.ts";
import { save } from "../../platform/noun-store.ts";
import { dispatch } from "../delivery/dispatch.ts";
import { drill } from "./drill.noun.ts";

const WORLD = "?world=exercise";
const node = await testNode();
const house = await startHouse(node);
let duty: Client, to: Directory, id: string;

beforeAll(async () => {
  duty = await house.signIn("duty-officer", "AMBER");
  const [releasing, second] = [await house.signIn("releasing-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER")];
  to = await makeDirectory(duty, WORLD);
  await decide(releasing, "civil-protection", "share", WORLD);
  await sign(releasing, second, agreementWords(), WORLD);
});

const warn = async (world: string): Promise<string> => {
  const affected = [{ pcode: SARAYA, name: "Saraya", country: "SN", admin1: "SN06", admin1Name: "Kédougou", admin2: SARAYA, admin2Name: "Saraya", because: ["said"] }];
  const { id: own } = await duty.json(`/api/alerts${world}`, { method: "POST", json: { marking: "GREEN", content: {
    title: "attaque – Saraya", kind: "armed-attack", messageType: "Alert", category: "Security", urgency: "Immediate", severity: "Severe", certainty: "Likely", isTest: false, basis: "stated", affected, functions: ["emergency-response", "interdiction"], state: "draft",
    info: [{ language: "fr", headline: "Attaque signalée", description: "Attaque signalée dans le département de Saraya." }],
  } } });
  await duty.json(`/api/alerts/${own}/alerting/issue${world}`, { method: "POST", json: {} });
  return own;
};
const review = () => duty.json(`/api/drills/${id}/review${WORLD}`);

test("an exercise is begun in its own world alone", async () => {
  const reply = await duty("/api/drills", { method: "POST", json: { content: { title: "Melgué" } } });
  expect([reply.status, (await reply.json()).code]).toEqual([409, "drill.actualWorld"]);
  ({ id } = await duty.json(`/api/drills${WORLD}`, { method: "POST", json: { content: { title: "Melgué", scenario: "une attaque près de la frontière, liaison coupée" } } }));
  expect(await review()).toMatchObject({ isRunning: true, counts: { issued: 0 }, line: [], inActualWorld: 0 });
  expect((await duty(`/api/drills/${id}/review`)).status).toBe(404);
});

test("told, answered, passed on, refused and why, cut links: read from the node's rows", async () => {
  const [answered, silent] = [await warn(WORLD), await warn(WORLD)];
  const { deliveries } = await duty.json(`/api/alerts/${answered}/trail${WORLD}`);
  await duty.json(`/api/deliveries/${deliveries[0].id}/answers${WORLD}`, { method: "POST", json: { kind: "taking-action", way: "phoned" } });
  // Nobody answers the other one: deputy, duty officer, then nobody is left.
  for (let rung = 0; rung < 4; rung++) {
    await node.owner((client) => client.query("update escalations set due_at = due_at - 100000 where state = 'open'"));
    await dispatch(node);
  }
  await node.owner(async (client) => {
    await client.query("insert into peers (country, exercise, title, public_key, key_id, made_at, heard_at) values ('ML', true, 'ML', 'k', 'k', now(), now())");
    await client.query("update peers set failed_at = now(), failure = 'ECONNREFUSED' where country = 'ML'");
    await client.query("update peers set failure = null, failed_at = null, heard_at = now() where country = 'ML'");
  });
  const found = await review();
  expect(found.counts).toMatchObject({ issued: 2, arrived: 0, chains: 2, answered: 1, unanswered: 1, stillOpen: 0, passedOn: 2 });
  expect(found.alerts.map((one: any) => [one.id, one.answered, one.unanswered])).toEqual(expect.arrayContaining([[answered, 1, 0], [silent, 0, 1]]));
  expect(found.contacts.find((one: any) => one.contact === to.deputy)).toMatchObject({ told: 1, answered: 0 });
  expect(found.refusals).toMatchObject(expect.arrayContaining([expect.objectContaining({ by: "policy", contact: to.army, reasons: [expect.objectContaining({ code: "no-due-diligence" })] })]));
  expect(found.line.map(({ kind }: any) => kind)).toEqual(expect.arrayContaining(["issued", "answered", "passed-on", "nobody", "refused", "link-failing", "link-good"]));
  expect(found.links).toHaveLength(1);
  expect(found.copies).toMatchObject({ twice: 0 });
});

test("what comes after its end, and what is actual, is not in it", async () => {
  await duty.json(`/api/drills/${id}/end${WORLD}`, { method: "POST", json: {} });
  // The clock of this row is set back, so that nothing has to be waited for.
  const row = await duty.json(`/api/drills/${id}${WORLD}`);
  const earlier = (moment: string, minutes: number) => `${new Date(Date.parse(moment) - minutes * 60_000).toISOString().slice(0, 19)}Z`;
  const { observed: _, ...content } = row.content;
  await duty.json(`/api/drills/${id}${WORLD}`, { method: "PUT", json: { basedOn: row.version, content: { ...content, startedAt: earlier(content.startedAt, 120), endedAt: earlier(content.endedAt, 60) } } });
  expect(await review()).toMatchObject({ isRunning: false, counts: { issued: 0, told: 0, refused: 0 }, line: [] });
  await duty.json(`/api/drills/${id}${WORLD}`, { method: "PUT", json: { basedOn: row.version + 1, content } });
  expect(await review()).toMatchObject({ counts: { issued: 2 }, inActualWorld: 0 });
});

test("what was seen from outside is shown, and no form changes it", async () => {
  const observed = { nodes: ["SN", "ML", "MR"], seed: 1, reports: 4, lost: 0, doubled: 0, leaked: 0, cuts: 1, notes: [{ at: "2025-02-09T08:00:00Z", kind: "link-cut", countries: ["ML", "SN"] }] };
  const { row } = await node.db.as(node.keeper("exercise", true), (tx) => save(tx, drill as never, { content: { title: "Fleuve", startedAt: "2025-02-09T08:00:00Z", endedAt: "2025-02-09T09:00:00Z", observed } }));
  await duty.json(`/api/drills/${row.id}${WORLD}`, { method: "PUT", json: { basedOn: row.version, content: { title: "Fleuve, deux", observed: { ...observed, lost: 7 } } } });
  expect(await duty.json(`/api/drills/${row.id}/review${WORLD}`)).toMatchObject({ title: "Fleuve, deux", observed: { lost: 0, cuts: 1 } });
});
