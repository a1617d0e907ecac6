/**
 * The parts of a multipart/form-data body (RFC 7578), as a phone sends them: a filled form and its pictures. Parts are views
 * on the body's bytes; nothing is copied, nothing touches the disk, and a file's name is only words.
 */
export interface Part {
  name: string;
  filename?: string;
  type: string;
  bytes: Buffer;
}

const MOST_PARTS = 200;
const LONGEST_HEADERS = 4_096;
const CRLF = Buffer.from("\r\n");

/** Undefined: this is not a multipart body, or it is cut off. */
export function partsOf(body: Buffer, contentType: string): Part[] | undefined {
  const [, quoted, plain] = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,200})"|([^\s;,]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const closing = Buffer.concat([CRLF, delimiter]);
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  // What stands before the first delimiter is no part.
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body[start] === 45 && body[start + 1] === 45) return parts; // --
    const headersFrom = body.indexOf(CRLF, start) + 2;
    if (headersFrom < 2 || parts.length >= MOST_PARTS) return undefined;
    const headersTo = body.indexOf("\r\n\r\n", headersFrom - 2);
    if (headersTo < 0 || headersTo - headersFrom > LONGEST_HEADERS) return undefined;
    // The CRLF before a delimiter belongs to it; for an empty part some clients let it be the one that ends the headers.
    const next = body.indexOf(closing, headersTo + 2);
    if (next < 0) return undefined;
    const part = partOf(body.subarray(headersFrom, Math.max(headersFrom, headersTo)).toString("utf8"), body.subarray(headersTo + 4, next));
    if (!part) return undefined;
    parts.push(part);
    at = next + 2;
  }
  return undefined;
}

function partOf(headers: string, bytes: Buffer): Part | undefined {
  const fields = new Map(headers.split("\r\n").map((line) => { const at = line.indexOf(":"); return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const; }));
  const disposition = fields.get("content-disposition") ?? "";
  const name = /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1] ?? /;\s*name=([^\s;"]+)/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  const filename = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1] ?? /;\s*filename=([^\s;"]+)/i.exec(disposition)?.[1];
  return { name, ...(filename === undefined ? {} : { filename }), type: (fields.get("content-type") ?? "text/plain").toLowerCase(), bytes };
}
