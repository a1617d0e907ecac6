// Two server processes on one database: what is written through either is drawn by both, and both agree with the database.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { Marking } from "../src/platform/marking.ts";
import { startHouse, type Client } from "./database/signed-in.ts";
import { testNode } from "./database/test-node.ts";

const node = await testNode();
const house = await startHouse(node);
// Before the other starts: a server that finds no administrator makes a first link of its own, which voids the house's.
await house.administrator();
const other = await otherServer();

/** A process of its own, with the same data directory and so the same secrets: who signed in to one is signed in to both. */
async function otherServer(): Promise<string> {
  const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
  const child = spawn(process.execPath, [cli, "up", "--data", node.dir, "--port", "0", "--case", "none"], { env: { ...process.env, DATABASE_URL: node.ownerUrl }, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
  afterAll(async () => { child.kill("SIGINT"); await ended; });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (words: Buffer) => {
      said += words.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url) resolve(url);
    });
    child.once("exit", () => reject(new Error(said)));
  });
}

const content = (i: number) => ({
  kind: ["armed-robbery", "extortion", "abduction"][i % 3], occurredFrom: `2025-0${1 + (i % 9)}-11`, occurredTo: `2025-0${1 + (i % 9)}-11`, datePrecision: "day", placePrecision: "exact", country: i % 2 ? "SN" : "ML",
  reliability: "B", credibility: "2", verification: "unverified", source: "00000000-0000-8000-8000-000000000001", fatalitiesBest: i, geometry: { type: "Point", coordinates: [-12 + i / 40, 14 + (i % 5) / 10] },
});

const TILES = ["0/0/0", "5/14/14", "9/238/234"];

/** Everything that a map would show of all events, from one of the servers. */
async function shown(client: Client, url: string): Promise<unknown> {
  const { seq: _, ...summary } = await client.json(`${url}/api/map/summary`);
  const tiles = await Promise.all(TILES.map(async (tile) => Buffer.from(await (await client(`${url}/api/map/events/${tile}.mvt`)).arrayBuffer()).toString("base64")));
  return { summary, tiles };
}

test("both draw the same, for every reader, and as many as the database holds for them", async () => {
  const analyst = await house.signIn("analyst", "RED");
  const readers = [analyst, await house.signIn("reader", "GREEN"), await house.signIn("analyst", "RED", { organisation: "ML" })];
  const markings: Marking[] = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) {
    const url = i % 2 ? other : house.url;
    ids.push((await analyst.json(`${url}/api/events`, { method: "POST", json: { content: content(i), marking: markings[i % 5] } })).id);
  }
  for (const id of ids.slice(0, 6)) await analyst(`${other}/api/events/${id}`, { method: "DELETE" });
  await analyst.json(`${house.url}/api/events/${ids[7]}`, { method: "PUT", json: { basedOn: 1, marking: "RED", content: content(8) } });

  for (const reader of readers) {
    const { count } = await reader.json("/api/events/count");
    await expect.poll(async () => ((await shown(reader, house.url)) as { summary: { count: number } }).summary.count).toBe(count);
    const here = await shown(reader, house.url);
    await expect.poll(() => shown(reader, other)).toEqual(here);
  }
}, 60_000);
