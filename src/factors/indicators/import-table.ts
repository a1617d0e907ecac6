/**
 * Any indicator from a table with HXL tags: an area by p-code, a period, a value. What a column means is told by its tag or,
 * without tags, by its name. The indicator is named by its short code, in a column or for the whole file.
 */
import { sql } from "kysely";
import { isCode } from "../../platform/codes.ts";
import type { ImportCounts, Importer, ImportJob } from "../../platform/import.ts";
import { openInputs } from "../../platform/input-file.ts";
import { problem } from "../../platform/problem.ts";
import { source } from "../../evidence/source.noun.ts";
import { loadIndicators } from "../load-shipped.ts";
import { held } from "../reading/look.ts";
import { indicator } from "./indicator.noun.ts";
import { knownAreas, ValueWriter } from "./import-values.ts";
import { numberIn, tableLines } from "./table-lines.ts";

/** Our field, the names that it goes by without tags, and its tag: hashtag and attributes, in any order. */
const COLUMNS = {
  area: { names: ["area", "pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode", "admin2pcode", "admin1pcode"], tag: /^#(adm[1-4]?|country)\b.*\+(v_pcode|code|pcode)\b/ },
  indicator: { names: ["indicator", "indicator_code"], tag: /^#indicator\b.*\+code\b/ },
  from: { names: ["from", "period_from", "start_date"], tag: /^#date\b.*\+start\b/ },
  to: { names: ["to", "period_to", "end_date"], tag: /^#date\b.*\+end\b/ },
  date: { names: ["date", "year"], tag: /^#date(\+(year|occurred|reported|ref))?$/ },
  value: { names: ["value"], tag: /^#(indicator|value)\b(?!.*\+(code|name|min|max|text)\b)/ },
  low: { names: ["low"], tag: /^#(indicator|value)\b.*\+min\b/ },
  high: { names: ["high"], tag: /^#(indicator|value)\b.*\+max\b/ },
  population: { names: ["population"], tag: /^#population\b/ },
  state: { names: ["state", "status"], tag: /^#status\b/ },
  words: { names: ["words"], tag: /^#(indicator|value)\b.*\+text\b/ },
} as const;
type Meaning = keyof typeof COLUMNS;

export const indicatorTableImporter: Importer = {
  kind: "indicator-table",
  summary: "one or more indicators by area and period, CSV with or without HXL tags (area p-code, date or from and to, value)",
  may: "factors.import",
  options: { indicator: { type: "string" }, source: { type: "string" }, release: { type: "string" } },
  run: importTable,
};

async function importTable(job: ImportJob): Promise<ImportCounts> {
  await loadIndicators(job.node);
  const isKnown = await knownAreas(job);
  const { byKey, sourceId } = await job.node.db.as(job.caller, async (tx) => ({
    byKey: new Map((await held(tx, indicator)).map((one) => [one.key, one])),
    sourceId: job.values.source ? (await held(tx, source, sql`name = ${job.values.source} or id::text = ${job.values.source}`))[0]?.id : undefined,
  }));
  if (job.values.source && !sourceId) throw problem("input.invalid", { reason: `source: no source is called ${String(job.values.source)}` });
  const writer = new ValueWriter(job);
  for (const file of job.files) {
    for (const input of await openInputs(file)) {
      let columns: Partial<Record<Meaning, string>> = {};
      const meant = (names: string[], told: Record<string, string>) => { columns = columnsOf(names, told); refuseMissing(input.name, columns, job); };
      let header: string[] = [];
      let isTold = false;
      for await (const { line, cells } of tableLines(input, { header: (names) => { header = names; }, tags: (told) => { meant(header, told); isTold = true; } })) {
        if (!isTold) { meant(header, {}); isTold = true; }
        writer.counts.read += 1;
        const cell = (meaning: Meaning) => (columns[meaning] === undefined ? "" : cells[columns[meaning]!] ?? "");
        const refuse = (field: string, reason: string) => job.rejects.add({ file: input.name, line, field, reason, row: cells });
        const one = byKey.get(cell("indicator") || String(job.values.indicator ?? ""));
        const period = periodOf(cell("from"), cell("to"), cell("date"));
        const number = (meaning: Meaning) => (cell(meaning) === "" ? undefined : numberIn(cell(meaning)));
        const state = cell("state") || (cell("value") === "" ? "missing" : "value");
        if (!one) await refuse("indicator", `no indicator is called “${cell("indicator") || String(job.values.indicator ?? "")}”`);
        else if (one.origin !== "imported") await refuse("indicator", `${one.key} is computed from our own records and not imported`);
        else if (!isKnown(cell("area"))) await refuse("area", cell("area") ? `no area here has the p-code ${cell("area")}: import boundaries first` : "no p-code: a name alone is not joined");
        else if (!period) await refuse("date", "no day, month or year that can be read");
        else if (!isCode("estimate-state", state)) await refuse("state", `“${state}” is none of our states`);
        else if ([number("value"), number("low"), number("high")].some(Number.isNaN)) await refuse("value", "not a number");
        else if (one.unit === "share" && (number("value") ?? 0) > 1) await refuse("value", "a share goes from 0 to 1: divide percentages by 100");
        else await writer.add({ file: input.name, line, raw: cells, content: {
          indicator: one.id, area: cell("area"), periodFrom: period[0], periodTo: period[1], state, value: number("value"), low: number("low"), high: number("high"), population: number("population"), words: cell("words") || undefined,
          ...(job.values.release ? { release: String(job.values.release) } : {}), ...(sourceId ? { source: sourceId } : {}),
        } });
      }
      await writer.flush();
    }
  }
  return writer.counts;
}

function columnsOf(names: readonly string[], told: Record<string, string>): Partial<Record<Meaning, string>> {
  const found: Partial<Record<Meaning, string>> = {};
  for (const [meaning, { names: known, tag }] of Object.entries(COLUMNS) as [Meaning, (typeof COLUMNS)[Meaning]][]) {
    const column = names.find((name) => tag.test(told[name] ?? "")) ?? names.find((name) => (known as readonly string[]).includes(name.toLowerCase()));
    if (column !== undefined) found[meaning] = column;
  }
  return found;
}

function refuseMissing(file: string, columns: Partial<Record<Meaning, string>>, { values }: ImportJob): void {
  const missing = [...(columns.area ? [] : ["#adm+code (area)"]), ...(columns.value ? [] : ["#indicator+value+num (value)"]), ...(columns.indicator || values.indicator ? [] : ["#indicator+code (indicator), or --indicator"]), ...(columns.date || (columns.from && columns.to) ? [] : ["#date (date)"])];
  if (missing.length > 0) throw problem("import.columns", { file, missing: missing.join(", ") });
}

/** A year, a month or a day is a period; otherwise both ends are said. */
function periodOf(from: string, to: string, date: string): [string, string] | undefined {
  const isDay = (words: string) => /^\d{4}-\d\d-\d\d$/.test(words);
  if (isDay(from) && isDay(to)) return [from, to];
  if (/^\d{4}$/.test(date)) return [`${date}-01-01`, `${date}-12-31`];
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(date)) return [`${date}-01`, new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5)), 0)).toISOString().slice(0, 10)];
  return isDay(date) ? [date, date] : undefined;
}
