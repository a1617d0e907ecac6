/** Fills the exercise's world with the exercise's events. The actual world is not touched: row-level security keeps them apart. */
import { loadGeography } from "../../places/index.ts";
import { idFrom } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import { save, saveMany, type Checked } from "../../platform/noun-store.ts";
import { event } from "../event.noun.ts";
import { source } from "../source.noun.ts";
import { exerciseEvents } from "./generator.ts";
import { readTruth, type Truth } from "./truth.ts";

const BATCH = 2_000;
const DAY_MS = 86_400_000;

/** Loading twice changes nothing. Answers how many events are new. */
export async function loadExercise(node: Node): Promise<{ events: number; inserted: number }> {
  const truth = readTruth();
  const player = node.keeper("exercise", true);
  const sourceId = idFrom("faleme-exercise", "source");
  const geography = await node.db.as(player, async (tx) => {
    await save(tx, source, { id: sourceId, content: sourceOf(truth) });
    return loadGeography(tx);
  });
  const events = exerciseEvents(truth, geography, sourceId);
  let inserted = 0;
  for (let at = 0; at < events.length; at += BATCH) {
    const batch = events.slice(at, at + BATCH).map(({ id, content }): Checked => ({ id, content: event.schema.parse(content) as Checked["content"] }));
    const outcomes = await node.db.as(player, (tx) => saveMany(tx, event, batch));
    inserted += outcomes.filter((outcome) => outcome === "inserted").length;
  }
  return { events: events.length, inserted };
}

function sourceOf(truth: Truth) {
  const to = new Date(Date.parse(`${truth.from}T00:00:00Z`) + (truth.weeks * 7 - 1) * DAY_MS).toISOString().slice(0, 10);
  return {
    name: "Exercice Falémé", kind: "other", reliability: "C", independenceGroup: "exercise",
    citation: "Données inventées, tirées de data/cases/exercise/parameters.json",
    coverageCountries: [...new Set(truth.zones.map(({ country }) => country))], coverageFrom: truth.from, coverageTo: to,
  };
}
