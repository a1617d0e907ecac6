/**
 * Sixteen digits that are the only credential of a sender. They are made from the report's id with a secret of the node, so
 * that a repeated send gets the same ones; what is stored is a keyed hash of them.
 */
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Node } from "../../platform/node.ts";

const secrets = new WeakMap<Node, KeyObject>();

function secretOf(node: Node): KeyObject {
  let secret = secrets.get(node);
  if (!secret) secrets.set(node, secret = createSecretKey(Buffer.from(node.secret("receipt-secret"))));
  return secret;
}

const keyed = (node: Node, words: string): Buffer => createHmac("sha256", secretOf(node)).update(words).digest();

export const receiptFor = (node: Node, report: string): string =>
  String(keyed(node, `receipt ${report}`).readBigUInt64BE(0) % 10n ** 16n).padStart(16, "0");

/** What is looked up: spaces and dashes between the digits do not count, nor which digits are written. */
export const receiptHash = (node: Node, receipt: string): Buffer => keyed(node, `lookup ${receipt}`).subarray(0, 16);

/** As people write it, in groups, with Arabic or Latin digits; nothing where it is no receipt. */
export function readReceipt(written: string): string | undefined {
  const digits = written.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[\s\u00a0\-–.]/g, "");
  return /^\d{16}$/.test(digits) ? digits : undefined;
}
