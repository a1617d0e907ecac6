// `npm run prove -- NAME [options] [--json]`: proofs that take too long for the tests, which hold a short form of each. Exits 1
// where one does not hold.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { endAll } from "../tests/keeping/processes.ts";
import type { Proof } from "../tests/proofs/proof.ts";

// Whoever stops it stops the servers that it started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => { void endAll().then(() => process.exit(130)); });

const folder = new URL("../tests/proofs/", import.meta.url);
const names = readdirSync(folder).flatMap((file) => /^(.+)\.proof\.ts$/.exec(file)?.[1] ?? []).sort();
const [name = "", ...args] = process.argv.slice(2);

if (!names.includes(name)) {
  process.stderr.write(`usage: npm run prove -- NAME [--json]; there is: ${names.join(", ")}\n`);
  process.exit(2);
}
const { proof } = (await import(new URL(`${name}.proof.ts`, folder).href)) as { proof: Proof };
const { json, ...values } = valuesOf(proof);
const { result, holds } = await proof.prove(values, (words) => process.stderr.write(`${words}\n`));
process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n${holds ? "holds" : "DOES NOT HOLD"}\n`);
process.exit(holds ? 0 : 1);

function valuesOf({ options, usage }: Proof): Record<string, any> {
  try {
    return parseArgs({ args, options: { ...options, json: { type: "boolean", default: false } } }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split("\n")[0]}\nusage: npm run prove -- ${usage} [--json]\n`);
    process.exit(2);
  }
}
