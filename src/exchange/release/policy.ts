/** What decides a release: everything that `release` reads beside the record and the recipient. Plain data, from one transaction. */
import type { Marking } from "../../platform/marking.ts";

/** What is shared: a noun, or a message about one. Whatever is not in this list never leaves, claims and reports first of all. */
export const SUBJECTS = ["alert", "event", "displacement", "bulletin"] as const;
export type Subject = (typeof SUBJECTS)[number];

export const PLACES = ["country", "admin1", "admin2", "exact"] as const;
export type FinestPlace = (typeof PLACES)[number];
export const TIMES = ["month", "week", "day"] as const;
export type FinestTime = (typeof TIMES)[number];

export interface Agreement {
  id: string;
  state: string;
  parties: readonly string[];
  purpose: string;
  audience: readonly { country: string; services: readonly string[] }[];
  subjects: readonly string[];
  kinds: readonly string[];
  areas: readonly string[];
  highestMarking: Marking;
  finestPlace: FinestPlace;
  finestTime: FinestTime;
  masks: readonly string[];
  startsOn: string;
  endsOn: string;
}

export interface Decision { country: string; service: string; outcome: string; decidedOn: string; until: string }
export interface Suspension { country: string; service?: string; since: string; until?: string }

/** Something that people decided about one record: an armed service may have the place, or civil protection must have it now. */
export interface Waiver {
  record: string;
  kind: "protective-purpose" | "imminent-danger";
  /** Of a protective purpose, the recipients it was recorded for. */
  contacts: readonly string[];
  /** Who recorded it; a protective purpose counts from two different people. */
  people: readonly string[];
}

export interface Policy {
  /** Whose node this is: what belongs to another is not ours to hand on. */
  owner: string;
  isExercise: boolean;
  agreements: readonly Agreement[];
  decisions: readonly Decision[];
  suspensions: readonly Suspension[];
  waivers: readonly Waiver[];
  /** A kind of event and every broader one. */
  broader: (kind: string) => readonly string[];
}

export interface Recipient {
  id: string;
  country: string;
  service: string;
  isArmed: boolean;
  /** A contact that was withdrawn receives nothing. */
  isWithdrawn: boolean;
}

/** An area with its ancestors. */
export interface Where {
  country: string; countryName?: string;
  admin1?: string; admin1Name?: string;
  admin2?: string; admin2Name?: string;
  /** The finest that is known: an area's p-code, or a position. */
  exact?: string; exactName?: string;
  because?: readonly string[];
}

/** A record as release sees it: coded fields only. */
export interface Shareable {
  subject: string;
  id: string;
  version: number;
  owner: string;
  /** Its own and those of what it is about: the strictest counts. */
  markings: readonly Marking[];
  isExercise: boolean;
  isWithdrawn: boolean;
  /** Of an alert that has run out. */
  expires?: string;
  kind: string;
  where: readonly Where[];
  /** A position, of an event that has one. */
  point?: readonly [lon: number, lat: number];
  days: { from?: string; to?: string };
  /** Coded fields by name; no text in it. */
  coded: Readonly<Record<string, unknown>>;
  /** What an officer wrote for release, by language; and whether it names a place finer than a second-level area. */
  words?: readonly Words[];
  /** Of a record that is made of others (`parts.ts`): what its recipient gets of each. */
  parts?: readonly PartOf[];
}

/** A line of a record that is made of others, as the policy gave it; without a document it has not been handed over. */
export interface PartOf {
  document?: string;
  agreement?: string;
  marking: Marking;
  issuedAt?: string;
  content: { subject: string; status: "Actual" | "Exercise"; kind: string; from?: string; to?: string; where: readonly Where[]; coded: Readonly<Record<string, unknown>> };
  answer?: { seconds: number; outcome?: "true" | "false" | "unverifiable" };
}

export interface Words { language: string; text: Readonly<Record<string, string>>; namesFinePlace: boolean }
