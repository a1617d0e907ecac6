// A row of any noun, made from its declaration, with one word in every text that it has and one place of its own.
import { randomUUID } from "node:crypto";
import { digestOf, LEADING } from "../src/briefs/facts.ts";
import { codeList } from "../src/platform/codes.ts";
import type { Field, Fields } from "../src/platform/field.ts";
import type { AnyNoun } from "../src/platform/noun.ts";

/** Where the first code of a list will not do: an alleged site is RED whatever is asked. */
const CODES: Readonly<Record<string, string>> = { "claim-kind": "circulation-zone" };
/** Where 1 will not do: grievances are counted from ten upwards. */
const NUMBERS: Readonly<Record<string, number>> = { cases: 12, nth: 2 };
const DAY = "2025-01-15";
const MOMENTS = /At$|^(onset|expires)$/;
const LATER = "2099-01-15";

export function contentFor(noun: AnyNoun, word: string, [lon, lat]: readonly [number, number]): Record<string, unknown> {
  const content = Object.fromEntries(Object.entries(noun.fields as Fields).map(([name, field]) => [name, valueFor(name, field, word)]));
  const far = [lon + 1, lat + 1], corner = [lon, lat + 1];
  if (noun.geometry === "point") content.geometry = { type: "Point", coordinates: [lon, lat] };
  if (noun.geometry === "line") content.geometry = { type: "LineString", coordinates: [[lon, lat], far] };
  if (noun.geometry === "polygon") content.geometry = { type: "Polygon", coordinates: [[[lon, lat], far, corner, [lon, lat]]] };
  return content;
}

function valueFor(name: string, field: Field, word: string): unknown {
  switch (field.kind) {
    case "text": return MOMENTS.test(name) ? `${DAY}T08:00:00Z` : name === "timeZone" ? "Africa/Dakar" : name === "address" ? `/?q=${word}` : word.slice(0, field.maxLength);
    case "texts": return [word];
    case "code": return firstCode(field);
    case "codes": return [firstCode(field)];
    case "day": return field.isOptional ? undefined : name.startsWith("expires") ? LATER : DAY;
    case "integer": case "decimal": return NUMBERS[name] ?? 1;
    case "flag": return true;
    case "reference": return randomUUID();
    case "references": return [randomUUID()];
    case "json": return SHAPES(word).find((shape) => field.schema.safeParse(shape).success);
  }
}

const firstCode = ({ codeList: list }: Field) => CODES[list!] ?? [...codeList(list!).codes.keys()][0];

/** Structures have shapes of their own; the first that fits carries the word. */
const SHAPES = (word: string): unknown[] => [[{ name: word }], [{ name: word, kind: "other" }], { [word]: word }, [{ role: "unknown", outcome: "killed", words: word }], WEEK(word)];

/** What a bulletin holds: a week with one source. */
const WEEK = (word: string) => ({ from: "2025-01-13", to: "2025-01-19", world: "actual", country: "SN", gatheredAt: `${DAY}T08:00:00Z`, figures: LEADING.map((key) => ({ key, value: 0, isTotal: true, rows: [], digest: digestOf([]) })), events: [], areas: [], alerts: [], sources: [{ name: word, events: 1 }] });
