/**
 * A new key, signed by the old one. The statement is committed before the new key takes the old one's place in the data
 * directory, and whoever opens the node next finishes what a kill left half done.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { canonical } from "../../platform/canonical.ts";
import { keepSecret, privateFolder, secretIn } from "../../platform/data-directory.ts";
import type { Node } from "../../platform/node.ts";
import { momentOf } from "../moment.ts";
import { keyId, signed, signingKey } from "../release/signing.ts";

const NEXT = "signing-key-next";
const fileOf = (node: Node, name: string) => path.join(privateFolder(node.dir, "secrets"), name);

export async function rotateKey(node: Node): Promise<{ old: string; id: string; publicKey: string }> {
  await finishRotation(node);
  const made = generateKeyPairSync("ed25519");
  const publicKey = made.publicKey.export({ type: "spki", format: "der" }).toString("base64url");
  keepSecret(node.dir, NEXT, made.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64url"));
  const id = keyId(publicKey);
  const old = await node.db.as(node.keeper("federation"), async (tx) => {
    const before = await signingKey(node, tx);
    const words = canonical({ type: "key", sender: node.organisation, old: before.id, key: id, publicKey, at: momentOf(tx.now) });
    await tx.client.query("insert into key_successions (key_id, words, signature, at) values ($1, $2, $3, $4)", [id, words, signed(before, words).toString("base64url"), tx.now]);
    await tx.client.query("update signing_keys set retired_at = $2 where id = $1", [before.id, tx.now]);
    tx.journal({ act: `rotate-signing-key ${id}` });
    return before.id;
  });
  await finishRotation(node);
  return { old, id, publicKey };
}

/** What was stated takes its place; what was not is forgotten. */
export async function finishRotation(node: Node): Promise<void> {
  const next = fileOf(node, NEXT);
  if (!existsSync(next)) return;
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(secretIn(node.dir, NEXT), "base64url"), type: "pkcs8", format: "der" })).export({ type: "spki", format: "der" }).toString("base64url");
  const isStated = await node.db.as(node.keeper("federation"), async (tx) => (await tx.client.query("select from key_successions where key_id = $1", [keyId(publicKey)])).rowCount === 1);
  if (isStated) renameSync(next, fileOf(node, "signing-key"));
  else rmSync(next, { force: true });
}
