/** `faleme import ucdp|acled|events`: what each kind of file is called, and what may be said about it. */
import type { ImportCounts, Importer, ImportJob } from "../../platform/import.ts";
import { isCode } from "../../platform/codes.ts";
import { problem } from "../../platform/problem.ts";
import { importEvents } from "./import-events.ts";
import { coverageOfImport, sourceFor, stateCoverage } from "./import-source.ts";
import type { Format } from "./rows.ts";

const SHARED = {
  countries: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
} as const;

export const eventImporters: readonly Importer[] = [
  { kind: "ucdp", summary: "events of the UCDP Georeferenced Event Dataset, CSV", may: "evidence.import", options: { ...SHARED, release: { type: "string" } }, run: (job) => run(job, "ucdp") },
  { kind: "acled", summary: "events of ACLED, CSV, old and new layout", may: "evidence.import", options: SHARED, run: (job) => run(job, "acled") },
  { kind: "events", summary: "own events, CSV (faleme events --template) or GeoJSON", may: "evidence.import", options: { ...SHARED, source: { type: "string" } }, run: (job) => run(job, "events") },
];

async function run(job: ImportJob, format: Format): Promise<ImportCounts> {
  const { countries, from, to, release, source: named } = readOptions(job.values);
  const source = await sourceFor(job, format, named);
  const { seen, ...counts } = await importEvents({ ...job, format, ...(source ? { source } : {}), ...(release ? { release } : {}), ...(countries ? { countries } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) });
  const coverage = coverageOfImport(format, seen, { countries, from, to });
  if (source && !job.isDryRun) await stateCoverage(job, format, source, seen, coverage);
  return {
    ...counts,
    notes: {
      layout: seen.layout, ...(seen.release ? { release: seen.release } : {}), ...(coverage.length > 0 ? { coverage } : {}),
      ...(Object.keys(seen.skipped).length > 0 ? { skipped: seen.skipped } : {}),
    },
  };
}

function readOptions(values: ImportJob["values"]) {
  const words = (name: string) => (typeof values[name] === "string" && values[name] !== "" ? (values[name] as string) : undefined);
  const countries = words("countries")?.split(",").map((code) => code.trim().toUpperCase());
  const unknown = countries?.find((code) => !isCode("country", code));
  if (unknown) throw usage(`--countries: ${unknown} is not a country of the code list`);
  for (const name of ["from", "to"]) if (words(name) && !/^\d{4}-\d{2}-\d{2}$/.test(words(name)!)) throw usage(`--${name}: write a day as 2021-12-31`);
  if (words("release") && !/^\d{1,2}(\.\d{1,2}){1,2}$/.test(words("release")!)) throw usage("--release: write it as 24.1");
  return { countries, from: words("from"), to: words("to"), release: words("release"), source: words("source") };
}

const usage = (reason: string) => problem("command.usage", { reason, usage: "faleme import ucdp|acled|events FILE… [--countries ML,SN] [--from DAY] [--to DAY] [--release 24.1] [--source NAME]" });
