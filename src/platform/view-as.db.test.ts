// Viewing as somebody else is seeing what they see: every GET route of the house answers one who views as a
// role exactly as it answers a member with that role; nothing is written, and it leaves its trace.
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { nouns } from "../chapters.ts";
import { startHouse, type Client } from "../../tests/database/signed-in.ts";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { contentFor } from "../../tests/seeds.ts";
import { allRoutes } from "../server.ts";
import type { AnyRoute } from "./http.ts";
import { MARKINGS } from "./marking.ts";
import { save } from "./noun-store.ts";

const node = await testNode();
const house = await startHouse(node, { isHanded: true });
const planted: { path: string; id: string; marked: string }[] = [];
/** Enough to be allowed, too high, and each other's own. */
const ASKED_BY_ID = ["GREEN SN", "AMBER ML", "AMBER+STRICT SN", "AMBER+STRICT ML"];
let analyst: Client, administrator: Client;

beforeAll(async () => {
  analyst = await house.signIn("analyst", "RED");
  administrator = await house.signIn("administrator", "RED");
  let n = 0;
  for (const noun of nouns) {
    for (const marking of MARKINGS) for (const organisation of ["SN", "ML"]) {
      n += 1;
      const { row } = await node.db.as(callerWith("administrator", "RED", { organisation }), (tx) => save(tx, noun, { marking, content: contentFor(noun, `word${n}`, [-12 + n / 1000, 14]) }));
      planted.push({ path: noun.path, id: row.id, marked: `${marking} ${organisation}` });
    }
  }
}, 120_000);

/** Who one is, and how much a process has counted, differ by nature. */
const OF_ONESELF = ["/api/me", "/api/auth/get-session", "/metrics"];
const readable = allRoutes().filter(({ method, path, may }) => method === "GET" && !OF_ONESELF.includes(path) && !(typeof may === "object" && "anyone" in may));
const PLAUSIBLE: Record<string, string> = { z: "4", x: "7", y: "7", q: "kayes", lon: "-12", lat: "14", name: "ogc", pcode: "ML01" };

function addresses({ path, params, query }: AnyRoute): string[] {
  const described = (schema?: z.ZodType) => (schema ? z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) : {}) as { properties?: Record<string, { enum?: string[]; format?: string }>; required?: string[] };
  const search = new URLSearchParams((described(query).required ?? []).map((name) => [name, described(query).properties![name]!.enum?.[0] ?? PLAUSIBLE[name] ?? "x"]));
  let all = [path];
  for (const [name, property] of Object.entries(described(params).properties ?? {})) {
    const ofNoun = planted.filter((one) => path.includes(`/${one.path}/`) && ASKED_BY_ID.includes(one.marked)).map(({ id }) => id);
    const values = property.enum ?? (property.format === "uuid" ? (ofNoun.length > 0 ? ofNoun : [planted[0]!.id]) : [PLAUSIBLE[name] ?? "x"]);
    all = all.flatMap((address) => values.map((value) => address.replace(`:${name}`, encodeURIComponent(value))));
  }
  return all.map((address) => `${address}?${search}`);
}

/** What differs by the moment of asking alone. */
const timeless = (text: string) => text.replaceAll(/"(timeStamp|askedAt)":"[^"]*"/g, "").replaceAll(/viewAs=[^&"]*&/g, "").replaceAll(/[?&]viewAs=[^&"]*/g, "");

test.each([["reader", "GREEN", "SN"], ["duty-officer", "AMBER+STRICT", "SN"], ["planner", "AMBER", "ML"], ["reader", "CLEAR", "MR"]] as const)(
  "an analyst cleared to RED who views as a %s cleared to %s of %s is answered as such a one is", async (role, clearance, organisation) => {
    const real = await house.signIn(role, clearance, { organisation });
    let compared = 0, found = 0;
    const left = readable.flatMap(addresses);
    // Two at a time: the database works while the next one asks.
    await Promise.all([1, 2].map(async () => {
      for (let address = left.shift(); address !== undefined; address = left.shift()) {
        const [seen, own] = await Promise.all([analyst(`${address}&viewAs=${role}:${encodeURIComponent(clearance)}:${organisation}`), real(address)]);
        const [seenText, ownText] = [timeless(await seen.text()), timeless(await own.text())];
        if (seen.status !== own.status || seenText !== ownText) {
          const at = [...ownText].findIndex((letter, i) => letter !== seenText[i]);
          expect.fail(`${address}: ${seen.status} …${seenText.slice(Math.max(0, at - 60), at + 60)}… is not ${own.status} …${ownText.slice(Math.max(0, at - 60), at + 60)}…`);
        }
        compared += 1;
        if (own.status === 200) found += 1;
      }
    }));
    expect(compared).toBeGreaterThan(100);
    expect(found).toBeGreaterThan(40);
  }, 300_000);

test("never more than one has: an analyst gains no permission of an administrator's, nor another organisation's own rows", async () => {
  expect((await analyst("/api/members?viewAs=administrator:RED:SN")).status).toBe(403);
  expect((await analyst("/api/journal?viewAs=auditor:RED:SN")).status).toBe(403);
  const reader = await house.signIn("reader", "GREEN");
  const asOther = await reader.json("/api/events?viewAs=analyst:RED:ML&limit=500");
  expect(asOther).toEqual(await reader.json("/api/events?limit=500"));
  const strict = await analyst.json("/api/events?viewAs=analyst:RED:ML&limit=500");
  expect(new Set(strict.rows.map(({ marking }: any) => marking))).toEqual(new Set(["CLEAR", "GREEN", "AMBER"]));
});

test("what I may do and read is told as it is seen", async () => {
  expect(await analyst.json("/api/me?viewAs=reader:GREEN:ML")).toMatchObject({ login: analyst.login, roles: ["reader"], clearance: "GREEN", organisation: "ML", viewedAs: { role: "reader", clearance: "GREEN", organisation: "ML" } });
  expect(await analyst.json("/api/me")).not.toHaveProperty("viewedAs");
});

test("nothing is written through somebody else's eyes, and nobody unknown can be viewed as", async () => {
  const content = contentFor(nouns.find(({ name }) => name === "source")!, "written", [0, 0]);
  const refused = await analyst("/api/sources?viewAs=analyst:AMBER:SN", { method: "POST", json: { content } });
  expect([refused.status, (await refused.json() as { code: string }).code]).toEqual([403, "view.readOnly"]);
  expect((await analyst("/api/events?viewAs=king:RED:SN")).status).toBe(400);
  expect((await house.visitor()("/api/events?viewAs=reader:GREEN:SN")).status).toBe(401);
});

test("it leaves one trace, under one's own name", async () => {
  const mine = await administrator.json("/api/me");
  await Promise.all(Array.from({ length: 6 }, () => administrator.json("/api/events?viewAs=reader:AMBER:SN")));
  const { rows } = await node.owner((client) => client.query("select actor, act from journal where act = 'view-as reader:AMBER:SN'"));
  expect(rows).toEqual([{ actor: mine.id, act: "view-as reader:AMBER:SN" }]);
});
