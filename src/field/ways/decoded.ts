/** Which text do bytes hold that came from outside? */
const DECODED = new Set(["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "windows-1256", "iso-8859-6"]);

/** Bytes as text, by their byte order mark, else by the encoding that they name, else UTF-8. What cannot be read shows as U+FFFD; nothing is refused for it. */
export function decoded(bytes: Uint8Array, named = "utf-8"): string {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : DECODED.has(named.toLowerCase()) ? named : "utf-8";
  return new TextDecoder(label).decode(bytes);
}
