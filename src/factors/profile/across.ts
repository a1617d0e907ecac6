/** One indicator across areas, several areas side by side, and one area through time. */
import { sql } from "kysely";
import { naturalClasses, roundestBetween } from "../../methods/stats/natural-breaks.ts";
import { problem } from "../../platform/problem.ts";
import type { Area } from "../../places/index.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { estimate } from "../survey/estimate.noun.ts";
import { wave } from "../survey/wave.noun.ts";
import { held, indicatorsOf, type IndicatorHeld, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { middleOf, type Reading } from "../reading/reading.ts";
import { areaAnswer, areaAt, indicatorAnswer } from "./profile.ts";

export const FEWEST_COMPARED = 2, MOST_COMPARED = 4;

export async function compare(look: Look, pcodes: readonly string[]) {
  const areas = [...new Set(pcodes)].map((pcode) => areaAt(look, pcode));
  if (areas.length > MOST_COMPARED) throw problem("input.invalid", { reason: `areas: ${FEWEST_COMPARED}–${MOST_COMPARED}` });
  const indicators = await indicatorsOf(look.tx);
  const read = await readings(look, indicators, areas.map(({ pcode }) => pcode));
  return {
    areas: areas.map(areaAnswer), period: { from: look.from, to: look.to },
    indicators: indicators.map((one) => ({ indicator: indicatorAnswer(one), readings: areas.map(({ pcode }) => read.get(keyOf(one.id, pcode))!) })),
  };
}

export async function indicatorAt(look: Look, id: string): Promise<IndicatorHeld> {
  const [one] = await indicatorsOf(look.tx, [id]);
  if (!one) throw problem("record.notFound");
  return one;
}

export const areasOf = ({ geography }: Look, level: number): Area[] =>
  geography.areas.filter((area) => area.level === level && area.hierarchy === "admin" && !area.validTo).sort((a, b) => (a.pcode < b.pcode ? -1 : 1));

export async function across(look: Look, id: string, level: number) {
  const one = await indicatorAt(look, id);
  const areas = areasOf(look, level);
  const read = await readings(look, [one], areas.map(({ pcode }) => pcode));
  const rows = areas.map((area) => {
    const reading = read.get(keyOf(one.id, area.pcode))!;
    // What is known of several areas together, or of one above, is not a shade of this one.
    const middle = isOwn(reading) ? middleOf(reading) : undefined;
    return { area: areaAnswer(area), reading, ...(middle === undefined ? {} : { middle }) };
  });
  return { indicator: indicatorAnswer(one), level, period: { from: look.from, to: look.to }, areas: rows, classes: classesOf(rows.flatMap(({ middle }) => middle ?? [])) };
}

export const isOwn = ({ of }: Reading): boolean => of.kind === "area" || of.kind === "parts";

const MOST_CLASSES = 5;

/** Zero has a drawing of its own; the rest falls into classes of values that are alike. */
export function classesOf(values: readonly number[]) {
  const groups = naturalClasses(values.filter((value) => value > 0), MOST_CLASSES);
  const edges = groups.map((group, i) => (i === 0 ? group[0]! : roundestBetween(groups[i - 1]!.at(-1)!, group[0]!)));
  return groups.map((group, i) => ({ from: edges[i]!, to: edges[i + 1] ?? group.at(-1)!, areas: group.length }));
}

/** Whatever has more than one period: estimates of each wave, values of each period, projections marked as such. */
export async function series(look: Look, pcode: string) {
  const area = areaAt(look, pcode);
  const indicators = (await indicatorsOf(look.tx)).filter(({ finestLevel }) => area.level <= finestLevel);
  const values = await held(look.tx, indicatorValue, sql`area = ${pcode}`, sql`period_from <= ${look.to}`);
  const asked = indicators.flatMap(({ question }) => question ?? []);
  const estimates = await held(look.tx, estimate, sql`areas = array[${pcode}]::text[] and sex = 'all' and age_band is null and question = any(${asked}::uuid[])`);
  const waves = new Map((await held(look.tx, wave)).map((one) => [one.id, one]));
  const pointsOf = (one: IndicatorHeld) => (one.origin === "survey"
    ? estimates.filter(({ question, answer, wave: round }) => question === one.question && answer === one.answer && waves.has(round)).map((found) => ({ ...numbersOf(found), from: waves.get(found.wave)!.fieldFrom, to: waves.get(found.wave)!.fieldTo }))
    : values.filter(({ indicator }) => indicator === one.id).map((found) => ({ ...numbersOf(found), from: found.periodFrom, to: found.periodTo, ...(found.isProjection ? { isProjection: true } : {}) })));
  return { area: areaAnswer(area), series: indicators.map((one) => ({ indicator: indicatorAnswer(one), points: pointsOf(one).sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.from < b.from ? -1 : 1)) })).filter(({ points }) => points.length > 0) };
}

const numbersOf = ({ state, value, low, high, words }: { state: string; value?: number; low?: number; high?: number; words?: string }) =>
  ({ state, ...(value === undefined ? {} : { value }), ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), ...(words ? { words } : {}) });
