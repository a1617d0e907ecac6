// An import from the page: sent once, tried, brought in, watched, stopped, taken up again after a cut.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { served } from "../../tests/database/served.ts";
import { importJob, importRoutes } from "./import-jobs.ts";
import { addImport, findImport, moveImport } from "./import-queries.ts";
import type { Importer } from "./import.ts";
import { newId } from "./identity.ts";
import { silent } from "./log.ts";
import { problem } from "./problem.ts";

const node = await testNode();
const analyst = callerWith("analyst", "AMBER");

/** Reads lines of a file, refuses the word "bad", and can be made to wait. */
let gate: Promise<void> = Promise.resolve();
let runs: { isDryRun: boolean; caller: string; marking: string | undefined; values: unknown }[] = [];
const lines: Importer = {
  kind: "lines", summary: "lines of a file", may: "evidence.import", options: { from: { type: "string" } },
  async run({ files, isDryRun, caller, marking, values, rejects, progress, signal }) {
    const { readFileSync } = await import("node:fs");
    runs.push({ isDryRun, caller: caller.id, marking, values });
    const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
    for (const [i, line] of readFileSync(files[0]!, "utf8").trim().split("\n").entries()) {
      if (line === "broken") throw problem("import.unreadable", { reason: "broken" });
      counts.read++;
      if (line === "bad") await rejects.add({ file: "x", line: i + 1, field: "word", reason: "a bad word", row: line });
      else counts.inserted++;
      progress(String(counts.read), { ...counts });
    }
    // A long import looks up between its batches.
    await Promise.race([gate, new Promise((resolve) => { signal.addEventListener("abort", resolve); })]);
    if (signal.aborted) throw problem("import.stopped");
    return { ...counts, notes: { layout: "lines" } };
  },
};
const places: Importer = { ...lines, kind: "no-role-has-this", may: "users.manage" };

const job = importJob([lines, places]);
const house = await served(node, importRoutes([lines, places]), silent, async (_, payload) => { running = job.run(node, payload, stopping.signal); running.catch(() => {}); });
let running: Promise<void> = Promise.resolve();
let stopping = new AbortController();

const json = async (reply: Response) => { const body = await reply.json(); if (!reply.ok) throw Object.assign(new Error(body.title), body); return body as Record<string, any>; };
const sent = (body: string, query = "kind=lines&file=a.csv", caller = analyst) =>
  house.get(`/api/imports?${query}`, caller, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
const state = async (id: string, caller = analyst) => json(await house.get(`/api/imports/${id}`, caller));

test("a file is tried first, then brought in without sending it again; what was refused can be read", async () => {
  runs = [];
  const tried = await json(await sent("one\nbad\nthree\n", "kind=lines&file=..%2F..%2Fetc%2Fa.csv&marking=AMBER&options=from%3D2020-01-01"));
  expect(tried).toMatchObject({ state: "waiting", isDryRun: true, files: ["a.csv"], marking: "AMBER", options: { from: "2020-01-01" } });
  await running;
  expect(await state(tried.id)).toMatchObject({ state: "done", read: 3, inserted: 2, rejected: 1, hasRejects: true, isRepeatable: true, notes: { layout: "lines" } });
  expect(runs).toEqual([{ isDryRun: true, caller: "test analyst", marking: "AMBER", values: { from: "2020-01-01" } }]);
  expect(await (await house.get(`/api/imports/${tried.id}/rejects.csv`, analyst)).text()).toBe("file,line,field,reason,row\r\nx,2,word,a bad word,bad\r\n");
  const real = await json(await house.get(`/api/imports/${tried.id}/run`, analyst, { method: "POST" }));
  await running;
  expect(await state(real.id)).toMatchObject({ state: "done", isDryRun: false, inserted: 2, isRepeatable: false });
  expect(runs[1]).toMatchObject({ isDryRun: false, marking: "AMBER" });
  expect(existsSync(path.join(node.dir, "uploads", tried.id))).toBe(false);
  expect((await json(await house.get("/api/imports", analyst))).map(({ id }: { id: string }) => id).slice(0, 2)).toEqual([real.id, tried.id]);
});

test("what it cannot read, and who may not, is said, and no upload is left behind", async () => {
  const broken = await json(await sent("one\nbroken\n"));
  await running;
  const reply = await house.get(`/api/imports/${broken.id}`, analyst, { headers: { "accept-language": "fr" } });
  expect(await reply.json()).toMatchObject({ state: "failed", problem: { code: "import.unreadable", title: "Fichier illisible : broken" } });
  const before = readdirSync(path.join(node.dir, "uploads")).length;
  expect((await sent("", "kind=lines&file=a.csv")).status).toBe(422);
  expect((await sent("x", "kind=nothing&file=a.csv")).status).toBe(400);
  expect((await sent("x", "kind=lines&file=a.csv&options=colour%3Dred")).status).toBe(400);
  expect((await sent("x", "kind=lines&file=a.csv&marking=RED")).status).toBe(403);
  expect((await sent("x", "kind=no-role-has-this&file=a.csv")).status).toBe(403);
  expect((await sent("x", "kind=lines&file=a.csv", callerWith("reader", "AMBER"))).status).toBe(403);
  expect(readdirSync(path.join(node.dir, "uploads")).length).toBe(before);
  const secret = await json(await sent("x", "kind=lines&file=a.csv&marking=AMBER"));
  await running;
  expect((await house.get(`/api/imports/${secret.id}`, callerWith("analyst", "GREEN"))).status).toBe(404);
  expect((await json(await house.get("/api/importers", analyst))).map(({ kind, mayRun }: { kind: string; mayRun: boolean }) => [kind, mayRun])).toEqual([["lines", true], ["no-role-has-this", false]]);
});

test("it can be stopped while it runs, and before it does", async () => {
  gate = new Promise(() => {});
  const { id } = await json(await sent("one\n", "kind=lines&file=a.csv&dryRun=false"));
  await expect.poll(async () => (await state(id)).read, { timeout: 10_000 }).toBe(1);
  expect(await json(await house.get(`/api/imports/${id}`, analyst, { method: "DELETE" }))).toMatchObject({ state: "cancelling" });
  await running;
  expect(await state(id)).toMatchObject({ state: "cancelled", read: 1 });
  gate = Promise.resolve();
  await job.run(node, { id, world: "actual" }, stopping.signal);
  expect(await state(id)).toMatchObject({ state: "cancelled" });
});

test("an import that a stop or a cut interrupted is taken up again, once", async () => {
  gate = new Promise(() => {});
  stopping = new AbortController();
  const { id } = await json(await sent("one\n", "kind=lines&file=a.csv&dryRun=false"));
  await expect.poll(async () => (await state(id)).state, { timeout: 10_000 }).toBe("running");
  // While somebody works on it, nobody else does.
  runs = [];
  await job.run(node, { id, world: "actual" }, new AbortController().signal);
  expect(runs).toEqual([]);
  stopping.abort();
  await running.catch(() => {});
  expect(await state(id)).toMatchObject({ state: "running" });
  gate = Promise.resolve();
  stopping = new AbortController();
  await job.run(node, {}, stopping.signal);
  expect(await state(id)).toMatchObject({ state: "done", inserted: 1 });
  expect(runs).toHaveLength(1);
});

test("an exercise's imports are its own", async () => {
  const exercise = callerWith("analyst", "AMBER", { exercise: true });
  const id = newId();
  await node.db.as(exercise, (tx) => addImport(tx, { id, kind: "lines", files: ["a.csv"], sha256: null, bytes: null, isDryRun: true, options: {}, state: "waiting", marking: "GREEN" }));
  expect(await node.db.as(analyst, (tx) => findImport(tx, id))).toBeUndefined();
  expect(await node.db.as(exercise, (tx) => moveImport(tx, id, ["waiting"], "cancelled"))).toBe("cancelled");
});
