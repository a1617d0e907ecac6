// The incident register: written down without a name, contained when measures stand in it, closed by another who may approve, and never quietly withdrawn.
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, releasing: Client;
beforeAll(async () => { [duty, releasing] = [await house.signIn("duty-officer", "AMBER"), await house.signIn("releasing-officer", "AMBER")]; });

const lost = { title: "Téléphone de permanence perdu", kind: "lost-device", dataKinds: ["reports"], happenedOn: "2025-02-08", foundOn: "2025-02-09", what: "Le téléphone de la permanence n’a pas été retrouvé après la patrouille.", state: "open" };
const step = (client: Client, id: string, name: string, reason?: string) => client(`/api/data-incidents/${id}/handling/${name}`, { method: "POST", json: reason ? { reason } : {} });

test("an incident goes from open to closed, by two, with measures and who was told", async () => {
  const { id } = await duty.json("/api/data-incidents", { method: "POST", json: { content: lost } });
  expect((await step(duty, id, "contain")).status).toBe(409);
  const measures = { ...lost, measures: "Session fermée à distance, mot de passe changé." };
  await duty.json(`/api/data-incidents/${id}`, { method: "PUT", json: { basedOn: 1, content: measures } });
  expect((await step(duty, id, "contain")).status).toBe(200);
  expect((await step(releasing, id, "close", "rien n’a été lu")).status).toBe(409); // nobody was told
  await duty.json(`/api/data-incidents/${id}`, { method: "PUT", json: { basedOn: 3, content: { ...measures, state: "contained", told: [{ whom: "data-protection-authority", on: "2025-02-10", by: "chef de permanence" }] } } });
  expect((await step(duty, id, "close", "rien n’a été lu")).status).toBe(409); // not by who may only write
  expect((await step(releasing, id, "close", "rien n’a été lu")).status).toBe(200);
  expect((await duty(`/api/data-incidents/${id}`, { method: "PUT", json: { basedOn: 5, content: { ...measures, state: "closed" } } })).status).toBe(409);
  expect((await duty.json("/api/exchange/governance")).register).toMatchObject([{ id, state: "closed", told: 1, dataKinds: ["reports"] }]);
  expect((await duty(`/api/data-incidents/${id}`, { method: "DELETE" })).status).toBe(403);
});

test("it names nobody, and says which data and in which order", async () => {
  const refused = async (content: object) => { const reply = await duty("/api/data-incidents", { method: "POST", json: { content: { ...lost, ...content } } }); return [reply.status, (await reply.json()).code]; };
  expect(await refused({ what: "Mamadou Diallo a perdu le téléphone." })).toEqual([422, "report.namesSomebody"]);
  expect(await refused({ told: [{ whom: "oversight", on: "2025-02-10", by: "Aminata Traoré" }] })).toEqual([422, "report.namesSomebody"]);
  expect(await refused({ dataKinds: [] })).toEqual([400, "input.invalid"]);
  expect(await refused({ happenedOn: "2025-02-10" })).toEqual([400, "input.invalid"]);
  expect(await refused({ told: [{ whom: "oversight", on: "2025-02-07", by: "permanence" }] })).toEqual([400, "input.invalid"]);
});
