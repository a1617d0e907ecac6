/** Which id has a report whose writer knows no UUID? One that is made from the writer's own word for it, so that a repetition has the same. */
import { createHash } from "node:crypto";

/** A UUID of version 8 (RFC 9562: made by the application's own rule): the same words give the same one. */
export function uuidOf(words: string): string {
  const bytes = createHash("sha256").update(words).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
