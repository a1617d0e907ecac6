// A database cluster of its own for a proof or a benchmark that runs outside the tests; gone when the work is done.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openCluster } from "../../src/platform/postgres.ts";

export async function withCluster<T>(work: (adminUrl: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-nodes-"));
  chmodSync(dir, 0o755);
  const cluster = await openCluster({ dir: path.join(dir, "postgres"), password: "for-proofs-only" });
  try { return await work(cluster.url("postgres")); } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
