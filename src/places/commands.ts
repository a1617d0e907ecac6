/** `faleme places find | at | distance | near`: the chapter's questions on the command line, answered as over HTTP. */
import { bearingDeg, distanceM, type LonLat } from "../methods/spatial/sphere.ts";
import type { Command, Invocation, Printed } from "../platform/command.ts";
import { problem } from "../platform/problem.ts";
import { atAnswer, looking, metres, nearAnswer, searchAnswer, type Looking, type PlaceAnswer } from "./place-answer.ts";
import { nearestBorder } from "./surroundings.ts";
import { PLACE_NOUNS } from "./queries.ts";
import { resolveArea, resolvePlace } from "./resolve.ts";
import { loadShippedPlaces } from "./shipped.ts";

const USAGE = "places find NAME [--country CC] [--area AREA] [--limit N] | at LON LAT | distance LON LAT | distance NAME NAME | near LON LAT [--km N] [--noun NOUN] [--kind KIND] [--limit N]";

type Ask = (look: Looking, words: string[], values: Invocation["values"]) => Promise<Printed>;

const ASKS: Readonly<Record<string, Ask>> = { find, at, distance, near };

export const placesCommand: Command = {
  verb: "places",
  summary: "find places by name, say where a point is and what lies around it",
  usage: USAGE,
  options: {
    country: { type: "string" }, area: { type: "string" }, limit: { type: "string" }, km: { type: "string" }, noun: { type: "string" }, kind: { type: "string" },
  },
  async run({ node, values, positionals }) {
    const [question = "", ...words] = positionals;
    const ask = ASKS[question];
    if (!ask) throw wrong(question ? `places does not know ${question}` : "which question?");
    await loadShippedPlaces(node);
    return node.db.as(node.keeper("command-line"), async (tx) => ask(await looking(node, tx), words, values));
  },
};

async function find(look: Looking, words: string[], { country, area, limit }: Invocation["values"]): Promise<Printed> {
  const name = words.join(" ").trim();
  if (!name) throw wrong("which name?");
  const json = await searchAnswer(look, name, {
    limit: numberOf(limit, 10), typing: false, ...(country ? { country: String(country).toUpperCase() } : {}), ...(area ? { area: resolveArea(look.geography, area).pcode } : {}),
  });
  if (json.places.length === 0) throw problem("place.notFound", { name });
  const lines = json.places.flatMap((place) => [
    `${place.name}${place.spelling !== place.name ? ` (as ${place.spelling})` : ""} — ${described(place)}${place.isConfident || !json.isFound ? "" : " — only near in spelling"}`,
    ...(place.border ? [`    ${place.border.km} km from the border with ${place.border.country}`] : []),
    ...(place.candidates ?? []).map((one) => `    candidate: ${one.name} — ${described(one)}${one.distances.map(({ from, km, saidKm }) => `; ${km} km from ${from}${saidKm === null ? "" : `, said ${saidKm}`}`).join("")}${one.agrees === false ? " — contradicts what is said of it" : ""}`),
  ]);
  const heading = json.isFound ? [] : [`No place is called ${name}; these are only near in spelling:`];
  return { json, words: [...heading, ...lines, json.settled || !json.isFound ? "" : "Not settled: choose by id or p-code."].join("\n").trimEnd() };
}

async function at(look: Looking, words: string[]): Promise<Printed> {
  const json = await atAnswer(look, point(words));
  const { areas, border, route, reach, crossing, settlements } = json;
  const near = (what: string, one: { name: string; km: number } | null) => (one ? [`${what}: ${one.name}, ${one.km} km`] : []);
  return {
    json,
    words: [
      areas.length > 0 ? areas.map(({ name, type, pcode }) => `${name}${type ? ` (${type})` : ""} ${pcode}`).join(" < ") : "In no area that is known here.",
      ...(border ? [`border: ${border.country}, ${border.km} km${border.precisionKm === null ? "" : ` (line within ${border.precisionKm} km)`}`] : []),
      ...near("route", route), ...near("river", reach), ...near("crossing", crossing), ...settlements.map(({ name, km }) => `settlement: ${name}, ${km} km`),
    ].join("\n"),
  };
}

/** From a point to its border, or between two places. */
async function distance(look: Looking, words: string[]): Promise<Printed> {
  if (words.length === 2 && words.every(isNumber)) {
    const from = point(words);
    const border = nearestBorder(look.geography, look.store, look.tx.caller, from);
    const json = { from: { coordinates: from }, border: border && { ...border, km: metres(border.km) } };
    return { json, words: border ? `${metres(border.km)} km to the border with ${border.country}` : "No border is known here." };
  }
  const { geography, store, tx: { caller } } = look;
  const ends = words.length === 4 && words.every(isNumber) ? [point(words.slice(0, 2)), point(words.slice(2))] : words;
  if (ends.length !== 2) throw wrong("between which two places?");
  const [from, to] = ends.map((end) => {
    if (typeof end !== "string") return { coordinates: end };
    const { id, name, coordinates } = resolvePlace(store, geography, caller, end);
    return { id, name, coordinates: coordinates! };
  }) as [{ name?: string; coordinates: LonLat }, { name?: string; coordinates: LonLat }];
  const km = metres(distanceM(from.coordinates, to.coordinates) / 1_000);
  const bearing = Math.round(bearingDeg(from.coordinates, to.coordinates) * 10) / 10;
  return { json: { from, to, km, bearingDeg: bearing }, words: `${km} km, bearing ${bearing}°` };
}

async function near(look: Looking, words: string[], { km, noun, kind, limit }: Invocation["values"]): Promise<Printed> {
  if (noun && !PLACE_NOUNS.includes(noun)) throw wrong(`no kind of place is called ${noun}`);
  const json = await nearAnswer(look, point(words), {
    count: numberOf(limit, 50), ...(km ? { withinKm: numberOf(km, 0) } : {}), ...(noun ? { nouns: [noun] } : {}), ...(kind ? { kinds: String(kind).split(",") } : {}),
  });
  return { json, words: json.places.map((place) => `${place.km} km  ${place.name} — ${described(place)}`).join("\n") || "Nothing within reach." };
}

function described({ noun, kind, areas, country, pcode, coordinates, words, id }: PlaceAnswer): string {
  const holders = areas.filter(({ level }) => level > 0).map(({ name }) => name);
  return [kind ?? noun, [...holders, country].filter(Boolean).join(", "), coordinates ? coordinates.join(" ") : words ?? (["area", "route", "reach"].includes(noun) ? noun : "no coordinates"), pcode ?? id].filter(Boolean).join("; ");
}

const isNumber = (word: string) => word.trim() !== "" && Number.isFinite(Number(word));

function point(words: readonly string[]): LonLat {
  const [lon, lat] = words.map(Number);
  if (words.length !== 2 || !words.every(isNumber) || Math.abs(lon!) > 180 || Math.abs(lat!) > 90) throw wrong("a longitude from −180 to 180, then a latitude from −90 to 90");
  return [lon!, lat!];
}

function numberOf(words: unknown, otherwise: number): number {
  if (words === undefined) return otherwise;
  const value = Number(words);
  if (!Number.isFinite(value) || value <= 0) throw wrong(`${String(words)} is not a number above zero`);
  return value;
}

const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
