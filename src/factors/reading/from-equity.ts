/**
 * How far does the wealth that leaves the ground of an area lie from what its people live on? The value of the gold brought
 * out in a year per inhabitant, over the local income per inhabitant of a year. Both come from imported tables, as does the
 * population; where one is not there, nothing is computed. Beside the number, in words: the services that are known there,
 * and what people themselves say of being left aside.
 */
import { sql } from "kysely";
import { holdsPoint } from "../../methods/spatial/polygon.ts";
import { placeStore, type Place } from "../../places/index.ts";
import { fromSurvey } from "./from-survey.ts";
import { fromValues } from "./from-values.ts";
import { indicatorsOf, type IndicatorHeld, type Look } from "./look.ts";
import { inputsOf, middleOf, said, without, type Reading } from "./reading.ts";

const OUTPUT = "gold-output-value", INCOME = "local-income-per-head";
/** What people say of it, wherever it was asked. */
const PERCEIVED = "marginalisation-as-reason";
const PER_INHABITANTS = 10_000;

interface Population { area: string; population: number; id: string; periodTo: string }

export async function fromEquity(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  if (indicators.length === 0) return [];
  const registry = await indicatorsOf(look.tx);
  const of = async (key: string, read: typeof fromValues) => {
    const found = registry.filter((one) => one.key === key);
    return new Map((found.length > 0 ? await read(look, found, areas) : []).map((reading) => [reading.area, reading]));
  };
  const parts = { outputs: await of(OUTPUT, fromValues), incomes: await of(INCOME, fromValues), perceived: await of(PERCEIVED, fromSurvey), people: await populations(look, areas), places: await placeStore(look.node, look.tx) };
  return indicators.flatMap((one) => areas.map((area) => readingOf(look, one, area, parts)));
}

async function populations({ tx, to }: Look, areas: readonly string[]): Promise<Map<string, Population>> {
  const { rows } = await sql<Population>`
    select distinct on (area) area, population, id, period_to as "periodTo" from indicator_values
    where area = any(${areas}) and population > 0 and is_projection is not true and not withdrawn and period_from <= ${to} order by area, period_to desc, id`.execute(tx.sql);
  return new Map(rows.map((row) => [row.area, row]));
}

interface Parts { outputs: ReadonlyMap<string, Reading>; incomes: ReadonlyMap<string, Reading>; perceived: ReadonlyMap<string, Reading>; people: ReadonlyMap<string, Population>; places: Awaited<ReturnType<typeof placeStore>> }

function readingOf(look: Look, one: IndicatorHeld, area: string, { outputs, incomes, perceived, people, places }: Parts): Reading {
  const output = outputs.get(area), income = incomes.get(area), inhabitants = people.get(area);
  const beside = [servicesIn(look, one, area, [...places.seen(look.caller, ["site"])], inhabitants), perceivedIn(perceived.get(area))].filter((words) => words !== undefined);
  const outputValue = output?.of.kind === "area" ? output.value : undefined;
  const incomeValue = income?.value;
  const lacks = [
    ...(outputValue === undefined ? [LACKS.output] : []), ...(inhabitants === undefined ? [LACKS.people] : []), ...(incomeValue === undefined || incomeValue <= 0 ? [LACKS.income] : []),
  ];
  if (outputValue === undefined || inhabitants === undefined || incomeValue === undefined || incomeValue <= 0)
    return { ...without(one.id, area, "not-supported", [0, 1, 2].map((i) => `${INTRO[i]} ${lacks.map((words) => words[i]).join(i === 2 ? "، " : ", ")}`) as [string, string, string]), cautions: beside };
  const years = [output!.to!, income!.to!, inhabitants.periodTo].map((day) => day.slice(0, 4));
  return {
    indicator: one.id, area, state: "value", value: Math.round((outputValue / inhabitants.population / incomeValue) * 100) / 100, from: output!.from!, to: output!.to!, unknown: ["interval"], of: { kind: "area", areas: [area] },
    cautions: [
      ...(new Set(years).size > 1 ? [said([`années différentes : production ${years[0]}, revenu ${years[1]}, population ${years[2]}`, `different years: output ${years[0]}, income ${years[1]}, population ${years[2]}`, `سنوات مختلفة: الإنتاج ${years[0]} والدخل ${years[1]} والسكان ${years[2]}`])] : []),
      ...(income!.of.kind === "area" ? [] : [said(["revenu de la zone supérieure", "income of the area above", "دخل المنطقة الأعلى"])]), ...beside,
    ],
    ...(output!.source ? { source: output!.source } : {}), ...(output!.citation ? { citation: output!.citation } : {}),
    inputs: inputsOf("indicator-value", [...new Set([...output!.inputs, ...income!.inputs].flatMap(({ ids }) => ids).concat(inhabitants.id))]),
  };
}

const INTRO = ["il manque :", "missing:", "ينقص:"] as const;
const LACKS = {
  output: ["la valeur de la production d’or de la zone", "the value of the area’s gold output", "قيمة إنتاج الذهب في المنطقة"],
  people: ["sa population", "its population", "عدد سكانها"],
  income: ["le revenu local par habitant", "the local income per inhabitant", "الدخل المحلي للفرد"],
} as const;

function servicesIn({ geography }: Look, { siteKinds = [] }: IndicatorHeld, area: string, sites: readonly Place[], inhabitants: Population | undefined) {
  const outline = geography.areaByPcode(area)?.geometry;
  if (!outline) return undefined;
  const count = sites.filter(({ kind, coordinates }) => siteKinds.includes(kind ?? "") && coordinates && holdsPoint(outline, coordinates[0], coordinates[1])).length;
  if (count === 0) return undefined;
  const rate = inhabitants && Math.round((count / inhabitants.population) * PER_INHABITANTS * 10) / 10;
  return rate === undefined
    ? said([`services connus : au moins ${count}`, `services known: at least ${count}`, `الخدمات المعروفة: ${count} على الأقل`])
    : said([`services connus : au moins ${count}, soit ${rate} pour 10 000 habitants`, `services known: at least ${count}, that is ${rate} for 10,000 inhabitants`, `الخدمات المعروفة: ${count} على الأقل، أي ${rate} لكل 10000 نسمة`]);
}

/** Of a set of areas, or of one above, it still is what people there say; whose words it is stands with it. */
function perceivedIn(reading: Reading | undefined) {
  const middle = reading && middleOf(reading);
  if (middle === undefined) return undefined;
  const percent = Math.round(middle * 100), year = reading!.to?.slice(0, 4) ?? "";
  return said([`perception : ${percent} % citent la marginalisation (${reading!.of.areas.join(", ")}, ${year})`, `perceived: ${percent} % cite being left aside (${reading!.of.areas.join(", ")}, ${year})`, `التصوّر: ${percent}٪ يذكرون التهميش (${reading!.of.areas.join("، ")}، ${year})`]);
}
