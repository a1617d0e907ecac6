/**
 * A picture of a page as a small PNG: at most 256 colours, because a page has few, packed as tightly as the format allows.
 * The colours are the most frequent ones; whatever else occurs takes the nearest of them.
 */
import { crc32, deflateSync } from "node:zlib";

const MOST_COLOURS = 256;
/** Colours are told apart by 5, 6 and 5 bits of red, green and blue; each of those bins keeps the mean of what fell into it. */
const BINS = 1 << 16;
const binOf = (red: number, green: number, blue: number) => ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);

/** @param rgba four bytes a pixel, row by row */
export function smallPng(rgba: Uint8Array, width: number, height: number): Buffer {
  const { palette, indexOf } = coloursOf(rgba);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, pixel = 0; y < height; y++) {
    // The first byte of a row names its filter; indexed colours pack best without one.
    for (let x = 0; x < width; x++, pixel += 4) rows[y * (width + 1) + 1 + x] = indexOf[binOf(rgba[pixel]!, rgba[pixel + 1]!, rgba[pixel + 2]!)]!;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, indexed
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), chunk("PLTE", palette), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function coloursOf(rgba: Uint8Array): { palette: Buffer; indexOf: Uint8Array } {
  const sums = new Float64Array(BINS * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    const bin = binOf(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!) * 4;
    for (let channel = 0; channel < 3; channel++) sums[bin + channel]! += rgba[at + channel]!;
    sums[bin + 3]!++;
  }
  const present = Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => sums[bin * 4 + 3]! > 0).sort((a, b) => sums[b * 4 + 3]! - sums[a * 4 + 3]!);
  const mean = (bin: number) => [0, 1, 2].map((channel) => Math.round(sums[bin * 4 + channel]! / sums[bin * 4 + 3]!));
  const chosen = present.slice(0, MOST_COLOURS).map(mean);
  const indexOf = new Uint8Array(BINS);
  for (const bin of present) {
    const [red, green, blue] = mean(bin) as [number, number, number];
    let nearest = 0, least = Infinity;
    chosen.forEach(([r, g, b], index) => {
      const away = (r! - red) ** 2 + (g! - green) ** 2 + (b! - blue) ** 2;
      if (away < least) [nearest, least] = [index, away];
    });
    indexOf[bin] = nearest;
  }
  return { palette: Buffer.from(chosen.flat()), indexOf };
}
