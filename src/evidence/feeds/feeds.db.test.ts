// The interfaces of UCDP and ACLED, spoken to a server of our own that answers in their documented shapes, and fails as networks do.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testNode } from "../../../tests/database/test-node.ts";
import { acledRow, ucdpRow } from "../../../tests/evidence/rows.ts";
import { count, find } from "../../platform/noun-store.ts";
import { event } from "../event.noun.ts";
import { sourceIdOf } from "../import/import-source.ts";
import { source } from "../source.noun.ts";
import { FeedSettings, forgetFeed, keepFeedSecret, keepFeedSettings, type FeedName } from "./feed-settings.ts";
import { ACLED_PAGE, UCDP_PAGE } from "./feed-pages.ts";
import { fetchFeed } from "./fetch-feed.ts";

const node = await testNode();
const keeper = node.keeper("test");

/** What the other side holds, what it was asked, and how the next requests fail. */
let ucdp: object[] = [];
let acled: object[] = [];
let asked: { path: string; query: URLSearchParams; token: string | undefined }[] = [];
let faults: ("cut" | "429" | "500" | "not-json" | "401")[] = [];
let signIns = 0;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url!, "http://x");
  const token = String(request.headers["x-ucdp-access-token"] ?? request.headers.authorization ?? "") || undefined;
  if (url.pathname === "/oauth/token") {
    let body = "";
    request.on("data", (chunk) => { body += chunk; });
    request.on("end", () => {
      signIns++;
      const form = new URLSearchParams(body);
      const isRight = form.get("username") === "desk@example.org" && form.get("password") === "p w\nd" && form.get("grant_type") === "password" && form.get("client_id") === "acled";
      response.writeHead(isRight ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(isRight ? { access_token: `t${signIns}`, expires_in: 86400 } : { error: "invalid_grant" }));
    });
    return;
  }
  asked.push({ path: url.pathname, query: url.searchParams, token });
  const page = Number(url.searchParams.get("page"));
  let reply: object;
  if (url.pathname === "/api/gedevents/24.1") {
    if (token !== "secret-token") return void response.writeHead(401).end("{}");
    const rows = ucdp.slice(page * UCDP_PAGE, (page + 1) * UCDP_PAGE);
    reply = { TotalCount: ucdp.length, TotalPages: Math.ceil(ucdp.length / UCDP_PAGE), PreviousPageUrl: "", NextPageUrl: "", Result: rows };
  } else {
    const rows = acled.slice((page - 1) * ACLED_PAGE, page * ACLED_PAGE);
    reply = { status: 200, success: true, last_update: 1, count: rows.length, messages: [], data: rows, filename: "", error: [] };
  }
  const words = JSON.stringify(reply);
  const fault = faults.shift();
  if (fault === "429") return void response.writeHead(429, { "retry-after": "0" }).end("slow down");
  if (fault === "500") return void response.writeHead(503).end("<html>busy</html>");
  if (fault === "401") return void response.writeHead(401, { "content-type": "application/json" }).end("{}");
  if (fault === "not-json") return void response.writeHead(200).end("<html>maintenance</html>");
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(words) });
  if (fault === "cut") return void response.write(words.slice(0, words.length / 2), () => response.destroy());
  response.end(words);
}

const server = createServer(answer);
await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
afterAll(() => { server.closeAllConnections(); server.close(); });
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function configured(feed: FeedName, more: object = {}): Promise<void> {
  keepFeedSecret(node, feed, feed === "ucdp" ? "secret-token" : "desk@example.org\np w\nd");
  const settings = FeedSettings.parse({ url: feed === "ucdp" ? `${url}/api/` : url, countries: ["ML", "SN"], ...(feed === "ucdp" ? { release: "24.1" } : {}), ...more });
  await node.db.as(keeper, (tx) => keepFeedSettings(tx, feed, settings));
}

const fetched = (feed: FeedName, more: object = {}) => fetchFeed(feed, { node, caller: keeper, isDryRun: false, signal: new AbortController().signal, progress() {}, pauseMs: 1, attempts: 4, ...more });
const events = () => node.db.as(keeper, (tx) => count(tx, event, {}));

/** As the API sends it: numbers, and days with a time. */
const apiRow = (id: number) => ({ ...ucdpRow({ id }), date_start: "2021-03-01T00:00:00", date_end: "2021-03-01T00:00:00", source_original: null });

beforeEach(async () => {
  asked = [];
  faults = [];
  signIns = 0;
  for (const feed of ["ucdp", "acled"] as const) await forgetFeed(node, feed);
});

test("nothing is asked of anybody until an administrator has set it up", async () => {
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.notConfigured" });
  expect(asked).toEqual([]);
});

test("UCDP: pages of a thousand, the token in its header, countries by number; the same twice changes nothing; silence counts as zero where it was asked", async () => {
  ucdp = Array.from({ length: UCDP_PAGE + 40 }, (_, i) => apiRow(800_000 + i));
  await configured("ucdp", { from: "2020-01-01", to: "2022-12-31" });
  expect(await fetched("ucdp")).toMatchObject({ pages: 2, read: 1040, inserted: 1040, rejected: 0 });
  expect(asked.map(({ path, query, token }) => [path, query.get("page"), query.get("pagesize"), query.get("Country"), query.get("StartDate"), token]))
    .toEqual([0, 1].map((page) => ["/api/gedevents/24.1", String(page), "1000", "432,433", "2020-01-01", "secret-token"]));
  expect(await fetched("ucdp")).toMatchObject({ inserted: 0, unchanged: 1040 });
  const { content } = (await node.db.as(keeper, (tx) => find(tx, source, sourceIdOf("ucdp", false))))!;
  expect(content).toMatchObject({ name: "UCDP GED 24.1", coverage: [{ country: "ML", from: "2020-01-01", to: "2022-12-31" }, { country: "SN", from: "2020-01-01", to: "2022-12-31" }] });
});

test("a cut in the middle of a page, a 429, a fault of theirs and a page that is no JSON are overcome; each attempt is counted", async () => {
  ucdp = Array.from({ length: 3 }, (_, i) => apiRow(810_000 + i));
  await configured("ucdp");
  faults = ["cut", "429", "500"];
  expect(await fetched("ucdp")).toMatchObject({ inserted: 3 });
  expect(asked).toHaveLength(4);
  const { rows: [used] } = await node.owner((client) => client.query("select value from settings where name = 'feed.ucdp.used'"));
  expect(used.value).toEqual({ day: node.db.now().toISOString().slice(0, 10), used: 4 });
  faults = ["not-json", "not-json", "not-json", "not-json"];
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.unreachable" });
});

test("after a cut that lasted, the next run asks only for the pages that are missing", async () => {
  ucdp = Array.from({ length: 2 * UCDP_PAGE + 5 }, (_, i) => apiRow(820_000 + i));
  await configured("ucdp");
  const before = await events();
  faults = [undefined as never, "cut", "cut", "cut", "cut"];
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.unreachable" });
  expect(await events()).toBe(before);
  asked = [];
  expect(await fetched("ucdp")).toMatchObject({ pages: 3, inserted: 2005 });
  expect(asked.map(({ query }) => query.get("page"))).toEqual(["1", "2"]);
  expect(readdirSync(path.join(node.dir, "feeds"))).toEqual([]);
});

test("the day's quota is kept across runs, and what was received is not lost", async () => {
  ucdp = Array.from({ length: 2 * UCDP_PAGE }, (_, i) => apiRow(830_000 + i));
  await configured("ucdp", { requestsPerDay: 1 });
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.quota" });
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.quota" });
  expect(asked).toHaveLength(1);
  // The next day.
  await node.owner((client) => client.query("update settings set value = jsonb_set(value, '{day}', '\"2001-01-01\"') where name = 'feed.ucdp.used'"));
  expect(await fetched("ucdp")).toMatchObject({ pages: 2 });
  expect(asked.map(({ query }) => query.get("page"))).toEqual(["0", "1"]);
});

test("a wrong token, and a release that grew meanwhile, are said", async () => {
  ucdp = Array.from({ length: UCDP_PAGE + 1 }, (_, i) => apiRow(840_000 + i));
  await configured("ucdp");
  keepFeedSecret(node, "ucdp", "wrong");
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.refused" });
  await configured("ucdp");
  faults = [undefined as never, "cut", "cut", "cut", "cut"];
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.unreachable" });
  ucdp.push(apiRow(849_999));
  await expect(fetched("ucdp")).rejects.toMatchObject({ code: "feed.changed" });
  expect(await fetched("ucdp")).toMatchObject({ read: UCDP_PAGE + 2 });
});

test("ACLED: signs in, pages of five thousand until one is empty, signs in again when the token has run out", async () => {
  const row = (i: number) => ({ ...acledRow({ event_id_cnty: `MLI${500_000 + i}`, timestamp: "1700000000" }), fatalities: "0" });
  acled = Array.from({ length: ACLED_PAGE + 2 }, (_, i) => row(i));
  await configured("acled", { from: "2023-01-01", to: "2023-12-31" });
  faults = [undefined as never, "401"];
  expect(await fetched("acled")).toMatchObject({ pages: 2, read: ACLED_PAGE + 2, inserted: ACLED_PAGE + 2, rejected: 0 });
  expect(signIns).toBe(2);
  expect(asked.map(({ path, query, token }) => [path, query.get("page"), query.get("country"), query.get("event_date"), token])).toEqual(
    [["1", "t1"], ["2", "t1"], ["2", "t2"], ["3", "t2"]].map(([page, token]) => ["/api/acled/read", page, "Mali|Senegal", "2023-01-01|2023-12-31", `Bearer ${token}`]));
  keepFeedSecret(node, "acled", "desk@example.org\nwrong");
  await expect(fetched("acled")).rejects.toMatchObject({ code: "feed.refused" });
});

test("a stop is heeded, and the secret lies where only the node's account reads it, not in the database", async () => {
  ucdp = [apiRow(860_000)];
  await configured("ucdp");
  faults = ["500", "500", "500"];
  const stop = new AbortController();
  const fetching = fetched("ucdp", { signal: stop.signal, pauseMs: 10_000 });
  setTimeout(() => stop.abort(), 50);
  await expect(fetching).rejects.toThrow();
  const file = path.join(node.dir, "secrets", "feed-ucdp");
  expect(statSync(file).mode & 0o077).toBe(0);
  const { rows } = await node.owner((client) => client.query("select value::text from settings"));
  expect(JSON.stringify(rows)).not.toContain("secret-token");
  await forgetFeed(node, "ucdp");
  expect(existsSync(file)).toBe(false);
});
