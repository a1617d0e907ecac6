/** One spelling for one value: JSON canonicalised as RFC 8785 (keys in UTF-16 order, no space, ECMAScript numbers). */
import { hash } from "node:crypto";

export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") {
    const object = value as Record<string, unknown>;
    let out = "";
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined) continue;
      out += `${out ? "," : ""}${JSON.stringify(key)}:${canonical(object[key])}`;
    }
    return `{${out}}`;
  }
  throw new TypeError(`${typeof value} has no canonical form`);
}

export const sha256 = (words: string | Buffer): Buffer => hash("sha256", words, "buffer");
