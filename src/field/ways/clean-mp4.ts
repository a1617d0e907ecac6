/**
 * MP4, M4A, 3GP and QuickTime (ISO 14496-12) without their notes: a box of notes becomes free space of the same length, and
 * times of making become zero, so that no offset changes. A film with a track that is neither picture nor sound may carry a
 * trail of positions; it is not cleaned at all.
 */
const CONTAINERS = new Set(["moov", "trak", "mdia", "minf", "edts", "dinf", "mvex", "moof", "traf"]);
/** User data (where © xyz is the position), metadata, identifiers of makers, XMP. */
const NOTES = new Set(["udta", "meta", "uuid", "loci", "iods", "XMP_", "skip"]);
/** What a file of sound or film is made of; anything else at the top is not known to be harmless. */
const KNOWN = new Set(["ftyp", "moov", "mdat", "free", "wide", "moof", "mfra", "sidx", "styp", "pdin", "mvhd", "trak", "tkhd", "mdia", "mdhd", "hdlr", "minf", "vmhd", "smhd", "nmhd", "dinf", "dref", "stbl", "edts", "elst", "mvex", "mehd", "trex", "tref", "mfhd", "traf", "tfhd", "tfdt", "trun", "tapt", "load", "gmhd"]);
const MOST_BOXES = 20_000;

export function blankMp4(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  let left = MOST_BOXES;

  /** @returns false where something in it cannot be cleaned */
  function walk(from: number, to: number): boolean {
    for (let at = from; at < to;) {
      if (to - at < 8 || --left < 0) return false;
      let size = copy.readUInt32BE(at);
      const name = copy.toString("latin1", at + 4, at + 8);
      let head = 8;
      if (size === 1) {
        if (to - at < 16) return false;
        const large = copy.readBigUInt64BE(at + 8);
        if (large > BigInt(to - at)) return false;
        size = Number(large);
        head = 16;
      } else if (size === 0) size = to - at;
      const end = at + size;
      if (size < head || end > to) return false;
      if (NOTES.has(name)) {
        copy.write("free", at + 4, "latin1");
        copy.fill(0, at + head, end);
      } else if (!KNOWN.has(name)) return false;
      else if (name === "free" || name === "wide") copy.fill(0, at + head, end);
      else if (name === "mvhd" || name === "tkhd" || name === "mdhd") forgetTimes(at + head, end);
      else if (name === "hdlr") {
        if (end - at < head + 24 || !["vide", "soun"].includes(copy.toString("latin1", at + head + 8, at + head + 12)) && copy.toString("latin1", at + head + 4, at + head + 8) !== "dhlr") return false;
        copy.fill(0, at + head + 24, end); // the maker's name for it
      } else if (CONTAINERS.has(name) && !walk(at + head, end)) return false;
      at = end;
    }
    return true;
  }

  /** Made and changed, after version and flags: four bytes each, eight in version 1. */
  function forgetTimes(from: number, end: number): void {
    const length = copy[from] === 1 ? 16 : 8;
    if (from + 4 + length <= end) copy.fill(0, from + 4, from + 4 + length);
  }

  return walk(0, copy.length) && copy.includes("moov") ? copy : undefined;
}
