// The server as an administrator meets it: once a directory, over TLS, told to stop, and with its database dying under it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PeerCertificate, TLSSocket } from "node:tls";
import { afterAll, afterEach, expect, test } from "vitest";
import { makeCertificate } from "./certificates.ts";
import { addressOf, endAll, faleme, isAlive, postmasterPid, up, until } from "./processes.ts";

const box = mkdtempSync(path.join(tmpdir(), "faleme-up-"));
const dir = path.join(box, "data");
afterAll(() => rmSync(box, { recursive: true, force: true }), 60_000);
afterEach(endAll, 60_000);
const LIMIT = { timeout: 120_000 };
const STOP_WITHIN_MS = 10_000;

async function stops(running: ReturnType<typeof up>, signal: NodeJS.Signals = "SIGINT"): Promise<void> {
  const database = postmasterPid(dir);
  const from = Date.now();
  running.child.kill(signal);
  expect(await running.ended).toBe(0);
  expect(Date.now() - from).toBeLessThan(STOP_WITHIN_MS);
  expect(isAlive(database)).toBe(false);
}

test("runs once a directory, shares its database with the other verbs, and stops at an interrupt with nothing left behind", LIMIT, async () => {
  const running = up(dir);
  const url = await addressOf(running);
  const database = postmasterPid(dir);
  const second = await faleme(["up", "--data", dir, "--json"]);
  expect(second.code).toBe(2);
  expect(JSON.parse(second.out).problem).toMatchObject({ code: "server.alreadyRuns", details: { url } });
  expect(await faleme(["verify", "--data", dir, "--json"])).toMatchObject({ code: 0 });
  expect(postmasterPid(dir)).toBe(database);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await stops(running);
});

test("a port that is taken, or none, is said in a sentence", LIMIT, async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const refused = await faleme(["up", "--data", dir, "--port", String(port), "--json"]);
  other.close();
  expect(JSON.parse(refused.out).problem).toMatchObject({ code: "server.portTaken", details: { port } });
  expect(JSON.parse((await faleme(["up", "--data", dir, "--port", "0", "--host", "192.0.2.1", "--json"])).out).problem.code).toBe("server.cannotListen");
  expect(postmasterPid(dir)).toBeUndefined();
});

test("while its database is down it says 503, brings it back by itself, and keeps its place as the only server", LIMIT, async () => {
  const running = up(dir);
  const url = await addressOf(running);
  await running.line(/First administrator/);
  const database = postmasterPid(dir)!;
  process.kill(database, "SIGKILL");
  await until(async () => (await fetch(`${url}/health`)).status === 503);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ code: expect.stringMatching(/^database\./) });
  await until(async () => (await fetch(`${url}/health`)).status === 200, 60_000);
  await running.line(/the database is back/);
  expect(postmasterPid(dir)).not.toBe(database);
  const told = running.out.filter((line) => /the database (went|is)/.test(line)).map((line) => JSON.parse(line).what);
  expect(told).toEqual(["the database went away; starting it again", "the database is back"]);
  expect(JSON.parse((await faleme(["up", "--data", dir, "--json"])).out).problem.code).toBe("server.alreadyRuns");
  await stops(running, "SIGTERM");
});

const shown = (url: string) => new Promise<PeerCertificate>((resolve, reject) => {
  get(`${url}/health`, { rejectUnauthorized: false, agent: false }, (response) => { response.resume(); resolve((response.socket as TLSSocket).getPeerCertificate()); }).once("error", reject);
});

test("speaks TLS, takes up a renewed certificate at SIGHUP, and keeps the old one where the new one is broken", LIMIT, async () => {
  const { cert, key } = makeCertificate(box, "first", 30);
  const running = up(dir, ["--cert", cert, "--key", key, "--host", "0.0.0.0"]);
  const url = await addressOf(running);
  expect(url).toMatch(/^https:\/\/localhost:/);
  expect((await shown(url)).subject.CN).toBe("first");
  expect(running.err.join("\n")).not.toContain("Without TLS");
  const doctor = JSON.parse((await faleme(["doctor", "--data", dir, "--json"])).out) as { findings: { check: string; facts: object }[] };
  expect(doctor.findings.find(({ check }) => check === "tls")!.facts).toMatchObject({ isEncrypted: true });
  const renewed = makeCertificate(box, "second", 30);
  for (const [from, to] of [[renewed.cert, cert], [renewed.key, key]] as const) writeFileSync(to, readFileSync(from));
  running.child.kill("SIGHUP");
  await until(async () => (await shown(url)).subject.CN === "second");
  writeFileSync(cert, "no certificate");
  running.child.kill("SIGHUP");
  await running.line(/"what":"certificate","error"/);
  expect((await shown(url)).subject.CN).toBe("second");
  await stops(running);
});

test("says what is wrong with a certificate before anybody connects, and warns where there is none", LIMIT, async () => {
  const [one, two] = [makeCertificate(box, "one", 1), makeCertificate(box, "two", 1)];
  const refused = async (...args: string[]) => JSON.parse((await faleme(["up", "--data", dir, "--port", "0", "--json", ...args])).out).problem.code;
  expect(await refused("--cert", one.cert, "--key", two.key)).toBe("tls.unusable");
  expect(await refused("--cert", one.cert)).toBe("command.usage");
  expect(await refused("--cert", path.join(box, "none"), "--key", one.key)).toBe("file.missing");
  const open = up(dir, ["--host", "0.0.0.0"]);
  await open.line(/Without TLS/);
  await stops(open, "SIGHUP");
});

test("a backup while it runs, restored into an empty directory, verifies there; a bad file leaves nothing", LIMIT, async () => {
  const running = up(dir);
  await addressOf(running);
  const file = path.join(box, "all.faleme");
  expect(await faleme(["backup", file, "--data", dir, "--json", "--with-secrets"])).toMatchObject({ code: 0, err: expect.stringContaining("secrets of the node") });
  await stops(running);
  const copy = path.join(box, "copy");
  const restored = await faleme(["restore", file, "--data", copy, "--json"]);
  expect(JSON.parse(restored.out)).toMatchObject({ restored: true, country: "SN", secrets: expect.arrayContaining(["session-secret"]) });
  expect(readFileSync(path.join(copy, "secrets", "session-secret"))).toEqual(readFileSync(path.join(dir, "secrets", "session-secret")));
  expect(statSync(path.join(copy, "secrets", "session-secret")).mode & 0o777).toBe(0o600);
  const entries = async (of: string) => JSON.parse((await faleme(["verify", "--data", of, "--json"])).out).entries as number;
  expect(await entries(copy)).toBe(await entries(dir) + 1); // the restoring is journalled too
  expect(JSON.parse((await faleme(["restore", file, "--data", copy, "--json"])).out).problem.code).toBe("restore.notEmpty");
  writeFileSync(file, readFileSync(file).subarray(0, -500));
  const fresh = path.join(box, "fresh");
  expect(JSON.parse((await faleme(["restore", file, "--data", fresh, "--json"])).out).problem.code).toBe("backup.unreadable");
  expect(readdirSync(fresh)).toEqual([]);
});
