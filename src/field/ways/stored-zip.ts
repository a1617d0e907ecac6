/** A zip archive of entries as they are, without packing (APPNOTE 4.3): local headers, central directory, end. */
import { crc32 } from "node:zlib";

export interface Entry { name: string; bytes: Buffer }

export function zipOf(entries: readonly Entry[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const words = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0); // version needed
    shared.writeUInt16LE(0x0800, 2); // names are UTF-8
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(words.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), shared, place, words);
    pieces.push(Buffer.from("PK\u0003\u0004", "latin1"), shared, words, bytes);
    at += 4 + shared.length + words.length + bytes.length;
  }
  const middle = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(middle.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, middle, end]);
}
