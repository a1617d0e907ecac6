// A bulletin crosses a border: Mali decides, Senegal's node is given what its prefecture may have, prints it from that alone, and has it taken back.
import { afterAll, expect, inject, test } from "vitest";
import { TEMPLATE } from "../../tests/database/clusters.ts";
import { lineTo } from "../../tests/nodes/line.ts";
import { AGREEMENT, agreementOf, contactId, issueAlert, openTrio, PLACE, type Country } from "../../tests/nodes/trio.ts";
import { source } from "../evidence/source.noun.ts";
import { event } from "../evidence/event.noun.ts";
import { agreement } from "../exchange/agreements/agreement.noun.ts";
import { synchronise } from "../exchange/federation/synchronise.ts";
import { save } from "../platform/noun-store.ts";
import { handOver, ledgerOf, shareBulletins } from "./hand-over.ts";
import { sheetReceived } from "./handed-sheet.ts";
import { decide, makeBulletin } from "./make-bulletin.ts";
import { mondayOf } from "./week.ts";

const trio = await openTrio({ adminUrl: inject("databaseUrl"), template: TEMPLATE });
const { nodes } = trio;
afterAll(() => trio.close());
shareBulletins();

const week = mondayOf(new Date().toISOString().slice(0, 10));
const as = <T>(country: Country, work: (tx: any) => Promise<T>) => nodes[country].db.as(nodes[country].keeper("test"), work);
const round = () => synchronise(nodes.ML, "SN", { carry: lineTo(nodes) });
const contact = contactId("ML", "SN", "prefecture");
const stateOf = async (id: string) => (await as("ML", (tx) => ledgerOf(tx, nodes.ML, id))).find((one) => one.contact === contact)!;

test("a bulletin goes by the node as its recipient may have it, cites what they were given, is printed there, and its withdrawal arrives", async () => {
  for (const country of ["ML", "SN"] as const) await as(country, (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: { ...agreementOf(["civil-protection", "prefecture"]), subjects: ["alert", "event", "bulletin"], state: "in-force" } }));
  const { row: origin } = await as("ML", (tx) => save(tx, source as never, { content: { name: "relais, Kayes", kind: "field-report", reliability: "C", independenceGroup: "relais" } }));
  const place = { country: "ML", area: PLACE.ML.pcode, admin1: PLACE.ML.admin1, admin2: PLACE.ML.admin2, placePrecision: "admin2" };
  const { row: fact } = await as("ML", (tx) => save(tx, event as never, { marking: "GREEN", content: {
    title: "Vol de bétail", kind: "cattle-theft", occurredFrom: week, occurredTo: week, datePrecision: "day", ...place, source: origin.id, reliability: "C", credibility: "3", verification: "unverified", fatalitiesBest: 1,
  } }));
  const alerted = await issueAlert(nodes.ML, false, { affected: ["SN", "ML"] });
  const { id } = await makeBulletin(nodes.ML, nodes.ML.keeper("test"), { week, marking: "GREEN" });
  await as("ML", (tx) => decide(tx, nodes.ML, id, "release", "relu"));
  expect(await as("ML", (tx) => handOver(tx, nodes.ML, id, { contacts: [contact], purpose: "prevention" }))).toMatchObject({ given: 1, refused: 0, isWaiting: false });
  expect(await stateOf(id)).toMatchObject({ way: "node", state: "waiting" });
  await round();
  expect(await stateOf(id)).toMatchObject({ state: "received" });

  const { rows: [there] } = await nodes.SN.owner((client) => client.query("select id, state, coded, service, owner from received_records where subject = 'bulletin'"));
  expect(there).toMatchObject({ state: "held", service: "prefecture", owner: "ML", coded: { parts: [{ content: { subject: "event", kind: "cattle-theft" } }, { content: { subject: "alert" } }] } });
  // Each part is a document that Senegal holds; none is an original of Mali's.
  const { rows: held } = await nodes.SN.owner((client) => client.query("select document from received_records where subject <> 'bulletin'"));
  for (const { document } of there.coded.parts) expect(held.map((one: any) => one.document)).toContain(document);
  const { data } = await as("SN", (tx) => sheetReceived(tx, there.id, { language: "fr", format: "pdf" }));
  for (const words of [JSON.stringify(there.coded), JSON.stringify(data)]) for (const original of [id, fact.id, alerted, origin.id]) expect(words).not.toContain(original.slice(-12));
  expect((data as { leading: { value: string }[] }).leading.map(({ value }) => value)).toEqual(["1", "1", "1", "0"]);

  await as("ML", (tx) => decide(tx, nodes.ML, id, "withdraw", "un chiffre était faux"));
  expect(await stateOf(id)).toMatchObject({ state: "revocation-pending" });
  await round();
  expect(await stateOf(id)).toMatchObject({ state: "withdrawn" });
  const { rows: [gone] } = await nodes.SN.owner((client) => client.query("select state, coded from received_records where id = $1", [there.id]));
  expect(gone).toEqual({ state: "revoked", coded: null });
  await expect(as("SN", (tx) => sheetReceived(tx, there.id, { language: "fr", format: "pdf" }))).rejects.toMatchObject({ code: "brief.takenBack" });
}, 60_000);

test("an event that is taken back takes the bulletin along that tells it; dated by the month alone, it is in none", async () => {
  const { rows: [fact] } = await nodes.ML.owner((client) => client.query("select id from events where kind = 'cattle-theft'"));
  const { id } = await makeBulletin(nodes.ML, nodes.ML.keeper("test"), { week, marking: "GREEN" });
  await as("ML", (tx) => decide(tx, nodes.ML, id, "release", "relu"));
  await as("ML", (tx) => handOver(tx, nodes.ML, id, { contacts: [contact], purpose: "prevention" }));
  const { revoke } = await import("../exchange/index.ts");
  const { find } = await import("../platform/noun-store.ts");
  await as("ML", async (tx) => revoke(tx, nodes.ML, (await find(tx, event as never, fact.id))!));
  expect(await stateOf(id)).toMatchObject({ state: "revocation-pending" });
  await as("ML", (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: { ...agreementOf(["civil-protection", "prefecture"]), subjects: ["alert", "event", "bulletin"], finestTime: "month", state: "in-force" } }));
  expect(await as("ML", (tx) => handOver(tx, nodes.ML, id, { contacts: [contact], purpose: "prevention" }))).toMatchObject({ given: 0, refused: 1 });
});
