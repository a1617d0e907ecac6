/** `faleme events`: how many, which ones, by what; as words, JSON, CSV or GeoJSON, streamed. */
import { once } from "node:events";
import { loadGeography, loadShippedPlaces, type Geography } from "../places/index.ts";
import type { Command, Invocation, Printed } from "../platform/command.ts";
import { codeList } from "../platform/codes.ts";
import type { Transaction } from "../platform/database.ts";
import { csvOf, geojsonOf, withoutFreeText } from "../platform/noun-export.ts";
import { count, each } from "../platform/noun-store.ts";
import type { Row } from "../platform/noun.ts";
import { problem } from "../platform/problem.ts";
import { eventConditions, EventFilter } from "./event-filter.ts";
import { eventCounts, GROUPINGS, type Group, type Grouping } from "./event-counts.ts";
import { eventPage, withAreaCodes } from "./event-query.ts";
import { eventTemplate } from "./event-template.ts";
import { event } from "./event.noun.ts";
import { sourceNames } from "./import/queries.ts";

const USAGE = "events [--area PCODE|NAME] [--from DAY] [--to DAY] [--kind KIND] [--country CC] [--source NAME] [--words WORDS] [--count | --by year|month|country|admin1|admin2|kind|source | --csv | --geojson | --template] [--limit N] [--with-text] [--exercise]";
const FILTERS = ["from", "to", "kind", "tactic", "target", "country", "reliability", "credibility", "marking"] as const;
const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

export const eventsCommand: Command = {
  verb: "events",
  summary: "list, count and export events; --area takes a p-code, an ISO 3166-2 code or a name that means one area",
  usage: USAGE,
  options: {
    ...Object.fromEntries(FILTERS.map((name) => [name, text])), area: text, source: text, words: text, by: text, limit: { type: "string", default: "20" },
    count: flag, csv: flag, geojson: flag, template: flag, "with-text": flag, exercise: flag,
  },
  async run(invocation) {
    const { node, values, positionals } = invocation;
    if (positionals.length > 0) throw wrong(`events takes no ${positionals[0]}`);
    const forms = (["count", "by", "csv", "geojson", "template"] as const).filter((name) => values[name]);
    if (forms.length > 1) throw wrong(`--${forms[0]} and --${forms[1]} cannot both be`);
    if (values.template) return { json: { template: eventTemplate("fr") }, words: eventTemplate("fr").trimEnd() };
    // A name of an area means nothing before there are areas.
    if (values.area) await loadShippedPlaces(node);
    return node.db.as(node.keeper("command-line", values.exercise === true), (tx) => answer(tx, invocation));
  },
};

async function answer(tx: Transaction, { values, terminal }: Invocation): Promise<Printed | void> {
  const geography = await loadGeography(tx);
  const filter = await filterOf(tx, geography, values);
  const unseen = (filter.area ?? []).flatMap((pcode) => geography.areaByPcode(pcode) ?? []).filter(({ geometry, hierarchy }) => !geometry && hierarchy === "admin");
  if (unseen.length > 0) terminal.say(`${unseen.map(({ name, pcode }) => `${name} (${pcode})`).join(", ")}: no outline here, so few events are known to lie there. Import boundaries: faleme import areas FILE`);
  const where = eventConditions(filter);
  if (values.count) {
    const found = await count(tx, event, { where });
    return { json: { count: found }, words: String(found) };
  }
  if (values.by) {
    const by = GROUPINGS.find((name) => name === values.by);
    if (!by) throw wrong(`--by takes ${GROUPINGS.join(", ")}`);
    return counted(by, await eventCounts(tx, geography, filter, by), geography);
  }
  if (values.csv || values.geojson) {
    const withFreeText = values["with-text"] === true;
    const batches = each(tx, event, { where });
    await written(values.csv ? csvOf(event, batches, "fr", { withFreeText }) : geojsonOf(withFreeText ? batches : withoutFreeText(event, batches)));
    return;
  }
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw wrong("--limit takes a number from 1 to 500");
  const page = await eventPage(tx, geography, filter, { limit });
  if (!terminal.isJson && page.next) terminal.say(`The newest ${limit}; --limit N shows more, --csv all.`);
  return { json: page, words: page.rows.map(lineOf).join("\n") };
}

async function filterOf(tx: Transaction, geography: Geography, values: Record<string, any>): Promise<EventFilter> {
  const given = Object.fromEntries([...FILTERS, "area"].flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  if (values.source) {
    const named = new Map(await sourceNames(tx));
    const id = named.get(values.source) ?? named.get(values.source.toLowerCase());
    if (!id) throw wrong(`no source is called ${values.source}`);
    given.source = id;
  }
  if (values.words) given.q = values.words;
  const parsed = EventFilter.safeParse(given);
  if (!parsed.success) throw wrong(parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("; "));
  return withAreaCodes(geography, parsed.data);
}

function counted(by: Grouping, groups: readonly Group[], geography: Geography): Printed {
  const nameOf = (key: string | undefined) => (key === undefined ? "(not known)" : by === "kind" ? codeList("event-kind").codes.get(key)?.labels.en ?? key : geography.areaByPcode(key)?.name ?? key);
  const lines = groups.map(({ key, count: found, fatalities, coverage }) => `${(found === 0 && coverage !== "full" ? "no data" : String(found)).padStart(8)}  ${String(fatalities).padStart(8)}  ${key ?? ""}${nameOf(key) === key ? "" : `  ${nameOf(key)}`}`);
  return { json: { by, groups }, words: ["  events    deaths", ...lines].join("\n") };
}

function lineOf({ id, content }: Row): string {
  const { occurredFrom, occurredTo, kind, placeName, country, admin1, fatalitiesBest, reliability, credibility } = content as Record<string, string>;
  return [occurredFrom === occurredTo ? occurredFrom : `${occurredFrom}/${occurredTo}`, kind, placeName ?? "(place not named)", admin1 ?? country, fatalitiesBest === undefined ? "" : `† ${fatalitiesBest}`, `${reliability}${credibility}`, id].join("  ");
}

/** To stdout at the reader's pace; a reader that has seen enough may leave. */
async function written(pieces: AsyncIterable<string>): Promise<void> {
  let hasLeft = false;
  const leave = (error: NodeJS.ErrnoException) => { if (error.code === "EPIPE") hasLeft = true; else throw error; };
  process.stdout.on("error", leave);
  try {
    for await (const piece of pieces) {
      if (hasLeft) return;
      if (!process.stdout.write(piece)) await Promise.race([once(process.stdout, "drain"), once(process.stdout, "close").catch(() => {})]).catch(() => {});
    }
  } finally {
    process.stdout.off("error", leave);
  }
}

const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
