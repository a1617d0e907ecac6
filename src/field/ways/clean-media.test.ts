// What the device wrote beside picture and sound is gone from the copy, and the picture and the sound are still there.
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { cleaned } from "./clean-media.ts";
import { MEDIA_TYPES, mediaType, type MediaType } from "./media-type.ts";

const NOTE = "+14.9000-012.4600/ Appareil 7";
const u32 = (value: number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
const box = (name: string, ...inside: (Buffer | string)[]) => { const body = Buffer.concat(inside.map((one) => (typeof one === "string" ? Buffer.from(one, "latin1") : one))); return Buffer.concat([u32(8 + body.length), Buffer.from(name, "latin1"), body]); };
const handler = (kind: string) => box("hdlr", u32(0), "\0\0\0\0", kind, Buffer.alloc(12), `${NOTE}\0`);
const track = (kind: string) => box("trak", box("tkhd", u32(7), u32(3_900_000_000), u32(3_900_000_001), "id"), box("mdia", box("mdhd", u32(0), u32(3_900_000_000), u32(3_900_000_001)), handler(kind), box("minf", box("stbl", "table"))), box("udta", box("name", NOTE)));
const sound = randomBytes(200);
const mp4 = (...kinds: string[]) => Buffer.concat([box("ftyp", "isom", u32(0)), box("moov", box("mvhd", u32(0), u32(3_900_000_000), u32(3_900_000_001)), ...kinds.map(track), box("udta", box("\xa9xyz", NOTE)), box("meta", NOTE)), box("uuid", NOTE), box("mdat", sound)]);

const vint = (value: number) => { const bytes = Buffer.alloc(8); bytes.writeUIntBE(value, 2, 6); bytes[0] = 1; return bytes; };
const element = (id: string, inside: Buffer | string, isUnknown = false) => Buffer.concat([Buffer.from(id, "hex"), isUnknown ? Buffer.from("01ffffffffffffff", "hex") : vint(Buffer.byteLength(inside)), Buffer.from(inside)]);
const webm = Buffer.concat([element("1a45dfa3", element("4282", "webm")), element("18538067", Buffer.concat([
  element("1549a966", Buffer.concat([element("4d80", NOTE), element("5741", NOTE), Buffer.from("4461880000000012345678", "hex"), element("7ba9", NOTE)])),
  element("1654ae6b", element("ae", Buffer.concat([element("d7", "\u0001"), element("536e", NOTE)]))),
  element("1f43b675", Buffer.concat([element("e7", "\u0001"), element("a3", sound)]), true), element("1254c367", NOTE),
]), true)]);

function oggPage(sequence: number, body: Buffer): Buffer {
  const segments = [...Array.from({ length: Math.floor(body.length / 255) }, () => 255), body.length % 255];
  const head = Buffer.alloc(27);
  head.write("OggS");
  head.writeUInt32LE(sequence, 18);
  head[26] = segments.length;
  return Buffer.concat([head, Buffer.from(segments), body]);
}
const opus = Buffer.concat([oggPage(0, Buffer.from("OpusHead\u0001\u0001")), oggPage(1, Buffer.concat([Buffer.from("OpusTags"), Buffer.from([4, 0, 0, 0]), Buffer.from("name"), Buffer.from([1, 0, 0, 0, NOTE.length, 0, 0, 0]), Buffer.from(NOTE)])), oggPage(2, sound)]);

const chunk = (name: string, body: Buffer | string) => { const length = Buffer.alloc(4); length.writeUInt32LE(Buffer.byteLength(body)); return Buffer.concat([Buffer.from(name), length, Buffer.from(body)]); };
const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVE"), chunk("LIST", `${NOTE} `.padEnd(32)), chunk("fmt ", Buffer.alloc(16)), chunk("data", sound), chunk("bext", NOTE.padEnd(30))]);
const frames = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), sound]);
const mp3 = Buffer.concat([Buffer.from("ID3\u0004\0\0\0\0\0\u0020"), Buffer.from(NOTE.padEnd(32)), frames, Buffer.from(`TAG${NOTE}`.padEnd(128))]);

test.each([["an MP4 with sound", "video/mp4", mp4("soun")], ["an MP4 film", "video/mp4", mp4("vide", "soun")], ["a WebM as browsers record it", "video/webm", webm], ["an Opus recording", "audio/ogg", opus], ["a WAV", "audio/wav", wav], ["an MP3", "audio/mpeg", mp3]] as const)(
  "%s keeps its sound and loses its notes", async (_, type, bytes) => {
    expect(mediaType(bytes)).toBe(type);
    expect(bytes.includes(NOTE)).toBe(true);
    const clean = (await cleaned(type, bytes))!;
    expect(clean.includes(sound)).toBe(true);
    expect(clean.includes(NOTE.slice(0, 8))).toBe(false);
    expect(clean.includes(NOTE.slice(-8))).toBe(false);
    expect(clean.includes(u32(3_900_000_000))).toBe(false);
    if (!type.startsWith("audio/w") && type !== "audio/mpeg") expect(clean.length).toBe(bytes.length);
    expect((await cleaned(type, clean))!.equals(clean)).toBe(true);
  });

test("a film with a trail of positions, and a file that is not what it says, are not cleaned by halves", async () => {
  expect(await cleaned("video/mp4", mp4("vide", "meta"))).toBeUndefined();
  expect(await cleaned("video/mp4", Buffer.concat([box("ftyp", "isom"), box("gpsd", NOTE), box("moov")]))).toBeUndefined();
  expect(await cleaned("video/mp4", mp4("soun").subarray(0, -50))).toBeUndefined();
  expect(await cleaned("video/webm", webm.subarray(0, 60))).toBeUndefined();
  expect(await cleaned("image/jpeg", Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]))).toBeUndefined();
  expect(await cleaned("image/heic", randomBytes(99))).toBeUndefined();
});

/** CRC of an Ogg page, bit by bit (RFC 3533, polynomial 0x04c11db7): what our table must agree with. */
function slowCheck(page: Buffer): number {
  let check = 0;
  for (const byte of page) {
    check = (check ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit++) check = (check & 0x80000000 ? (check << 1) ^ 0x04c11db7 : check << 1) >>> 0;
  }
  return check;
}

test("an Ogg page whose comments are gone has the check of what it holds now", async () => {
  const clean = (await cleaned("audio/ogg", opus))!;
  const from = clean.indexOf("OggS", 10);
  const page = Buffer.from(clean.subarray(from, clean.indexOf("OggS", from + 4)));
  const said = page.readUInt32LE(22);
  page.writeUInt32LE(0, 22);
  expect(said).toBe(slowCheck(page));
});

test("a picture is turned as its note says, and the note is gone", async () => {
  const photo = await sharp({ create: { width: 20, height: 10, channels: 3, background: "#224466" } }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height, exif, orientation } = await sharp((await cleaned("image/jpeg", photo))!).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 10, height: 20, exif: undefined, orientation: undefined });
});

test("any bytes of any kind are cleaned or left alone, without a fault", async () => {
  const heads = fc.constantFrom(...["\x00\x00\x00\x18ftypisom", "\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff", "OggS", "RIFF\x00\x00\x00\x00WAVEfmt ", "ID3\x04\x00\x00\x7f\x7f\x7f\x7f", "#!AMR\n", "\xff\xd8\xff\xe1", "\x89PNG\r\n\x1a\n", "GIF89a"].map((words) => Buffer.from(words, "latin1")));
  await fc.assert(fc.asyncProperty(heads, fc.uint8Array({ maxLength: 120 }), fc.constantFrom<MediaType>(...MEDIA_TYPES), async (head, bytes, type) => {
    const whole = Buffer.concat([head, bytes]);
    await cleaned(mediaType(whole) ?? type, whole);
  }), { numRuns: 150 });
});
