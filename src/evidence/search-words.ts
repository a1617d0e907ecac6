/**
 * What does a search of events find? Words of the text as any keyboard writes them (no accents, Arabic in Latin letters), and
 * the event's codes as words of their own ("kind:ambush-of-convoy"), so that one index answers text and codes together.
 * A citation is not searched: its headlines name people, and nobody is looked up here.
 */
import { plain } from "../methods/names/fold.ts";

/** One text may be a whole article: what a search needs of it comes first. */
const MOST_WORDS = 300;

export interface Searched {
  title?: string;
  placeName?: string;
  locationWords?: string;
  description?: string;
  kind: string;
  tactics?: string[];
  targets?: string[];
  commodities?: string[];
  actors?: { name: string }[];
  reliability: string;
  credibility: string;
  verification: string;
  fatalitiesBest?: number;
  country: string;
  area?: string;
  admin1?: string;
  admin2?: string;
}

/** An event with at least so many deaths says so: the deadly ones are few, and found without reading the others. */
const DEATHS = [5, 10, 20, 50, 100, 500];

/** As PostgreSQL spells a tsvector. */
export function searchWords(event: Searched): string {
  const words = new Set<string>();
  const text = `${event.title ?? ""} ${event.placeName ?? ""} ${event.locationWords ?? ""} ${event.description ?? ""}`;
  for (const word of plain(text).split(" ")) {
    if (words.size >= MOST_WORDS) break;
    if (word.length > 1 && word.length <= 40) words.add(word);
  }
  for (const code of codesOf(event)) words.add(quotedCode(code));
  return [...words].join(" ");
}

const quoted = (lexeme: string) => `'${lexeme.replace(/['\\]/g, "$&$&")}'`;

/** The same few thousand come again in every event. */
const known = new Map<string, string>();

function quotedCode(code: string): string {
  let words = known.get(code);
  if (words === undefined) {
    words = quoted(code);
    if (known.size < 20_000) known.set(code, words);
  }
  return words;
}

function* codesOf(event: Searched): Generator<string> {
  yield `kind:${event.kind}`;
  for (const tactic of event.tactics ?? []) yield `tactic:${tactic}`;
  for (const target of event.targets ?? []) yield `target:${target}`;
  for (const commodity of event.commodities ?? []) yield `commodity:${commodity}`;
  for (const { name } of event.actors ?? []) yield `actor:${name}`;
  yield `reliability:${event.reliability}`;
  yield `credibility:${event.credibility}`;
  yield `verification:${event.verification}`;
  for (const least of DEATHS) if ((event.fatalitiesBest ?? 0) >= least) yield `deaths:${least}`;
  for (const pcode of new Set([event.country, event.admin1, event.admin2, event.area])) if (pcode) yield `in:${pcode}`;
}

/** Each code must hold; of a list, any. `in`: areas of any level. */
export type WantedCodes = Readonly<Partial<Record<"kind" | "tactic" | "target" | "commodity" | "actor" | "reliability" | "credibility" | "verification" | "in", string | readonly string[]>>> & { readonly deaths?: number };

/** As PostgreSQL spells a tsquery; undefined where nothing is asked. The last word may still be being typed: it is a beginning. */
export function searchQuery(text: string | undefined, { deaths, ...codes }: WantedCodes = {}): string | undefined {
  const words = plain(text ?? "").split(" ").filter((word) => word.length > 1 && word.length <= 40);
  const parts = words.map((word, i) => `'${word}'${i === words.length - 1 ? ":*" : ""}`);
  for (const [name, wanted] of Object.entries(codes)) {
    const any = [wanted].flat().filter((code) => code !== undefined).map((code) => quoted(`${name}:${code}`));
    if (any.length > 0) parts.push(`(${any.join(" | ")})`);
  }
  const marked = DEATHS.findLast((least) => least <= (deaths ?? 0));
  if (marked) parts.push(`'deaths:${marked}'`);
  return parts.length > 0 ? parts.join(" & ") : undefined;
}
