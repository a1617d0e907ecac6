/**
 * A PostgreSQL of our own in the data directory, for the administrator who has no database server.
 *
 * The binaries come from npm. It listens on loopback only, outlives a killed server (the next process adopts it) and stops
 * with the last process that uses it (`presence.ts`). As whom it runs: `postgres-account.ts`.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { giveToOwner } from "./data-directory.ts";
import { runnerFor, type Runner } from "./postgres-account.ts";
import { majorOf, shippedBinaries } from "./postgres-binaries.ts";
import { problem } from "./problem.ts";

export interface Cluster {
  /** Connection address of the cluster's owner, for the named database. */
  url(database: string): string;
  port: number;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  dir: string;
  password: string;
  /** Folder with initdb and postgres; default: the binaries that came with npm. */
  binaries?: string;
}

const OWNER = "faleme";
const START_TIMEOUT_MS = 30_000;
/** After a power cut a slow disk may need minutes to replay the log; that is work, not a fault. */
const RECOVERY_TIMEOUT_MS = 600_000;
const STOP_TIMEOUT_MS = 8_000;

/** Starts the cluster in `dir`, making it first if need be, or adopts the one that already runs there. */
export async function openCluster({ dir, password, binaries = shippedBinaries() }: ClusterOptions): Promise<Cluster> {
  const runner = runnerFor(dir, binaries);
  if (!existsSync(path.join(dir, "PG_VERSION"))) await make(dir, password, binaries, runner);
  const [held, offered] = [Number(readFileSync(path.join(dir, "PG_VERSION"), "utf8")), majorOf(binaries)];
  if (held !== offered) throw problem("database.otherVersion", { held, offered });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const port = await answering(dir, password);
    if (port) return clusterAt(dir, port, password);
    await start(dir, binaries, runner);
  }
  throw problem("database.wontStart", { log: logFile(dir), reason: "?" });
}

function clusterAt(dir: string, port: number, password: string): Cluster {
  return {
    port,
    url: (database) => `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    stop: () => stopPostmaster(dir),
  };
}

/** Fast shutdown: open transactions are rolled back, committed ones are safe, the next start needs no recovery. */
async function stopPostmaster(dir: string): Promise<void> {
  const { pid } = postmaster(dir) ?? {};
  if (!pid) return;
  try { process.kill(pid, "SIGINT"); } catch { return; }
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < deadline && isPostmasterOf(dir, pid)) await pause(20);
}

/** Made beside its place and renamed into it: a half-made cluster is never taken for one, and of two makers one wins. */
async function make(dir: string, password: string, binaries: string, runner: Runner): Promise<void> {
  const data = path.dirname(dir);
  for (const left of readdirSync(data)) if (/\.making-\d+/.test(left) && !existsSync(`/proc/${left.split("-").at(-1)}`)) rmSync(path.join(data, left), { recursive: true, force: true });
  const making = `${dir}.making-${process.pid}`;
  const passwordFile = path.join(data, `.password.making-${process.pid}`);
  try {
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    runner.give(making);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    runner.give(passwordFile);
    const locale = majorOf(binaries) >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] : ["--locale=C"];
    const { code, output } = await run(runner, path.join(binaries, "initdb"), ["-D", making, "-U", OWNER, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--data-checksums", ...locale]);
    if (code !== 0) throw problem(isFull(output) ? "disk.full" : "database.wontMake", { reason: lastLine(output) });
    try {
      renameSync(making, dir);
      sync(data);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error; // otherwise another process made it meanwhile
    }
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(making, { recursive: true, force: true });
  }
}

function sync(folder: string): void {
  const opened = openSync(folder, "r");
  fsyncSync(opened);
  closeSync(opened);
}

const SETTINGS = {
  listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: 60, shared_buffers: "128MB", max_wal_size: "1GB",
  jit: "off", random_page_cost: "1.1", wal_compression: "on", password_encryption: "scram-sha-256",
  // The database's own log names no value of any row: no statement, no parameter, no detail.
  log_min_error_statement: "panic", log_error_verbosity: "terse", log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
  log_checkpoints: "off",
};

const logFile = (dir: string) => path.join(dir, "..", "postgres.log");
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Returns when it is ready, or when the caller should look again; throws where trying again cannot help. */
async function start(dir: string, binaries: string, runner: Runner): Promise<void> {
  forgetReusedPid(dir);
  const log = logFile(dir);
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
  const from = existsSync(log) ? statSync(log).size : 0;
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { file, args, account } = runner.command(path.join(binaries, "postgres"), ["-D", dir, "-p", String(await portFor(dir)), ...settings]);
  const output = openSync(log, "a", 0o600);
  giveToOwner(path.dirname(dir), log);
  const child = spawn(file, args, { detached: true, stdio: ["ignore", output, output], cwd: "/", env: { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" }, ...account });
  closeSync(output);
  let ended: { signal?: string | null; reason?: string } | undefined;
  child.once("exit", (_code, signal) => { ended = { signal }; });
  child.once("error", (error) => { ended = { reason: error.message }; });
  child.unref();
  const deadline = Date.now() + RECOVERY_TIMEOUT_MS;
  while (!ended && Date.now() < deadline) {
    if (postmaster(dir)?.state === "ready") return;
    await pause(20);
  }
  const words = existsSync(log) ? readFileSync(log).subarray(from).toString() : "";
  if (isFull(words)) throw problem("disk.full", { reason: lastLine(words) });
  // Killed, or in the way of a dead server's last processes, of another process that was quicker, of a port taken meanwhile.
  if (ended?.signal || postmaster(dir) || /still in use|already exists|could not bind|another server|shared memory block/i.test(words)) { await pause(200); return; }
  throw problem("database.wontStart", { log, reason: ended?.reason ?? lastLine(words) });
}

interface Postmaster { pid: number; port: number; state: string }

function postmaster(dir: string): Postmaster | undefined {
  const lines = pidFile(dir);
  const pid = Number(lines?.[0]);
  return lines && isPostmasterOf(dir, pid) ? { pid, port: Number(lines[3]), state: (lines[7] ?? "").trim() } : undefined;
}

function pidFile(dir: string): string[] | undefined {
  try { return readFileSync(path.join(dir, "postmaster.pid"), "utf8").split("\n"); } catch { return undefined; }
}

/** A process that lives and works in this very folder, as a postmaster does: its number alone may be another program's by now. */
function isPostmasterOf(dir: string, pid: number): boolean {
  try {
    // A zombie has no command any more.
    return realpathSync(`/proc/${pid}/cwd`) === realpathSync(dir) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false; // gone, or another account's: ours would be readable
  }
}

/**
 * After a power cut, or in a restarted container, the number in the stale file may belong to another program, and PostgreSQL
 * would refuse to start. The file goes only when no process at all works in the folder.
 */
function forgetReusedPid(dir: string): void {
  const pid = Number(pidFile(dir)?.[0]);
  if (!pid || !existsSync(`/proc/${pid}`) || isPostmasterOf(dir, pid)) return;
  const isWorkedIn = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).some((name) => isPostmasterOf(dir, Number(name)));
  if (!isWorkedIn) rmSync(path.join(dir, "postmaster.pid"), { force: true });
}

/** The port of the cluster that runs on `dir`, once it answers; undefined where none runs. */
async function answering(dir: string, password: string): Promise<number | undefined> {
  const deadline = Date.now() + RECOVERY_TIMEOUT_MS;
  for (let found = postmaster(dir); found && Date.now() < deadline; found = postmaster(dir)) {
    if (found.state !== "ready") { await pause(50); continue; }
    const client = new pg.Client({ host: "127.0.0.1", port: found.port, user: OWNER, password, database: "postgres" });
    client.on("error", () => { /* said by connect */ });
    try {
      await client.connect();
      await client.end();
      return found.port;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "28P01") throw problem("database.wrongPassword", { folder: dir });
      if (!isPassing(error as Error)) throw error;
      await pause(50);
    }
  }
  return undefined;
}

/** Starting, stopping, recovering, or all connections taken: worth another look. */
const isPassing = (error: Error) => /^(57P0|53300|ECONN|EPIPE)/.test((error as { code?: string }).code ?? "") || /Connection terminated/.test(error.message);

function run(runner: Runner, program: string, options: string[]): Promise<{ code: number | null; output: string }> {
  const { file, args, account } = runner.command(program, options);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], cwd: "/", env: { PATH: process.env.PATH, LC_ALL: "C" }, ...account });
    let output = "";
    child.stdout.on("data", (chunk) => { output += chunk; });
    child.stderr.on("data", (chunk) => { output += chunk; });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** What a killed database leaves behind holds its port for a moment longer; who was connected looks for it there and nowhere else. */
const PORT_WAIT_MS = 10_000;

/** The port of last time, so that whoever was connected finds the database again; else one below the range of outgoing calls. */
async function portFor(dir: string): Promise<number> {
  const before = existsSync(path.join(dir, "postmaster.opts")) ? Number(/"-p" "(\d+)"/.exec(readFileSync(path.join(dir, "postmaster.opts"), "utf8"))?.[1]) : 0;
  for (const deadline = Date.now() + PORT_WAIT_MS; before && Date.now() < deadline; await pause(100)) if (await isFree(before)) return before;
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number) => new Promise<boolean>((resolve) => {
  const probe = createServer().once("error", () => resolve(false)).listen(port, "127.0.0.1", () => { probe.close(() => resolve(true)); });
});

const isFull = (words: string) => /No space left on device|Disk quota exceeded/.test(words);
const lastLine = (words: string) => words.trim().split("\n").at(-1) ?? "";
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
