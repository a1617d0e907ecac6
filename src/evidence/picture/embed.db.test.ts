// Embeds through the running house: closed until the door is opened, the same for everyone, CLEAR and actual alone, small counts withheld.
import { beforeAll, expect, test } from "vitest";
import { startHouse } from "../../../tests/database/signed-in.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { setDoor } from "../../platform/doors.ts";
import { settleEmbeds } from "../../platform/embed.ts";
import { newId } from "../../platform/identity.ts";
import type { Marking } from "../../platform/marking.ts";
import { save } from "../../platform/noun-store.ts";
import { event } from "../event.noun.ts";
import { mapIndexOf } from "../map-index.ts";
import { source } from "../source.noun.ts";

const node = await testNode();
const house = await startHouse(node);
const visitor = house.visitor();
const keeper = node.keeper("test");
const by = newId(1);

const eventIn = (admin1: string, day: string, more: object = {}) => ({
  kind: "armed-clash", title: "Titre à ne pas montrer", occurredFrom: day, occurredTo: day, datePrecision: "day", placePrecision: "admin1", country: admin1.slice(0, 2), admin1, area: admin1,
  reliability: "B", credibility: "2", verification: "unverified", source: by, fatalitiesBest: 2, ...more,
});

beforeAll(async () => {
  const write = (marking: Marking, content: object, exercise = false) => node.db.as(callerWith("analyst", "RED", { exercise }), (tx) => save(tx, event, { marking, content }));
  await node.db.as(keeper, async (tx) => {
    await save(tx, source, { id: by, marking: "CLEAR", content: { name: "Source <ouverte> & citée", kind: "dataset", reliability: "B", independenceGroup: "x", coverageCountries: ["ML", "SN"], coverageFrom: "2021-01-01", coverageTo: "2021-12-31" } });
  });
  for (let i = 0; i < 5; i++) await write("CLEAR", eventIn("ML01", `2021-03-0${i + 1}`));
  for (let i = 0; i < 2; i++) await write("CLEAR", eventIn("SN06", `2021-04-0${i + 1}`));
  await write("CLEAR", eventIn("BF13", "2021-04-01"));
  for (let i = 0; i < 9; i++) await write("GREEN", eventIn("ML03", "2021-05-01"));
  for (let i = 0; i < 9; i++) await write("CLEAR", eventIn("ML04", "2021-05-01"), true);
  // A frame does not wait for the memory to be fresh; this test does.
  await mapIndexOf(node).asOf(Number((await node.owner((client) => client.query("select seq from journal_head"))).rows[0].seq));
}, 60_000);

test("closed until it is opened, signed in or not", async () => {
  const analyst = await house.signIn("analyst", "AMBER");
  for (const path of ["/embed/areas", "/embed/areas.json", "/embed/timeline.json"]) {
    for (const client of [visitor, analyst]) {
      const reply = await client(path);
      expect([reply.status, (await reply.json() as { code: string }).code]).toEqual([403, "door.closed"]);
    }
  }
  await node.db.as(keeper, (tx) => setDoor(tx, "embed", true));
});

test("CLEAR rows of the actual world, and small counts only as small", async () => {
  const map = await visitor.json("/embed/areas.json?from=2021-01-01&to=2021-12-31");
  const of = (pcode: string) => map.areas.find((one: any) => one.pcode === pcode);
  expect(of("ML01")).toMatchObject({ count: 5, state: "value", class: 0 });
  expect(of("SN06")).toEqual(expect.objectContaining({ count: null, state: "suppressed", class: null }));
  expect(of("ML03")).toMatchObject({ count: 0, state: "zero" });
  expect(of("ML04")).toMatchObject({ count: 0, state: "zero" });
  expect(of("MR11")).toMatchObject({ count: null, state: "no-data" });
  expect([map.outside, map.total, map.smallestCount]).toEqual([null, { count: 5, isExact: false }, 3]);
  expect(map.shading.classes).toEqual([{ from: 5, to: 5, areas: 1 }]);
  expect(map.sources).toEqual(["Source <ouverte> & citée"]);
});

test("who is signed in, who asks for the exercise or through another's eyes, gets the same", async () => {
  const analyst = await house.signIn("analyst", "RED");
  const plain = await (await visitor("/embed/areas.json?from=2021-01-01&to=2021-12-31")).text();
  for (const more of ["", "&world=exercise", "&viewAs=analyst:RED:SN"]) expect(await (await analyst(`/embed/areas.json?from=2021-01-01&to=2021-12-31${more}`)).text()).toBe(plain);
  expect((await analyst("/embed/areas", { method: "POST" })).status).toBe(404);
});

test("by year, small counts withheld too", async () => {
  const { steps, total } = await visitor.json("/embed/timeline.json?admin1=SN06&from=2020-01-01&to=2022-12-31");
  expect(steps.map(({ from, count, state }: any) => [from, count, state])).toEqual([["2020-01-01", 0, "no-data"], ["2021-01-01", null, "suppressed"], ["2022-01-01", 0, "no-data"]]);
  expect(total).toEqual({ count: 0, isExact: false });
  await node.db.as(keeper, (tx) => settleEmbeds(tx, { smallestCount: 1 }));
  expect((await visitor.json("/embed/timeline.json?admin1=SN06&from=2021-01-01&to=2021-12-31")).steps[0]).toMatchObject({ count: 2, state: "value" });
  await node.db.as(keeper, (tx) => settleEmbeds(tx, { smallestCount: 3 }));
});

test("a page to frame: no script, nothing loaded, no title of an event, in three languages; framed by the sites that are named", async () => {
  const unframed = await visitor("/embed/areas?from=2021-01-01&to=2021-12-31&lang=fr");
  expect(unframed.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const administrator = await house.administrator();
  await administrator.json("/api/embed-settings", { method: "PUT", json: { sites: ["https://observatoire.example/"] } });
  const reply = await visitor("/embed/areas?from=2021-01-01&to=2021-12-31&lang=fr");
  expect(reply.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors https://observatoire.example");
  expect(reply.headers.get("set-cookie")).toBeNull();
  const page = await reply.text();
  expect(page).toMatch(/<svg[^>]*role="img"/);
  expect(page).not.toMatch(/<script|https?:|ne pas montrer/);
  expect(page).toContain("Source &lt;ouverte&gt; &amp; citée");
  expect(page).toContain("‹ 3");
  expect(page.length).toBeLessThan(120_000);
  for (const [lang, dir, word] of [["en", "ltr", "Known events"], ["ar", "rtl", "الأحداث المعروفة"]]) {
    const other = await (await visitor(`/embed/areas?lang=${lang}`)).text();
    expect([other.includes(`dir="${dir}"`), other.includes(word!)]).toEqual([true, true]);
  }
});

test.each(["observatoire.example", "https://a.example/page", "https://u:p@a.example", "javascript:alert(1)", "https://a.example; script-src *"])("“%s” is no site", async (site) => {
  const administrator = await house.administrator();
  expect((await administrator("/api/embed-settings", { method: "PUT", json: { sites: [site] } })).status).toBe(400);
});

test("only who may open doors settles embeds", async () => {
  const analyst = await house.signIn("analyst", "AMBER");
  expect((await analyst("/api/embed-settings", { method: "PUT", json: { smallestCount: 1 } })).status).toBe(403);
});
