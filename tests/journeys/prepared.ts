// Data directories in which a case is read in already: each is made once a run, by the server itself, and copied for every house.
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { CARELESS } from "../database/clusters.ts";
import { addressOf, up } from "../keeping/processes.ts";

declare module "vitest" {
  export interface ProvidedContext { preparedHouses: string }
}

export type Case = "report" | "exercise" | "none";

/** Once for all journeys: the folder where they are kept. */
export default function setup(project: TestProject): () => void {
  const root = mkdtempSync(path.join(tmpdir(), "faleme-houses-"));
  chmodSync(root, 0o755);
  project.provide("preparedHouses", root);
  return () => { rmSync(root, { recursive: true, force: true }); };
}

/** @returns a data directory of the caller's own */
export async function preparedHouse(example: Case): Promise<string> {
  const root = inject("preparedHouses");
  const [ready, making] = [path.join(root, example), path.join(root, `${example}.making`)];
  while (!existsSync(ready)) {
    if (takes(making)) await make(making, ready, example);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const dir = mkdtempSync(path.join(root, "house-"));
  // With owners and times as they are: the database runs under an account of its own.
  const { status, stderr } = spawnSync("cp", ["-a", "--reflink=auto", `${ready}/.`, dir], { encoding: "utf8" });
  if (status !== 0) throw new Error(`cp: ${stderr}`);
  return dir;
}

/** Of two who want to make it, one does. */
function takes(folder: string): boolean {
  try { mkdirSync(folder, { mode: 0o755 }); return true; } catch { return false; }
}

async function make(making: string, ready: string, example: Case): Promise<void> {
  try {
    const server = up(making, ["--case", example]);
    await addressOf(server);
    server.child.kill("SIGINT");
    await server.ended;
    appendFileSync(path.join(making, "postgres", "postgresql.auto.conf"), CARELESS.map(([name, value]) => `${name} = ${value}\n`).join(""));
    // Each copy finds a port of its own.
    rmSync(path.join(making, "postgres", "postmaster.opts"));
    renameSync(making, ready);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
