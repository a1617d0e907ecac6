/**
 * Ids are UUIDs made by the writer, so that a repeated send is the same send (RFC 9562).
 * A person's record gets a version 7 (time-ordered); a record that another system already names gets a version 8
 * made from that name, so that importing the same row twice, in any order and on any node, meets the same id.
 */
import { hash, randomBytes } from "node:crypto";

export function newId(nowMs = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  return formatted(bytes, 0x70);
}

/** The id of what `system` calls `theirs`: idFrom("ucdp-ged", "286788"). */
export const idFrom = (system: string, theirs: string): string =>
  formatted(hash("sha256", `${system}\n${theirs}`, "buffer").subarray(0, 16), 0x80);

function formatted(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | version;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
