/** What is a file by its content? Its name and what its sender says of it do not count. Undefined: nothing that a report may bring. */
const BRANDS: Readonly<Record<string, string>> = { heic: "image/heic", heix: "image/heic", hevc: "image/heic", mif1: "image/heic", msf1: "image/heic", avif: "image/avif", "M4A ": "audio/mp4", "M4B ": "audio/mp4", "3gp": "video/3gpp", "3g2": "video/3gpp", "qt  ": "video/quicktime" };

export const MEDIA_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/avif", "audio/amr", "audio/ogg", "audio/wav", "audio/mpeg", "audio/aac", "audio/mp4", "video/3gpp", "video/mp4", "video/quicktime", "video/webm"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export function mediaType(bytes: Uint8Array): MediaType | undefined {
  const at = (from: number, words: string) => bytes.length >= from + words.length && [...words].every((letter, i) => bytes[from + i] === letter.charCodeAt(0));
  if (at(0, "\xff\xd8\xff")) return "image/jpeg";
  if (at(0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (at(0, "GIF87a") || at(0, "GIF89a")) return "image/gif";
  if (at(0, "RIFF") && at(8, "WEBP")) return "image/webp";
  if (at(0, "RIFF") && at(8, "WAVE")) return "audio/wav";
  if (at(0, "#!AMR")) return "audio/amr";
  if (at(0, "OggS")) return "audio/ogg";
  if (at(0, "\x1a\x45\xdf\xa3")) return "video/webm";
  if (at(4, "ftyp")) {
    const brand = String.fromCharCode(...bytes.subarray(8, 12));
    return (BRANDS[brand] ?? BRANDS[brand.slice(0, 3)] ?? "video/mp4") as MediaType;
  }
  if (at(0, "ID3")) return "audio/mpeg";
  if (bytes[0] === 0xff && bytes.length > 4 && (bytes[1]! & 0xf6) === 0xf0) return "audio/aac"; // ADTS: layer 0
  if (bytes[0] === 0xff && bytes.length > 4 && (bytes[1]! & 0xe6) === 0xe2 && (bytes[2]! & 0xf0) !== 0xf0) return "audio/mpeg"; // layer III
  return undefined;
}
