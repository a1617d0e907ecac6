// The whole house over HTTP in a process of its own, so that its memory and its time are its own; callers are made up, because
// signing in is not what is measured. Run with a data directory it serves it on loopback until it is told to stop.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import type { Caller } from "../src/platform/caller.ts";
import { chapters } from "../src/chapters.ts";
import { mount, replyWithProblems } from "../src/platform/http.ts";
import { openLive } from "../src/platform/live.ts";
import { logTo, silent } from "../src/platform/log.ts";
import { rankOf, type Marking } from "../src/platform/marking.ts";
import { openNode } from "../src/platform/node.ts";
import { permissionsOf } from "../src/platform/roles.ts";
import { allRoutes } from "../src/server.ts";

/** The flags that `npm start` gives to a server: what is measured is what runs. */
export const SERVER_FLAGS = [...readFileSync(new URL("../scripts/run.mjs", import.meta.url), "utf8").matchAll(/"(--max-[a-z-]+=\d+)"/g)].map(([, flag]) => flag!);

export interface House {
  url: string;
  get(path: string, as?: Marking): Promise<Response>;
  /** Resident memory of the server's process, in MB: now, and the highest since it was last forgotten. */
  memoryMb(): { now: number; highest: number };
  /** Processor time that the server's process has used so far: what an answer costs, whatever else the machine does. */
  cpuMs(): number;
  close(): Promise<void>;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export const memoryOf = (pid: number) => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1_024;
  return { now: megabytes("VmRSS"), highest: megabytes("VmHWM") };
};

export async function openHouse(dir: string): Promise<House> {
  const child = spawn(process.execPath, [...SERVER_FLAGS, fileURLToPath(import.meta.url), dir], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (words: Buffer) => resolve(words.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the bench's server ended with ${code}`)));
  });
  return {
    url,
    get: (path, as = "AMBER") => fetch(`${url}${path}`, { headers: { "x-bench-clearance": as } }),
    memoryMb: () => memoryOf(child.pid!),
    cpuMs: () => cpuOf(child.pid!),
    async close() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

async function serve(dir: string): Promise<void> {
  const node = await openNode({ dir });
  const log = logTo({ write: (words) => { if (words.includes('"fault"')) process.stderr.write(words); } });
  const live = await openLive(node, silent);
  const endings = [];
  for (const chapter of chapters) endings.push(await chapter.begin?.(node, log, live, async () => {}));
  const app = Fastify({ logger: false, forceCloseConnections: true } as object);
  replyWithProblems(app as never, log);
  const callerOf = async (headers: Record<string, unknown>): Promise<Caller> => (
    { id: "bench", organisation: "SN", exercise: false, clearance: rankOf(String(headers["x-bench-clearance"]) as Marking), may: permissionsOf(["analyst", "administrator"]) });
  mount(app as never, allRoutes(), { node, log, callerOf: (request) => callerOf(request.headers) });
  await app.listen({ port: 0, host: "127.0.0.1" });
  process.stdout.write(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}\n`);
  await new Promise<void>((resolve) => { process.once("SIGINT", () => resolve()); });
  await app.close();
  for (const end of endings) await end?.();
  await live.stop();
  await node.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(process.argv[2]!);
