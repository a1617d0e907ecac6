/**
 * Individual answers while they are needed: encrypted on this node alone, each wave with a key of its own that lies beside and
 * not inside. Destroying the key destroys the answers, in every copy. No route, export or backup reads here.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { giveToOwner, privateFolder } from "../../platform/data-directory.ts";
import type { Dataset } from "./dataset.ts";
import type { Mapping } from "./mapping.ts";

export interface Microdata { data: Dataset; mapping: Mapping }

const KEY_BYTES = 32, NONCE_BYTES = 12, TAG_BYTES = 16;
const fileOf = (dir: string, wave: string) => path.join(privateFolder(dir, "microdata"), `${wave}.bin`);
const keyOf = (dir: string, wave: string) => path.join(privateFolder(dir, "microdata-keys"), `${wave}.key`);

export function keepMicrodata(dir: string, wave: string, microdata: Microdata): void {
  destroyMicrodata(dir, wave);
  const key = randomBytes(KEY_BYTES), nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(wave));
  const sealed = Buffer.concat([cipher.update(gzipSync(JSON.stringify(microdata))), cipher.final()]);
  written(dir, fileOf(dir, wave), Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
  written(dir, keyOf(dir, wave), key);
}

/** Undefined: never kept here, or destroyed. */
export function readMicrodata(dir: string, wave: string): Microdata | undefined {
  if (!existsSync(keyOf(dir, wave)) || !existsSync(fileOf(dir, wave))) return undefined;
  const bytes = readFileSync(fileOf(dir, wave));
  const decipher = createDecipheriv("aes-256-gcm", readFileSync(keyOf(dir, wave)), bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(wave));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return JSON.parse(gunzipSync(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])).toString("utf8"));
}

/** The key first, written over and synced; then the answers. @returns whether there was anything */
export function destroyMicrodata(dir: string, wave: string): boolean {
  const key = keyOf(dir, wave), file = fileOf(dir, wave);
  const wasThere = existsSync(key) || existsSync(file);
  if (existsSync(key)) {
    const opened = openSync(key, "r+");
    writeSync(opened, randomBytes(KEY_BYTES), 0, KEY_BYTES, 0);
    fsyncSync(opened);
    closeSync(opened);
  }
  rmSync(key, { force: true });
  rmSync(file, { force: true });
  return wasThere;
}

function written(dir: string, file: string, bytes: Buffer): void {
  const opened = openSync(file, "w", 0o600);
  try {
    writeSync(opened, bytes);
    fsyncSync(opened);
  } finally { closeSync(opened); }
  giveToOwner(dir, file);
}
