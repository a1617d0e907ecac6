/** Where is this number from? Answers or events, the estimate made of them, the indicator, and the indices that use it. */
import { sql } from "kysely";
import { event } from "../../evidence/event.noun.ts";
import { source } from "../../evidence/source.noun.ts";
import { crossing } from "../../places/crossing.noun.ts";
import { find } from "../../platform/noun-store.ts";
import type { AnyNoun, Row } from "../../platform/noun.ts";
import { indexVersion } from "../index/index-version.noun.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { indicator } from "../indicators/indicator.noun.ts";
import { dispute } from "../registers/dispute.noun.ts";
import { grievanceCount } from "../registers/grievance-count.noun.ts";
import { serviceState } from "../registers/service-state.noun.ts";
import { estimate } from "../survey/estimate.noun.ts";
import { instrument } from "../survey/instrument.noun.ts";
import { question } from "../survey/question.noun.ts";
import { wave } from "../survey/wave.noun.ts";
import { held, type Look } from "../reading/look.ts";
import { keyOf, readings } from "../reading/read.ts";
import { areaAt, indicatorAnswer } from "./profile.ts";
import { indicatorAt } from "./across.ts";

/** What a step shows of a record, beside its title: never free text. */
const SHOWN: readonly (readonly [AnyNoun, readonly string[]])[] = [
  [estimate, ["answer", "areas", "areaWords", "state", "value", "low", "high", "words", "respondents", "designEffect", "standardError", "method", "inferred", "citation"]],
  [question, ["key", "wordingStatus", "wording", "kind", "caution"]],
  [wave, ["fieldFrom", "fieldTo", "design", "respondents", "clusters", "strata", "weighting", "microdata", "citation"]],
  [instrument, ["producer", "citation", "licence"]],
  [indicatorValue, ["area", "periodFrom", "periodTo", "state", "value", "population", "release", "citation"]],
  [dispute, ["issue", "area", "tension", "mediation", "asOf"]], [serviceState, ["service", "area", "state", "asOf"]], [grievanceCount, ["topic", "area", "periodFrom", "periodTo", "cases"]],
  [event, ["kind", "occurredFrom", "placeName", "reliability", "credibility"]], [crossing, ["kind", "way", "between"]],
  [indicator, ["key", "definition", "origin", "effect", "goalpostLow", "goalpostHigh", "licence"]],
  [source, ["kind", "reliability", "citation", "licence"]],
];
const MOST_STEPS = 20;

export async function lineage(look: Look, id: string, pcode: string) {
  const area = areaAt(look, pcode);
  const one = await indicatorAt(look, id);
  const reading = (await readings(look, [one], [area.pcode])).get(keyOf(one.id, area.pcode))!;
  const steps: Awaited<ReturnType<typeof stepOf>>[] = [];
  for (const { noun, ids } of reading.inputs) {
    for (const input of ids.slice(0, MOST_STEPS)) {
      const row = await add(input, noun);
      if (noun !== "estimate" || !row) continue;
      const { question: asked, wave: round } = row.content as unknown as { question: string; wave: string };
      await add(asked, "question");
      const made = await add(round, "wave");
      if (made) await add((made.content as unknown as { instrument: string }).instrument, "instrument");
    }
  }
  if (reading.source) await add(reading.source.id, "source");
  await add(one.id, "indicator");
  const usedIn = (await held(look.tx, indexVersion, sql`not withdrawn`)).filter(({ indicators }) => !indicators || indicators.includes(one.id));
  const rows: (Row | undefined)[] = [];
  for (const { id: version } of usedIn) rows.push(await find(look.tx, indexVersion, version));
  return { indicator: indicatorAnswer(one), reading, steps: steps.filter((step) => step !== undefined), usedIn: rows.flatMap((row) => (row ? [{ id: row.id, name: (row.content as { name: string }).name, version: row.version }] : [])) };

  async function add(record: string, noun: string): Promise<Row | undefined> {
    const entry = SHOWN.find(([{ name }]) => name === noun);
    const row = entry && (await find(look.tx, entry[0], record));
    if (row) steps.push(stepOf(entry[0], entry[1], row));
    return row;
  }
}

function stepOf(noun: AnyNoun, shown: readonly string[], { id, version, time, content }: Row) {
  const all = content as Record<string, unknown>;
  return { noun: noun.name, id, version, time, title: String(all[noun.title] ?? noun.labels.fr), detail: Object.fromEntries(shown.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]))) };
}
