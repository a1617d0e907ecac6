/**
 * A release as a document of its own: what one recipient gets, from whom, under what, until when. It is tied to its original by
 * a commitment with a salt: with the salt and the original the sender can prove later what it came from, and without them the
 * recipient learns nothing.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { canonical } from "../../platform/canonical.ts";
import { newId } from "../../platform/identity.ts";
import { strictest } from "../../platform/marking.ts";
import { momentOf } from "../moment.ts";
import type { Recipient, Shareable } from "./policy.ts";
import type { Released } from "./release.ts";
import { isSignedBy, signed, type SigningKey } from "./signing.ts";

export const PROTOCOL = 1;

export const ReleaseDocument = z.strictObject({
  protocol: z.literal(PROTOCOL),
  type: z.literal("release"),
  id: z.uuid(),
  /** What the sender calls the record: the same in every document about it, and nobody's key to the original. */
  reference: z.uuid(),
  version: z.int().min(1),
  sender: z.string(),
  key: z.string(),
  recipient: z.strictObject({ contact: z.uuid(), country: z.string(), service: z.string() }),
  agreement: z.uuid().optional(),
  marking: z.enum(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]),
  issuedAt: z.string(),
  expiresAt: z.string().optional(),
  commitment: z.string(),
  content: z.looseObject({ subject: z.string(), status: z.enum(["Actual", "Exercise"]), kind: z.string(), where: z.array(z.looseObject({ country: z.string() })) }),
});
export type ReleaseDocument = z.infer<typeof ReleaseDocument>;

export const Revocation = z.strictObject({
  protocol: z.literal(PROTOCOL), type: z.literal("revocation"), document: z.uuid(), sender: z.string(), key: z.string(), revokedAt: z.string(),
});
export type Revocation = z.infer<typeof Revocation>;

export interface Signed { id: string; words: string; salt: Buffer; signature: Buffer }

export interface Sealing { key: SigningKey; sender: string; referenceSecret: string; now: Date; expiresAt?: string }

/** @param original the canonical document of the version that is released */
export function documentFor(record: Shareable, recipient: Recipient, given: Released, original: string, { key, sender, referenceSecret, now, expiresAt }: Sealing): Signed {
  const salt = randomBytes(32);
  const document: ReleaseDocument = {
    protocol: PROTOCOL, type: "release", id: newId(now.getTime()), reference: referenceOf(record, referenceSecret), version: record.version, sender, key: key.id,
    recipient: { contact: recipient.id, country: recipient.country, service: recipient.service },
    ...(given.agreement ? { agreement: given.agreement } : {}),
    marking: strictest(record.markings), issuedAt: momentOf(now), ...(expiresAt ? { expiresAt } : {}),
    commitment: commitmentTo(original, salt), content: given.content as unknown as ReleaseDocument["content"],
  };
  const words = canonical(document);
  return { id: document.id, words, salt, signature: signed(key, words) };
}

/** An alert is made to be told and keeps its own name; of anything else not even the hour of its making shows. */
function referenceOf({ subject, id }: Shareable, secret: string): string {
  if (subject === "alert") return id;
  const bytes = createHmac("sha256", secret).update(id).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const commitmentTo = (original: string, salt: Buffer): string =>
  createHash("sha256").update(salt).update(createHash("sha256").update(original).digest()).digest("base64url");

export function revocationOf(document: string, { key, sender, now }: Pick<Sealing, "key" | "sender" | "now">): { words: string; signature: Buffer } {
  const words = canonical({ protocol: PROTOCOL, type: "revocation", document, sender, key: key.id, revokedAt: momentOf(now) } satisfies Revocation);
  return { words, signature: signed(key, words) };
}

export type Verdict = "genuine" | "not-canonical" | "not-a-release" | "bad-signature" | "expired";

/** What a recipient checks of what it was given. */
export function verdictOn(words: string, signature: Buffer, publicKey: string, now: Date): Verdict {
  let parsed: unknown;
  try { parsed = JSON.parse(words); } catch { return "not-a-release"; }
  const read = ReleaseDocument.safeParse(parsed);
  if (!read.success) return "not-a-release";
  if (canonical(parsed) !== words) return "not-canonical";
  if (!isSignedBy(publicKey, words, signature)) return "bad-signature";
  return read.data.expiresAt !== undefined && read.data.expiresAt <= momentOf(now) ? "expired" : "genuine";
}
