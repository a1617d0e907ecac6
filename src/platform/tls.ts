/** The certificate and key that the server was given, read and tried, so that a wrong file is said before anybody connects. */
import { existsSync, readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { problem } from "./problem.ts";

export interface TlsFiles { cert: string; key: string }

export function readTls({ cert, key }: TlsFiles): { cert: Buffer; key: Buffer } {
  for (const file of [cert, key]) if (!existsSync(file)) throw problem("file.missing", { file });
  try {
    const read = { cert: readFileSync(cert), key: readFileSync(key) };
    createSecureContext(read); // throws where they do not belong together
    return read;
  } catch (error) {
    throw problem("tls.unusable", { cert, key, reason: (error as { reason?: string }).reason ?? (error as { code?: string }).code ?? (error as Error).message });
  }
}
