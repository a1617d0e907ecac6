/**
 * Of those asked so many said yes: in what range may the true share lie?
 *
 * `wilson` is close to its stated level on average, `clopperPearson` never below
 * it and therefore wider. Shares from 0 to 1. Where a survey was clustered divide
 * both numbers by the design effect first (`effective`), so whole numbers are not
 * required. Sources: Wilson (1927), Clopper and Pearson (1934); R prop.test
 * (correct = FALSE) and binom.test agree to 1e-12.
 */
import { betaQuantile } from "./beta.ts";
import { USUAL_LEVEL, checkLevel } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";

export interface Answers {
  yes: number;
  asked: number;
}

export function wilson(answers: Answers, level = USUAL_LEVEL): Interval {
  check(answers, level);
  const { yes, asked } = answers;
  const z = normalQuantile((1 + level) / 2);
  const zz = z * z;
  const centre = yes + zz / 2;
  const reach = z * Math.sqrt((yes / asked) * (asked - yes) + zz / 4);
  // At both ends the formula gives 0 and 1, but for rounding.
  return {
    lower: yes === 0 ? 0 : (centre - reach) / (asked + zz),
    upper: yes === asked ? 1 : (centre + reach) / (asked + zz),
  };
}

export function clopperPearson(answers: Answers, level = USUAL_LEVEL): Interval {
  check(answers, level);
  const { yes, asked } = answers;
  const tail = (1 - level) / 2;
  return {
    lower: yes === 0 ? 0 : betaQuantile(tail, yes, asked - yes + 1),
    upper: yes === asked ? 1 : betaQuantile(1 - tail, yes + 1, asked - yes),
  };
}

/** "No one" out of so many: the share may still be this high, by the rule of three (95 %, one-sided). */
export function ruleOfThree(asked: number): number {
  check({ yes: 0, asked }, USUAL_LEVEL);
  return Math.min(1, 3 / asked);
}

/** What the rule of three approximates, at any level. */
export function upperWhenNone(asked: number, level = USUAL_LEVEL): number {
  check({ yes: 0, asked }, level);
  return -Math.expm1(Math.log1p(-level) / asked);
}

/** As many independent answers as a clustered survey is worth. */
export function effective({ yes, asked }: Answers, designEffect: number): Answers {
  if (!(designEffect > 0)) throw new RangeError(`a design effect must be positive, not ${designEffect}`);
  return { yes: yes / designEffect, asked: asked / designEffect };
}

function check({ yes, asked }: Answers, level: number): void {
  checkLevel(level);
  if (!(asked > 0 && Number.isFinite(asked))) throw new RangeError(`somebody must have been asked, not ${asked}`);
  if (!(yes >= 0 && yes <= asked)) throw new RangeError(`${yes} of ${asked} is not a share`);
}
