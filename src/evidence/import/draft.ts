/**
 * What a row of another system says, in our words: a draft of an event, a fault that makes the row impossible, or a reason to
 * read past it. Nothing is repaired silently: what is not taken as it stands is said in `inferred`.
 */
import type { z } from "zod";
import { codeFrom } from "../../platform/codes.ts";
import type { Marking } from "../../platform/marking.ts";
import type { Actor, Casualty } from "../event.noun.ts";

export interface Draft {
  id: string;
  /** Orders what the source said at different times: its release or its own time stamp, so padded that words compare as numbers. "" where it states none. */
  stamp: string;
  content: DraftContent;
  marking?: Marking;
  /** In which first-level area it was, in the source's words. */
  statedAdmin1?: string;
}

export interface DraftContent {
  kind: string;
  occurredFrom: string;
  occurredTo: string;
  datePrecision: string;
  placePrecision: string;
  country: string;
  reliability: string;
  credibility: string;
  verification: string;
  source: string;
  inferred?: string[];
  actors?: z.input<typeof Actor>[];
  casualties?: z.input<typeof Casualty>[];
  sourceCodes?: Record<string, string>;
  geometry?: { type: "Point"; coordinates: [lon: number, lat: number] };
  [field: string]: unknown;
}

/** `field` by the file's own name. */
export interface Fault { field: string; reason: string }
export interface Skip { skip: string }
export type Mapped = Draft | Fault | Skip;

export const isFault = (mapped: Mapped): mapped is Fault => "field" in mapped;
export const isSkip = (mapped: Mapped): mapped is Skip => "skip" in mapped;

/** Thrown by the readers of single cells, caught once for a row: keeps the mappers free of tests after every line. */
export class CellFault extends Error {
  readonly fault: Fault;
  constructor(field: string, reason: string) {
    super(reason);
    this.fault = { field, reason };
  }
}

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/**
 * A calendar day in the ways that people save them: 2023-01-31, 2023-01-31 00:00:00.000, 31 January 2023, 30-Jun-23.
 * Numbers alone (03/04/2023) could be two days: refused.
 */
export function dayOf(field: string, words: string): string {
  const plain = words.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(plain);
  if (iso) return realDay(field, iso[1]!, Number(iso[2]), Number(iso[3]), plain);
  const named = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/.exec(plain);
  if (named) {
    const month = MONTHS.findIndex((name) => name.startsWith(named[2]!.toLowerCase()));
    const year = named[3]!.length === 4 ? named[3]! : `${Number(named[3]) < 70 ? "20" : "19"}${named[3]}`;
    if (month >= 0) return realDay(field, year, month + 1, Number(named[1]), plain);
  }
  throw new CellFault(field, plain === "" ? "a day is missing" : `not a day that can be read without guessing: ${plain}`);
}

function realDay(field: string, year: string, month: number, day: number, words: string): string {
  const made = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(Number(year), month, 0)).getUTCDate()) throw new CellFault(field, `no such day: ${words}`);
  return made;
}

/** A decimal comma is read as a point; anything else that is no number is a fault. */
export function numberOf(field: string, words: string, min: number, max: number): number {
  const plain = words.trim();
  const value = plain === "" ? NaN : Number(/^-?\d+,\d+$/.test(plain) ? plain.replace(",", ".") : plain);
  if (Number.isNaN(value)) throw new CellFault(field, plain === "" ? "a number is missing" : `not a number: ${plain}`);
  if (value < min || value > max) throw new CellFault(field, `${plain} is outside ${min} to ${max}`);
  return value;
}

export function wholeOf(field: string, words: string, max = 1_000_000): number {
  const value = numberOf(field, words, 0, max);
  if (!Number.isInteger(value)) throw new CellFault(field, `not a whole number: ${words.trim()}`);
  return value;
}

/** As software writes a place that it does not know. */
export function pointOf(latitude: string, longitude: string): { type: "Point"; coordinates: [number, number] } {
  const lat = numberOf("latitude", latitude, -90, 90);
  const lon = numberOf("longitude", longitude, -180, 180);
  if (lat === 0 && lon === 0) throw new CellFault("latitude", "0, 0 is what software writes when it knows no place");
  return { type: "Point", coordinates: [lon, lat] };
}

/** Remembers, because a file asks the same few codes a hundred thousand times. */
export function codesFrom(list: string, system: string): (theirs: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (theirs) => {
    if (!known.has(theirs)) known.set(theirs, codeFrom(list, system, theirs));
    return known.get(theirs);
  };
}

export const shortened = (words: string, most: number): string => (words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`);

/** Only what is said: empty cells leave no key behind. */
export function stated(codes: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const key of Object.keys(codes)) if (codes[key] !== "") out[key] = shortened(codes[key]!, 400);
  return out;
}

/** "24.1" → "0024.0001", so that words compare as numbers do. */
export const stampOf = (release: string): string => release.replace(/\d+/g, (digits) => digits.padStart(4, "0"));
