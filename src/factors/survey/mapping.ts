/** What does each column of a file of answers mean? Said by a person, proposed by convention, kept with the wave. */
import { z } from "zod";
import { Wording } from "./question.noun.ts";

const Column = z.string().trim().min(1).max(200);
const Name = z.string().trim().min(1).max(300);

export const MappedQuestion = z.strictObject({
  key: z.string().trim().min(1).max(80),
  name: Name, nameEn: Name.optional(), nameAr: Name.optional(),
  kind: z.enum(["single", "multiple", "number"]),
  /** One column; or, where several answers may be given, a column for each answer: { answer: column }. */
  column: Column.optional(),
  columns: z.record(z.string().max(80), Column).optional(),
  wording: Wording.optional(),
  /** Answers by the words that stand in the file → what they mean, by language. */
  answers: z.record(z.string().max(80), z.record(z.string().max(20), z.string().max(300))).optional(),
  /** Of a number: the mean, or the total (only where weights sum to the population). */
  statistic: z.enum(["mean", "total"]).default("mean"),
}).refine(({ column, columns }) => (column === undefined) !== (columns === undefined), { error: "either column or columns", path: ["column"] });
export type MappedQuestion = z.infer<typeof MappedQuestion>;

export const Mapping = z.strictObject({
  instrument: z.strictObject({ name: z.string().trim().min(1).max(200), producer: z.string().trim().max(200).optional(), licence: z.string().trim().max(120).optional(), languages: z.array(z.string().max(20)).max(20).optional() }),
  wave: z.strictObject({ name: z.string().trim().min(1).max(200), from: z.iso.date(), to: z.iso.date() }),
  area: Column,
  weight: Column.optional(), stratum: Column.optional(), cluster: Column.optional(),
  /** How many clusters the stratum has in all: the finite population correction. */
  clustersInStratum: Column.optional(),
  sex: Column.optional(),
  sexes: z.strictObject({ female: z.array(z.string().max(80)).max(10), male: z.array(z.string().max(80)).max(10) }).optional(),
  age: Column.optional(),
  /** "15-24", "60+"; they do not overlap. */
  ageBands: z.array(z.string().regex(/^\d{1,3}(-\d{1,3}|\+)$/)).max(12).default(["15-24", "25-34", "35-54", "55+"]),
  questions: z.array(MappedQuestion).min(1).max(400),
  interval: z.enum(["wilson", "logit", "clopper-pearson"]).default("wilson"),
  /** Results on fewer people than this are not shown. */
  floor: z.int().min(2).max(1_000).default(10),
}).refine(({ ageBands }) => !overlap(ageBands), { error: "age bands overlap", path: ["ageBands"] });
export type Mapping = z.infer<typeof Mapping>;

export const boundsOf = (band: string): [from: number, to: number] => (band.endsWith("+") ? [Number(band.slice(0, -1)), Infinity] : band.split("-").map(Number) as [number, number]);

function overlap(bands: readonly string[]): boolean {
  const ends = bands.map(boundsOf).sort((a, b) => a[0] - b[0]);
  return ends.some(([from, to], i) => to < from || (i > 0 && from <= ends[i - 1]![1]));
}

/** Every column of the file that the mapping reads, with what for. */
export function columnsRead(mapping: Mapping): [column: string, use: string][] {
  const { area, weight, stratum, cluster, clustersInStratum, sex, age, questions } = mapping;
  const single = Object.entries({ area, weight, stratum, cluster, clustersInStratum, sex, age }).flatMap(([use, column]) => (column ? [[column, use] as [string, string]] : []));
  return [...single, ...questions.flatMap(({ key, column, columns }) => [...(column ? [column] : []), ...Object.values(columns ?? {})].map((one): [string, string] => [one, `question ${key}`]))];
}
