/**
 * What is known of one indicator in one area: a number with its interval, or which of the several kinds of nothing it is.
 * Missing, suppressed, zero, not asked, no data and "cannot be computed" are six different answers.
 */
import { z } from "zod";
import { labels, type Labels, type LabelTuple } from "../../platform/language.ts";

export const STATES = ["value", "interval", "suppressed", "missing", "not-asked", "no-data", "not-supported"] as const;
export type State = (typeof STATES)[number];
export const UNKNOWNS = ["respondents", "design-effect", "standard-error", "interval", "design", "wording"] as const;
/** Of what the number is: the area itself, a set of areas together, an area above it, or its parts put together. */
export const SCOPES = ["area", "set", "above", "parts"] as const;

const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });

export const Reading = z.object({
  indicator: z.uuid(), area: z.string(), state: z.enum(STATES),
  value: z.number().optional(), low: z.number().optional(), high: z.number().optional(),
  intervalKind: z.string().optional(), intervalMethod: z.string().optional(), words: z.string().optional(),
  respondents: z.int().optional(), designEffect: z.number().optional(), standardError: z.number().optional(),
  /** What would be needed to judge the number, and was not published. */
  unknown: z.array(z.enum(UNKNOWNS)),
  of: z.object({ kind: z.enum(SCOPES), areas: z.array(z.string()), words: z.string().optional() }),
  from: z.string().optional(), to: z.string().optional(),
  isProjection: z.boolean().optional(), isModelled: z.boolean().optional(),
  /** A survey's own value is too weak or hidden: a modelled one may be asked for. */
  isWeak: z.boolean().optional(),
  /** Of a modelled value: what the survey itself says, and what the model leans on. */
  direct: z.object({ state: z.enum(STATES), value: z.number().optional(), low: z.number().optional(), high: z.number().optional(), respondents: z.int().optional() }).optional(),
  covariates: z.array(z.string()).optional(), leansOnSurvey: z.number().optional(),
  why: Words.optional(), cautions: z.array(Words), inferred: z.array(z.string()).optional(),
  source: z.object({ id: z.uuid(), name: z.string().optional(), reliability: z.string().optional() }).optional(),
  citation: z.string().optional(),
  /** The records that it was made from. */
  inputs: z.array(z.object({ noun: z.string(), ids: z.array(z.uuid()), count: z.int() })),
});
export type Reading = z.infer<typeof Reading>;

export const said = (words: LabelTuple): Labels => labels(words);

/** An answer that is no number, and why. */
export const without = (indicator: string, area: string, state: State, why: LabelTuple, more: Partial<Reading> = {}): Reading =>
  ({ indicator, area, state, unknown: [], of: { kind: "area", areas: [area] }, why: said(why), cautions: [], inputs: [], ...more });

const MOST_INPUTS = 50;
export const inputsOf = (noun: string, ids: readonly string[]) => [{ noun, ids: ids.slice(0, MOST_INPUTS), count: ids.length }];

/** The middle of what is known, for a shade or a rank; undefined where there is no number. */
export const middleOf = ({ value, low, high }: Pick<Reading, "value" | "low" | "high">): number | undefined => value ?? (low !== undefined && high !== undefined ? (low + high) / 2 : undefined);
