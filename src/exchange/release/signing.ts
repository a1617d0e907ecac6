/**
 * What a node signs, it signs with an Ed25519 key of its data directory; the public half is kept in the database, so that what
 * was signed with a key that has been replaced still verifies.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { keepSecret, privateFolder, secretIn } from "../../platform/data-directory.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";

export interface SigningKey { id: string; privateKey: KeyObject; publicKey: string }

const NAME = "signing-key";

/** Made at first use. */
export async function signingKey(node: Node, tx: Transaction): Promise<SigningKey> {
  if (!existsSync(path.join(privateFolder(node.dir, "secrets"), NAME))) {
    keepSecret(node.dir, NAME, generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }).toString("base64url"));
  }
  const privateKey = createPrivateKey({ key: Buffer.from(secretIn(node.dir, NAME), "base64url"), type: "pkcs8", format: "der" });
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64url");
  const id = keyId(publicKey);
  await tx.client.query("insert into signing_keys (id, public_key, made_at) values ($1, $2, $3) on conflict do nothing", [id, publicKey, tx.now]);
  return { id, privateKey, publicKey };
}

/** The old key is gone; what it signed is still verified by its public half. */
export async function replaceKey(node: Node, tx: Transaction): Promise<SigningKey> {
  const old = await signingKey(node, tx);
  await tx.client.query("update signing_keys set retired_at = $2 where id = $1", [old.id, tx.now]);
  rmSync(path.join(privateFolder(node.dir, "secrets"), NAME), { force: true });
  tx.journal({ act: "replace-signing-key" });
  return signingKey(node, tx);
}

export const keyId = (publicKey: string): string => createHash("sha256").update(Buffer.from(publicKey, "base64url")).digest("hex").slice(0, 16);

export const signed = (key: SigningKey, words: string): Buffer => sign(null, Buffer.from(words), key.privateKey);

export function isSignedBy(publicKey: string, words: string, signature: Buffer): boolean {
  try {
    return verify(null, Buffer.from(words), createPublicKey({ key: Buffer.from(publicKey, "base64url"), type: "spki", format: "der" }), signature);
  } catch {
    return false;
  }
}
