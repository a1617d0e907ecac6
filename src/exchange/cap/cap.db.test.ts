// CAP through the house: what left is valid and says no more; what comes in is received once, never handed on, and answered.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { decide, MAKOFE, makeDirectory, sign, type Directory } from "../../../tests/exchange/world.ts";
import { loadCase } from "../../evidence/case/load.ts";
import { setDoor } from "../../platform/doors.ts";
import { readCap } from "./read-cap.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, to: Directory;
const schema = path.resolve("../shared/fixtures/cap12/cap12.xsd");

async function expectValid(xml: string): Promise<void> {
  if (!existsSync(schema)) return;
  expect((await validateXML({ xml: [{ fileName: "a.xml", contents: xml }], schema: [readFileSync(schema, "utf8")] })).errors.map(({ message }) => message)).toEqual([]);
}

beforeAll(async () => {
  await loadCase(node, "report");
  duty = await house.signIn("duty-officer", "AMBER");
  const [releasing, second] = [await house.signIn("releasing-officer", "AMBER+STRICT"), await house.signIn("releasing-officer", "AMBER")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture", "army"]) await decide(releasing, service);
  await sign(releasing, second);
});

const draft = () => duty.json("/api/alerts/draft", { method: "POST", json: { events: [MAKOFE], severity: "Severe", urgency: "Immediate" } });
const post = (client: Client, xml: string, world = "") => client(`/api/exchange/cap${world}`, { method: "POST", body: xml, headers: { "content-type": "application/cap+xml" } });
const message = (more: Record<string, string> = {}) => {
  const { identifier = "m-1", status = "Actual", messageType = "Alert", references = "", info = "<info><language>fr</language><category>Security</category><event>Attaque</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty><headline>Attaque signalée</headline><area><areaDesc>Kayes</areaDesc><geocode><valueName>pcode</valueName><value>ML01</value></geocode></area></info>" } = more;
  return `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>faleme.node.ml</sender><sent>2025-02-09T12:30:00-00:00</sent><status>${status}</status><msgType>${messageType}</msgType><scope>Public</scope>${references ? `<references>${references}</references>` : ""}${info}</alert>`;
};

test("what left is CAP 1.2, valid, and no finer than the document; the army’s names no village", async () => {
  const { id, version, content } = await draft();
  // An officer names the village in the words; interdiction brings the army in.
  const info = [{ language: "fr", headline: "Panique à Farading", description: "Des habitants de Farading ont fui.", instruction: "Accueillez-les." }];
  await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, content: { ...content, info, functions: [...content.functions, "interdiction"] } } });
  const { outcomes } = await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
  const capFor = async (contact: string) => (await duty(`/api/exchange/documents/${outcomes.find((one: any) => one.contact === contact).document}/cap`)).text();
  const [rescue, army] = [await capFor(to.rescue), await capFor(to.army)];
  for (const xml of [rescue, army]) await expectValid(xml);
  expect(readCap(rescue)).toMatchObject({ status: "Actual", messageType: "Alert", scope: "Restricted", restriction: "TLP:GREEN" });
  expect(readCap(rescue).infos.map(({ language }) => language)).toEqual(["fr", "en", "ar"]);
  expect(rescue).toContain("Farading");
  expect(army).not.toContain("Farading");
  expect(army).toContain("Saraya");
});

test("a message from elsewhere is received once, and never handed on", async () => {
  const first = await (await post(duty, message())).json();
  expect(await (await post(duty, message())).json()).toEqual(first);
  const row = await duty.json(`/api/alerts/${first.alert}`);
  expect(row.content).toMatchObject({ state: "received", capSender: "faleme.node.ml", affected: [expect.objectContaining({ pcode: "ML01", country: "ML" })] });
  const preview = await duty.json(`/api/exchange/preview/alert/${first.alert}`);
  for (const one of preview) expect(one.reasons.map(({ code }: { code: string }) => code)).toContain("not-ours");
});

test("an update and a cancellation act on what they refer to", async () => {
  const { alert: before } = await (await post(duty, message({ identifier: "m-2" }))).json();
  await post(duty, message({ identifier: "m-3", messageType: "Cancel", references: "faleme.node.ml,m-2,2025-02-09T12:30:00-00:00" }));
  expect((await duty.json(`/api/alerts/${before}`)).content.state).toBe("cancelled");
});

test("received, it is acknowledged by a valid Ack, which its sender’s own house takes for the answer", async () => {
  const { alert: received } = await (await post(duty, message({ identifier: "m-4" }))).json();
  const ack = await (await duty(`/api/alerts/${received}/cap-answer`, { method: "POST", json: { type: "Ack", note: "Bien reçu" } })).text();
  await expectValid(ack);
  expect(readCap(ack)).toMatchObject({ messageType: "Ack", scope: "Private", addresses: "faleme.node.ml", references: [{ identifier: "m-4" }] });

  const { id } = await draft();
  const { outcomes } = await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
  const { document } = outcomes.find((one: any) => one.contact === to.prefecture);
  const theirs = ack.replace("m-4", document);
  expect((await post(duty, theirs)).status).toBe(201);
  expect((await duty.json(`/api/alerts/${id}/trail`)).answers).toMatchObject([{ kind: "acknowledged", way: "node", contact: to.prefecture }]);
});

test("an exercise does not come into the actual world, nor an actual alert into an exercise", async () => {
  expect((await post(duty, message({ identifier: "x-1", status: "Exercise" }))).status).toBe(409);
  expect((await post(duty, message({ identifier: "x-2" }), "?world=exercise")).status).toBe(409);
  expect((await post(duty, message({ identifier: "x-1", status: "Exercise" }), "?world=exercise")).status).toBe(201);
});

test("what is hostile or wrong is refused with its reason, and nothing is kept", async () => {
  const refused = await post(duty, `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${message({ identifier: "&x;" })}`);
  expect(refused.status).toBe(409);
  expect((await refused.json()).title).toContain("document type");
  expect((await post(duty, "not xml")).status).toBe(409);
  expect((await post(await house.signIn("reader", "AMBER"), message())).status).toBe(403);
});

test("the public feed is closed until it is opened, and then holds CLEAR alerts by department at finest", async () => {
  const { version, id, content } = await draft();
  await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, marking: "CLEAR", content: { ...content, events: [] } } });
  await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
  expect((await house.visitor()("/api/cap/feed.xml")).status).toBe(403);
  await node.db.as(node.keeper("test"), (tx) => setDoor(tx, "cap-feed", true));
  const feed = await (await house.visitor()("/api/cap/feed.xml")).text();
  expect([...feed.matchAll(/<entry>/g)]).toHaveLength(1);
  const xml = await (await house.visitor()(`/api/cap/alerts/${id}`)).text();
  await expectValid(xml);
  expect(readCap(xml)).toMatchObject({ scope: "Public", identifier: id });
});
