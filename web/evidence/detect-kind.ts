/** What kind of file is this? Read from its first lines, as they are, gzipped or zipped. A guess that the reader can change. */

const ENOUGH_BYTES = 64 * 1024;

export async function detectKind(file: File): Promise<string | undefined> {
  return kindOfWords(await firstWords(file).catch(() => ""));
}

export function kindOfWords(words: string): string | undefined {
  const text = words.replace(/^\uFEFF/, "").trimStart();
  if (text.startsWith("{")) return /"(Multi)?Polygon"/.test(text) ? "areas" : "events";
  const [header = ""] = text.split(/\r?\n/);
  // GeoNames has 19 columns, a number first, and no header.
  if (/^\d+\t/.test(header) && header.split("\t").length === 19) return "gazetteer";
  const columns = new Set(header.toLowerCase().split(/[,;\t]/).map((name) => name.replaceAll('"', "").trim()));
  const has = (...names: string[]) => names.every((name) => columns.has(name));
  if (has("type_of_violence")) return "ucdp";
  if (has("event_type", "sub_event_type") || has("event_id_cnty")) return "acled";
  if (has("occurredfrom", "kind")) return "events";
  if (has("osm_id") || has("geonameid") || (has("name") && (has("lat") || has("latitude")))) return "gazetteer";
  return undefined;
}

async function firstWords(file: File): Promise<string> {
  const head = new Uint8Array(await file.slice(0, ENOUGH_BYTES).arrayBuffer());
  if (head[0] === 0x1f && head[1] === 0x8b) return inflated(head, "gzip");
  // A zip's first entry: its header is 30 bytes, then the name and the extra field, then the data (APPNOTE 4.3.7).
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const view = new DataView(head.buffer);
    const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
    return view.getUint16(8, true) === 8 ? inflated(head.subarray(start), "deflate-raw") : new TextDecoder().decode(head.subarray(start));
  }
  return new TextDecoder().decode(head);
}

/** The beginning of a compressed stream ends in the middle: what came out before that is what we asked for. */
async function inflated(bytes: Uint8Array<ArrayBuffer>, format: CompressionFormat): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const decoder = new TextDecoder();
  let words = "";
  try {
    while (words.length < ENOUGH_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      words += decoder.decode(value, { stream: true });
    }
  } catch { /* cut off, as expected */ }
  return words;
}
