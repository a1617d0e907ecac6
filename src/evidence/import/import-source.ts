/** The source that an import's rows come from: found or made before the first row, its coverage stated after the last. */
import { idFrom } from "../../platform/identity.ts";
import type { ImportJob } from "../../platform/import.ts";
import type { Transaction } from "../../platform/database.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { Content } from "../../platform/field.ts";
import { spansOf, unitedSpans } from "../coverage.ts";
import { source, type CoverageSpan } from "../source.noun.ts";
import type { Format, Seen } from "./rows.ts";
import { sourceNames } from "./queries.ts";

type SourceContent = Content<typeof source.fields>;

const KNOWN: Readonly<Record<Exclude<Format, "events">, SourceContent>> = {
  ucdp: {
    name: "UCDP GED", kind: "dataset", reliability: "B", independenceGroup: "ucdp", publisher: "Uppsala Conflict Data Program",
    citation: "Uppsala Conflict Data Program, Georeferenced Event Dataset; Sundberg & Melander (2013), Journal of Peace Research 50(4)",
    url: "ucdp.uu.se", licence: "CC BY 4.0", languages: ["en"],
  },
  acled: {
    name: "ACLED", kind: "dataset", reliability: "B", independenceGroup: "acled", publisher: "Armed Conflict Location & Event Data",
    citation: "Armed Conflict Location & Event Data (ACLED), acleddata.com", url: "acleddata.com", licence: "ACLED terms of use: rows may not be passed on", languages: ["en"],
  },
};

/** One world's source is not the other's. */
export const sourceIdOf = (format: Format, isExercise: boolean) => idFrom("source", `${isExercise ? "exercise " : ""}${format}`);

/** @returns its id; undefined for own events whose rows name their sources themselves */
export async function sourceFor(job: Pick<ImportJob, "node" | "caller" | "isDryRun">, format: Format, named: string | undefined): Promise<string | undefined> {
  return job.node.db.as(job.caller, async (tx) => {
    if (format === "events") return named === undefined ? undefined : namedSource(tx, named, job.isDryRun);
    const id = sourceIdOf(format, job.caller.exercise);
    if (!job.isDryRun && !(await find(tx, source, id))) await save(tx, source, { id, content: KNOWN[format] });
    return id;
  });
}

/** By id or name; one that is not known yet is made, and can be graded later. */
async function namedSource(tx: Transaction, named: string, isDryRun: boolean): Promise<string> {
  const known = new Map(await sourceNames(tx));
  const found = known.get(named) ?? known.get(named.toLowerCase());
  if (found) return found;
  const id = idFrom("source", `${tx.caller.exercise ? "exercise " : ""}${named.toLowerCase()}`);
  if (!isDryRun) await save(tx, source, { id, content: { name: named, kind: "other", reliability: "F", independenceGroup: named.slice(0, 80) } satisfies SourceContent });
  return id;
}

export interface StatedCoverage { countries?: readonly string[]; from?: string; to?: string }

/** What the import covers: as its author says, or as the file shows; own events cover nothing unless it is said. */
export function coverageOfImport(format: Format, seen: Seen, stated: StatedCoverage): CoverageSpan[] {
  const isStated = stated.countries !== undefined && stated.from !== undefined && stated.to !== undefined;
  if (format === "events" && !isStated) return [];
  if (!isStated && (!seen.from || !seen.to)) return [];
  // A yearly release of UCDP closes its years; everything else ends with its last row.
  const isYearly = format === "ucdp" && /^\d+\.\d+$/.test(seen.release);
  const from = stated.from ?? (format === "ucdp" ? `${seen.from!.slice(0, 4)}-01-01` : seen.from!);
  const to = stated.to ?? (isYearly ? `${seen.to!.slice(0, 4)}-12-31` : seen.to!);
  return (stated.countries ?? seen.countries).map((country) => ({ country, from, to }));
}

export async function stateCoverage(job: Pick<ImportJob, "node" | "caller">, format: Format, id: string, seen: Seen, spans: readonly CoverageSpan[]): Promise<void> {
  await job.node.db.as(job.caller, async (tx) => {
    const current = await find(tx, source, id);
    if (!current) return;
    const content = current.content as SourceContent;
    const coverage = unitedSpans([...spansOf(content), ...spans]);
    const days = coverage.flatMap(({ from, to }) => [from, to]).sort();
    await save(tx, source, {
      id, content: {
        ...content,
        ...(format === "ucdp" && seen.release ? { name: `UCDP GED ${seen.release}` } : {}),
        ...(coverage.length > 0 ? { coverage, coverageCountries: [...new Set(coverage.map(({ country }) => country))].slice(0, 20), coverageFrom: days[0], coverageTo: days.at(-1) } : {}),
      },
    });
  });
}
