/**
 * What does an imported table say? The newest period that is no projection: the area's own value, or, for a share, that of
 * its parts weighted by their population, or that of an area above it.
 */
import { sql } from "kysely";
import type { LabelTuple } from "../../platform/language.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { held, sourceOf, type Held, type IndicatorHeld, type Look } from "./look.ts";
import { inputsOf, said, without, type Reading } from "./reading.ts";

type Value = Held<typeof indicatorValue.fields>;

const someParts = (known: number, all: number): LabelTuple => [`${known} des ${all} zones qui la composent ont une valeur`, `${known} of the ${all} areas in it have a value`, `لـ ${known} من ${all} من مناطقها قيمة`];

export async function fromValues(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  if (indicators.length === 0) return [];
  const { geography, to } = look;
  const around = [...new Set(areas.flatMap((area) => [...geography.within(area), ...geography.ancestors(area).map(({ pcode }) => pcode), area]))];
  const values = await held(look.tx, indicatorValue, sql`indicator = any(${indicators.map(({ id }) => id)}::uuid[])`, sql`area = any(${around})`, sql`period_from <= ${to}`);
  const byPlace = Map.groupBy(values.filter(({ isProjection }) => !isProjection), ({ indicator, area }) => `${indicator} ${area}`);
  for (const group of byPlace.values()) group.sort(newest);
  return indicators.flatMap((one) => areas.map((area) => readingOf(look, one, area, (pcode) => byPlace.get(`${one.id} ${pcode}`)?.[0], byPlace)));
}

const newest = (a: Value, b: Value) => (a.periodTo !== b.periodTo ? (a.periodTo < b.periodTo ? 1 : -1) : (a.release ?? "") !== (b.release ?? "") ? ((a.release ?? "") < (b.release ?? "") ? 1 : -1) : a.id < b.id ? -1 : 1);

function readingOf(look: Look, one: IndicatorHeld, area: string, latest: (pcode: string) => Value | undefined, byPlace: ReadonlyMap<string, readonly Value[]>): Reading {
  const own = latest(area);
  if (own) return fromValue(look, one, area, own, "area");
  const parts = one.unit === "share" ? fromParts(look, one, area, byPlace) : undefined;
  if (parts) return parts;
  const above = look.geography.ancestors(area).map(({ pcode }) => latest(pcode)).find((found) => found !== undefined);
  return above ? fromValue(look, one, area, above, "above") : without(one.id, area, "no-data", ["aucune table importée ne donne cette zone", "no imported table has this area", "لا جدول مستورد يتضمن هذه المنطقة"]);
}

function fromValue(look: Look, one: IndicatorHeld, area: string, row: Value, kind: "area" | "above"): Reading {
  const { state, value, low, high, intervalKind, words, standardError, periodFrom, periodTo, citation } = row;
  return {
    indicator: one.id, area, state: state as Reading["state"], from: periodFrom, to: periodTo, cautions: [], of: { kind, areas: [row.area] },
    ...(value === undefined ? {} : { value }), ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), ...(words ? { words } : {}), ...(intervalKind ? { intervalKind } : {}),
    ...(standardError === undefined ? {} : { standardError }), ...(citation ? { citation } : {}),
    unknown: state !== "value" ? [] : [...(standardError === undefined ? ["standard-error" as const] : []), ...(low === undefined ? ["interval" as const] : [])],
    ...sourceOf(look, row.source ?? one.source), inputs: inputsOf("indicator-value", [row.id]),
  };
}

/** The share of the whole, from its parts and their populations, all of one period. */
function fromParts(look: Look, one: IndicatorHeld, area: string, byPlace: ReadonlyMap<string, readonly Value[]>): Reading | undefined {
  const { geography } = look;
  const self = geography.areaByPcode(area);
  const children = geography.areas.filter(({ pcode, parentPcode, validTo }) => parentPcode === area && pcode !== area && !validTo);
  if (!self || children.length === 0) return undefined;
  const known = children.flatMap(({ pcode }) => byPlace.get(`${one.id} ${pcode}`)?.filter(({ value, population }) => value !== undefined && population) ?? []);
  const periods = Map.groupBy(known, ({ periodFrom, periodTo }) => `${periodTo} ${periodFrom}`);
  const [last] = [...periods.keys()].sort().reverse();
  if (!last) return undefined;
  const parts = [...new Map(periods.get(last)!.sort(newest).reverse().map((row) => [row.area, row])).values()];
  const people = parts.reduce((sum, { population }) => sum + population!, 0);
  const value = parts.reduce((sum, { value: share, population }) => sum + share! * population!, 0) / people;
  return {
    indicator: one.id, area, state: "value", value, from: parts[0]!.periodFrom, to: parts[0]!.periodTo, unknown: ["standard-error", "interval"],
    cautions: parts.length < children.length ? [said(someParts(parts.length, children.length))] : [],
    of: { kind: "parts", areas: parts.map((part) => part.area) }, ...sourceOf(look, parts[0]!.source ?? one.source), ...(parts[0]!.citation ? { citation: parts[0]!.citation } : {}),
    inputs: inputsOf("indicator-value", parts.map(({ id }) => id)),
  };
}
