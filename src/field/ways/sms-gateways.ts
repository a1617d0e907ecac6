/**
 * How does each gateway hand over an incoming message, and how does it prove that it is the one we know? One adapter each,
 * from its body as it came; what a gateway says beyond the message (SIM, network, cost) is not read.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { uuidOf } from "./repeat-id.ts";

export interface IncomingSms {
  /** The same for every repetition of one delivery. */
  id: string;
  /** As the gateway writes it; to be encrypted before it is kept. */
  from: string;
  text: string;
}

export interface Delivery {
  /** Exactly as it came: signatures are over bytes. */
  body: Buffer;
  /** Names in small letters, as Node gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The part of the address that only the gateway knows, where the gateway cannot sign. */
  secretInAddress?: string;
}

export interface Gateway {
  isGenuine(delivery: Delivery, secret: string, now: Date): boolean;
  /** Undefined: none of the gateway's messages; it is refused, and nothing of it is kept. */
  read(delivery: Delivery): IncomingSms | undefined;
}

/** A signed delivery is good for this long, so that one that was overheard cannot be sent again later. */
export const SIGNATURE_SECONDS = 300;
/** 255 parts, the most that a concatenated message has, of 153 characters. */
const MOST_CHARACTERS = 40_000;

const From = z.string().min(1).max(40);
const Text = z.string().max(MOST_CHARACTERS);

const Generic = z.object({ id: z.string().min(1).max(200), from: From, text: Text });

/** The body is the form that Africa's Talking posts: date, from, id, linkId, text, to, networkCode. It signs nothing. */
const AfricasTalking = z.object({ id: z.string().min(1).max(200), from: From, text: Text });

/** SMS Gateway for Android: `payload.messageId` is made from the content and repeats; the delivery's own id does not. */
const Android = z.object({ event: z.literal("sms:received"), id: z.string().min(1).max(200), payload: z.object({ message: Text, phoneNumber: From }) });

export const GATEWAYS = {
  generic: {
    isGenuine: ({ headers }, secret) => isEqual(bearer(headers.authorization), secret),
    read: ({ body }) => read(Generic, asJson(body), "generic", ({ id, from, text }) => ({ id, from, text })),
  },
  "africas-talking": {
    isGenuine: ({ secretInAddress = "" }, secret) => isEqual(secretInAddress, secret),
    read: ({ body }) => read(AfricasTalking, Object.fromEntries(new URLSearchParams(body.toString("utf8"))), "africas-talking", ({ id, from, text }) => ({ id, from, text })),
  },
  android: {
    isGenuine({ body, headers }, secret, now) {
      const [signature, timestamp] = [one(headers["x-signature"]), one(headers["x-timestamp"])];
      if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > SIGNATURE_SECONDS) return false;
      return secret !== "" && isEqual(signature.toLowerCase(), createHmac("sha256", secret).update(body).update(timestamp).digest("hex"));
    },
    read: ({ body }) => read(Android, asJson(body), "android", ({ id, payload }) => ({ id, from: payload.phoneNumber, text: payload.message })),
  },
} as const satisfies Record<string, Gateway>;

function read<T>(schema: z.ZodType<T>, value: unknown, gateway: string, as: (value: T) => IncomingSms): IncomingSms | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const { id, from, text } = as(parsed.data);
  // PostgreSQL keeps no NUL, and a half of a surrogate pair is no character.
  return { id: uuidOf(`${gateway} ${id}`), from, text: text.replaceAll("\0", "").toWellFormed() };
}

function asJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

const one = (header: string | string[] | undefined) => (typeof header === "string" ? header : "");
const bearer = (header: string | string[] | undefined) => /^Bearer (\S+)$/i.exec(one(header))?.[1] ?? "";

/** In a time that tells nothing; a secret that was never set is nobody's. */
function isEqual(given: string, secret: string): boolean {
  const digest = (words: string) => createHash("sha256").update(words).digest();
  return secret !== "" && timingSafeEqual(digest(given), digest(secret));
}
