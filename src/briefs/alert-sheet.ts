/**
 * One page that a contact without a node can act on: what, where, how sure, what is asked. It is made from what was released to
 * them and from nothing else; without a recipient it is the officer's own draft, which says so across the page.
 */
import type { Language } from "../platform/language.ts";
import { guidanceFor, nameOf, standardWords, type Where } from "../exchange/index.ts";
import type { Area, Geography } from "../places/index.ts";
import { mapFigure, type MapFigure, type Shade } from "./map-figure.ts";
import { capital, codeWord, momentWords, say, type Word } from "./words.ts";

/** What a recipient reads, or an officer before release: the same shape. */
export interface SheetContent {
  status: "Actual" | "Exercise";
  kind: string;
  from?: string;
  where: readonly Where[];
  coded: Readonly<Record<string, unknown>>;
  words?: readonly Readonly<Record<string, unknown>>[];
}

export interface SheetOrigin {
  alert: string;
  version: number;
  marking: string;
  country: string;
  /** Events behind it, where the reader may know them. */
  events?: readonly string[];
  gradings?: readonly string[];
  expiresAt?: string;
  recipient?: string;
  /** Where it left: the signed document. Absent, nothing was handed over. */
  signed?: { document: string; key: string; at: string };
  /** For a reply by message. */
  code?: string;
}

export const SHORT_LENGTH = 300;
const SEVERITY: Readonly<Record<string, string>> = { Extreme: "#7F1D1D", Severe: "#B91C1C", Moderate: "#B45309", Minor: "#A16207" };
const UNKNOWN = "#6B7280";
/** As FIRST prescribes for TLP 2.0. */
const TLP: Readonly<Record<string, string>> = { CLEAR: "#FFFFFF", GREEN: "#33FF00", AMBER: "#FFC000", "AMBER+STRICT": "#FFC000", RED: "#FF2B2B" };
export const chipOf = (marking: string) => ({ text: `TLP:${marking}`, colour: TLP[marking] ?? "#FFFFFF" });

const MAP_MM = [90, 84] as const;
const MOST_AREAS = 8;
/** What a page has room for; the whole text stands in the alert. */
const MOST_LETTERS = { description: 900, instruction: 500 };
const clipped = (words: string, most: number) => (words.length <= most ? words : `${words.slice(0, most - 1)}…`);

export function alertSheet(content: SheetContent, origin: SheetOrigin, geography: Geography, language: Language) {
  const word = (name: Word, values = {}) => say(language, name, values);
  const coded = content.coded as { severity?: string; urgency?: string; certainty?: string; messageType?: string; responses?: string[]; basis?: string };
  const { severity = "Unknown", urgency = "Unknown", certainty = "Unknown" } = coded;
  const standard = standardWords({ kind: content.kind, severity, certainty, where: content.where, ...(content.from ? { from: content.from } : {}) }, language);
  const written = content.words?.find((one) => one.language === language) as Partial<Record<"headline" | "description" | "instruction" | "relay", string>> | undefined;
  const { headline, description, instruction, relay } = { ...standard, ...written };
  const isExercise = content.status === "Exercise";
  const kind = word(coded.responses?.includes("AllClear") ? "allClear" : coded.messageType === "Cancel" ? "cancel" : coded.messageType === "Update" ? "update" : "alert");
  const placeOf = (where: Where) => {
    const area = geography.areaByPcode(where.admin2 ?? where.admin1 ?? "");
    return area ? areaName(area, language) : nameOf(where, language);
  };
  const places = [...new Set(content.where.map(placeOf))];
  const short = shortVersion({ isExercise, kind, headline, instruction: instruction!, language, ...(origin.code ? { code: origin.code } : {}) });
  const { figure, isCoarse } = mapOf(content.where, geography, language, severity);
  const events = origin.events ?? [];
  return {
    picture: figure.svg,
    data: {
      language, title: `${kind} – ${headline}`, pageWords: word("page", { n: "{n}", of: "{of}" }), isExercise, watermark: isExercise ? word("exercise") : origin.signed ? null : word(origin.recipient ? "notReleased" : "draft"),
      exercise: word("exerciseLong"), node: word("node", { country: codeWord(language, "country", origin.country) }), chip: chipOf(origin.marking), kind, headline,
      scales: [["severity", "cap-severity", severity], ["urgency", "cap-urgency", urgency], ["certainty", "cap-certainty", certainty]].map(([name, list, code]) => (
        { label: word(name as Word), word: codeWord(language, list!, code!), colour: name === "severity" ? SEVERITY[code!] ?? UNKNOWN : null })),
      facts: [
        { label: word("what"), words: clipped(description, MOST_LETTERS.description) },
        { label: word("where"), words: places.length === 0 ? word("noArea") : `${places.slice(0, MOST_AREAS).join(language === "ar" ? "، " : ", ")}${places.length > MOST_AREAS ? ` (+${places.length - MOST_AREAS})` : ""}` },
        { label: word("when"), words: content.from ? momentWords(language, content.from) : word("notGiven") },
        { label: word("sure"), words: [capital(`${codeWord(language, "cap-certainty", certainty)}.`), ...(coded.basis ? [word("locatedBy", { basis: codeWord(language, "alert-basis", coded.basis) })] : []), ...(origin.gradings?.length ? [word("gradings", { grades: origin.gradings.join(", ") })] : [])].join(" ") },
        ...(origin.expiresAt ? [{ label: word("until"), words: momentWords(language, origin.expiresAt) }] : []),
      ],
      map: { widthMm: figure.widthMm, heightMm: figure.heightMm, names: figure.names, caption: [word("mapOf"), ...(isCoarse ? [word("hatchedArea")] : [])].join(" ") },
      askedLabel: word("asked"), asked: clipped(instruction!, MOST_LETTERS.instruction), responses: (coded.responses ?? []).map((code) => codeWord(language, "cap-response", code)),
      checklistLabel: word("checklist"), checklist: guidanceFor(content.kind).checklist.map((item) => item[language]),
      relayLabel: word("relay"), relay, shortLabel: word("short", { n: short.length }), short,
      answer: origin.code ? word("answerBy", { code: origin.code }) : word("answerPhone"),
      foot: [
        origin.signed ? word("signed", { document: origin.signed.document, key: origin.signed.key, at: momentWords(language, origin.signed.at) }) : origin.recipient ? word("wouldBe", { contact: origin.recipient }) : word("unsigned"),
        ...(origin.signed && origin.recipient ? [word("asSeenBy", { contact: origin.recipient })] : []),
        // A contact's rests on the document above; the numbers of ours stay here.
        ...(origin.recipient ? [] : [`${word("rows")}${language === "fr" ? " " : ""}: ${[word("alertRow", { id: origin.alert, version: origin.version }), ...(events.length > 0 ? [word("eventsRow", { n: events.length, ids: events.slice(0, 4).join(", ") + (events.length > 4 ? " …" : "") })] : [])].join(language === "ar" ? "؛ " : " ; ")}`]),
      ],
    },
  };
}

interface Shortened { isExercise: boolean; kind: string; headline: string; instruction: string; language: Language; code?: string }

/** Whole in 300 characters, an exercise first of all and the code last: what is cut is the middle. */
export function shortVersion({ isExercise, kind, headline, instruction, language, code }: Shortened): string {
  const start = `${isExercise ? `${say(language, "exercise")}. ` : ""}${kind}${language === "fr" ? " " : ""}: `, ending = code ? ` OK ${code}` : "";
  const words = `${headline}. ${instruction}`.replace(/\s+/g, " ").trim();
  const room = SHORT_LENGTH - start.length - ending.length;
  return `${start}${words.length <= room ? words : `${words.slice(0, room - 1)}…`}${ending}`;
}

/** A name in the reader's script, where the area has one. */
export const areaName = ({ name, spellings }: Pick<Area, "name" | "spellings">, language: Language): string =>
  (language === "ar" ? spellings.find((one) => /\p{Script=Arabic}/u.test(one)) : undefined) ?? name;

function mapOf(where: readonly Where[], geography: Geography, language: Language, severity: string): { figure: MapFigure; isCoarse: boolean } {
  const fill = `${SEVERITY[severity] ?? UNKNOWN}`;
  const shades = new Map<string, Shade>(), over = new Map<string, Shade>();
  let isCoarse = false;
  for (const { country, admin1, admin2 } of where) {
    const [second, first] = [admin2, admin1].map((pcode) => (pcode ? geography.areaByPcode(pcode) : undefined));
    if (second?.geometry) over.set(second.pcode, { fill });
    else if (first?.geometry) {
      if (admin2) isCoarse = true;
      shades.set(first.pcode, { fill: `${fill}66`, isHatched: admin2 !== undefined });
    } else for (const { pcode } of geography.areas.filter((one) => one.country === country && one.level === 1 && one.geometry)) { isCoarse = true; if (!shades.has(pcode)) shades.set(pcode, { fill: `${fill}22`, isHatched: true }); }
  }
  const meant = [...over.keys(), ...shades.keys()];
  return { figure: mapFigure({ geography, widthMm: MAP_MM[0], heightMm: MAP_MM[1], shades, over, focus: meant, named: meant, nameOf: (area) => areaName(area, language) }), isCoarse };
}
