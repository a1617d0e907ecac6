/** What the chapter answers over HTTP, said once: the schemas that make the types, the checks and the API's document. */
import { z } from "zod";
import { Reading } from "../reading/reading.ts";

export const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });

export const IndicatorAnswer = z.object({
  id: z.uuid(), key: z.string(), names: Words, definitions: Words, side: z.string(), factor: z.string(), effect: z.string(), timing: z.string(), unit: z.string(), origin: z.string(),
  finestLevel: z.int(), goalpostLow: z.number().optional(), goalpostHigh: z.number().optional(), rhythm: z.string(), licence: z.string().optional(), caution: z.string().optional(), question: z.uuid().optional(),
});
export type IndicatorAnswer = z.infer<typeof IndicatorAnswer>;

export const AreaAnswer = z.object({ pcode: z.string(), name: z.string(), level: z.int(), country: z.string(), areaType: z.string().optional() });

export const Measured = z.object({ indicator: IndicatorAnswer, reading: Reading });
export type Measured = z.infer<typeof Measured>;

const FactorAnswer = z.object({ factor: z.string(), labels: Words, indicators: z.array(Measured) });

const RegisterAnswer = z.object({
  disputes: z.array(z.object({ id: z.uuid(), name: z.string(), issue: z.string(), area: z.string(), tension: z.int(), mediation: z.string(), asOf: z.string(), grading: z.string() })),
  services: z.array(z.object({ id: z.uuid(), service: z.string(), area: z.string(), state: z.string(), since: z.string().optional(), asOf: z.string(), facilities: z.int().optional(), facilitiesOpen: z.int().optional(), cause: z.string().optional(), grading: z.string(), source: z.uuid(), sourceName: z.string().optional() })),
  grievances: z.array(z.object({ id: z.uuid(), topic: z.string(), area: z.string(), from: z.string(), to: z.string(), cases: z.int().optional(), settledPercent: z.int().optional() })),
});

export const ProfileAnswer = z.object({
  area: AreaAnswer, period: z.object({ from: z.string(), to: z.string() }),
  /** Side by side, and never netted into one number. */
  vulnerability: z.array(FactorAnswer), resilience: z.array(FactorAnswer),
  /** Before violence; kept apart from the incidents that are counted. */
  leading: z.array(z.uuid()), incidents: z.array(Measured),
  registers: RegisterAnswer,
  /** How many readings are a number, and how many are which kind of nothing. */
  states: z.record(z.string(), z.int()),
});
export type ProfileAnswer = z.infer<typeof ProfileAnswer>;

export const CompareAnswer = z.object({ areas: z.array(AreaAnswer), period: z.object({ from: z.string(), to: z.string() }), indicators: z.array(z.object({ indicator: IndicatorAnswer, readings: z.array(Reading) })) });

const ShadeClass = z.object({ from: z.number(), to: z.number().nullable(), areas: z.int() });
export const MapAnswer = z.object({
  indicator: IndicatorAnswer, level: z.int(), period: z.object({ from: z.string(), to: z.string() }),
  areas: z.array(z.object({ area: AreaAnswer, reading: Reading, middle: z.number().optional() })),
  classes: z.array(ShadeClass),
});

export const SeriesAnswer = z.object({
  area: AreaAnswer,
  series: z.array(z.object({ indicator: IndicatorAnswer, points: z.array(z.object({ from: z.string(), to: z.string(), state: z.string(), value: z.number().optional(), low: z.number().optional(), high: z.number().optional(), isProjection: z.boolean().optional(), words: z.string().optional() })) })),
});

/** From what a reader sees back to what it was made from, a step at a time. */
export const LineageAnswer = z.object({
  indicator: IndicatorAnswer, reading: Reading,
  steps: z.array(z.object({ noun: z.string(), id: z.uuid(), title: z.string(), version: z.int(), time: z.string(), detail: z.record(z.string(), z.unknown()) })),
  usedIn: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.int() })),
});
