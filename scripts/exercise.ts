// `npm run exercise [-- --headless --json --seed N --reports N]`: three nodes with data directories and databases of their own, SN, ML
// and MR, on this machine alone; a drill is played on them, and measured. Without --headless they stay, to be looked at in the page.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openIn } from "../src/evidence/exercise/world.ts";
import { firstAdministratorLink } from "../src/platform/first-administrator.ts";
import { logTo } from "../src/platform/log.ts";
import { openNode, type Node } from "../src/platform/node.ts";
import { startServer, type Server } from "../src/server.ts";
import { playDrill } from "../tests/nodes/drill.ts";
import { addresses } from "../tests/nodes/measure.ts";
import { openLine, type Line } from "../tests/nodes/proxy.ts";
import { COUNTRIES, introduce, type Country } from "../tests/nodes/trio.ts";

const { values } = parseArgs({ options: { headless: { type: "boolean", default: false }, json: { type: "boolean", default: false }, seed: { type: "string", default: "1" }, reports: { type: "string", default: "30" } } });
const say = (words: string) => { process.stderr.write(`${words}\n`); };
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

const root = mkdtempSync(path.join(tmpdir(), "faleme-exercise-"));
const nodes = {} as Record<Country, Node>;
const servers = {} as Record<Country, Server>;
const lines = new Map<string, Line>();
const endings: (() => unknown)[] = [() => rmSync(root, { recursive: true, force: true })];
let code = 1;
try {
  for (const country of COUNTRIES) {
    say(`EXERCISE  the node of ${country} …`);
    const node = nodes[country] = await openNode({ dir: path.join(root, country), country });
    endings.push(() => node.close());
    await openIn(node, "exercise");
    const server = servers[country] = await startServer({ node, log: logTo(process.stderr), isWorker: false });
    endings.push(() => server.close());
  }
  await introduce(nodes, true);
  // Each pair of nodes has two ends of one line, so that one knife cuts both.
  for (const from of COUNTRIES) for (const to of COUNTRIES) if (from !== to) {
    const line = await openLine(() => servers[to].url);
    lines.set(`${from} ${to}`, line);
    endings.push(() => line.close());
  }
  await addresses({ nodes, isExercise: true }, (from, to) => lines.get(`${from} ${to}`)!.url);
  const both = new Map([["ML", "SN"], ["MR", "SN"], ["ML", "MR"]].map(([a, b]) => {
    const ends = [lines.get(`${a} ${b}`)!, lines.get(`${b} ${a}`)!];
    return [`${a} ${b}`, { cut() { for (const end of ends) end.cut(); }, mend() { for (const end of ends) end.mend(); } }] as const;
  }));
  if (!values.headless) for (const country of COUNTRIES) {
    const welcome = await firstAdministratorLink(nodes[country], servers[country].url);
    say(`EXERCISE  ${country}: ${servers[country].url}/?world=exercise${welcome ? `\n          first administrator, once: ${welcome}&world=exercise` : ""}`);
  }
  const measures = await playDrill({ nodes, lines: both, say: values.json ? () => {} : say, pauseMs: values.headless ? 150 : 3_000, signal: stop.signal }, Number(values.seed), Number(values.reports));
  process.stdout.write(values.json ? `${JSON.stringify(measures)}\n` : `${JSON.stringify(measures, null, 2)}\n`);
  code = measures.lost + measures.doubled + measures.leaked === 0 ? 0 : 1;
  if (!values.headless && !stop.signal.aborted) {
    say("EXERCISE  The nodes stay until Ctrl-C.");
    await new Promise<void>((resolve) => { stop.signal.addEventListener("abort", () => resolve(), { once: true }); });
  }
} catch (error) {
  say(`Fault: ${(error as Error).message}`);
  if (process.env.FALEME_DEBUG) say(String((error as Error).stack));
} finally {
  for (const end of endings.reverse()) await end();
}
process.exit(code);
