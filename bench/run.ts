// `npm run bench [-- NAME …] [--json] [--quick]`: every hot path, seeded, each against a named baseline of the same run.
// Nothing here asserts a wall-clock time: a goal that is missed is printed as missed.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

export interface BenchResult {
  name: string;
  /** Numbers with their unit in the name: rowsPerSecond, p95Ms, ratioToCopy. */
  figures: Record<string, number>;
  goals: { name: string; goal: number; measured: number; isMet: boolean }[];
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } } });

const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".bench.ts")).sort()
  .filter((name) => positionals.length === 0 || positionals.some((wanted) => name.startsWith(`${wanted}.`)));

const results: BenchResult[] = [];
for (const file of files) {
  process.stderr.write(`${file} …\n`);
  const { bench } = (await import(`./${file}`)) as { bench(options: { quick: boolean }): Promise<BenchResult | BenchResult[]> };
  const measured = [await bench({ quick: values.quick })].flat();
  results.push(...measured);
  if (!values.json) for (const result of measured) print(result);
}
if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);

function print({ name, figures, goals }: BenchResult): void {
  process.stdout.write(`\n${name}\n`);
  for (const [figure, value] of Object.entries(figures)) process.stdout.write(`  ${figure.padEnd(36)} ${Number(value.toPrecision(4))}\n`);
  for (const goal of goals) process.stdout.write(`  ${goal.isMet ? "met   " : "MISSED"} ${goal.name}: goal ${goal.goal}, measured ${Number(goal.measured.toPrecision(4))}\n`);
}
