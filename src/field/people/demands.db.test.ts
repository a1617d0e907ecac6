// Demands and grievances: nothing below ten leaves the database, nothing younger than thirty days counts, no export holds a
// single demand; the answer to a commune reaches its senders by their receipts.
import { expect, test } from "vitest";
import { startHouse } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import { accept } from "../intake/accept.ts";
import { countedBefore, FLOOR } from "./commune-counts.ts";

const node = await testNode();
const house = await startHouse(node);
const [officer, redOfficer] = [await house.signIn("duty-officer", "AMBER+STRICT"), await house.signIn("analyst", "RED")];

/** So many reports of a kind, received on a day, placed in an area, as triage leaves them. */
async function reports(kind: string, area: string, howMany: number, day: string): Promise<string[]> {
  const receipts: string[] = [];
  for (let n = 0; n < howMany; n++) {
    const { id, receipt } = await accept(node, { id: newId(), way: "web", said: { kind, place: "hameau de la berge" } });
    await node.owner((client) => client.query("update reports set area = $2, place_name = 'hameau de la berge', received_at = $3 where id = $1", [id, area, `${day}T08:00:00Z`]));
    receipts.push(receipt);
  }
  return receipts;
}
const demands = async (client = officer) => (await client.json("/api/field/demands")).rows.map(({ demand, area, reports: count }: any) => [demand, area, count]);
const status = (receipt: string, language = "fr") => house.visitor().json("/api/field/receipts", { method: "POST", json: { receipt }, headers: { "accept-language": language } });
const OLD = "2020-03-10";

test("counted is by whole months that ended thirty days ago", () => {
  expect(countedBefore(new Date("2026-11-26T12:00:00Z"))).toBe("2026-10-01");
  expect(countedBefore(new Date("2026-11-30T23:00:00Z"))).toBe("2026-10-01");
  expect(countedBefore(new Date("2026-12-01T00:00:00Z"))).toBe("2026-11-01");
  expect(countedBefore(new Date("2026-03-02T00:00:00Z"))).toBe("2026-01-01");
});

const receipts = await reports("demand-for-water", "SN0501", FLOOR, OLD);

test("ten are shown, nine are not, and what is young does not count", async () => {
  const today = new Date().toISOString().slice(0, 10);
  await reports("demand-for-school", "SN0501", FLOOR - 1, OLD);
  await reports("demand-for-school", "SN0501", 2, today);
  await reports("demand-for-road", "SN0502", FLOOR, today);
  expect(await demands()).toEqual([["demand-for-water", "SN0501", FLOOR]]);
  expect(await demands(redOfficer)).toEqual([["demand-for-water", "SN0501", FLOOR]]);
});

test("the floor stands in the database, whatever is asked of it", async () => {
  const { rows } = await node.db.as(node.keeper("curious"), (tx) => tx.client.query("select * from counted_by_commune(array['demand-for-school', 'demand-for-water'], '9999')"));
  expect(rows).toEqual([{ kind: "demand-for-school", area: "SN0501", reports: FLOOR + 1 }, { kind: "demand-for-water", area: "SN0501", reports: FLOOR }]);
  await node.owner((client) => client.query("update reports set merged_into = $1 where kind = 'demand-for-school' and received_at like '2020%'", [newId()]));
  const after = await node.db.as(node.keeper("curious"), (tx) => tx.client.query("select * from counted_by_commune(array['demand-for-school'], '9999')"));
  expect(after.rows).toEqual([]);
});

test("finer than a commune is counted in its commune", async () => {
  await node.owner(async (client) => {
    for (const [pcode, level, parent] of [["SN050101", 3, "SN0501"], ["SN05010101", 4, "SN050101"]] as const) {
      await client.query(`insert into areas (id, version, marking, owner, author, at, hash, name, pcode, hierarchy, level, parent_pcode, country)
        values ($1, 1, 0, 'SN', 'test', now(), sha256('x'), $2, $2, 'admin', $3, $4, 'SN')`, [newId(), pcode, level, parent]);
    }
  });
  await reports("demand-for-health", "SN05010101", FLOOR / 2, OLD);
  await reports("demand-for-health", "SN050101", FLOOR / 2, OLD);
  expect(await demands()).toContainEqual(["demand-for-health", "SN050101", FLOOR]);
});

test("a demand that names its village is RED, and is in no export and no collection", async () => {
  const { rows } = await node.owner((client) => client.query("select distinct marking from reports where kind like 'demand%'"));
  expect(rows).toEqual([{ marking: rankOf("RED") }]);
  await accept(node, { id: newId(), way: "web", said: { kind: "flood", place: "village en crue" } });
  expect((await redOfficer.json("/api/reports?kind=demand-for-water&limit=5")).rows.length).toBe(5);
  expect((await officer.json("/api/reports?kind=demand-for-water")).rows).toEqual([]);
  const [{ id }] = (await redOfficer.json("/api/reports?kind=demand-for-water&limit=1")).rows;
  for (const address of ["/api/reports/export.csv", "/api/reports/export.geojson", "/ogc/collections/reports/items"]) {
    const words = await (await redOfficer(address)).text();
    expect(words, address).toContain("flood");
    expect(words, address).not.toContain("demand");
    expect(words, address).not.toContain("hameau");
  }
  expect((await redOfficer(`/ogc/collections/reports/items/${id}`)).status).toBe(404);
});

test("a report that is coded as a demand only later becomes RED as well, and is not coded by who may not read it then", async () => {
  const { id } = await accept(node, { id: newId(), way: "web", text: "Il nous faut un forage." });
  const { version, content } = await officer.json(`/api/reports/${id}`);
  const code = (client: typeof officer) => client(`/api/reports/${id}`, { method: "PUT", json: { basedOn: version, content: { ...content, kind: "demand-for-water" } } });
  expect((await (await code(officer)).json()).code).toBe("permission.marking");
  expect((await (await code(redOfficer)).json()).marking).toBe("RED");
});

test("a commune is answered once ten have asked, and its senders read it by their receipts", async () => {
  const answer = (content: object) => officer("/api/demand-answers", { method: "POST", json: { content: { demand: "demand-for-water", area: "SN0501", status: "under-study", answeredOn: "2026-01-05", wordsFr: "Une visite est prévue.", wordsAr: "زيارة مبرمجة.", ...content } } });
  expect((await (await answer({ demand: "demand-for-school" })).json()).code).toBe("demand.tooFew");
  expect((await (await answer({ area: "SN0599" })).json()).code).toBe("demand.tooFew");
  expect((await status(receipts[0]!)).replies).toEqual([]);
  const made = await (await answer({})).json();
  expect((await (await answer({ status: "done" })).json()).code).toBe("record.exists");
  expect((await status(receipts[0]!)).replies).toEqual([{ words: "à l’étude. Une visite est prévue.", at: "2026-01-05" }]);
  expect((await status(receipts[9]!, "ar")).replies[0].words).toContain("زيارة مبرمجة.");
  const change = (content: object) => officer(`/api/demand-answers/${made.id}`, { method: "PUT", json: { basedOn: 1, content: { ...made.content, ...content } } });
  expect((await change({ area: "SN0599" })).status).toBe(409);
  expect((await change({ status: "planned" })).status).toBe(200);
  expect((await status(receipts[0]!)).replies[0].words).toMatch(/^prévue/);
  // Somebody who asked for something else there, or for the same elsewhere, is told nothing of it.
  const [elsewhere] = await reports("demand-for-water", "SN0503", 1, OLD);
  expect((await status(elsewhere!)).replies).toEqual([]);
  expect((await officer.json("/api/field/demands")).rows.find((row: any) => row.demand === "demand-for-water").answer).toMatchObject({ status: "planned" });
});

test("a grievance becomes a case, goes its way, and is counted like a demand", async () => {
  await reports("land-access", "SN0501", FLOOR, OLD);
  await reports("environmental-damage", "SN0501", 2, OLD);
  const shown = await officer.json("/api/field/grievances");
  expect(shown.rows).toEqual([{ kind: "land-access", area: "SN0501", reports: FLOOR }]);
  expect(shown.waiting.length).toBe(FLOOR + 2);
  const [{ report, kind, area }] = shown.waiting;
  const row = await officer.json("/api/grievances", { method: "POST", json: { content: { kind, area, openedOn: "2026-01-05", state: "opened", report } } });
  expect((await officer.json("/api/field/grievances")).waiting.length).toBe(FLOOR + 1);
  const step = (name: string, reason?: string) => officer(`/api/grievances/${row.id}/case/${name}`, { method: "POST", json: reason ? { reason } : {} });
  expect((await step("examine")).status).toBe(200);
  expect((await step("refer")).status).toBe(409); // to whom?
  await officer.json(`/api/grievances/${row.id}`, { method: "PUT", json: { basedOn: 2, content: { ...row.content, state: "examined", referredTo: "mines-service", redevelopment: "due" } } });
  expect((await step("refer")).status).toBe(200);
  expect((await step("resolve")).status).toBe(409); // say why
  expect((await step("resolve", "la fosse est rebouchée")).status).toBe(200);
  expect((await officer.json(`/api/grievances/${row.id}`)).content.state).toBe("resolved");
});

test("good news is counted as the caller reads it", async () => {
  const { id } = await accept(node, { id: newId(), way: "web", said: { kind: "mediation" } });
  await node.owner((client) => client.query("update reports set admin2 = 'SN0501', area = 'SN050101' where id = $1", [id]));
  const counts = async (client = officer) => (await client.json("/api/field/cohesion")).rows;
  expect(await counts(redOfficer)).toContainEqual({ kind: "mediation", area: "SN0501", events: 0, reports: 1 });
  expect(await counts(await house.signIn("coordinator", "GREEN"))).toEqual([]);
});
