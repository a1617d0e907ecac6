/**
 * Imports from the page: a file is sent once, tried without writing, then brought in by a job that shows how far it is, can be
 * stopped, and goes on after a restart. What it refused is there to be read and mended. Uploads are kept for a day at most.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, open as openFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Caller } from "./caller.ts";
import { route, Streamed, type AnyRoute, type Call } from "./http.ts";
import { newId } from "./identity.ts";
import { addImport, findImport, openImports, listImports, moveImport, STATES, type ImportRow } from "./import-queries.ts";
import { runImport, type Importer } from "./import.ts";
import type { JobKind } from "./jobs.ts";
import { MARKINGS, mayRead, type Marking } from "./marking.ts";
import { MarkingWord } from "./noun.ts";
import type { Node } from "./node.ts";
import { Problem, problem } from "./problem.ts";

export const IMPORT_JOB = "import";
const MOST_BYTES = 1024 * 2 ** 20;
const KEPT_MS = 24 * 3_600_000;
/** The longest import may run this long before another worker takes it for dead. */
const LONGEST_S = 12 * 3_600;
/** Between two looks at whether somebody wants it stopped, and two updates of the page. */
const BEAT_MS = 700;
const tag = "import";
const may = "evidence.import";

const Answer = z.object({
  id: z.uuid(), kind: z.string(), files: z.array(z.string()), state: z.enum(STATES), isDryRun: z.boolean(), marking: MarkingWord, options: z.record(z.string(), z.string()),
  read: z.int(), inserted: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int(), hasRejects: z.boolean(),
  /** Whether the file is still here, so that a trial can be followed by the real thing. */
  isRepeatable: z.boolean(),
  notes: z.record(z.string(), z.unknown()).nullable(), problem: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.iso.datetime(), startedAt: z.iso.datetime().nullable(), endedAt: z.iso.datetime().nullable(),
});

const folderOf = (node: Node, id: string) => path.join(node.dir, "uploads", id);

function answerOf({ node, language }: Pick<Call, "node" | "language">, row: ImportRow): z.input<typeof Answer> {
  const { id, kind, files, state, isDryRun, marking, options, read, inserted, updated, unchanged, rejected, rejectsFile, notes, createdAt, startedAt, endedAt } = row;
  const failed = row.problem ? new Problem(row.problem.code, row.problem.details).toJSON(language) : null;
  return { id, kind, files, state, isDryRun, marking, options, read, inserted, updated, unchanged, rejected, notes, createdAt, startedAt, endedAt, problem: failed, hasRejects: rejectsFile !== null && existsSync(rejectsFile), isRepeatable: existsSync(folderOf(node, uploadOf(row))) };
}

/** A real run reads what its trial was sent. */
const uploadOf = ({ id, options }: Pick<ImportRow, "id" | "options">): string => options.upload ?? id;

export function importRoutes(all: readonly Importer[]): AnyRoute[] {
  const importers = all.filter(({ isForFilesHere }) => !isForFilesHere);
  const Kind = z.enum(importers.map(({ kind }) => kind) as [string, ...string[]]);
  const Id = z.object({ id: z.uuid() });
  const importerOf = (kind: string, caller: Caller): Importer => {
    const importer = importers.find((one) => one.kind === kind)!;
    if (!caller.may.has(importer.may)) throw problem("permission.denied", { permission: importer.may });
    return importer;
  };
  const found = async (tx: Parameters<typeof findImport>[0], id: string) => (await findImport(tx, id)) ?? notFound();
  return [
    route({
      method: "GET", path: "/api/importers", tag, may, summary: "What can be imported, and what may be said about each",
      reply: z.array(z.object({ kind: z.string(), summary: z.string(), options: z.array(z.string()), mayRun: z.boolean() })),
      handle: ({ caller }) => importers.map(({ kind, summary, options, may: permission }) => ({ kind, summary, options: Object.keys(options ?? {}), mayRun: caller.may.has(permission) })),
    }),
    route({
      method: "POST", path: "/api/imports", tag, may, withoutTransaction: true, rawBody: true,
      summary: "Send one file (application/octet-stream); unless dryRun=false it is tried and nothing is written",
      query: z.object({ kind: Kind, file: z.string().min(1).max(200), dryRun: z.stringbool().default(true), marking: MarkingWord.optional(), options: z.string().max(2_000).optional() }), reply: Answer,
      async handle({ node, caller, language, query, request, reply, send }) {
        const importer = importerOf(query.kind, caller);
        const options = readOptions(importer, query.options);
        const marking = markingFor(caller, query.marking);
        const id = newId(node.db.now().getTime());
        const kept = await keep(node, id, query.file, request.raw);
        const row = await node.db.as(caller, async (tx) => {
          await addImport(tx, { id, kind: query.kind, files: [kept.name], sha256: kept.sha256, bytes: kept.bytes, isDryRun: query.dryRun, options, state: "waiting", marking });
          return found(tx, id);
        });
        await send(IMPORT_JOB, jobPayload(row));
        reply.code(202);
        return answerOf({ node, language }, row);
      },
    }),
    route({
      method: "POST", path: "/api/imports/:id/run", tag, may, summary: "Bring in for good what was tried, without sending the file again", params: Id, reply: Answer,
      async handle({ tx, node, caller, language, params, reply, send }) {
        const tried = await found(tx, params.id);
        importerOf(tried.kind, caller);
        if (!tried.isDryRun || tried.state !== "done") throw problem("transition.refused", { reason: "dry run, done" });
        if (!existsSync(folderOf(node, uploadOf(tried)))) throw problem("file.missing", { file: tried.files.join(", ") });
        const id = newId(tx.now.getTime());
        await addImport(tx, { ...tried, id, isDryRun: false, state: "waiting", options: { ...tried.options, upload: uploadOf(tried) }, marking: markingFor(caller, tried.marking) });
        const row = await found(tx, id);
        tx.afterCommit(() => { void send(IMPORT_JOB, jobPayload(row)).catch(() => { /* the sweep finds it */ }); });
        reply.code(202);
        return answerOf({ node, language }, row);
      },
    }),
    route({
      method: "GET", path: "/api/imports", tag, may, summary: "Imports, newest first", reply: z.array(Answer),
      query: z.object({ before: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
      handle: async ({ tx, node, language, query: { before, limit } }) => (await listImports(tx, before, limit)).map((row) => answerOf({ node, language }, row)),
    }),
    route({
      method: "GET", path: "/api/imports/:id", tag, may, summary: "How far an import is, or how it ended", params: Id, reply: Answer,
      handle: async ({ tx, node, language, params }) => answerOf({ node, language }, await found(tx, params.id)),
    }),
    route({
      method: "GET", path: "/api/imports/:id/rejects.csv", tag, may, summary: "What was refused: line, field, reason, and the row as it came", params: Id,
      async handle({ tx, params }) {
        const { rejectsFile } = await found(tx, params.id);
        if (!rejectsFile || !existsSync(rejectsFile)) throw problem("record.notFound");
        return new Streamed("text/csv; charset=utf-8", "rejects.csv", createReadStream(rejectsFile));
      },
    }),
    route({
      method: "DELETE", path: "/api/imports/:id", tag, may, summary: "Stop an import; what it wrote stays, and the same file again goes on from there", params: Id, reply: Answer,
      async handle({ tx, node, language, params }) {
        const row = await found(tx, params.id);
        const isWaiting = row.state === "waiting";
        await moveImport(tx, row.id, ["waiting", "running"], isWaiting ? "cancelled" : "cancelling", isWaiting ? { endedAt: tx.now.toISOString() } : {});
        return answerOf({ node, language }, await found(tx, row.id));
      },
    }),
  ];
}

function notFound(): never {
  throw problem("record.notFound");
}

const jobPayload = ({ id, exercise }: ImportRow) => ({ id, world: exercise ? "exercise" : "actual" });

function markingFor(caller: Caller, wanted: Marking | undefined): Marking {
  const marking = wanted ?? (MARKINGS[Math.min(1, caller.clearance)] as Marking);
  if (!mayRead(caller, { marking, owner: caller.organisation, exercise: caller.exercise })) throw problem("permission.marking", { marking });
  return marking;
}

/** "countries=ML,SN&from=2020-01-01", only what the importer knows. */
function readOptions(importer: Importer, words: string | undefined): Record<string, string> {
  const options = Object.fromEntries(new URLSearchParams(words ?? ""));
  const unknown = Object.keys(options).find((name) => !(name in (importer.options ?? {})));
  if (unknown) throw problem("command.usage", { reason: `${importer.kind} does not know ${unknown}`, usage: Object.keys(importer.options ?? {}).join(", ") });
  return options;
}

/** Writes the upload to the data directory as it comes, readable by the node's account alone. */
async function keep(node: Node, id: string, given: string, body: AsyncIterable<Buffer>): Promise<{ name: string; sha256: string; bytes: number }> {
  const name = path.basename(given).replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^\.+/, "_");
  const folder = folderOf(node, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await openFile(path.join(folder, name), "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw problem("request.tooLarge", { limit: `${MOST_BYTES / 2 ** 20} MB` });
      hash.update(chunk);
      await file.write(chunk);
    }
    if (bytes === 0) throw problem("import.unreadable", { reason: `${name}: the file is empty` });
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await file.close();
  return { name, sha256: hash.digest("hex"), bytes };
}

/** Runs one import by its id; without an id (by the clock) it takes up what was cut off and clears old uploads away. */
export function importJob(importers: readonly Importer[]): JobKind {
  return {
    name: IMPORT_JOB, every: "*/5 * * * *", longestSeconds: LONGEST_S,
    async run(node, { id, world }, signal) {
      if (id) return runStored(node, importers, id, world === "exercise", signal);
      for (const isExercise of [false, true]) {
        const open = await node.db.as(node.keeper("import", isExercise), (tx) => openImports(tx, new Date(tx.now.getTime() - 120_000)));
        for (const one of open) await runStored(node, importers, one, isExercise, signal);
      }
      await clearUploads(node);
    },
  };
}

/** Holds a lock for as long as it runs: one that nobody holds and that is still called running was cut off. */
async function runStored(node: Node, importers: readonly Importer[], id: string, isExercise: boolean, signal: AbortSignal): Promise<void> {
  const lock = await node.db.pool.connect();
  try {
    const { rows: [held] } = await lock.query("select pg_try_advisory_lock(hashtextextended($1, 7)) as mine", [id]);
    if (!held.mine) return;
    await runLocked(node, importers, id, isExercise, signal).finally(() => lock.query("select pg_advisory_unlock(hashtextextended($1, 7))", [id]));
  } finally {
    lock.release();
  }
}

async function runLocked(node: Node, importers: readonly Importer[], id: string, isExercise: boolean, signal: AbortSignal): Promise<void> {
  const keeper = node.keeper("import", isExercise);
  const now = () => node.db.now().toISOString();
  const move = (...move: Parameters<typeof moveImport> extends [unknown, ...infer Rest] ? Rest : never) => node.db.as(keeper, (tx) => moveImport(tx, ...move));
  const row = await node.db.as(keeper, (tx) => findImport(tx, id));
  // One that was cut off goes on: what it wrote is unchanged now.
  if (!row || !["waiting", "running"].includes(row.state)) return;
  const importer = importers.find(({ kind }) => kind === row.kind)!;
  if ((await move(id, ["waiting", "running"], "running", { startedAt: now() })) !== "running") return;
  const asked = new AbortController();
  let latest: Parameters<typeof moveImport>[4] = {};
  const beat = setInterval(() => {
    move(id, [], "running", latest).then((state) => { if (state === "cancelling") asked.abort(); }, () => { /* the next beat tries again */ });
  }, BEAT_MS);
  try {
    const folder = folderOf(node, uploadOf(row));
    const result = await runImport(importer, {
      node, caller: callerOf(row, importer), files: row.files.map((name) => path.join(folder, name)), isDryRun: row.isDryRun, marking: row.marking, values: row.options,
      signal: AbortSignal.any([signal, asked.signal]), progress: (_, soFar) => { if (soFar) latest = { ...soFar }; },
    });
    clearInterval(beat);
    const { read, inserted, updated, unchanged, rejected, rejectsFile, notes } = result;
    await move(id, ["running", "cancelling"], "done", { read, inserted, updated, unchanged, rejected, endedAt: now(), ...(rejectsFile ? { rejectsFile } : {}), ...(notes ? { notes: { ...notes } } : {}) });
    if (!row.isDryRun) await rm(folder, { recursive: true, force: true });
  } catch (error) {
    clearInterval(beat);
    if (asked.signal.aborted) return void await move(id, ["running", "cancelling"], "cancelled", { ...latest, endedAt: now() });
    // The server stops: the job stays open, and goes on where it was.
    if (signal.aborted) throw error;
    if (!(error instanceof Problem)) {
      await move(id, ["running"], "failed", { ...latest, endedAt: now(), problem: { code: "server.fault", details: { reference: id.slice(-8) } } });
      throw error;
    }
    await move(id, ["running", "cancelling"], "failed", { ...latest, endedAt: now(), problem: { code: error.code, details: error.details } });
  } finally {
    clearInterval(beat);
  }
}

/** Whoever sent the file, with the clearance they had then and no permission but this one. */
const callerOf = ({ caller, owner, exercise, clearance }: ImportRow, importer: Importer): Caller => ({ id: caller, organisation: owner, exercise, clearance, may: new Set([importer.may]) });

async function clearUploads(node: Node): Promise<void> {
  const folder = path.join(node.dir, "uploads");
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(path.join(folder, name));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
