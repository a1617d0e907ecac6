// Nobody's answers anywhere: a survey is brought in whose every row carries words of its own, and then every route, export,
// table, log, journal entry, file and backup is searched for them.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { startHouse } from "../../tests/database/signed-in.ts";
import { testNode } from "../../tests/database/test-node.ts";
import { writeBackup } from "../platform/backup.ts";
import type { AnyRoute } from "../platform/http.ts";
import type { Log } from "../platform/log.ts";
import { allRoutes } from "../server.ts";
import { SAMPLE_HEADER, SAMPLE_MAPPING, sampleSurvey } from "./survey/sample-survey.ts";

const logged: string[] = [];
const write = (...words: unknown[]) => { logged.push(JSON.stringify(words.map((word) => (word instanceof Error ? `${word.message} ${word.stack}` : word)))); };
const log = new Proxy({} as Log, { get: () => write });

const node = await testNode();
const house = await startHouse(node, { log });
const dir = mkdtempSync(path.join(tmpdir(), "faleme-nobody-"));
afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

/** In columns that are mapped (a village as cluster, a stratum), left out, and refused. */
const CANARY = /kraxon-\d+|villagexq\d+|stratumxq\d/;
const rows = sampleSurvey(1_200).map((row, i) => [row[0]!, `stratumxq${Math.floor(i / 600)}`, `villagexq${Math.floor(i / 25)}`, ...row.slice(3), `kraxon-${i}`, `kraxon-${i}`, String(770_000_000 + i)]);
const csv = [[...SAMPLE_HEADER, "id_menage", "nom", "telephone"], ...rows].map((row) => row.join(",")).join("\n");
const file = { name: "canari.csv", data: Buffer.from(csv).toString("base64") };

const isClean = (text: string, where: string) => { expect(CANARY.exec(text)?.[0], where).toBeUndefined(); };

test("the words of the rows are in what is sent, or nothing would be proved", () => { expect(csv).toMatch(CANARY); });

test("neither looking at the columns nor estimating says anything of a person", async () => {
  const analyst = await house.signIn("analyst", "RED");
  const seen = await analyst.json("/api/factors/surveys/columns", { method: "POST", json: { file } });
  isClean(JSON.stringify(seen), "the proposal of columns");
  expect(seen.columns.find(({ name }: { name: string }) => name === "nom")).toEqual({ name: "nom", refused: "name" });
  const made = await analyst.json("/api/factors/surveys/import", { method: "POST", json: { file, mapping: SAMPLE_MAPPING, isDryRun: false, keep: true } });
  expect(made).toMatchObject({ respondents: 1_200, microdata: "held" });
  isClean(JSON.stringify(made), "the outcome");
  // A mapping that fails must not tell the row that it failed on either.
  const refused = await analyst("/api/factors/surveys/import", { method: "POST", json: { file, mapping: { ...SAMPLE_MAPPING, questions: [{ key: "q", name: "q", kind: "single", column: "nom" }] } } });
  expect(refused.status).toBe(422);
  isClean(await refused.text(), "the refusal");
});

test("no route gives a person’s answers back, to nobody, in any format", async () => {
  const reader = await house.signIn("analyst", "RED");
  const { rows: [round] } = await node.owner((client) => client.query("select id from waves limit 1"));
  const { rows: [asked] } = await node.owner((client) => client.query("select id from questions limit 1"));
  const { rows: [found] } = await node.owner((client) => client.query("select id from estimates limit 1"));
  let answered = 0;
  const ours = allRoutes().filter(({ method, path: address }) => method === "GET" && /factors|instrument|question|wave|estimate|indicator|journal|import|ogc|openapi/.test(address));
  for (const address of new Set(ours.flatMap((definition) => [round.id, asked.id, found.id].flatMap((id: string) => addressesOf(definition, id))))) {
    const reply = await reader(address);
    isClean(Buffer.from(await reply.arrayBuffer()).toString("latin1"), address);
    if (reply.ok) answered += 1;
  }
  expect(answered).toBeGreaterThan(60);
}, 120_000);

function addressesOf({ path: address, params, query }: AnyRoute, id: string): string[] {
  const { properties = {} } = (params ? z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) : {}) as { properties?: Record<string, { enum?: string[] }> };
  const { required = [] } = (query ? z.toJSONSchema(query, { io: "input", unrepresentable: "any" }) : {}) as { required?: string[] };
  if (required.length > 0) return [];
  return Object.entries(properties).reduce((all, [name, { enum: choices }]) => all.flatMap((one) => (choices ?? [name === "pcode" ? "SN06" : name === "name" ? "factors" : id]).map((value) => one.replace(`:${name}`, value))), [address]);
}

test("no table, no journal entry and no log line holds one", async () => {
  const { rows: tables } = await node.owner((client) => client.query("select table_schema as s, table_name as t from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"));
  expect(tables.length).toBeGreaterThan(40);
  for (const { s, t } of tables) {
    const { rows: hits } = await node.owner((client) => client.query(`select left(x::text, 200) as hit from "${s}"."${t}" x where x::text ~ 'kraxon-|villagexq|stratumxq' limit 1`));
    expect(hits, `${s}.${t}`).toEqual([]);
  }
  isClean(logged.join("\n"), "the log");
});

test("no file of the data directory and no backup, with secrets or without, holds one in words that can be read", async () => {
  const files = readdirSync(node.dir, { recursive: true, encoding: "utf8" }).map((name) => path.join(node.dir, name)).filter((one) => existsSync(one) && statSync(one).isFile());
  expect(files.some((one) => one.endsWith(".bin"))).toBe(true);
  for (const one of files) isClean(readFileSync(one).toString("latin1"), one);
  const backup = path.join(dir, "node.backup");
  await writeBackup({ ownerUrl: node.ownerUrl, file: backup, now: new Date(), secretsFrom: path.join(node.dir, "secrets") });
  const unpacked = zstdDecompressSync(readFileSync(backup)).toString("latin1");
  isClean(unpacked, "the backup");
  expect(unpacked).not.toContain("microdata-keys");
});

test("destroyed, the key is gone, the estimates stay, and the journal says who did it", async () => {
  const analyst = await house.signIn("analyst", "RED");
  const { rows: [round] } = await node.owner((client) => client.query("select id from waves limit 1"));
  await analyst.json(`/api/factors/waves/${round.id}/destroy`, { method: "POST" });
  expect(readdirSync(path.join(node.dir, "microdata-keys"))).toEqual([]);
  expect(readdirSync(path.join(node.dir, "microdata"))).toEqual([]);
  expect((await analyst.json(`/api/waves/${round.id}`)).content.microdata).toBe("destroyed");
  expect((await analyst.json("/api/estimates/count")).count).toBeGreaterThan(100);
  const { rows: acts } = await node.owner((client) => client.query("select act, actor from journal where object = $1 and act like 'microdata%' order by seq", [round.id]));
  expect(acts.map(({ act }) => act)).toEqual(["microdata-keep", "microdata-destroy"]);
});
