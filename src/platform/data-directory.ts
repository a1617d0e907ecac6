/** The data directory: the database's files, the secrets, the log of the database, the backups made before an upgrade. */
import { randomBytes } from "node:crypto";
import { accessSync, chownSync, closeSync, constants, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { problem } from "./problem.ts";

/** Makes it if need be. @returns its real path */
export function openDataDirectory(given: string): string {
  const dir = path.resolve(given);
  try {
    // As root the database runs under another account, which must pass through (x) but never read.
    mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(dir, constants.W_OK | constants.X_OK);
    return realpathSync(dir);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOSPC" || code === "EDQUOT") throw problem("disk.full", { reason: code });
    if (code) throw problem("data.closed", { folder: dir, reason: code });
    throw error;
  }
}

/** A folder of the data directory that only its owner reads. */
export function privateFolder(dir: string, name: string): string {
  const folder = path.join(dir, name);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveToOwner(dir, folder);
  }
  return folder;
}

/** Root may run a verb on the directory of a service account, which must find its files usable afterwards. */
export function giveToOwner(dir: string, file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dir);
  if (uid !== 0) chownSync(file, uid, gid);
}

/** A secret of this data directory, made at first use. */
export function secretIn(dir: string, name: string): string {
  const file = path.join(privateFolder(dir, "secrets"), name);
  if (!existsSync(file)) keepSecret(dir, name, randomBytes(32).toString("base64url"));
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw problem("data.closed", { folder: path.dirname(file), reason: (error as { code?: string }).code });
  }
}

/** Whole or not at all, and on the disk before it is used; of two processes that make it, one wins. */
export function keepSecret(dir: string, name: string, words: string): void {
  const file = path.join(privateFolder(dir, "secrets"), name);
  const making = `${file}.${randomBytes(4).toString("hex")}`;
  const opened = openSync(making, "wx", 0o600);
  try {
    writeSync(opened, words);
    fsyncSync(opened);
    giveToOwner(dir, making);
    linkSync(making, file);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  } finally {
    closeSync(opened);
    rmSync(making, { force: true });
  }
}
