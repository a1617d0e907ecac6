/** A photograph or a recording goes in small pieces, each from where the server says that it is: what arrived before a cut stays. */
import type { Attached } from "./draft.ts";

/** Three seconds of the slowest link: no piece is so long that a cut costs much. */
const PIECE_BYTES = 16_384;
const PATIENCE_MS = 60_000;

interface Progress { id: string; arrived: number; bytes: number; state: "arriving" | "kept" | "refused" | "destroyed" }

/** @returns false where it should be tried again later; a file that the server will not have is done with */
export async function upload(report: string, { bytes, sha256 }: Attached, content: Uint8Array<ArrayBuffer>): Promise<boolean> {
  let progress = await ask("/api/field/media", "POST", { "content-type": "application/json" }, JSON.stringify({ report, bytes, sha256 }));
  while (typeof progress === "object" && progress.state === "arriving" && progress.arrived < content.length) {
    const piece = content.slice(progress.arrived, progress.arrived + PIECE_BYTES);
    const before = progress.arrived;
    progress = await ask(`/api/field/media/${progress.id}/upload`, "PATCH", { "content-type": "application/octet-stream", "upload-offset": String(before) }, piece);
    // Nothing new arrived and nothing was said against it: another time.
    if (typeof progress === "object" && progress.state === "arriving" && progress.arrived <= before) return false;
  }
  return progress !== "later";
}

async function ask(address: string, method: string, headers: Record<string, string>, body: BodyInit): Promise<Progress | "later" | "refused"> {
  try {
    const reply = await fetch(address, { method, headers, body, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (reply.ok) return await reply.json() as Progress;
    const isOurs = reply.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
    return isOurs && reply.status >= 400 && reply.status < 500 && reply.status !== 429 ? "refused" : "later";
  } catch {
    return "later";
  }
}
