/** Bytes as words, and back: what is sealed travels as base64url. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (words: string): Bytes => new TextEncoder().encode(words) as Bytes;
export const fromUtf8 = (bytes: Bytes): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

export function joinedBytes(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

export const toBase64Url = (bytes: Bytes): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const fromBase64Url = (words: string): Bytes => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Of two equally long rows of bytes: one hides the other completely. */
export const xor = (a: Bytes, b: Bytes): Bytes => a.map((byte, at) => byte ^ b[at]!);
