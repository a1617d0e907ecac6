/**
 * What may come in, whatever the way? Checked and made harmless before it waits to be written, so that one bad report never
 * spoils the others that are written with it.
 */
import { z } from "zod";
import { invalid } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";

export interface Incoming {
  /** UUID made by the writer; the same id is the same report. */
  id: string;
  way: "web" | "sms" | "odk" | "email" | "phone" | "api";
  /** Free words of the sender. */
  text?: string;
  /** A form's answers, by question name. */
  answers?: Record<string, unknown>;
  /** Exactly as it came (XML, e-mail); kept encrypted. */
  original?: { type: string; bytes: Buffer };
  said?: Said;
  /** Encrypted with a key of its own, at most 14 days. */
  contact?: { channel: "sms" | "email"; address: string; wantsReply: boolean };
  media?: Media[];
  form?: string;
  language?: "fr" | "en" | "ar";
  exercise?: boolean;
  /** The pseudonymous id of a sentinel. */
  sentinel?: string;
}

/** What the sender or their form said of the matter, not yet settled by anybody. */
export interface Said {
  kind?: string;
  place?: string;
  near?: string;
  towards?: string;
  /** YYYY-MM-DD */
  on?: string;
  howKnown?: "seen" | "heard" | "told";
  numbers?: { value: number; of?: string }[];
  point?: [lon: number, lat: number];
  /** A place of the gazetteer. */
  placeId?: string;
  /** P-code. */
  area?: string;
}

/** Stored elsewhere, by its hash. */
export interface Media { sha256: string; type: string; bytes: number }

const TEXT_LENGTH = 20_000;
const ANSWERS_LENGTH = 400_000;
const ORIGINAL_BYTES = 4 * 1024 * 1024;
const DEEPEST = 12;

/** NUL, other control characters, halves of characters and reversals of writing direction say nothing and can do harm. */
export const harmless = (words: string): string => words.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, "");

const words = (longest: number) => z.string().max(longest).transform((value) => harmless(value).trim());
const word = (longest: number) => words(longest).transform((value) => value || undefined).optional();

const SaidSchema = z.strictObject({
  kind: word(60), place: word(200), near: word(200), towards: word(200), on: z.iso.date().optional(),
  howKnown: z.enum(["seen", "heard", "told"]).optional(),
  numbers: z.array(z.strictObject({ value: z.number().min(0).max(1e9), of: word(60) })).max(50).optional(),
  point: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  placeId: z.uuid().optional(), area: word(20),
});

/**
 * Two hundred and fifty answers, five hundred times a second: looked at as one string, and walked one by one only where there
 * is something to mend.
 */
const Answers = z.custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null && !Array.isArray(value), "not an object of answers by question name")
  .transform((answers, context) => {
    const refuse = (message: string) => { context.addIssue({ code: "custom", message }); return z.NEVER; };
    if (isDeeperThan(answers, DEEPEST)) return refuse(`nested more than ${DEEPEST} deep`);
    const json = JSON.stringify(answers);
    if (json.length > ANSWERS_LENGTH) return refuse(`more than ${ANSWERS_LENGTH} characters`);
    return MENDED_IN_JSON.test(json) ? harmlessAnswers(answers) as Record<string, unknown> : answers;
  }).meta({ type: "object", additionalProperties: true });

/** JSON escapes control characters and halves of characters; the others stand in it as they are. */
const MENDED_IN_JSON = /\\[ubf]|[\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;

function isDeeperThan(value: object, deepest: number): boolean {
  if (deepest === 0) return true;
  for (const one of Object.values(value)) if (typeof one === "object" && one !== null && isDeeperThan(one, deepest - 1)) return true;
  return false;
}

function harmlessAnswers(value: unknown): unknown {
  if (typeof value === "string") return harmless(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(harmlessAnswers);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [harmless(name), harmlessAnswers(one)]));
}

/** What anybody may send as JSON. The other ways add what only they can know. */
export const Sent = z.strictObject({
  // Some telephones write theirs in capitals: it is the same id.
  id: z.uuid().toLowerCase(),
  way: z.enum(["web", "api"]).default("api"),
  text: word(TEXT_LENGTH),
  answers: Answers.optional(),
  said: SaidSchema.optional(),
  contact: z.strictObject({ channel: z.enum(["sms", "email"]), address: z.string().trim().min(3).max(200), wantsReply: z.boolean() }).optional(),
  media: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), type: z.string().max(100), bytes: z.int().min(0) })).max(20).optional(),
  form: word(120),
  language: z.enum(["fr", "en", "ar"]).optional(),
  exercise: z.boolean().optional(),
});

const Whole = Sent.extend({
  way: z.enum(["web", "sms", "odk", "email", "phone", "api"]),
  original: z.strictObject({ type: z.string().max(100), bytes: z.instanceof(Buffer) }).optional(),
  sentinel: z.string().max(60).optional(),
});

/** @throws input.invalid, request.tooLarge */
export function checked(incoming: Incoming): Incoming {
  if ((incoming.original?.bytes.length ?? 0) > ORIGINAL_BYTES) throw problem("request.tooLarge", { limit: "4 MB" });
  const parsed = Whole.safeParse(incoming);
  if (!parsed.success) throw invalid(parsed.error.issues);
  return saysSomething(parsed.data as Incoming);
}

/** Of what came through the schema `Sent` already. @throws input.invalid */
export function saysSomething(incoming: Incoming): Incoming {
  const { text, answers, original, said, media } = incoming;
  if (!text && !answers && !original && !said && !media?.length) throw invalid([{ path: ["text"], message: "nothing was said" }]);
  return incoming;
}
