/**
 * The answers as far as the mapping reads them, as numbers and short words: what is estimated from, and all that is ever
 * kept. Strata and clusters become numbers; whatever is not mapped is not here.
 */
import { numberIn } from "../indicators/table-lines.ts";
import { boundsOf, columnsRead, type Mapping } from "./mapping.ts";
import type { Answers } from "./read-answers.ts";
import { refusalOf } from "./refused-columns.ts";
import { problem } from "../../platform/problem.ts";

export interface Dataset {
  respondents: number;
  /** P-codes. */
  areas: string[];
  weights?: number[]; strata?: number[]; clusters?: number[]; clustersInStratum?: number[];
  sexes?: ("female" | "male" | null)[];
  bands?: (string | null)[];
  /** By question: an answer a respondent, null where there is none; of several answers, a list. */
  answers: Record<string, (string | number | readonly string[] | null)[]>;
}

/** No words of the row: a reject must not keep what somebody answered. */
export interface Fault { line: number; field: string; reason: string }

const SAMPLE = 2_000;

/** Refuses a mapping that reads what must not be read, or what the file does not have. */
export function checkMapping(mapping: Mapping, { header, rows }: Answers): void {
  const read = columnsRead(mapping);
  const missing = read.filter(([column]) => !header.includes(column)).map(([column]) => column);
  if (missing.length > 0) throw problem("import.columns", { file: "", missing: missing.join(", ") });
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const refused = read.flatMap(([column, use]) => {
    const at = header.indexOf(column);
    const asked = mapping.questions.find((one) => one.column === column);
    const parts = column.split(/[/:]/);
    const why = refusalOf({ name: use.startsWith("question") ? parts.slice(-2).join("/") : parts.at(-1)!, label: [asked?.name, ...Object.values(asked?.wording ?? {})].join(" "), values: rows.filter((_, i) => i % step === 0).map((row) => row[at]!) });
    // A cluster may be a village by name, kept as a number, and an area a region's name, kept as its code. All else is refused whatever it is mapped to.
    return why && !(use === "weight" && why === "position" && refusalOf({ name: column, values: [] }) === undefined) && !(["cluster", "stratum", "area"].includes(use) && ["free-text", "name"].includes(why)) ? [`${column} (${why})`] : [];
  });
  if (refused.length > 0) throw problem("survey.columnsRefused", { columns: refused.join(", ") });
}

/** @param formerBands age bands that were told of these people before: who is in them is answered beside the data, and not kept */
export function datasetOf(answers: Answers, mapping: Mapping, areaOf: (words: string) => string | undefined, formerBands: readonly string[] = []): { data: Dataset; faults: Fault[]; inFormerBand: Record<string, Uint8Array> } {
  checkMapping(mapping, answers);
  const at = (column: string | undefined) => (column === undefined ? -1 : answers.header.indexOf(column));
  const columns = { area: at(mapping.area), weight: at(mapping.weight), stratum: at(mapping.stratum), cluster: at(mapping.cluster), fpc: at(mapping.clustersInStratum), sex: at(mapping.sex), age: at(mapping.age) };
  const questions = mapping.questions.map((question) => ({ ...question, at: at(question.column), parts: Object.entries(question.columns ?? {}).map(([name, column]) => [name, at(column)] as const) }));
  const sexes = { female: new Set((mapping.sexes?.female ?? FEMALE).map(low)), male: new Set((mapping.sexes?.male ?? MALE).map(low)) };
  const numbered = { stratum: new Map<string, number>(), cluster: new Map<string, number>() };
  const coded = (map: Map<string, number>, words: string) => { let code = map.get(words); if (code === undefined) map.set(words, (code = map.size)); return code; };
  const data: Dataset = { respondents: 0, areas: [], answers: Object.fromEntries(questions.map(({ key }) => [key, []])) };
  if (columns.weight >= 0) data.weights = [];
  if (columns.stratum >= 0) data.strata = [];
  if (columns.cluster >= 0) data.clusters = [];
  if (columns.fpc >= 0) data.clustersInStratum = [];
  if (columns.sex >= 0) data.sexes = [];
  if (columns.age >= 0) data.bands = [];
  const faults: Fault[] = [];
  const former = formerBands.map((band) => ({ band, isIn: [] as number[] }));
  const known = new Map<string, string | undefined>();
  for (const [i, row] of answers.rows.entries()) {
    const line = answers.lines?.[i] ?? i + 2;
    const words = row[columns.area]!.trim();
    if (!known.has(words)) known.set(words, words === "" ? undefined : areaOf(words));
    const area = known.get(words);
    const weight = columns.weight >= 0 ? numberOf(row[columns.weight]!) : 1;
    if (area === undefined) { faults.push({ line, field: mapping.area, reason: "no single area here is meant by this" }); continue; }
    if (weight === undefined || weight < 0) { faults.push({ line, field: mapping.weight!, reason: "a weight is a number from 0 on" }); continue; }
    if ((columns.stratum >= 0 && row[columns.stratum] === "") || (columns.cluster >= 0 && row[columns.cluster] === "")) { faults.push({ line, field: mapping.cluster ?? mapping.stratum!, reason: "every respondent belongs to a stratum and a cluster" }); continue; }
    const fpc = columns.fpc >= 0 ? numberOf(row[columns.fpc]!) : undefined;
    if (columns.fpc >= 0 && !(fpc! > 0)) { faults.push({ line, field: mapping.clustersInStratum!, reason: "the number of clusters in the stratum is above 0" }); continue; }
    data.respondents++;
    data.areas.push(area);
    data.weights?.push(weight);
    data.strata?.push(coded(numbered.stratum, row[columns.stratum]!));
    data.clusters?.push(coded(numbered.cluster, `${columns.stratum >= 0 ? row[columns.stratum] : ""}\n${row[columns.cluster]}`));
    data.clustersInStratum?.push(fpc!);
    data.sexes?.push(sexes.female.has(low(row[columns.sex]!)) ? "female" : sexes.male.has(low(row[columns.sex]!)) ? "male" : null);
    data.bands?.push(bandOf(row[columns.age]!, mapping.ageBands));
    if (columns.age >= 0) for (const { band, isIn } of former) isIn.push(Number(bandOf(row[columns.age]!, [band]) === band));
    for (const { key, kind, at: column, parts } of questions) {
      const list = data.answers[key]!;
      if (parts.length > 0) {
        const given = parts.map(([name, part]) => [name, row[part]!.trim()] as const);
        list.push(given.every(([, cell]) => cell === "") ? null : given.filter(([, cell]) => YES.has(low(cell))).map(([name]) => name));
      } else {
        const cell = row[column]!.trim();
        list.push(cell === "" || NO_ANSWER.has(low(cell)) ? null : kind === "number" ? numberOf(cell) ?? null : kind === "multiple" ? cell.split(/\s+/) : cell.slice(0, 80));
      }
    }
  }
  return { data, faults, inFormerBand: Object.fromEntries(columns.age >= 0 ? former.map(({ band, isIn }) => [band, Uint8Array.from(isIn)]) : []) };
}

const FEMALE = ["f", "female", "femme", "woman", "féminin", "feminin", "2", "أنثى"], MALE = ["m", "male", "homme", "man", "masculin", "h", "1", "ذكر"];
const YES = new Set(["1", "true", "yes", "oui", "x", "نعم"]);
const NO_ANSWER = new Set(["n/a", "na", "-99", "99999", ".", "null"]);
const low = (words: string) => words.trim().toLowerCase();
const numberOf = (words: string): number | undefined => { const value = numberIn(words); return words.trim() === "" || !Number.isFinite(value) ? undefined : value; };

function bandOf(words: string, bands: readonly string[]): string | null {
  const age = numberOf(words);
  if (age === undefined) return bands.includes(words.trim()) ? words.trim() : null;
  return bands.find((band) => { const [from, to] = boundsOf(band); return age >= from && Math.floor(age) <= to; }) ?? null;
}
