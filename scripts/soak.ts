// `npm run soak -- --seconds N --rate R [--import] [--way openrosa|json] [--json]`: reports sent at a steady rate to a server and
// database of their own on this machine, counted after a restart, then exported ten times. Exits 1 where something acknowledged
// is lost or doubled, or an export failed or differed; how long it took is printed and judged by whoever reads it.
import { parseArgs } from "node:util";
import { endAll } from "../tests/keeping/processes.ts";
import { soak } from "../tests/proofs/soak.ts";
import { WAYS, type WayName } from "../tests/proofs/submissions.ts";

// Whoever stops it stops the servers that it started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => { void endAll().then(() => process.exit(130)); });

const { values } = parseArgs({ options: {
  seconds: { type: "string", default: "60" }, rate: { type: "string", default: "500" }, seed: { type: "string", default: "1" },
  way: { type: "string", default: "openrosa" }, import: { type: "boolean", default: false }, json: { type: "boolean", default: false },
} });
if (!(values.way in WAYS) || !(Number(values.seconds) > 0) || !(Number(values.rate) > 0)) {
  process.stderr.write(`usage: npm run soak -- [--seconds N] [--rate R] [--seed S] [--way ${Object.keys(WAYS).join("|")}] [--import] [--json]\n`);
  process.exit(2);
}

const result = await soak({ seconds: Number(values.seconds), rate: Number(values.rate), seed: Number(values.seed), way: values.way as WayName, withImport: values.import, say: (words) => process.stderr.write(`${words}\n`) });
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(18)} ${value}\n`);
process.exit(result.lost === 0 && result.doubled === 0 && result.exportsIdentical && result.connectionsLeft === 0 && result.acknowledged > 0 ? 0 : 1);
