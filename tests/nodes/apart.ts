// A node whose server is a process of its own, spoken to over HTTPS, as two countries' machines are apart. Run by itself it serves
// `DIR DATABASE-URL COUNTRY [CERT KEY]` until it is told to stop.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { openNode, type Node } from "../../src/platform/node.ts";
import { silent } from "../../src/platform/log.ts";
import { startServer } from "../../src/server.ts";
import { makeCertificate } from "../keeping/certificates.ts";

export interface Apart { url: string; isEncrypted: boolean; close(): Promise<void> }

/** Serves a node that this process has open, on the same database, from another process. */
export async function serveApart({ dir, ownerUrl, country }: Node): Promise<Apart> {
  const folder = mkdtempSync(path.join(tmpdir(), "faleme-apart-"));
  const files = certificateIn(folder);
  const trusted = getCACertificates();
  if (files) setDefaultCACertificates([...trusted, readFileSync(files.cert, "utf8")]);
  const child = spawn(process.execPath, [...process.execArgv.filter((flag) => !flag.startsWith("--cpu-prof")), fileURLToPath(import.meta.url), dir, ownerUrl, country, ...(files ? [files.cert, files.key] : [])], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => { child.once("exit", () => resolve()); });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (words: Buffer) => resolve(words.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the other node's server ended with ${code}`)));
  });
  return {
    url, isEncrypted: files !== undefined,
    async close() {
      child.kill("SIGINT");
      await ended;
      if (files) setDefaultCACertificates(trusted);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the machine has no openssl the line is plain, which between two processes of one machine is allowed. */
function certificateIn(folder: string): { cert: string; key: string } | undefined {
  try { return makeCertificate(folder, "node", 1); } catch { return undefined; }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, databaseUrl, country, cert, key] = process.argv.slice(2) as [string, string, string, string?, string?];
  const node = await openNode({ dir, databaseUrl, country });
  const server = await startServer({ node, log: silent, isWorker: false, ...(cert && key ? { tls: { cert, key } } : {}) });
  process.stdout.write(`${server.url}\n`);
  await new Promise<void>((resolve) => { process.once("SIGINT", () => resolve()); });
  await server.close();
  await node.close();
}
