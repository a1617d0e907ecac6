// Kills the server, its database, or both, at moments that a seed chooses, while reports come in; senders send again under the
// same id until they are told that it is kept, as a telephone's outbox does. Nothing acknowledged may be lost, nothing doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seeded } from "../../src/methods/stats/random.ts";
import { addressOf, isAlive, postmasterPid, until, up, type Running } from "../keeping/processes.ts";
import { countKept } from "./kept.ts";
import type { Proof } from "./proof.ts";
import { submission, WAYS, type WayName } from "./submissions.ts";

export interface Killing { rounds: number; seed: number; way?: WayName; senders?: number; pauseMs?: [number, number]; say?: (words: string) => void }

export interface Killed {
  rounds: number;
  kills: Record<"server" | "database" | "both", number>;
  acknowledged: number;
  /** Sent again because no answer came. */
  repeated: number;
  lost: number;
  doubled: number;
  kept: number;
  /** Of the journal, verified after the last kill. */
  entries: number;
  seconds: number;
}

export async function surviveKills({ rounds, seed, way = "openrosa", senders = 6, pauseMs = [100, 900], say = () => {} }: Killing): Promise<Killed> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-kills-"));
  const random = seeded(seed);
  const began = Date.now();
  const { path: target, headers, bodyOf, kept } = WAYS[way].way;
  const acknowledged: number[] = [];
  const kills = { server: 0, database: 0, both: 0 };
  let [next, repeated, isOver, last] = [0, 0, false, ""];
  let server = up(dir);
  let url: string | undefined = await addressOf(server);
  // Each sender waits a little between reports: what is proved is not speed.
  const sending = Array.from({ length: senders }, async () => {
    while (!isOver) {
      const n = next++;
      const body = bodyOf(submission(seed, n));
      for (let tries = 0; ; tries++) {
        const status = url && await fetch(new URL(target, url), { method: "POST", headers, body: new Uint8Array(body), signal: AbortSignal.timeout(20_000) }).then(async (reply) => { last = `${reply.status} ${await reply.text()}`; return reply.status; }).catch((error: Error) => { last = error.message; return 0; });
        if (tries > 0) repeated++;
        if (status && kept.includes(status)) { acknowledged.push(n); break; }
        if (isOver) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  const acknowledgedSince = async (count: number) => until(() => acknowledged.length > count, 90_000)
    .catch(() => { throw new Error(`nothing was acknowledged for 90 s after ${JSON.stringify(kills)}; the last answer was ${last.slice(0, 300)}; the server said: ${[...server.out.slice(-8), ...server.err.slice(-8)].join(" | ")}`); });
  try {
    for (let round = 0; round < rounds; round++) {
      await acknowledgedSince(acknowledged.length);
      await new Promise((resolve) => setTimeout(resolve, pauseMs[0] + random() * (pauseMs[1] - pauseMs[0])));
      const whom = (["server", "database", "both"] as const)[Math.floor(random() * 3)]!;
      kills[whom]++;
      const database = postmasterPid(dir);
      if (whom !== "server" && database) process.kill(database, "SIGKILL");
      if (whom !== "database") {
        server.child.kill("SIGKILL");
        url = undefined;
        await server.ended;
        server = await started(dir);
        url = await addressOf(server);
      }
      if ((round + 1) % 10 === 0) say(`${round + 1} kills, ${acknowledged.length} acknowledged`);
    }
    await acknowledgedSince(acknowledged.length);
    isOver = true;
    await Promise.all(sending);
    const database = postmasterPid(dir);
    server.child.kill("SIGINT");
    await server.ended;
    await until(() => !isAlive(database), 30_000);
    return { rounds, kills, acknowledged: acknowledged.length, repeated, ...(await countKept(dir, way, seed, acknowledged)), seconds: Math.round((Date.now() - began) / 1000) };
  } finally {
    isOver = true;
    server.child.kill("SIGINT");
    await server.ended;
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A server that comes while the database of the killed one still ends may be refused: it is started again, as a supervisor does. */
async function started(dir: string): Promise<Running> {
  for (let tries = 1; ; tries++) {
    const server = up(dir);
    try {
      await addressOf(server);
      return server;
    } catch (error) {
      server.child.kill("SIGINT");
      await server.ended;
      if (tries === 5) throw error;
    }
  }
}

export const proof: Proof = {
  usage: "kills [--rounds N] [--seed S] [--way openrosa|json]",
  options: { rounds: { type: "string", default: "200" }, seed: { type: "string", default: "1" }, way: { type: "string", default: "openrosa" } },
  async prove(values, say) {
    const result = await surviveKills({ rounds: Number(values.rounds), seed: Number(values.seed), way: values.way as WayName, say });
    return { result, holds: result.lost === 0 && result.doubled === 0 && result.acknowledged > 0 };
  },
};
