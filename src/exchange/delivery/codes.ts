/**
 * What lets a contact answer without signing in: a short code for a reply by message, a long one for a link. Both are made from
 * the delivery and a secret of the node, so that a repeated message carries the same; the database holds only their hashes.
 */
import { createHash, createHmac } from "node:crypto";
import type { Node } from "../../platform/node.ts";

/** No letter or digit that is taken for another when read out. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 8;
/** One place always holds a digit, so that no word of eight letters is taken for a code. */
const DIGITS = "23456789";
const DIGIT_AT = 3;

export interface AnswerCodes { code: string; token: string }

export function codesFor(node: Node, delivery: string): AnswerCodes {
  const bytes = createHmac("sha256", node.secret("answer-codes")).update(delivery).digest();
  let number = bytes.readBigUInt64BE(0);
  let code = "";
  for (let i = 0; i < CODE_LENGTH; i++) {
    const letters = i === DIGIT_AT ? DIGITS : LETTERS;
    code += letters[Number(number % BigInt(letters.length))];
    number /= BigInt(letters.length);
  }
  return { code, token: createHmac("sha256", node.secret("answer-codes")).update(`link ${delivery}`).digest("base64url") };
}

export const hashOf = (words: string): Buffer => createHash("sha256").update(words).digest();
