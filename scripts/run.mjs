// What `npm start`, `npm test` and the others run. Plain JavaScript for whatever Node the machine has: it installs what is
// missing (the pinned Node included), says what it does, and hands over to the pinned Node.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync, readdirSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const say = (words) => process.stderr.write(`${words}\n`);
const [what, ...rest] = process.argv.slice(2);

const hash = (words) => createHash("sha256").update(words).digest("hex");

function install() {
  const mark = path.join(root, "node_modules", ".faleme-installed");
  const wanted = hash(readFileSync("package-lock.json"));
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  say("Installing what is missing (npm ci) …");
  const npm = spawnSync(process.env.npm_execpath ? process.execPath : "npm", [...(process.env.npm_execpath ? [process.env.npm_execpath] : []), "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: ["ignore", 2, 2] });
  if (npm.status !== 0) { say("npm ci failed; see above."); process.exit(1); }
  writeFileSync(mark, wanted);
}

function pinnedNode() {
  const shipped = path.join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  if (existsSync(shipped)) return shipped;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  say(`Node 24 is needed: this machine has ${process.version}, and npm has no pinned one for ${process.platform}-${process.arch}.`);
  process.exit(1);
}

/** Newest change below these folders: a build older than that is stale. */
function newest(...folders) {
  let latest = 0;
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) latest = Math.max(latest, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
    }
  }
  return latest;
}

function build(node, { force = false } = {}) {
  if (!existsSync("web/index.html")) return;
  const sources = Math.max(newest("web"), ...["package-lock.json", "vite.config.ts", "vite.field-form.ts"].map((file) => statSync(file).mtimeMs));
  const isFresh = (made) => existsSync(made) && statSync(made).mtimeMs > sources;
  if (!force && isFresh(path.join("dist", "web", "index.html")) && isFresh(path.join("dist", "field-form", "index.html"))) return;
  say("Building the web application …");
  for (const mode of ["production", "field-form"]) {
    const vite = spawnSync(node, ["node_modules/vite/bin/vite.js", "build", "--mode", mode, "--logLevel", "warn"], { stdio: ["ignore", 2, 2], env: { ...process.env, NODE_ENV: "production" } });
    if (vite.status !== 0) { say("The build failed; see above."); process.exit(1); }
  }
}

/** What was compiled once is not compiled at the next start: it halves the start of a server. */
const COMPILED = path.join(root, "node_modules", ".compiled");

/** Runs in the pinned Node, passes signals on, and ends as it ends. */
function become(node, args) {
  const child = spawn(node, args, { stdio: "inherit", env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, PATH: `${path.dirname(node)}:${process.env.PATH}` } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => { try { child.kill(signal); } catch { /* gone */ } });
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** A server lives for months beside a database on a small box: a young generation of 4 MB keeps it 50 MB smaller at rest, and an import 150 MB. */
const MODEST = "--max-semi-space-size=4";

install();
const node = pinnedNode();
if (what === "up") { build(node); mkdirSync("dist", { recursive: true }); become(node, [MODEST, "src/cli.ts", "up", ...rest]); }
else if (what === "cli") become(node, [...(["up", "work", "import", "feed"].includes(rest[0]) ? [MODEST] : []), "src/cli.ts", ...rest]);
else if (what === "build") build(node, { force: true });
else if (what === "test") { build(node); become(node, ["scripts/test.ts", ...rest]); }
else if (what === "check") become(node, ["scripts/check.ts", ...rest]);
else if (what === "bench") become(node, ["bench/run.ts", ...rest]);
else if (what === "soak") become(node, ["scripts/soak.ts", ...rest]);
else if (what === "exercise") { if (!rest.includes("--headless")) build(node); become(node, ["scripts/exercise.ts", ...rest]); }
else if (what === "prove") become(node, ["scripts/prove.ts", ...rest]);
else if (what === "screens") { build(node); become(node, ["scripts/screens.ts", ...rest]); }
else { say(`scripts/run.mjs: no such thing as ${what}`); process.exit(2); }
