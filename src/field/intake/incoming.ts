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
export const harmless = (words: string): string => words.toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, "");

const words = (longest: number) => z.string().max(longest).transform((value) => harmless(value).trim());
const word = (longest: number) => words(longest).transform((value) => value || undefined).optional();

const SaidSchema = z.strictObject({
  kind: word(60), place: word(200), near: word(200), towards: word(200), on: z.iso.date().optional(),
  howKnown: z.enum(["seen", "heard", "told"]).optional(),
  numbers: z.array(z.strictObject({ value: z.number().min(0).max(1e9), of: word(60) })).max(50).optional(),
  point: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  placeId: z.uuid().optional(), area: word(20),
});

const Answers = z.record(z.string(), z.unknown()).transform((answers, context) => {
  if (JSON.stringify(answers).length > ANSWERS_LENGTH) context.addIssue({ code: "custom", message: `more than ${ANSWERS_LENGTH} characters` });
  try {
    return harmlessAnswers(answers, DEEPEST) as Record<string, unknown>;
  } catch {
    context.addIssue({ code: "custom", message: `nested more than ${DEEPEST} deep` });
    return z.NEVER;
  }
});

function harmlessAnswers(value: unknown, deepest: number): unknown {
  if (typeof value === "string") return harmless(value);
  if (typeof value !== "object" || value === null) return value;
  if (deepest === 0) throw new RangeError("too deep");
  if (Array.isArray(value)) return value.map((one) => harmlessAnswers(one, deepest - 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [harmless(name), harmlessAnswers(one, deepest - 1)]));
}

/** What anybody may send as JSON. The other ways add what only they can know. */
export const Sent = z.strictObject({
  id: z.uuid(),
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
  const { text, answers, original, said, media } = parsed.data;
  if (!text && !answers && !original && !said && !media?.length) throw invalid([{ path: ["text"], message: "nothing was said" }]);
  return parsed.data as Incoming;
}
