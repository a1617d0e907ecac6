/**
 * In what range may a surveyed share lie, given how the survey was drawn?
 *
 * - `wilson`: close to its stated level; on the effective number of respondents.
 * - `logit`: symmetric in log-odds, so it stays between 0 and 1; as svyciprop(method = "logit") of R's survey.
 * - `clopper-pearson`: never below its level, the safe one for small shares and few clusters; as
 *   svyciprop(method = "beta"), after Korn and Graubard (1998).
 *
 * The effective number is the share's binomial variance over its estimated one, cut down for few
 * degrees of freedom. Where all answered alike the survey shows no variance: then the interval
 * leans on the weights alone (`basis: "weights"`) and is at best that narrow; clusters make it wider.
 */
import { USUAL_LEVEL, checkLevel } from "../stats/interval.ts";
import type { Interval } from "../stats/interval.ts";
import { clopperPearson, upperWhenNone, wilson } from "../stats/proportion.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Share } from "./estimate.ts";

export type ShareIntervalMethod = "wilson" | "logit" | "clopper-pearson";

export interface ShareInterval extends Interval {
  method: ShareIntervalMethod;
  level: number;
  /** What the number of effective respondents was taken from. */
  basis: "design" | "weights";
}

/** Undefined where the survey has a single cluster, so that it cannot say how far it is off, or where everybody was asked and it is off by nothing. */
export function shareInterval(share: Share, method: ShareIntervalMethod, level = USUAL_LEVEL): ShareInterval | undefined {
  checkLevel(level);
  const { value, standardError, degreesOfFreedom, answered } = share;
  if (degreesOfFreedom < 1) return undefined;
  if (!(standardError > 0)) return allAlike(share, method, level);
  const t = studentQuantile((1 + level) / 2, degreesOfFreedom);
  if (method === "logit") {
    const logit = Math.log(value / (1 - value));
    const reach = (t * standardError) / (value * (1 - value));
    return { lower: fromLogit(logit - reach), upper: fromLogit(logit + reach), method, level, basis: "design" };
  }
  const cut = answered > 1 ? studentQuantile((1 + level) / 2, answered - 1) / t : 1;
  const asked = ((value * (1 - value)) / standardError ** 2) * cut * cut;
  const answers = { yes: value * asked, asked };
  const found = method === "wilson" ? wilson(answers, level) : clopperPearson(answers, level);
  return { ...found, method, level, basis: "design" };
}

/** Nobody, or everybody: the rule of three at any level, over the number that the weights leave. */
function allAlike({ value, weightedSize }: Share, method: ShareIntervalMethod, level: number): ShareInterval | undefined {
  if (value !== 0 && value !== 1) return undefined; // e.g. every unit of the population was asked
  const reach = upperWhenNone(weightedSize, level);
  return { lower: value === 0 ? 0 : 1 - reach, upper: value === 0 ? reach : 1, method, level, basis: "weights" };
}

const fromLogit = (logit: number) => 1 / (1 + Math.exp(-logit));
