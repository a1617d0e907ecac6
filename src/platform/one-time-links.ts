/**
 * A link that is used once: to welcome the first administrator, to accept an invitation, to set a new password. The token
 * is shown once and kept as a hash; a new link for the same end voids the one before.
 */
import { randomBytes } from "node:crypto";
import { sha256 } from "./canonical.ts";
import type { Transaction } from "./database.ts";
import { problem } from "./problem.ts";
import { findLink, keepLink, useLink, type Link, type Purpose } from "./sign-in-queries.ts";

/** Long enough to carry an invitation to a post without a good line; a link that makes administrators lives a day. */
const VALID_HOURS: Record<Purpose, number> = { "first-administrator": 24, "administrator-reset": 24, invitation: 7 * 24, reset: 24 };

export interface MadeLink {
  /** Path and query, for the address that the reader knows the house by. */
  path: string;
  expiresAt: string;
}

export async function makeLink(tx: Transaction, purpose: Purpose, { member = null, turnsTotpOff = false }: { member?: string | null; turnsTotpOff?: boolean } = {}): Promise<MadeLink> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(tx.now.getTime() + VALID_HOURS[purpose] * 3_600_000).toISOString();
  await keepLink(tx, hashOf(token), { purpose, member, turnsTotpOff, expiresAt });
  tx.journal({ act: `link-${purpose}`, ...(member ? { object: member } : {}) });
  return { path: `/welcome?token=${token}`, expiresAt };
}

/** @throws link.invalid when it was used, replaced or has expired */
export async function readLink(tx: Transaction, token: string): Promise<Link> {
  return (await findLink(tx, hashOf(token))) ?? invalid();
}

/** As `readLink`, and nobody can use it again. */
export async function takeLink(tx: Transaction, token: string): Promise<Link> {
  return (await useLink(tx, hashOf(token))) ?? invalid();
}

/** The token has 256 bits of chance, so a plain hash cannot be run through. */
const hashOf = (token: string): Buffer => sha256(token);

function invalid(): never {
  throw problem("link.invalid");
}
