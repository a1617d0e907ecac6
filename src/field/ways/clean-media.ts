/**
 * A copy without what the device wrote beside the picture or the sound: where, when, with what, by whom. Pictures are drawn
 * anew; in sound and film the container's notes are blanked in place, so that nothing else moves. Undefined: a kind or a file
 * that we cannot clean rightly; then only the sealed original is kept.
 */
import { blankWebm } from "./clean-webm.ts";
import type { MediaType } from "./media-type.ts";
import { blankMp4 } from "./clean-mp4.ts";

const MOST_PIXELS = 60_000_000;

export async function cleaned(type: MediaType, bytes: Buffer): Promise<Buffer | undefined> {
  try {
    switch (type) {
      case "image/jpeg": case "image/png": case "image/webp": case "image/gif": return await redrawn(type, bytes);
      case "audio/mp4": case "video/mp4": case "video/3gpp": case "video/quicktime": return blankMp4(bytes);
      case "video/webm": return blankWebm(bytes);
      case "audio/wav": return plainWav(bytes);
      case "audio/mpeg": return withoutId3(bytes);
      case "audio/ogg": return blankOpus(bytes);
      case "audio/amr": case "audio/aac": return bytes; // frames and nothing else
      default: return undefined;
    }
  } catch {
    return undefined; // damaged, or not what it says it is
  }
}

/** Loaded when the first picture comes: the library is large. */
async function redrawn(type: "image/jpeg" | "image/png" | "image/webp" | "image/gif", bytes: Buffer): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  // Turned as the camera's note says before the note goes; sharp writes no metadata unless asked.
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, animated: type === "image/gif" }).rotate();
  return type === "image/jpeg" ? picture.jpeg({ quality: 88 }).toBuffer() : type === "image/png" ? picture.png().toBuffer() : type === "image/webp" ? picture.webp({ quality: 88 }).toBuffer() : picture.gif().toBuffer();
}

/** Only what describes the sound and the sound itself; LIST, bext, id3 and the others stay behind. */
function plainWav(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, length] = [bytes.toString("latin1", at, at + 4), bytes.readUInt32LE(at + 4)];
    const end = Math.min(bytes.length, at + 8 + length + (length % 2));
    if (name === "fmt " || name === "data" || name === "fact") kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (kept.length < 2) return undefined;
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...kept]);
}

/** ID3v2 before the frames, ID3v1 and APE after them. */
function withoutId3(bytes: Buffer): Buffer | undefined {
  let from = 0;
  while (bytes.toString("latin1", from, from + 3) === "ID3" && from + 10 < bytes.length) {
    const size = bytes.subarray(from + 6, from + 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    from += 10 + size + ((bytes[from + 5]! & 0x10) !== 0 ? 10 : 0);
  }
  let to = bytes.length;
  if (bytes.toString("latin1", to - 128, to - 125) === "TAG") to -= 128;
  if (bytes[from] !== 0xff || bytes.subarray(from, to).includes("APETAGEX")) return undefined;
  return bytes.subarray(from, to);
}

/** The comments of an Opus stream stand alone in the second page (RFC 7845): none are left, and the page's check is made anew. */
function blankOpus(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  const second = copy.indexOf("OggS", 27);
  if (copy.toString("latin1", 28, 36) !== "OpusHead" || second < 0) return undefined;
  const segments = copy[second + 26]!;
  const from = second + 27 + segments;
  const length = copy.subarray(second + 27, from).reduce((sum, byte) => sum + byte, 0);
  // Comments that go on in the next page, or share this one with sound, are not blanked by halves.
  if (copy.toString("latin1", from, from + 8) !== "OpusTags" || copy[second + 26 + segments] === 255) return undefined;
  copy.fill(0, from + 8, from + length);
  copy.writeUInt32LE(0, second + 22);
  copy.writeUInt32LE(oggCheck(copy.subarray(second, from + length)), second + 22);
  return copy;
}

const OGG_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

function oggCheck(page: Uint8Array): number {
  let check = 0;
  for (const byte of page) check = ((check << 8) ^ OGG_TABLE[((check >>> 24) ^ byte) & 0xff]!) >>> 0;
  return check;
}
