/** One spelling for one value: JSON canonicalised as RFC 8785 (keys in UTF-16 order, no space, ECMAScript numbers). */
import { hash } from "node:crypto";

export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    let out = "[";
    for (let i = 0; i < value.length; i++) out += i === 0 ? canonical(value[i]) : `,${canonical(value[i])}`;
    return `${out}]`;
  }
  if (typeof value === "object") {
    const object = value as Record<string, unknown>;
    const keys = Object.keys(object).sort();
    let out = "{";
    for (let i = 0; i < keys.length; i++) {
      const held = object[keys[i]!];
      if (held === undefined) continue;
      out += (out.length === 1 ? "" : ",") + keyWords(keys[i]!) + canonical(held);
    }
    return `${out}}`;
  }
  throw new TypeError(`${typeof value} has no canonical form`);
}

/** The same few hundred keys come again in every record. */
const written = new Map<string, string>();

function keyWords(key: string): string {
  let words = written.get(key);
  if (words === undefined) {
    words = `${JSON.stringify(key)}:`;
    if (written.size < 5_000) written.set(key, words);
  }
  return words;
}

export const sha256 = (words: string | Buffer): Buffer => hash("sha256", words, "buffer");
