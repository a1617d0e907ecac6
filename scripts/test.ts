// `npm test`: types, lint, then every test. What a machine lacks is installed where we may (as root, from Debian's packages),
// and otherwise said: a journey that could not run is never counted as passed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromiumPath } from "../tests/journeys/chromium.ts";
import { serverBinaries } from "../tests/database/clusters.ts";

const say = (words: string) => process.stderr.write(`${words}\n`);
const run = (command: string, args: string[], env = {}) => spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1;

function installFromDebian(packages: string[]): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say(`Installing ${packages.join(", ")} from Debian's packages …`);
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  if (run("apt-get", ["update", "-qq"], quiet) !== 0 || run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet) !== 0) {
    say("That failed; the tests that need them will be reported as skipped.");
  }
}

if (!chromiumPath()) installFromDebian(["chromium", "fonts-noto-core"]);
if (!chromiumPath()) say("SKIPPED: journeys in a real browser, because no Chromium was found. Install it (apt-get install chromium) or name it in CHROMIUM_PATH.");
if (!process.env.FALEME_TEST_DATABASE_URL && !serverBinaries()) say("SKIPPED: the second run of the database tests, because no PostgreSQL 15 or later is installed here and FALEME_TEST_DATABASE_URL is not set.");
if (!existsSync("../shared/data")) say("SKIPPED where they say so: tests on real data sets, because ../shared/data is not here.");

const [checked, tested] = [run(process.execPath, ["scripts/check.ts"]), run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)])];
process.exit(checked || tested);
