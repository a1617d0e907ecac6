/** Reads a TAXII 2.1 collection of another tool, page by page and from where it came to last; incidents are kept as received records, never handed on. */
import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { idFrom } from "../../platform/identity.ts";
import type { Node } from "../../platform/node.ts";
import { saveMany, type Checked } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { isThisMachine } from "../../platform/transport.ts";
import { receivedRecord } from "../federation/received-record.noun.ts";
import { readStix, StixFault, type ReadIncident } from "./read-stix.ts";
import { TAXII } from "./taxii-routes.ts";

export interface ReadTaxii { pages: number; objects: number; kept: number; passedOver: number; refused: { id: string; reason: string }[] }

const TIMEOUT_MS = 60_000;
const MOST_BYTES = 32 * 2 ** 20;

/** @param url of a collection: …/collections/ID/ */
export async function readTaxii(node: Node, url: string, { keyFile, exercise, signal }: { keyFile?: string | undefined; exercise: boolean; signal?: AbortSignal }): Promise<ReadTaxii> {
  if (!URL.canParse(url)) throw problem("stix.refused", { reason: "this is no address" });
  const target = new URL("objects/", url.endsWith("/") ? url : `${url}/`);
  if (target.protocol !== "https:" && !isThisMachine(target.hostname)) throw problem("stix.refused", { reason: "another machine needs https" });
  if (keyFile && !existsSync(keyFile)) throw problem("file.missing", { file: keyFile });
  const key = keyFile ? readFileSync(keyFile, "utf8").trim() : undefined;
  const source = `${target}${exercise ? " exercise" : ""}`;
  const caller = node.keeper("taxii client", exercise);
  const done: ReadTaxii = { pages: 0, objects: 0, kept: 0, passedOver: 0, refused: [] };
  let { next, addedAfter } = await node.db.as(caller, async (tx) => {
    const { rows: [held] } = await sql<{ next: string | null; addedAfter: string | null }>`select next, added_after as "addedAfter" from taxii_sources where url = ${source}`.execute(tx.sql);
    return held ?? { next: null, addedAfter: null };
  });
  for (let more = true; more;) {
    target.search = new URLSearchParams({ limit: "1000", ...(addedAfter ? { added_after: addedAfter } : {}), ...(next ? { next } : {}) }).toString();
    const reply = await fetch(target, { redirect: "error", signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) : AbortSignal.timeout(TIMEOUT_MS), headers: { accept: TAXII, ...(key ? { authorization: `Bearer ${key}` } : {}) } })
      .catch((error: Error) => { throw problem("stix.refused", { reason: `no answer: ${(error as { cause?: { code?: string } }).cause?.code ?? error.name}` }); });
    if (!reply.ok) throw problem("stix.refused", { reason: `HTTP ${reply.status}` });
    if (!(reply.headers.get("content-type") ?? "").startsWith("application/taxii+json")) throw problem("stix.refused", { reason: "the reply is no TAXII" });
    const envelope = await envelopeIn(reply);
    const objects = envelope.objects ?? [];
    const read = readOrRefuse(objects);
    const last = reply.headers.get("x-taxii-date-added-last");
    more = envelope.more === true && objects.length > 0;
    if (!more && last) addedAfter = last;
    next = more ? envelope.next ?? null : null;
    if (more && !next) throw problem("stix.refused", { reason: "it says there is more, and not where" });
    done.kept += await node.db.as(caller, async (tx) => {
      const wanted = read.incidents.filter((one) => one.isExercise === exercise);
      const outcomes = await saveMany(tx, receivedRecord as never, [...new Map(wanted.map((one) => checkedOf(one, target.host)).map((one) => [one.id, one])).values()]);
      await sql`insert into taxii_sources (url, next, added_after, read_at) values (${source}, ${next}, ${addedAfter}, ${tx.now}) on conflict (url) do update set next = excluded.next, added_after = excluded.added_after, read_at = excluded.read_at`.execute(tx.sql);
      return outcomes.filter((outcome) => outcome === "inserted" || outcome === "updated").length;
    });
    done.pages++;
    done.objects += objects.length;
    done.passedOver += read.passedOver + read.incidents.filter((one) => one.isExercise !== exercise).length;
    done.refused.push(...read.refused);
  }
  return done;
}

function readOrRefuse(objects: readonly unknown[]) {
  try { return readStix(objects); } catch (error) { throw error instanceof StixFault ? problem("stix.refused", { reason: error.message }) : error; }
}

async function envelopeIn(reply: Response): Promise<{ more?: boolean; next?: string; objects?: unknown[] }> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of reply.body!) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw problem("stix.refused", { reason: "the page is too large" });
    pieces.push(piece);
  }
  try {
    const read = JSON.parse(Buffer.concat(pieces).toString()) as { objects?: unknown };
    if (typeof read === "object" && read !== null && (read.objects === undefined || Array.isArray(read.objects))) return read as never;
  } catch { /* said below */ }
  throw problem("stix.refused", { reason: "the page is no TAXII envelope" });
}

function checkedOf(one: ReadIncident, host: string): Checked {
  const document = idFrom("stix", `${host}\n${one.id}`);
  const content = {
    title: one.name.slice(0, 240), sender: `taxii ${host}`.slice(0, 200), subject: "event", kind: one.kind, document, reference: document, recordVersion: Math.floor(Date.parse(one.modified) / 1_000) % 1_000_000,
    ...(one.places.length > 0 ? { places: one.places.slice(0, 300) } : {}), ...(one.confidence === undefined ? {} : { coded: { confidence: one.confidence } }), issuedAt: `${one.modified.slice(0, 19)}Z`, state: one.isRevoked ? "revoked" : "held",
  };
  return { id: document, content: receivedRecord.schema.parse(content) as never, marking: one.marking };
}
