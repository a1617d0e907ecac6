/** `faleme factors`: the profile of an area, or one indicator across areas, as words, JSON or a file for others. */
import { loadShippedPlaces, resolveArea } from "../places/index.ts";
import type { Command, Invocation, Printed } from "../platform/command.ts";
import type { Transaction } from "../platform/database.ts";
import { codeList } from "../platform/codes.ts";
import { problem } from "../platform/problem.ts";
import { loadIndicators } from "./load-shipped.ts";
import { across } from "./profile/across.ts";
import { exportOf } from "./profile/export.ts";
import { profile } from "./profile/profile.ts";
import type { Measured, ProfileAnswer } from "./profile/replies.ts";
import { measuredOf } from "./profile/routes.ts";
import { indicatorsOf, openLook, type Look } from "./reading/look.ts";
import type { Reading } from "./reading/reading.ts";

const USAGE = "factors --area PCODE|NAME | --indicator KEY [--level N] [--from DAY] [--to DAY] [--csv | --geojson | --sdmx] [--exercise]";
const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

export const factorsCommand: Command = {
  verb: "factors",
  summary: "what makes an area vulnerable and what makes it resilient, side by side; or one indicator in every area of a level",
  usage: USAGE,
  options: { area: text, indicator: text, level: { type: "string", default: "1" }, from: text, to: text, csv: flag, geojson: flag, sdmx: flag, exercise: flag },
  async run(invocation) {
    const { node, values, positionals } = invocation;
    if (positionals.length > 0) throw wrong(`factors takes no ${positionals[0]}`);
    if (!values.area === !values.indicator) throw wrong("--area or --indicator?");
    for (const name of ["from", "to"]) if (values[name] && !/^\d{4}-\d\d-\d\d$/.test(values[name])) throw wrong(`--${name} takes a day: 2025-01-31`);
    await loadShippedPlaces(node);
    await loadIndicators(node);
    return node.db.as(node.keeper("command-line", values.exercise === true), (tx) => answer(tx, invocation));
  },
};

async function answer(tx: Transaction, { node, values }: Invocation): Promise<Printed> {
  const look = await openLook({ tx, node, caller: tx.caller }, { from: values.from, to: values.to });
  const format = values.csv ? "csv" : values.geojson ? "geojson" : values.sdmx ? "sdmx.csv" : undefined;
  if (values.area) {
    const json = await profile(look, resolveArea(look.geography, values.area).pcode);
    return format ? filed(format, look, measuredOf(json), json) : { json, words: wordsOf(look, json) };
  }
  const one = (await indicatorsOf(tx)).find(({ key }) => key === values.indicator);
  if (!one) throw wrong(`no indicator is called ${values.indicator}`);
  const level = Number(values.level);
  if (!Number.isInteger(level) || level < 0 || level > 3) throw wrong("--level takes 0, 1, 2 or 3");
  const json = await across(look, one.id, level);
  const measured = json.areas.map(({ reading }) => ({ indicator: json.indicator, reading }));
  return format ? filed(format, look, measured, json) : { json, words: json.areas.map(({ area, reading }) => `${area.pcode}  ${area.name}  ${inWords(reading, json.indicator.unit)}`).join("\n") };
}

const filed = (format: "csv" | "geojson" | "sdmx.csv", look: Look, measured: readonly Measured[], json: unknown): Printed => ({ json, words: [...exportOf(format, look, measured, "fr")].join("").trimEnd() });

function wordsOf(look: Look, { area, vulnerability, resilience, incidents, registers, leading, period }: ProfileAnswer): string {
  const line = ({ indicator, reading }: Measured) => `  ${leading.includes(indicator.id) ? "› " : "  "}${indicator.names.en}: ${inWords(reading, indicator.unit)}${scopeOf(look, reading)}`;
  const side = (factors: ProfileAnswer["vulnerability"]) => factors.flatMap(({ labels, indicators }) => [` ${labels.en}`, ...(indicators.length > 0 ? indicators.map(line) : ["    no indicator"])]);
  return [
    `${area.name} (${area.pcode}), ${period.from} to ${period.to}`, "Vulnerability", ...side(vulnerability), "Resilience", ...side(resilience), "Incidents, counted apart", ...incidents.map(line),
    `Registers: ${registers.disputes.length} disputes, ${registers.services.length} services followed, ${registers.grievances.length} counts of grievances. › leads: seen before violence.`,
  ].join("\n");
}

const figure = (value: number, unit: string) => (unit === "share" ? `${Math.round(value * 1_000) / 10} %` : `${Math.round(value * 100) / 100} ${unit === "count" || unit === "rank" ? "" : unit}`.trim());

export function inWords({ state, value, low, high, words, unknown, why, cautions, source, from, to }: Reading, unit: string): string {
  if (state !== "value" && state !== "interval") return `${codeList("estimate-state").codes.get(state)!.labels.en}${why ? ` (${why.en})` : ""}`;
  const range = low !== undefined && high !== undefined ? `${figure(low, unit)} to ${figure(high, unit)}` : undefined;
  return [
    value === undefined ? range : figure(value, unit), value !== undefined && range ? `[${range}]` : "", words ? `“${words.replace(/^« (.*?) ».*$/, "$1")}”` : "", from && to ? `${from}/${to}` : "",
    unknown.length > 0 ? `unknown: ${unknown.join(", ")}` : "", ...cautions.map(({ en }) => en), source?.name ? `— ${source.name}` : "",
  ].filter(Boolean).join("; ");
}

const scopeOf = ({ geography }: Look, { of, state }: Reading) => (of.kind === "area" || (state !== "value" && state !== "interval") ? "" : `; of ${of.areas.map((pcode) => geography.areaByPcode(pcode)?.name ?? pcode).join(", ")} together`);

const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
