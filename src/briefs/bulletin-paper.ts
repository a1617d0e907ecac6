/** A bulletin in words: two pages at most, each figure with the number of the rows that it rests on. */
import type { Geography } from "../places/index.ts";
import type { Language } from "../platform/language.ts";
import { areaName, chipOf } from "./alert-sheet.ts";
import { LEADING, QUALITY, type Facts, type Figure, type SeenAlert, type SeenEvent } from "./facts.ts";
import { NOT_YET } from "./handed-facts.ts";
import { mapFigure, type Shade } from "./map-figure.ts";
import { capital, codeWord, dayWords, momentWords, number, say, spanWords, type Word } from "./words.ts";

export interface PaperOrigin {
  /** Our own; on a contact's paper there is none. */
  id?: string;
  marking: string; state: string;
  /** Of a contact's: the document that was signed for them. */
  handed?: { document: string; key: string; at: string };
  statements: readonly { label: string; at: string; key: string; reason: string }[];
}

const MOST = { events: 10, alerts: 7, areas: 14, sources: 5 };
const MAP_MM = [84, 74] as const;
/** Pressure, from few to many, as on the page's map. */
const REDS = ["#FEE5D9", "#FCAE91", "#FB6A4A", "#DE2D26", "#A50F15"];
const EDGES = [1, 2, 4, 8, 16];
const ZERO = "#FFFFFF", NO_DATA = "#E3E5E6";

export function bulletinPaper(facts: Facts, origin: PaperOrigin, geography: Geography, language: Language) {
  const word = (name: Word, values = {}) => say(language, name, values);
  const n = (value: number) => number(language, value);
  const kindOf = (code: string) => codeWord(language, "event-kind", code);
  const areaOf = (pcode: string, otherwise: string) => { const area = geography.areaByPcode(pcode); return area ? areaName(area, language) : otherwise; };
  const placeOf = ({ country, admin1, admin2, name }: SeenEvent["where"]) => `${areaOf(admin2 ?? admin1 ?? "", name ?? "")}${admin2 ?? admin1 ?? name ? language === "ar" ? "، " : ", " : ""}${codeWord(language, "country", country)}`;
  const references = new Map(facts.figures.map(({ key }, i) => [key, i + 1]));
  const isExercise = facts.world === "exercise", isReleased = facts.recipient !== undefined;
  const shown = { events: facts.events.slice(0, MOST.events), alerts: facts.alerts.slice(0, MOST.alerts) };
  const withEvents = facts.areas.filter(({ state }) => state === "value").sort((a, b) => b.events - a.events || b.deaths - a.deaths || (a.pcode < b.pcode ? -1 : 1));
  const rest = withEvents.slice(MOST.areas);
  const count = (state: string) => facts.areas.filter((one) => one.state === state).length;
  const eventRow = (one: SeenEvent) => ({
    day: one.from === one.to ? dayWords(language, one.from) : `${dayWords(language, one.from)} – ${dayWords(language, one.to)}`, what: capital(kindOf(one.kind)), where: placeOf(one.where),
    toll: one.deaths === undefined ? "" : `${n(one.deaths)} ${word("deathsShort")}`, grading: [...(one.grading ? [one.grading] : []), ...(one.sources !== undefined && one.sources < 2 ? [word("alone")] : [])].join(" · "), row: shortRow(one.row) ?? word("notIssued"),
  });
  const alertRow = (one: SeenAlert) => ({
    what: capital(kindOf(one.kind)), severity: codeWord(language, "cap-severity", one.severity), where: [...new Set(one.where.map(placeOf))].slice(0, 2).join(language === "ar" ? "؛ " : " ; "), sent: word("sentAt", { at: momentWords(language, one.sentAt) }),
    answer: one.chains === 0 ? word("noRecipient") : one.answered === 0 ? word("unanswered", { of: n(one.chains) }) : word("answeredIn", { n: n(one.answered), of: n(one.chains), time: spanWords(language, one.firstAnswerSeconds ?? 0) }),
    outcome: word(one.outcome === "true" ? "outcomeTrue" : one.outcome === "false" ? "outcomeFalse" : one.outcome === "unverifiable" ? "outcomeUnverifiable" : "outcomeUnknown"), row: shortRow(one.row) ?? word("notIssued"),
  });
  const figureOf = (key: Figure["key"]) => facts.figures.find((one) => one.key === key)!;
  const picture = mapOf(facts, geography, language);
  const mark = isExercise ? "exercise" : origin.state === "released" ? undefined : origin.state as Word;
  return {
    picture: picture.svg,
    data: {
      language, title: `${word("bulletin")} – ${word("week", { from: dayWords(language, facts.from), to: dayWords(language, facts.to) })}`, pageWords: word("page", { n: "{n}", of: "{of}" }),
      isExercise, exercise: word("exerciseLong"), watermark: mark ? word(mark) : null, node: word("node", { country: codeWord(language, "country", facts.country) }), chip: chipOf(origin.marking),
      comma: language === "ar" ? "،" : ",", kind: word("bulletin"), week: word("week", { from: dayWords(language, facts.from), to: dayWords(language, facts.to) }),
      below: [word("gathered", { at: momentWords(language, facts.gatheredAt) }), ...(facts.recipient ? [word("asSeenBy", { contact: facts.recipient })] : [])].join(" · "),
      leading: LEADING.map((key) => {
        const { value, of, before, isTotal } = figureOf(key);
        return { label: word(key === "answers" && isReleased ? "answersOwn" : key as Word), value: n(value), reference: references.get(key)!, below: [...(of === undefined ? [] : [word("ofN", { n: n(of) })]), ...(before === undefined || isReleased ? [] : [before === null ? word("beforeUnknown") : word("before", { n: n(before) })]), ...(isTotal ? [] : [word(isReleased ? "releasedOnly" : "notCovered")])].join(" · ") };
      }),
      happenedLabel: word("happened"), events: shown.events.map(eventRow), eventsReference: references.get("events")!,
      eventsBelow: facts.events.length === 0 ? word("noEvents") : facts.events.length > shown.events.length ? word("moreEvents", { n: n(facts.events.length - shown.events.length) }) : "",
      answeredLabel: word("answered"), alerts: shown.alerts.map(alertRow), alertsReference: references.get("alerts")!,
      alertsBelow: facts.alerts.length === 0 ? word("noAlerts") : facts.alerts.length > shown.alerts.length ? word("moreAlerts", { n: n(facts.alerts.length - shown.alerts.length) }) : "",
      unknownLabel: word("unknown"), unknown: facts.figures.filter(({ key }) => ![...LEADING, ...QUALITY].includes(key as never)).map(({ key, value }) => ({ value: n(value), label: word(key as Word), reference: references.get(key)! })),
      qualityLabel: word("quality"), quality: facts.figures.filter(({ key }) => QUALITY.includes(key as never)).map(({ key, value, of = 0, p95 }) => ({
        words: p95 === undefined ? word(`${key}Line` as Word, { value: n(value), n: n(of) }) : word(`${key}Line` as Word, { value: spanWords(language, value * 60), p95: spanWords(language, p95 * 60), n: n(of) }), reference: references.get(key)!,
      })),
      areaLabel: word("byArea"), areaHeads: [word("area"), word("events"), word("deathsShort"), word("previous"), word("kinds")],
      areas: withEvents.slice(0, MOST.areas).map((one) => ({
        name: `${areaOf(one.pcode, one.name)} (${one.country})`, events: n(one.events), deaths: one.tollsUnknown === one.events ? word("tollUnknown") : n(one.deaths), before: one.before === null ? "–" : n(one.before), kind: one.kind ? kindOf(one.kind) : "",
      })),
      areasBelow: [
        ...(rest.length > 0 ? [word("otherSome", { n: n(rest.length), m: n(rest.reduce((sum, { events }) => sum + events, 0)) })] : []), ...(count("zero") > 0 ? [word("otherZero", { n: n(count("zero")) })] : []),
        ...(count("no-data") > 0 ? [word("otherNoData", { n: n(count("no-data")) })] : []), ...(count("nothing-released") > 0 ? [word("otherNotReleased", { n: n(count("nothing-released")) })] : []),
      ],
      map: { widthMm: picture.widthMm, heightMm: picture.heightMm, names: picture.names, caption: word(isReleased ? "mapReleased" : "mapWeek") },
      sourcesLabel: word("sources"), method: word("method"), lineage: origin.id ? word("lineage", { id: origin.id }) : word("lineageHanded"),
      sources: facts.sources.length === 0 ? [word("noSources")] : [...facts.sources.slice(0, MOST.sources), ...(facts.sources.length > MOST.sources ? [{ events: facts.sources.slice(MOST.sources).reduce((sum, { events }) => sum + events, 0) }] : [])]
        .map((one) => ("name" in one && one.name ? word("sourceLine", { name: one.name, kind: codeWord(language, "source-kind", one.kind ?? ""), reliability: one.reliability, n: n(one.events) }) : word("sourceUnread", { n: n(one.events) }))),
      lineageRows: facts.figures.map(({ key, rows, digest }) => ({ reference: references.get(key)!, words: word("lineageRow", { label: word(key as Word), n: n(rows.length), digest: digest.slice(0, 12) }) })),
      foot: facts.recipient !== undefined ? [
        origin.handed ? word(origin.handed.key ? "signed" : "signedThere", { document: origin.handed.document, key: origin.handed.key, at: momentWords(language, origin.handed.at) }) : word("wouldBe", { contact: facts.recipient }),
      ] : [...origin.statements.map(({ label, at, key, reason }) => word("statement", { step: label, at: momentWords(language, at), key, reason })).slice(-2), ...(origin.statements.length === 0 ? [word("unsigned")] : [])],
    },
  };
}

function mapOf({ areas }: Facts, geography: Geography, language: Language) {
  const shades = new Map(areas.map(({ pcode, state, events }): [string, Shade] => [pcode, state === "value" ? { fill: REDS[EDGES.filter((edge) => events >= edge).length - 1]! } : state === "zero" ? { fill: ZERO } : { fill: NO_DATA, isHatched: true }]));
  const counts = new Map(areas.filter(({ state }) => state === "value" || state === "zero").map(({ pcode, events }) => [pcode, events]));
  const numbered = [...counts].sort(([, a], [, b]) => b - a).map(([pcode]) => pcode);
  return mapFigure({
    geography, widthMm: MAP_MM[0], heightMm: MAP_MM[1], shades, focus: HOME, named: numbered,
    nameOf: (area) => (area.level === 0 ? areaName(area, language) : `${(counts.get(area.pcode) ?? 0) > 0 ? `${areaName(area, language)} ` : ""}${number(language, counts.get(area.pcode) ?? 0)}`),
  });
}

/** The end of a row's number and its version; none, where its document is still to come. */
function shortRow(row: string): string | undefined {
  const [id = "", version] = row.split("@");
  return id.startsWith(NOT_YET) ? undefined : `${id.slice(-12)}${version ? `@${version}` : ""}`;
}

/** What the map has in sight: the first-level areas around the three borders. */
const HOME = ["ML01", "SN06", "SN09", "SN12", "MR03", "MR04", "MR10"];
