// Many senders at once, then a restart, then exports: is all that was acknowledged there, once and word for word?
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "../../bench/import.bench.ts";
import { openNode } from "../../src/platform/node.ts";
import { addressOf, ROOT, start, up, type Running } from "../keeping/processes.ts";
import { countKept } from "./kept.ts";
import { quantile, requestBytes, sendAtRate } from "./send-at-rate.ts";
import { analystOf } from "./signed-in.ts";
import { submission, WAYS, type WayName } from "./submissions.ts";

export interface SoakOptions {
  seconds: number;
  rate: number;
  way: WayName;
  seed: number;
  withImport: boolean;
  exports?: number;
  exportEverySeconds?: number;
  say?: (words: string) => void;
}

export interface Soaked {
  sent: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  p50Ms: number;
  p99Ms: number;
  /** That came whole. */
  exports: number;
  exportsIdentical: boolean;
  /** Of the database, still at work when everything was answered. */
  connectionsLeft: number;
  /** Rows that an import had written when the sending ended; none was asked for: 0. */
  importedMeanwhile: number;
}

/** More than an import writes in that time on a good machine. */
const IMPORTED_PER_SECOND = 6_000;
const IMPORTED = "select count(*) from events";
/** A server that has just started compiles itself as it goes: nobody counts the first second. */
const WARMING = { seconds: 3, seed: 999_983 };

export async function soak({ seconds, rate, way, seed, withImport, exports = 10, exportEverySeconds = 3, say = () => {} }: SoakOptions): Promise<Soaked> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-soak-"));
  const data = path.join(dir, "data");
  let server: Running | undefined;
  try {
    server = up(data);
    let url = new URL(await addressOf(server));
    const importing = withImport ? await startImport(data, dir, (seconds + 15) * IMPORTED_PER_SECOND, say) : undefined;
    await send({ url, way, rate: Math.min(rate, 200), count: Math.min(rate, 200) * Math.min(WARMING.seconds, seconds), seed: WARMING.seed });
    say(`sending ${rate}/s for ${seconds} s (${way}${withImport ? ", while an import runs" : ""}) …`);
    const { acknowledged, waitedMs } = await send({ url, way, rate, count: Math.round(rate * seconds), seed });
    const importedMeanwhile = importing ? await importing.stop() : 0;
    say(`acknowledged ${acknowledged.length} of ${Math.round(rate * seconds)}; stopping and starting server and database …`);
    await stop(server);
    const { lost, doubled } = await countKept(data, way, seed, acknowledged);
    server = start("tests/proofs/server-without-workers.ts", [data]);
    url = new URL(await addressOf(server));
    const hashes = await exported(url, data, exports, exportEverySeconds, say);
    const connectionsLeft = await atWork(data);
    await stop(server);
    return {
      sent: Math.round(rate * seconds), acknowledged: acknowledged.length, lost, doubled,
      p50Ms: rounded(quantile(waitedMs, 0.5)), p99Ms: rounded(quantile(waitedMs, 0.99)),
      exports: hashes.length, exportsIdentical: hashes.length === exports && new Set(hashes).size === 1, connectionsLeft, importedMeanwhile,
    };
  } finally {
    server?.child.kill("SIGINT");
    await server?.ended;
    rmSync(dir, { recursive: true, force: true });
  }
}

const rounded = (ms: number) => Math.round(ms * 10) / 10;

async function stop(server: Running): Promise<void> {
  server.child.kill("SIGINT");
  await server.ended;
}

async function send({ url, way, rate, count, seed }: { url: URL; way: WayName; rate: number; count: number; seed: number }) {
  const { path: target, headers, bodyOf, kept } = WAYS[way].way;
  const acknowledged: number[] = [];
  const waitedMs = new Float64Array(count);
  let told = 0;
  await sendAtRate({
    host: url.hostname, port: Number(url.port), perSecond: rate, count,
    requestOf: (n) => requestBytes(target, url.host, headers, bodyOf(submission(seed, n))),
    answered(n, status, ms) { waitedMs[told++] = ms; if (kept.includes(status)) acknowledged.push(n); },
  });
  return { acknowledged, waitedMs: waitedMs.sort() };
}

async function startImport(data: string, dir: string, rows: number, say: (words: string) => void) {
  say(`making ${rows} rows to import …`);
  const file = path.join(dir, "ged241-generated.csv");
  const node = await openNode({ dir: data });
  try { await generate(node, file, rows); } finally { await node.close(); }
  say("the import begins …");
  const child = spawn(process.execPath, ["--max-semi-space-size=4", path.join(ROOT, "src/cli.ts"), "import", "ucdp", file, "--data", data, "--json"], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DATABASE_URL: undefined } });
  const ended = new Promise<void>((resolve) => { child.once("close", () => resolve()); });
  while ((await asked(data, IMPORTED)) === 0) await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    async stop() {
      if (child.exitCode !== null) say("the import had ended before the sending did");
      child.kill("SIGINT");
      await ended;
      return asked(data, IMPORTED);
    },
  };
}

async function asked(data: string, question: string): Promise<number> {
  const node = await openNode({ dir: data });
  try {
    return await node.owner(async (client) => (await client.query(question)).rows[0].count);
  } finally {
    await node.close();
  }
}

async function exported(url: URL, data: string, times: number, everySeconds: number, say: (words: string) => void): Promise<string[]> {
  const analyst = await analystOf(url, data);
  const hashes: string[] = [];
  for (let i = 0; i < times; i++) {
    const due = Date.now() + everySeconds * 1000;
    try {
      const reply = await analyst("/api/reports/export.csv");
      const body = Buffer.from(await reply.arrayBuffer());
      if (reply.ok && body.length > 0) hashes.push(createHash("sha256").update(body).digest("hex"));
      else say(`export ${i + 1}: ${reply.status}`);
    } catch (error) {
      say(`export ${i + 1}: ${(error as Error).message}`);
    }
    if (i < times - 1) await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
  }
  return hashes;
}

/** Connections of the server that hold a transaction or a question, a moment after the last answer. */
async function atWork(data: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return asked(data, "select count(*) from pg_stat_activity where application_name = 'faleme' and state <> 'idle'");
}
