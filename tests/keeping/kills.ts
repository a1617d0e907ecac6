// Kills the writing process, its database, or both, at moments that a seed chooses, and counts what was acknowledged: all of
// it must be there afterwards, none of it twice, and the journal must verify.
import { verifyJournal } from "../../src/platform/journal.ts";
import { openNode } from "../../src/platform/node.ts";
import { seeded } from "../../src/methods/stats/random.ts";
import { isAlive, postmasterPid, start, until, type Running } from "./processes.ts";

export interface Survival {
  kills: Record<"server" | "database" | "both", number>;
  acknowledged: number;
  /** Sent, and neither acknowledged nor refused: they may be there or not. */
  kept: number;
  lost: number;
  doubled: number;
  /** Entries that the journal verified after the last kill. */
  entries: number;
  seconds: number;
}

export interface Killing { dir: string; seed: number; kills: number; pauseMs?: [number, number] }

export async function surviveKills({ dir, seed, kills, pauseMs = [150, 900] }: Killing): Promise<Survival> {
  const random = seeded(seed);
  const began = Date.now();
  const acknowledged: string[] = [];
  const done = { server: 0, database: 0, both: 0 };
  const gather = (running: Running) => { acknowledged.push(...acknowledgedBy(running)); };
  let writer = start("tests/keeping/writer.ts", [dir]);
  for (let i = 0; i < kills; i++) {
    await writer.line(/^[0-9a-f-]{36} /);
    await new Promise((resolve) => setTimeout(resolve, pauseMs[0] + random() * (pauseMs[1] - pauseMs[0])));
    const whom = (["server", "database", "both"] as const)[Math.floor(random() * 3)]!;
    done[whom]++;
    const database = postmasterPid(dir);
    if (whom !== "server" && database) process.kill(database, "SIGKILL");
    if (whom === "database") {
      // The writer itself must bring the database back and go on.
      const before = writer.out.length;
      await until(() => writer.out.slice(before).some((line) => /^[0-9a-f-]{36} /.test(line)) && postmasterPid(dir) !== database, 60_000);
      continue;
    }
    writer.child.kill("SIGKILL");
    await writer.ended;
    gather(writer);
    writer = start("tests/keeping/writer.ts", [dir]);
  }
  await writer.line(/^[0-9a-f-]{36} /);
  const database = postmasterPid(dir);
  writer.child.kill("SIGINT");
  await writer.ended;
  gather(writer);
  await until(() => !isAlive(database));
  return { kills: done, ...(await countKept(dir, acknowledged)), seconds: (Date.now() - began) / 1000 };
}

/** The ids that a writer said were written. */
export const acknowledgedBy = ({ out }: Running): string[] => out.flatMap((line) => /^([0-9a-f-]{36}) /.exec(line)?.[1] ?? []);

export async function countKept(dir: string, acknowledged: readonly string[]) {
  const node = await openNode({ dir });
  try {
    return await node.owner(async (client) => {
      const { rows } = await client.query<{ id: string; times: number; created: number }>(`
        select c.id, (select count(*) from versions v where v.id = c.id) as times,
          (select count(*) from journal j where j.object = c.id and j.act = 'create') as created from codes c`);
      const held = new Map(rows.map((row) => [row.id, row]));
      const { entries } = await verifyJournal(client);
      return {
        acknowledged: acknowledged.length, kept: rows.length,
        lost: acknowledged.filter((id) => !held.has(id)).length,
        doubled: rows.filter(({ times, created }) => times !== 1 || created !== 1).length + acknowledged.length - new Set(acknowledged).size,
        entries,
      };
    });
  } finally {
    await node.close();
  }
}
