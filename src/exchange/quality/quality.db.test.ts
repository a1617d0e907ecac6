// The quality of warning from real rows: which events met a rule and had no alert, how long each step took, and what of it is public.
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { agreementWords, decide, makeDirectory, sign, type Directory } from "../../../tests/exchange/world.ts";
import { event } from "../../evidence/event.noun.ts";
import { source } from "../../evidence/source.noun.ts";
import { setDoor } from "../../platform/doors.ts";
import { save } from "../../platform/noun-store.ts";
import { alertRule } from "../alerts/alert-rule.noun.ts";

const node = await testNode();
const house = await startHouse(node);
let duty: Client, reader: Client, to: Directory;
const today = new Date().toISOString().slice(0, 10);
const as = <T>(work: (tx: any) => Promise<T>) => node.db.as(node.keeper("test"), work);
const ids: Record<string, string> = {};

beforeAll(async () => {
  [duty, reader] = [await house.signIn("duty-officer", "AMBER"), await house.signIn("reader", "GREEN")];
  const [releasing, second] = [await house.signIn("releasing-officer", "RED"), await house.signIn("releasing-officer", "RED")];
  to = await makeDirectory(duty);
  for (const service of ["civil-protection", "prefecture"]) await decide(releasing, service);
  await sign(releasing, second, agreementWords());
  const origin = (await as((tx) => save(tx, source as never, { content: { name: "relais", kind: "field-report", reliability: "C", independenceGroup: "relais" } }))).row.id;
  const fact = async (name: string, day: string, kind = "abduction") => {
    ids[name] = (await as((tx) => save(tx, event as never, { marking: "GREEN", content: {
      kind, occurredFrom: day, occurredTo: day, datePrecision: "day", country: "SN", area: "SN0603", admin1: "SN06", admin2: "SN0603", placePrecision: "admin2", source: origin, reliability: "C", credibility: "3", verification: "unverified",
    } }))).row.id;
  };
  for (const name of ["warned", "late", "drafted", "missed"]) await fact(name, today);
  await fact("history", new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10));
  await fact("unasked", today, "cattle-theft");
  const alertOn = async (name: string, isIssued: boolean, marking?: string) => {
    const { id, version, content } = await duty.json("/api/alerts/draft", { method: "POST", json: { events: [ids[name]], severity: "Severe", urgency: "Immediate" } });
    if (marking) await duty.json(`/api/alerts/${id}`, { method: "PUT", json: { basedOn: version, marking, content } });
    if (isIssued) await duty.json(`/api/alerts/${id}/alerting/issue`, { method: "POST", json: {} });
    ids[`${name} alert`] = id;
  };
  await alertOn("warned", true);
  await alertOn("late", true);
  await alertOn("drafted", false, "AMBER");
  // Entered here thirty hours before its alert went out.
  await node.owner((client) => client.query("update versions set document = jsonb_set(document::jsonb, '{time}', to_jsonb(to_char(now() at time zone 'UTC' - interval '30 hours', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')))::text where id = $1 and version = 1", [ids.late]));
}, 60_000);

const quality = (client = duty, query = "") => client.json(`/api/exchange/quality${query}`);

test("without a rule there is nothing to measure against, and it is not called perfect", async () => {
  expect((await quality()).missed).toMatchObject({ rules: 0, share: null, rows: [] });
});

test("each event that meets a rule has its fate, once; what no rule asks for is not among them", async () => {
  for (const title of ["enlèvements", "enlèvements, encore"]) await as((tx) => save(tx, alertRule as never, { content: { title, kind: "abduction", isActive: true, mode: "propose", urgency: "Immediate", severity: "Severe", functions: ["protection"] } }));
  const { missed } = await quality();
  const fates = Object.fromEntries(missed.rows.map((one: any) => [Object.keys(ids).find((name) => ids[name] === one.event), one.fate]));
  expect(fates).toEqual({ warned: "in-time", late: "late", drafted: "not-issued", missed: "missed", history: "known-too-late" });
  expect(missed.counts).toEqual({ "in-time": 1, late: 1, "not-issued": 1, missed: 1, "known-too-late": 1 });
  expect(missed.share).toBeCloseTo(0.25);
  expect(missed.rows[0].rules).toHaveLength(2);
  expect(missed.rows.find((one: any) => one.event === ids.late).hours).toBeGreaterThan(29);
});

test("who may not read an alert is not told that there was none, and not which it was", async () => {
  const [own, theirs] = [await quality(), await quality(reader)];
  const of = (found: any) => found.missed.rows.find((one: any) => one.event === ids.drafted);
  expect(of(own)).toMatchObject({ fate: "not-issued", alert: ids["drafted alert"] });
  expect(of(theirs)).toMatchObject({ fate: "not-issued" });
  expect(of(theirs).alert).toBeUndefined();
});

test("each step has its own time, from the report to the answer", async () => {
  const received = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 19) + "Z";
  await node.owner(async (client) => {
    const report = "01940000-0000-7000-8000-0000000000aa";
    await client.query("insert into reports (id, version, marking, owner, exercise, withdrawn, author, at, hash, way, received_at, state, event) values ($1, 1, 2, 'SN', false, false, 'test', now(), sha256('a'), 'web', $2, 'graded', $3)", [report, received, ids.warned]);
    await client.query("insert into lifecycle_steps (id, lifecycle, object, noun, transition, from_version, actor, at, is_done, lapses_at, marking, owner, exercise) values (gen_random_uuid(), 'triage', $1, 'report', 'grade', 1, 'test', now() - interval '2 hours', true, now(), 2, 'SN', false)", [report]);
  });
  const chain = (await duty.json(`/api/alerts/${ids["warned alert"]}/trail`)).deliveries.find((one: any) => one.contact === to.rescue);
  await duty.json(`/api/deliveries/${chain.id}/answers`, { method: "POST", json: { kind: "acknowledged", way: "phoned" } });
  const { timeliness } = await quality();
  expect(timeliness.reportToGraded).toMatchObject({ n: 1 });
  expect(Math.round(timeliness.reportToGraded.p50Seconds / 360)).toBe(10);
  expect(Math.round(timeliness.reportToAlert.p50Seconds / 360)).toBeGreaterThanOrEqual(29);
  expect(timeliness.gradedToAlert.p50Seconds + timeliness.reportToGraded.p50Seconds).toBeCloseTo(timeliness.reportToAlert.p50Seconds, 0);
  expect(timeliness.deliveredToAnswered.n).toBe(1);
});

test("in public: closed by default; opened, national totals of a year that ended ninety days ago, and no small number", async () => {
  const ask = () => fetch(new URL("/public/quality.json", house.url));
  expect((await ask()).status).toBe(403);
  await as((tx) => setDoor(tx, "quality", true));
  expect(await (await ask()).json()).toMatchObject({ country: "SN", alerts: 0, atThreshold: 0 });
  // Two alerts of ninety-one days ago are two, and two is not told; nor is the one event that was warned of.
  await node.owner((client) => client.query("update alerts set sent_at = to_char(now() - interval '91 days', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') where sent_at is not null"));
  expect(await (await ask()).json()).toMatchObject({ alerts: null, contactsAsked: null, true: 0, precision: null });
  const page = await fetch(new URL("/public/quality?language=ar", house.url));
  expect([page.status, (await page.text()).includes("جودة الإنذار")]).toEqual([200, true]);
  await as((tx) => setDoor(tx, "quality", false));
  expect((await ask()).status).toBe(403);
});
