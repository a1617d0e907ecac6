/**
 * From answers to estimates: of every question and answer, for everybody, by area, by sex and by age band, each with the
 * error that the design implies. Groups below the floor are hidden, and so is what would give them away by subtraction.
 */
import { surveyDesign, type SurveyDesign } from "../../methods/survey/design.ts";
import { mean, meanInterval, share, total, type Estimate } from "../../methods/survey/estimate.ts";
import { shareInterval } from "../../methods/survey/share-interval.ts";
import { hideInTable, hideInList } from "../../methods/survey/suppression.ts";
import type { Dataset } from "./dataset.ts";
import type { Mapping, MappedQuestion } from "./mapping.ts";

export interface Draft {
  question: string;
  answer: string;
  /** P-codes taken together; of everybody all areas of the wave. */
  areas: string[];
  sex: "all" | "female" | "male";
  ageBand?: string;
  statistic: "proportion" | "mean" | "total";
  state: "value" | "suppressed";
  value?: number; low?: number; high?: number; intervalMethod?: "wilson" | "logit" | "clopper-pearson" | "student";
  respondents?: number; designEffect?: number; standardError?: number;
}

interface Group { areas: string[]; sex: "all" | "female" | "male"; ageBand?: string; rows: Int32Array | undefined; isHidden: boolean }

export function estimateSurvey(data: Dataset, mapping: Mapping, progress: (done: number, of: number) => void = () => {}): Draft[] {
  const design = surveyDesign({
    respondents: data.respondents, ...(data.weights ? { weights: data.weights } : {}), ...(data.strata ? { strata: data.strata } : {}), ...(data.clusters ? { clusters: data.clusters } : {}),
    ...(data.clustersInStratum ? { clustersInStratum: data.clustersInStratum } : {}),
  });
  const drafts: Draft[] = [];
  for (const [i, question] of mapping.questions.entries()) {
    const answers = data.answers[question.key]!;
    const groups = groupsOf(data, answers, mapping.floor);
    if (question.kind === "number") {
      const numbers = Float64Array.from(answers, (answer) => (typeof answer === "number" ? answer : NaN));
      for (const group of groups) drafts.push(numberDraft(design, question, numbers, group));
    } else {
      for (const answer of answersOf(question, answers)) {
        const yes = Float64Array.from(answers, (given) => (given === null ? NaN : Number(Array.isArray(given) ? given.includes(answer) : given === answer)));
        for (const group of groups) drafts.push(shareDraft(design, question, answer, yes, group, mapping));
      }
    }
    progress(i + 1, mapping.questions.length);
  }
  return drafts;
}

/** The answers that are mapped, or those that occur. */
function answersOf({ answers, columns }: MappedQuestion, given: Dataset["answers"][string]): string[] {
  if (columns) return Object.keys(columns).sort();
  const occurring = new Set(given.flat().filter((answer): answer is string => typeof answer === "string"));
  return [...new Set([...Object.keys(answers ?? {}), ...occurring])].sort();
}

/** Who is reported on, with whether they are few: worked out anew for each question, since not everybody answers each. */
function groupsOf({ areas, sexes, bands, respondents }: Dataset, answers: Dataset["answers"][string], floor: number): Group[] {
  const answered = Array.from({ length: respondents }, (_, row) => row).filter((row) => answers[row] !== null);
  const places = [...new Set(areas)].sort();
  const breakdowns = [...(sexes ? [{ of: (row: number) => sexes[row] ?? null, keys: ["female", "male"] }] : []), ...(bands ? [{ of: (row: number) => bands[row] ?? null, keys: [...new Set(bands.filter((band) => band !== null))].sort() }] : [])];
  const byPlace = Map.groupBy(answered, (row) => areas[row]!);
  const counts = breakdowns.map(({ of, keys }) => places.map((place) => { const rows = byPlace.get(place) ?? []; return keys.map((key) => rows.reduce((sum, row) => sum + Number(of(row) === key), 0)); }));
  const hidden = hiddenPlaces(places.map((place) => byPlace.get(place)?.length ?? 0), counts, floor);
  const groups: Group[] = [
    ...(places.length > 1 ? [{ areas: places, sex: "all" as const, rows: undefined, isHidden: hidden.all }] : []),
    ...places.map((place, i): Group => ({ areas: [place], sex: "all", rows: rowsIn(byPlace.get(place)), isHidden: hidden.places[i]! })),
  ];
  for (const [b, { of, keys }] of breakdowns.entries()) {
    const table = hidden.tables[b]!;
    for (const [k, key] of keys.entries()) {
      const who = breakdowns[b]!.keys === keys && (key === "female" || key === "male") ? { sex: key as "female" | "male" } : { sex: "all" as const, ageBand: key };
      if (places.length > 1) groups.push({ areas: places, ...who, rows: rowsIn(answered.filter((row) => of(row) === key)), isHidden: hidden.all || table.columns[k]! });
      for (const [i, place] of places.entries()) groups.push({ areas: [place], ...who, rows: rowsIn(byPlace.get(place)?.filter((row) => of(row) === key)), isHidden: hidden.places[i]! || table.cells[i]![k]! });
    }
  }
  return groups;
}

const rowsIn = (rows: readonly number[] | undefined) => Int32Array.from(rows ?? []);

interface HiddenGroups { all: boolean; places: boolean[]; tables: { cells: boolean[][]; columns: boolean[] }[] }

/**
 * Places and breakdowns are published together, so they are hidden together: a place whose total would give a small cell away
 * goes as a whole; the places that go are taken as one in the tables; and where nothing is left to protect it, everything goes.
 */
function hiddenPlaces(totals: readonly number[], counts: readonly number[][][], floor: number): HiddenGroups {
  const list = hideInList(totals, floor);
  const gone = new Set(totals.flatMap((_, i) => (list.cells[i] ? [i] : [])));
  for (;;) {
    const shown = totals.map((_, i) => i).filter((i) => !gone.has(i));
    const tables = counts.map((table) => hideInTable([...shown.map((i) => table[i]!), ...(gone.size > 0 ? [table[0]!.map((_, k) => [...gone].reduce((sum, i) => sum + table[i]![k]!, 0))] : [])], floor));
    const told = new Set(tables.flatMap(({ rowTotals }) => rowTotals.flatMap((state, r) => (state && r < shown.length ? [shown[r]!] : []))));
    const isPooledTold = gone.size > 0 && tables.some(({ rowTotals }) => rowTotals[shown.length]);
    if (told.size === 0 && isPooledTold && shown.length > 0) told.add(shown.toSorted((a, b) => totals[a]! - totals[b]!)[0]!);
    if (told.size > 0 && shown.length > 0) { for (const i of told) gone.add(i); continue; }
    const all = Boolean(list.total) || tables.some(({ total: state }) => state);
    return {
      all, places: totals.map((_, i) => gone.has(i)),
      tables: tables.map(({ cells, columnTotals }) => ({ cells: totals.map((_, i) => { const r = shown.indexOf(i); return r < 0 ? columnTotals.map(() => true) : cells[r]!.map(Boolean); }), columns: columnTotals.map(Boolean) })),
    };
  }
}

const who = ({ areas, sex, ageBand }: Group) => ({ areas, sex, ...(ageBand ? { ageBand } : {}) });
const described = ({ value, standardError, designEffect, answered }: Estimate) => ({
  state: "value" as const, value, respondents: answered, standardError, ...(designEffect !== undefined && Number.isFinite(designEffect) ? { designEffect } : {}),
});

function shareDraft(design: SurveyDesign, question: MappedQuestion, answer: string, yes: Float64Array, group: Group, { interval, floor }: Mapping): Draft {
  const about = { question: question.key, answer, ...who(group), statistic: "proportion" as const };
  const found = group.isHidden ? undefined : share(design, yes, group.rows);
  if (!found || found.answered < floor) return { ...about, state: "suppressed" };
  const range = shareInterval(found, interval);
  return { ...about, ...described(found), ...(range ? { low: Math.min(range.lower, found.value), high: Math.max(range.upper, found.value), intervalMethod: range.method } : {}) };
}

function numberDraft(design: SurveyDesign, question: MappedQuestion, numbers: Float64Array, group: Group): Draft {
  const about = { question: question.key, answer: question.statistic, ...who(group), statistic: question.statistic };
  const found = group.isHidden ? undefined : question.statistic === "total" ? total(design, numbers, group.rows) : mean(design, numbers, group.rows);
  if (!found) return { ...about, state: "suppressed" };
  const range = meanInterval(found);
  return { ...about, ...described(found), ...(range ? { low: range.lower, high: range.upper, intervalMethod: "student" as const } : {}) };
}
