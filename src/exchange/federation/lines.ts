/** A message as it comes over the line, byte by byte: its first line, then the others, unpacked where they are packed. A cut ends it quietly. */
import { createGunzip, gzipSync } from "node:zlib";
import { LONGEST_LINE, WireFault } from "./wire.ts";

/** Unpacked; a page is a few megabytes. */
const MOST_BYTES = 64 * 2 ** 20;

export interface Message { head: string; lines: AsyncIterable<string> }

/** @param isPacked asked of the header's words */
export async function readMessage(bytes: AsyncIterable<Uint8Array>, isPacked: (head: string) => boolean): Promise<Message> {
  const source = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  let end = -1;
  while ((end = held.indexOf(10)) < 0) {
    if (held.length > LONGEST_LINE) throw new WireFault("the first line has no end");
    const { value, done } = await source.next();
    if (done) throw new WireFault("the message ends before its header does");
    held = Buffer.concat([held, value]);
  }
  const head = held.subarray(0, end).toString();
  const rest = held.subarray(end + 1);
  async function* remaining(): AsyncGenerator<Uint8Array> {
    if (rest.length > 0) yield rest;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  }
  return { head, lines: linesOf(isPacked(head) ? unpacked(remaining()) : remaining()) };
}

/** What came before a cut is read; the cut itself is no fault here, only an end. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feeding = (async () => {
    try {
      for await (const chunk of bytes) if (!gunzip.write(chunk) && !gunzip.destroyed) await new Promise((resolve) => { gunzip.once("drain", resolve); gunzip.once("close", resolve); });
      gunzip.end();
    } catch { gunzip.end(); }
  })();
  try { for await (const chunk of gunzip) yield chunk as Buffer; } catch { /* cut, or no gzip: there is nothing more to read */ }
  gunzip.destroy();
  await feeding;
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  let length = 0, total = 0;
  const source = bytes[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try { next = await source.next(); } catch { return; }
    if (next.done) return;
    let chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    total += chunk.length;
    if (total > MOST_BYTES) throw new WireFault("the message is larger than any page");
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10)) {
      yield pieces.length === 0 ? chunk.toString("utf8", 0, end) : Buffer.concat([...pieces, chunk.subarray(0, end)]).toString();
      if (pieces.length > 0) [pieces, length] = [[], 0];
      chunk = chunk.subarray(end + 1);
    }
    pieces.push(chunk);
    length += chunk.length;
    if (length > 2 * LONGEST_LINE) throw new WireFault("a line has no end");
  }
}

/** What follows the header. */
export const packed = (protocol: number, lines: string): Buffer => (lines === "" ? Buffer.alloc(0) : protocol >= 2 ? gzipSync(lines, { level: 1 }) : Buffer.from(lines));
