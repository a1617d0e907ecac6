/** Everything in a report that is words: the text, and each answer of a form. What was found in them, and what is shown of them. */
import { MASK, screen, type Finding } from "../../evidence/index.ts";
import type { Content } from "../intake/content.ts";

/** `key` of the free words: "text"; of an answer its question's path. */
export interface Passage { key: string; words: string }
export interface Screening { key: string; findings: Finding[] }

/** A person's word on one finding, or on words that the screen did not see. */
export interface Decision { key: string; from: number; to: number; isShown: boolean; by: string; at: string }

export interface TriageNotes { screenings?: Screening[]; decisions?: Decision[] }
export const notesOf = (content: Content): TriageNotes => (content.triage ?? {}) as TriageNotes;

export function passagesOf({ text, answers, said }: Pick<Content, "text" | "answers" | "said">): Passage[] {
  return [
    ...(text ? [{ key: "text", words: text }] : []),
    ...flat(answers ?? {}, []).map(([path, words]) => ({ key: path, words })),
    ...(["place", "near", "towards"] as const).flatMap((name) => (said?.[name] ? [{ key: `said.${name}`, words: said[name] }] : [])),
  ];
}

const MOST_PASSAGES = 400;

function flat(value: unknown, path: readonly string[]): [string, string][] {
  if (typeof value === "string") return value.trim() ? [[path.join("/"), value]] : [];
  if (typeof value !== "object" || value === null) return value === undefined || value === null ? [] : [[path.join("/"), String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, [...path, name])).slice(0, MOST_PASSAGES);
}

/** A report of more letters keeps the machine from others: what lies beyond is masked whole, for a person to look at. */
const MOST_SCREENED = 60_000;

export function screened(passages: readonly Passage[], isPlace: (words: string) => boolean): Screening[] {
  const asked = new Map<string, boolean>();
  const isKnownPlace = (words: string) => asked.get(words) ?? (asked.set(words, isPlace(words)), asked.get(words)!);
  let left = MOST_SCREENED;
  return passages.flatMap(({ key, words }) => {
    left -= words.length;
    if (left < 0) return [{ key, findings: [{ kind: "person" as const, from: 0, to: words.length }] }];
    // What was asked for as a place's name is mostly one that no gazetteer holds.
    const { findings } = screen(words, { isPlace: isKnownPlace, isCautious: !key.startsWith("said.") });
    return findings.length > 0 ? [{ key, findings }] : [];
  });
}

export interface Shown {
  key: string;
  words: string;
  /** Where the masks stand in `words`, and what each hides, so that a person can decide on it. */
  masks: { at: number; kind: Finding["kind"] | "by-hand"; from: number; to: number }[];
}

/** The words with what is hidden masked: what was found and not decided to be shown, and what a person hid. */
export function shownOf({ key, words }: Passage, { screenings = [], decisions = [] }: TriageNotes): Shown {
  const own = decisions.filter((one) => one.key === key);
  const isShown = ({ from, to }: { from: number; to: number }) => own.findLast((one) => one.from <= from && one.to >= to)?.isShown ?? false;
  const found = screenings.find((one) => one.key === key)?.findings ?? [];
  const hidden = [
    ...found.filter((finding) => !isShown(finding)),
    ...own.filter((one) => !one.isShown && isShown(one) === false && !found.some(({ from, to }) => from <= one.from && to >= one.to)).map(({ from, to }) => ({ kind: "by-hand" as const, from, to })),
  ].sort((a, b) => a.from - b.from);
  const shown: Shown = { key, words: "", masks: [] };
  let at = 0;
  for (const { kind, from, to } of hidden) {
    if (from < at) continue;
    shown.words += words.slice(at, from);
    shown.masks.push({ at: shown.words.length, kind, from, to });
    shown.words += MASK;
    at = to;
  }
  shown.words += words.slice(at);
  return shown;
}
