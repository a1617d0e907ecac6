// The files of this repository: what git tracks and what it would; in a copy without git, everything but what is made.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

export function repositoryFiles(): string[] {
  if (existsSync(".git")) {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
    return listed.split("\n").filter((file) => file && existsSync(file));
  }
  return readdirSync(".", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/^(node_modules|dist|\.faleme|\.git)\//.test(file));
}
