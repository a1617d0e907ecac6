/**
 * WebM (EBML, RFC 8794; Matroska, RFC 9559) without its notes: tags, attachments, titles and dates become void elements of
 * the same length, and the names of programs and tracks become zeros. A recording as browsers write it has elements of
 * unknown length; those are gone through like any container.
 */
const SEGMENT = 0x18538067;
const ENTERED = new Set([SEGMENT, 0x1549a966 /* Info */, 0x1654ae6b /* Tracks */, 0xae /* TrackEntry */]);
const VOIDED = new Set([0x1254c367 /* Tags */, 0x1941a469 /* Attachments */, 0x4461 /* DateUTC */, 0x7ba9 /* Title */, 0x73a4 /* SegmentUID */, 0x7384 /* SegmentFilename */, 0x1043a770 /* Chapters */]);
const ZEROED = new Set([0x4d80 /* MuxingApp */, 0x5741 /* WritingApp */, 0x536e /* Name of a track */]);
const MOST_ELEMENTS = 1_000_000;

export function blankWebm(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  let left = MOST_ELEMENTS;

  function walk(from: number, to: number): boolean {
    for (let at = from; at < to;) {
      if (--left < 0) return false;
      const id = number(copy, at, to, true);
      const size = id && number(copy, at + id.length, to, false);
      if (!id || !size) return false;
      const start = at + id.length + size.length;
      const isUnknown = size.value === 2 ** (7 * size.length) - 1;
      // Of unknown length: its children follow, and end with what cannot be one of them; all are gone through alike.
      if (isUnknown) { at = start; continue; }
      const end = start + size.value;
      if (end > to) return false;
      if (VOIDED.has(id.value)) voided(at, end);
      else if (ZEROED.has(id.value)) copy.fill(0, start, end);
      else if (ENTERED.has(id.value) && !walk(start, end)) return false;
      at = end;
    }
    return true;
  }

  function voided(at: number, end: number): void {
    const whole = end - at;
    copy.fill(0, at, end);
    copy[at] = 0xec;
    if (whole < 9) copy[at + 1] = 0x80 | (whole - 2);
    else { copy[at + 1] = 0x01; copy.writeUIntBE(whole - 9, at + 3, 6); }
  }

  const head = number(copy, 0, copy.length, true);
  const size = head && number(copy, head.length, copy.length, false);
  if (head?.value !== 0x1a45dfa3 || !size) return undefined;
  return walk(head.length + size.length + size.value, copy.length) ? copy : undefined;
}

/** A number of variable length: its first bit that is set says how long it is. An id keeps that bit, a length does not. */
function number(bytes: Buffer, at: number, to: number, isId: boolean): { value: number; length: number } | undefined {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at >= to || at + length > to || (isId && length > 4)) return undefined;
  let value = isId ? first : first & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!;
  return { value, length };
}
