/**
 * As whom does PostgreSQL run? It refuses to run as root, so root starts it under another account of the machine: the owner
 * of an existing database or of the data directory, else `postgres`, else `nobody`. Where that account could not walk down to the folder (a clone in
 * root's home, say) or none exists, it runs in a user namespace, in which root is an ordinary user.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { problem } from "./problem.ts";

export interface Account { uid: number; gid: number }

export interface Runner {
  /** File and arguments to spawn instead of `file` and `args`, and the account to spawn them under. */
  command(file: string, args: string[]): { file: string; args: string[]; account?: Account };
  /** Hands a file or folder to the account that PostgreSQL runs under. */
  give(file: string): void;
}

export interface Machine {
  isRoot: boolean;
  /** Lines of /etc/passwd. */
  accounts: string;
}

export const thisMachine = (): Machine => ({ isRoot: process.getuid?.() === 0, accounts: readFileSync("/etc/passwd", "utf8") });

/** @param dir the cluster's folder, which need not exist yet; its parent, the data directory, must */
export function runnerFor(dir: string, binaries: string, machine: Machine = thisMachine()): Runner {
  if (!machine.isRoot) return under(undefined);
  if (existsSync(path.join(dir, "PG_VERSION"))) {
    const { uid, gid } = statSync(dir);
    if (uid === 0) return inNamespace(dir);
    const closed = closedFolder({ uid, gid }, dir, binaries);
    if (closed) throw problem("database.pathClosed", { folder: closed });
    return under({ uid, gid });
  }
  const owner = statSync(path.dirname(dir));
  const accounts = [...(owner.uid === 0 ? [] : [{ uid: owner.uid, gid: owner.gid }]), ...["postgres", "nobody"].flatMap((name) => accountCalled(name, machine) ?? [])];
  const fitting = accounts.find((account) => !closedFolder(account, dir, binaries));
  return fitting ? under(fitting) : inNamespace(dir, accounts[0] && closedFolder(accounts[0], dir, binaries));
}

function accountCalled(name: string, { accounts }: Machine): Account | undefined {
  const found = accounts.split("\n").map((line) => line.split(":")).find(([login]) => login === name);
  return found && { uid: Number(found[2]), gid: Number(found[3]) };
}

const under = (account: Account | undefined): Runner => ({
  command: (file, args) => ({ file, args, ...(account ? { account } : {}) }),
  give: (file) => { if (account) chownSync(file, account.uid, account.gid); },
});

const NAMESPACE = ["--user", "--map-user=65534", "--map-group=65534", "--"];

function inNamespace(dir: string, closed?: string): Runner {
  if (spawnSync("unshare", [...NAMESPACE, "true"], { stdio: "ignore" }).status !== 0) {
    throw closed ? problem("database.pathClosed", { folder: closed })
      : existsSync(dir) ? problem("database.ownedByRoot", { folder: dir }) : problem("database.noAccount");
  }
  return { command: (file, args) => ({ file: "unshare", args: [...NAMESPACE, file, ...args] }), give() {} };
}

/** The first folder on the way to the cluster or to the binaries that the account may not pass through. */
function closedFolder(account: Account, dir: string, binaries: string): string | undefined {
  const data = path.dirname(dir);
  // The data directory is ours to open for passing (x), never for reading.
  if (!mayPass(account, data) && statSync(data).uid === 0) chmodSync(data, statSync(data).mode | 0o011);
  return [...foldersAbove(dir), ...foldersAbove(path.join(binaries, "postgres"))].find((folder) => !mayPass(account, folder));
}

function* foldersAbove(file: string): Generator<string> {
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    yield at;
    if (at === path.dirname(at)) return;
  }
}

function mayPass({ uid, gid }: Account, folder: string): boolean {
  const held = statSync(folder);
  const bit = held.uid === uid ? 0o100 : held.gid === gid ? 0o010 : 0o001;
  return (held.mode & bit) !== 0;
}
