/**
 * From answers to estimates: of every question and answer, for everybody, by area, by sex and by age band, each with the
 * error that the design implies. Groups below the floor are hidden, and so is what would give them away by subtraction.
 */
import { surveyDesign, type SurveyDesign } from "../../methods/survey/design.ts";
import { mean, meanInterval, share, total, type Estimate } from "../../methods/survey/estimate.ts";
import { shareInterval } from "../../methods/survey/share-interval.ts";
import type { Dataset } from "./dataset.ts";
import { groupingOf, type Group, type HeldBack, type PublishedGroup } from "./groups.ts";
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

export interface Estimated { drafts: Draft[]; heldBack: HeldBack[] }

/** What readers have of the same people already, and who is in the age bands that were told then. */
export interface Before { published: PublishedGroup[]; formerBands: Record<string, Uint8Array> }

export function estimateSurvey(data: Dataset, mapping: Mapping, { published, formerBands }: Before = { published: [], formerBands: {} }, progress: (done: number, of: number) => void = () => {}): Estimated {
  const design = surveyDesign({
    respondents: data.respondents, ...(data.weights ? { weights: data.weights } : {}), ...(data.strata ? { strata: data.strata } : {}), ...(data.clusters ? { clusters: data.clusters } : {}),
    ...(data.clustersInStratum ? { clustersInStratum: data.clustersInStratum } : {}),
  });
  const drafts: Draft[] = [];
  const heldBack: HeldBack[] = [];
  const { groups, hiddenFor } = groupingOf(data, mapping, published, formerBands);
  for (const [i, question] of mapping.questions.entries()) {
    const answers = data.answers[question.key]!;
    // Worked out anew for each question: not everybody answers each.
    const isHidden = hiddenFor(question.key, (row) => answers[row] !== null);
    if (!Array.isArray(isHidden)) heldBack.push(isHidden);
    else if (question.kind === "number") {
      const numbers = Float64Array.from(answers, (answer) => (typeof answer === "number" ? answer : NaN));
      for (const [g, group] of groups.entries()) drafts.push(numberDraft(design, question, numbers, group, isHidden[g]!));
    } else {
      for (const answer of answersOf(question, answers)) {
        const yes = Float64Array.from(answers, (given) => (given === null ? NaN : Number(Array.isArray(given) ? given.includes(answer) : given === answer)));
        for (const [g, group] of groups.entries()) drafts.push(shareDraft(design, question, answer, yes, group, isHidden[g]!, mapping));
      }
    }
    progress(i + 1, mapping.questions.length);
  }
  return { drafts, heldBack };
}

/** The answers that are mapped, or those that occur. */
function answersOf({ answers, columns }: MappedQuestion, given: Dataset["answers"][string]): string[] {
  if (columns) return Object.keys(columns).sort();
  const occurring = new Set(given.flat().filter((answer): answer is string => typeof answer === "string"));
  return [...new Set([...Object.keys(answers ?? {}), ...occurring])].sort();
}

const who = ({ areas, sex, ageBand }: Group) => ({ areas, sex, ...(ageBand ? { ageBand } : {}) });
const described = ({ value, standardError, designEffect, answered }: Estimate) => ({
  state: "value" as const, value, respondents: answered, standardError, ...(designEffect !== undefined && Number.isFinite(designEffect) ? { designEffect } : {}),
});

function shareDraft(design: SurveyDesign, question: MappedQuestion, answer: string, yes: Float64Array, group: Group, isHidden: boolean, { interval }: Mapping): Draft {
  const about = { question: question.key, answer, ...who(group), statistic: "proportion" as const };
  const found = isHidden ? undefined : share(design, yes, group.rows);
  if (!found) return { ...about, state: "suppressed" };
  const range = shareInterval(found, interval);
  return { ...about, ...described(found), ...(range ? { low: Math.min(range.lower, found.value), high: Math.max(range.upper, found.value), intervalMethod: range.method } : {}) };
}

function numberDraft(design: SurveyDesign, question: MappedQuestion, numbers: Float64Array, group: Group, isHidden: boolean): Draft {
  const about = { question: question.key, answer: question.statistic, ...who(group), statistic: question.statistic };
  const found = isHidden ? undefined : question.statistic === "total" ? total(design, numbers, group.rows) : mean(design, numbers, group.rows);
  if (!found) return { ...about, state: "suppressed" };
  const range = meanInterval(found);
  return { ...about, ...described(found), ...(range ? { low: range.lower, high: range.upper, intervalMethod: "student" as const } : {}) };
}
