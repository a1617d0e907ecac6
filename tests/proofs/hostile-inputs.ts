// What nobody should have to send and somebody will: words that mean something to some program on the way, and bytes that mean
// nothing. Made from a seed, so that what goes wrong goes wrong again.
import { deflateRawSync, gzipSync } from "node:zlib";

export type Random = () => number;

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
export const upTo = (random: Random, most: number): number => Math.floor(random() * most);

/** In every hostile text: it must never show in a reply to somebody else, or in the log. */
export const MARK = "qzhostileqz";

const ENORMOUS = "😀".repeat(1_250_000);
const TEXTS: readonly string[] = [
  "'; drop table reports; --", "1' or '1'='1", "\\'); copy (select 1) to program 'id'; --", "$$; select pg_sleep(5); $$", "%00", "\0", "a\0b",
  "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/dev/zero", "file:///etc/passwd", "CON", "|id", "`id`", "$(id)", "; rm -rf /", "\r\nSet-Cookie: a=b", "\r\n.\r\nMAIL FROM:<x>", "\r\n\r\n<html>",
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7 %>", "=cmd|' /C calc'!A0", "@SUM(1)", "-2+3",
  "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\">", "&lol9;", "&#0;", "&#xFFFF;", "]]>", "<![CDATA[", "<?xml-stylesheet href=\"x\"?>",
  "\u202eetirw lliw eh\u202c", "\u2066a\u2069\u200f\u061c", "\ufeff\ufffe\uffff", "\ud800", "\udfff\ud800", "e\u0301".repeat(300), "Z̷̨̛".repeat(200), "👩‍👩‍👧‍👦".repeat(200), "\u0000\u0001\u001b[31m\u0007", "ﷺ".repeat(500),
  "__proto__", "constructor", "toString", "hasOwnProperty", "NaN", "Infinity", "-1", "1e999", "9".repeat(400), "0x7fffffffffffffff", "null", "undefined", "true", "", " ", "\t\n", "١٢٣٤", "٪", "BAKEL vol betail 40 hier",
];

export function hostileText(random: Random): string {
  const kind = random();
  if (kind < 0.002) return MARK + ENORMOUS;
  if (kind < 0.02) return MARK + pick(random, TEXTS).repeat(1 + upTo(random, 400));
  if (kind < 0.5) return MARK + pick(random, TEXTS);
  if (kind < 0.7) return `${pick(random, TEXTS)} ${MARK} ${pick(random, TEXTS)}${pick(random, TEXTS)}`;
  return MARK + Array.from({ length: 1 + upTo(random, 60) }, () => String.fromCodePoint(random() < 0.5 ? upTo(random, 0x80) : upTo(random, 0x10ffff))).join("");
}

/** Any value that JSON can hold, and some depth. */
export function hostileValue(random: Random, depth = 3): unknown {
  const kind = random();
  if (depth === 0 || kind < 0.5) return pick<unknown>(random, [hostileText(random), upTo(random, 2 ** 40) - 2 ** 39, random() * 1e30, null, true, [], {}]);
  if (kind < 0.75) return Array.from({ length: upTo(random, 6) }, () => hostileValue(random, depth - 1));
  return Object.fromEntries(Array.from({ length: upTo(random, 6) }, () => [pick(random, [...TEXTS.slice(0, 30), "__proto__", "constructor", "id", "text", "way", "said", "marking", "owner", "sentinel"]), hostileValue(random, depth - 1)]));
}

/** Good bytes, and then something happens to them: a cut, noise, a repetition, another encoding, a packing that nobody announced. */
export function mangled(random: Random, bytes: Buffer): Buffer {
  const kind = random();
  const at = upTo(random, bytes.length + 1);
  if (kind < 0.3) return bytes;
  if (kind < 0.45) return bytes.subarray(0, at);
  if (kind < 0.6) { const copy = Buffer.from(bytes); for (let i = 0; i < 1 + upTo(random, 12); i++) copy[upTo(random, copy.length)] = upTo(random, 256); return copy; }
  if (kind < 0.7) return Buffer.concat([bytes.subarray(0, at), noise(random, upTo(random, 300)), bytes.subarray(at)]);
  if (kind < 0.78) return Buffer.concat([bytes, bytes.subarray(at)]);
  if (kind < 0.84) return Buffer.from(bytes.toString("utf8"), pick(random, ["utf16le", "latin1", "base64", "hex"] as const));
  if (kind < 0.87) return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString("utf8"), "utf16le")]);
  if (kind < 0.9) return gzipSync(bytes);
  if (kind < 0.97) return noise(random, upTo(random, 2_000));
  return Buffer.alloc(0);
}

export const noise = (random: Random, length: number): Buffer => Buffer.from(Array.from({ length }, () => upTo(random, 256)));

const NOTHING = Buffer.alloc(96 * 2 ** 20);
let bomb: Buffer | undefined;
/** Unpacks a thousandfold. */
export const packedNothing = (): { packed: Buffer; length: number } => ({ packed: bomb ??= deflateRawSync(NOTHING), length: NOTHING.length });
