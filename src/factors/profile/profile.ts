/** What makes an area vulnerable, and what makes it resilient? Side by side, each number with its source, nothing netted. */
import { codeList } from "../../platform/codes.ts";
import { problem } from "../../platform/problem.ts";
import type { Area } from "../../places/index.ts";
import { indicatorsOf, type IndicatorHeld, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { registersIn, type Registers } from "../reading/from-registers.ts";
import type { IndicatorAnswer, Measured, ProfileAnswer } from "./replies.ts";

export async function profile(look: Look, pcode: string): Promise<ProfileAnswer> {
  const area = areaAt(look, pcode);
  const indicators = await indicatorsOf(look.tx);
  const read = await readings(look, indicators, [area.pcode]);
  const measured = indicators.map((one): Measured => ({ indicator: indicatorAnswer(one), reading: read.get(keyOf(one.id, area.pcode))! }));
  const registers = (await registersIn(look, [area.pcode]))(area.pcode);
  const structural = measured.filter(({ indicator }) => indicator.timing !== "incident");
  return {
    area: areaAnswer(area), period: { from: look.from, to: look.to },
    vulnerability: byFactor(structural, "vulnerability"), resilience: byFactor(structural, "resilience"),
    leading: measured.filter(({ indicator }) => indicator.timing === "leading").map(({ indicator }) => indicator.id),
    incidents: measured.filter(({ indicator }) => indicator.timing === "incident"),
    registers: registerAnswer(look, registers),
    states: countBy(measured.map(({ reading }) => reading.state)),
  };
}

export function areaAt({ geography }: Look, pcode: string): Area {
  const area = geography.areaByPcode(pcode);
  if (!area) throw problem("place.notFound", { name: pcode });
  return area;
}

export const areaAnswer = ({ pcode, name, level, country, areaType }: Area) => ({ pcode, name, level, country, ...(areaType ? { areaType } : {}) });

export function indicatorAnswer(one: IndicatorHeld): IndicatorAnswer {
  const { id, key, name, nameEn, nameAr, definition, definitionEn, definitionAr, side, factor, effect, timing, unit, origin, finestLevel, goalpostLow, goalpostHigh, rhythm, licence, caution, question } = one;
  return {
    id, key, names: { fr: name, en: nameEn ?? name, ar: nameAr ?? name }, definitions: { fr: definition, en: definitionEn ?? definition, ar: definitionAr ?? definition }, side, factor, effect, timing, unit, origin, finestLevel, rhythm,
    ...(goalpostLow === undefined ? {} : { goalpostLow }), ...(goalpostHigh === undefined ? {} : { goalpostHigh }), ...(licence ? { licence } : {}), ...(caution ? { caution } : {}), ...(question ? { question } : {}),
  };
}

/** Every factor of the side, in the report's order, those without an indicator too: a gap is shown. */
function byFactor(measured: readonly Measured[], side: keyof typeof FACTORS) {
  return FACTORS[side].map((factor) => ({ factor, labels: codeList("factor").codes.get(factor)!.labels, indicators: measured.filter(({ indicator }) => indicator.side === side && indicator.factor === factor) }));
}

export const FACTORS = {
  vulnerability: ["border-porosity", "awareness", "socio-economic", "social-exclusion", "contested-authority"],
  resilience: ["social-cohesion", "moderation", "civil-security-trust"],
} as const;

function registerAnswer({ sources }: Look, { disputes, services, grievances }: Registers): ProfileAnswer["registers"] {
  return {
    disputes: disputes.map(({ id, name, issue, area, tension, mediation, asOf, reliability, credibility }) => ({ id, name, issue, area, tension, mediation, asOf, grading: `${reliability}${credibility}` })),
    services: services.map(({ id, service, area, state, since, asOf, facilities, facilitiesOpen, cause, reliability, credibility, source }) => ({
      id, service, area, state, asOf, grading: `${reliability}${credibility}`, source, ...(since ? { since } : {}), ...(facilities === undefined ? {} : { facilities }), ...(facilitiesOpen === undefined ? {} : { facilitiesOpen }), ...(cause ? { cause } : {}),
      ...(sources.has(source) ? { sourceName: sources.get(source)!.name } : {}),
    })),
    grievances: grievances.map(({ id, topic, area, periodFrom, periodTo, cases, settledPercent }) => ({ id, topic, area, from: periodFrom, to: periodTo, ...(cases === undefined ? {} : { cases }), ...(settledPercent === undefined ? {} : { settledPercent }) })),
  };
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
