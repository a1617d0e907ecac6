/**
 * Where the files of reports lie: in the data directory under `media`, never in clear, not even while they arrive. Each is
 * encrypted with a key of its own that is made from the report's (AES-256-CTR, so that an upload goes on at any byte); what
 * they were is vouched for by their hash in the database. Once the report's key is destroyed nothing opens them.
 */
import { createCipheriv, createHash, hkdfSync } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { giveToOwner, privateFolder } from "../../platform/data-directory.ts";
import type { Node } from "../../platform/node.ts";

/** As it came, and without what the device wrote into it. */
export type Copy = "original" | "clean";

const fileOf = (node: Node, id: string, copy: Copy) => path.join(privateFolder(node.dir, "media"), id.slice(0, 2), `${id}.${copy}`);

/** Encrypts and decrypts alike; a key is used for one file alone. */
function cipherAt(reportKey: Buffer, id: string, copy: Copy, offset: number) {
  const key = Buffer.from(hkdfSync("sha256", reportKey, Buffer.alloc(0), `media ${copy} ${id}`, 32));
  const counter = Buffer.alloc(16);
  counter.writeUIntBE(Math.floor(offset / 16), 10, 6);
  const cipher = createCipheriv("aes-256-ctr", key, counter);
  cipher.update(Buffer.alloc(offset % 16));
  return cipher;
}

/** Writes from an offset on, and nothing stays behind it; on the disk when it resolves. @returns how many bytes came, also where their sender was cut off */
export async function writeMedia(node: Node, reportKey: Buffer, id: string, copy: Copy, offset: number, bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number> {
  const file = fileOf(node, id, copy);
  const folder = path.dirname(file);
  if (!existsSync(folder)) { mkdirSync(folder, { recursive: true, mode: 0o700 }); giveToOwner(node.dir, folder); }
  const cipher = cipherAt(reportKey, id, copy, offset);
  const opened = await open(file, existsSync(file) ? "r+" : "wx+", 0o600);
  let written = 0;
  try {
    await opened.truncate(offset);
    try {
      for await (const chunk of bytes) {
        await opened.write(cipher.update(chunk), 0, chunk.length, offset + written);
        written += chunk.length;
      }
    } catch (error) {
      // A sender that went away has still brought what it brought; a disk that is full has not.
      if ((error as { code?: string }).code === "ENOSPC") throw error;
    }
    await opened.sync();
  } finally {
    await opened.close();
  }
  giveToOwner(node.dir, file);
  return written;
}

/** @throws where it is not there */
export async function readMedia(node: Node, reportKey: Buffer, id: string, copy: Copy): Promise<Buffer> {
  return cipherAt(reportKey, id, copy, 0).update(await readFile(fileOf(node, id, copy)));
}

export async function removeMedia(node: Node, id: string): Promise<void> {
  for (const copy of ["original", "clean"] as const) await rm(fileOf(node, id, copy), { force: true });
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
