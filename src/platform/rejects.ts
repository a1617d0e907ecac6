/**
 * What an import refused: one CSV in the data directory, with file, line, field, reason and the row as it came, so that a
 * person can mend it and send it again. Readable by the account of the node alone, because rows may hold anything.
 */
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";

export interface Reject {
  /** The input's name, where several are imported at once. */
  file: string;
  /** As a text editor counts, the header being line 1; for GeoJSON the feature's number from 1. */
  line: number;
  field: string;
  reason: string;
  /** The row as it came: fields by name, or the raw words. */
  row: unknown;
}

export interface Rejects {
  add(reject: Reject): Promise<void>;
  readonly count: number;
  /** Where they lie; undefined while there is none. */
  readonly file: string | undefined;
  close(): Promise<void>;
}

const HEADER = ["file", "line", "field", "reason", "row"];

/** The file is made at the first reject. */
export function openRejects(dir: string, kind: string, now: Date): Rejects {
  let stream: WriteStream | undefined;
  let fault: Error | undefined;
  let file: string | undefined;
  let count = 0;

  function opened(): WriteStream {
    const folder = path.join(dir, "rejects");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = path.join(folder, `${kind}-${now.toISOString().replace(/[:.]/g, "").replace("T", "-")}-${process.pid}.csv`);
    const made = createWriteStream(file, { mode: 0o600 });
    made.on("error", (error) => { fault = error; });
    made.write(`${HEADER.join(",")}\r\n`);
    return made;
  }

  return {
    get count() { return count; },
    get file() { return file; },
    async add({ file: input, line, field, reason, row }) {
      if (fault) throw fault;
      stream ??= opened();
      count++;
      const words = typeof row === "string" ? row : JSON.stringify(row);
      if (!stream.write(`${[input, String(line), field, reason, words].map(cell).join(",")}\r\n`)) await room(stream);
    },
    async close() {
      if (!stream) return;
      stream.end();
      if (!stream.closed) await once(stream, "close");
      if (fault) throw fault;
    },
  };
}

/** Until the file takes more; a file that broke closes. No listener is left behind. */
const room = (stream: WriteStream) => new Promise<void>((resolve) => {
  const go = () => { stream.off("drain", go).off("close", go); resolve(); };
  stream.on("drain", go).on("close", go);
});

/** A spreadsheet takes a cell that begins with one of these for a formula: it is kept as words. */
const inert = (words: string) => (/^[=+\-@\t\r]/.test(words) ? `'${words}` : words);
const cell = (words: string) => (/[",\r\n]/.test(words) ? `"${inert(words).replaceAll('"', '""')}"` : inert(words));
