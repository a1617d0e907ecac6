/** How sealed things are spelt over HTTP: bytes as base64url, within lengths that a letter never needs. */
import { z } from "zod";
import { sha256 } from "../../platform/canonical.ts";

const bytes = (least: number, most: number) =>
  z.string().regex(/^[A-Za-z0-9_-]+$/).max(Math.ceil(most * 4 / 3) + 1).transform((words, context) => {
    const read = Buffer.from(words, "base64url");
    if (read.length < least || read.length > most) context.addIssue({ code: "custom", message: `between ${least} and ${most} bytes` });
    return read;
  });

export const words = (read: Buffer): string => read.toString("base64url");

export const MATTERS = ["integrity", "threat"] as const;
const POINT = 65, TAG = 16, NONCE = 12;

export const PublicKey = bytes(POINT, POINT).refine((point) => point[0] === 4, "an uncompressed point of P-256");
/** By the receipt's token a case is found; what is kept is its hash. */
export const Token = bytes(32, 32).transform((token) => sha256(token));
/** 32 bytes sealed to one public key. */
export const SealedKey = bytes(POINT + 32 + TAG, POINT + 32 + TAG);
/** Letters are padded to whole kilobytes; 32 of them are more than 10,000 characters in any script. */
export const Letter = z.strictObject({ id: z.uuid(), sealed: bytes(NONCE + TAG + 1024, NONCE + TAG + 32 * 1024) });
export const Matter = z.enum(MATTERS);
export const Title = z.string().trim().min(3).max(120);

export const LockedKey = { lockedKey: bytes(NONCE + TAG + 64, 400), salt: bytes(16, 16), rounds: z.int().min(600_000).max(10_000_000) };
export const Spare = bytes(NONCE + TAG + 64, 400);
export const Id = z.object({ id: z.uuid() });

export const LockedKeyShown = { lockedKey: z.string(), salt: z.string(), rounds: z.int() };
export const LetterShown = z.object({ id: z.uuid(), from: z.enum(["sender", "recipient"]), post: z.string().nullable(), on: z.iso.date(), sealed: z.string() });
