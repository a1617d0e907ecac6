/**
 * What two nodes say to each other, over HTTPS or as a file: a signed header, then entries of the sender's chain, one JSON a line,
 * each run of them closed by a signed seal. Whatever stands before a seal can be taken, wherever the message was cut.
 *
 * Pure: keys, clock and database are elsewhere.
 */
import { z } from "zod";
import { canonical, sha256 } from "../../platform/canonical.ts";
import { isSignedBy, signed, type SigningKey } from "../release/signing.ts";

/** 2 packs the lines (gzip); 1 sends them as they are. Each node speaks with the version before. */
export const SPEAKS = [2, 1] as const;
/** So many entries at most are lost to a cut, and taken in one transaction. */
export const SEAL_EVERY = 500;
export const LONGEST_LINE = 200_000;

export const KINDS = ["release", "revocation", "answer", "request", "reply", "refusal", "again"] as const;
export type Kind = (typeof KINDS)[number];

const Position = z.strictObject({ epoch: z.int().min(0), seq: z.int().min(0), hash: z.string().max(60) });
export type Position = z.infer<typeof Position>;

const Succession = z.strictObject({ words: z.string().max(600), signature: z.string().max(100) });
export type Succession = z.infer<typeof Succession>;

export const Header = z.strictObject({
  type: z.enum(["round", "reply", "bundle"]),
  protocol: z.int().min(1).max(99),
  speaks: z.array(z.int()).max(20),
  from: z.string().max(10),
  to: z.string().max(10),
  world: z.enum(["actual", "exercise"]),
  /** Counts up: one that was heard before is not answered again. */
  round: z.int().min(0),
  /** Of a reply, the hash of the header that it answers. */
  answers: z.string().max(60).optional(),
  key: z.string().max(40),
  /** The sender's latest keys, each signed by the one before. */
  keys: z.array(Succession).max(5),
  head: Position,
  /** How far the sender has read the other's chain, and taken or refused all of it. */
  have: Position,
  /** More is waiting than fits. */
  more: z.boolean(),
  at: z.string().max(30),
});
export type Header = z.infer<typeof Header>;

export const Entry = z.strictObject({
  seq: z.int().min(1),
  kind: z.string().max(20),
  id: z.uuid(),
  at: z.string().max(30),
  /** Of an alert, the one that it updates, cancels or ends. */
  follows: z.uuid().optional(),
  digest: z.string().max(60),
  /** None: withheld, and why. The chain holds without it. */
  body: z.strictObject({ words: z.string().max(LONGEST_LINE), signature: z.string().max(100) }).optional(),
  withheld: z.string().max(40).optional(),
});
export type Entry = z.infer<typeof Entry>;

const Seal = z.strictObject({ seal: z.strictObject({ seq: z.int(), hash: z.string().max(60) }), signature: z.string().max(100) });

export interface Chain { from: string; to: string; world: "actual" | "exercise"; epoch: number }

export const digestOf = (words: string, signature: string): string => sha256(`${words}\n${signature}`).toString("base64url");

/** The first hash of an epoch stands on the empty one. */
export function hashAfter(chain: Chain, before: string, { seq, kind, id, at, follows, digest }: Omit<Entry, "body" | "withheld">): string {
  return sha256(canonical({ ...chain, before, seq, kind, id, at, follows, digest })).toString("base64url");
}

const sealWords = (chain: Chain, seq: number, hash: string) => canonical({ ...chain, seq, hash, type: "seal" });

export interface Linked extends Entry { hash: string }

export function headed(key: SigningKey, header: Omit<Header, "key">): { words: string; headLine: string } {
  const words = canonical({ ...header, key: key.id } satisfies Header);
  return { words, headLine: `${JSON.stringify({ header: words, signature: signed(key, words).toString("base64url") })}\n` };
}

export function sealed(key: SigningKey, chain: Chain, entries: readonly Linked[]): string {
  let lines = "";
  for (let i = 0; i < entries.length; i++) {
    const { hash, ...entry } = entries[i]!;
    lines += `${JSON.stringify(entry)}\n`;
    if ((i + 1) % SEAL_EVERY === 0 || i === entries.length - 1) {
      lines += `${JSON.stringify({ seal: { seq: entry.seq, hash }, signature: signed(key, sealWords(chain, entry.seq, hash)).toString("base64url") })}\n`;
    }
  }
  return lines;
}

export class WireFault extends Error {}

const HeadLine = z.strictObject({ header: z.string().max(8_000), signature: z.string().max(100) });

export interface ReadHeader { header: Header; words: string; signature: string }

export function readHeader(line: string): ReadHeader {
  const head = HeadLine.safeParse(json(line));
  if (!head.success) throw new WireFault("the first line is no signed header");
  const words = json(head.data.header);
  const header = Header.safeParse(words);
  if (!header.success) throw new WireFault(`header: ${header.error.issues[0]!.path.join(".")} ${header.error.issues[0]!.message}`);
  if (canonical(words) !== head.data.header) throw new WireFault("the header is not in its one spelling");
  return { header: header.data, words: head.data.header, signature: head.data.signature };
}

export interface Keyed { keyId: string; publicKey: string }

/** With the keys that led to it: a document that waited was signed with one of them. */
export interface Proven extends Keyed { passed: readonly Keyed[] }

/** The key that the header is signed with: the one that is known, or one that it leads to, each signed by the one before. */
export function keyOf({ header, words, signature }: ReadHeader, known: Keyed, keyIdOf: (publicKey: string) => string): Proven {
  let at: Keyed = { keyId: known.keyId, publicKey: known.publicKey };
  const passed: Keyed[] = [];
  for (const one of header.keys) {
    if (at.keyId === header.key) break;
    const said = json(one.words) as { type?: unknown; sender?: unknown; old?: unknown; key?: unknown; publicKey?: unknown } | undefined;
    if (said?.type !== "key" || said.sender !== header.from || said.old !== at.keyId || typeof said.publicKey !== "string" || said.key !== keyIdOf(said.publicKey)) continue;
    if (!isSignedBy(at.publicKey, one.words, Buffer.from(one.signature, "base64url"))) throw new WireFault("a new key is not signed by the one before");
    passed.push(at);
    at = { keyId: said.key as string, publicKey: said.publicKey };
  }
  if (at.keyId !== header.key) throw new WireFault("signed with a key that is not known here");
  if (!isSignedBy(at.publicKey, words, Buffer.from(signature, "base64url"))) throw new WireFault("the signature of the header does not fit");
  return { ...at, passed };
}

/**
 * Runs of entries that follow on `have`, each as soon as its seal has come and fits. Entries that are held already are passed
 * over; the first that does not follow ends it, and so does a cut: the sender hears how far we are and begins there.
 */
export async function* runs(lines: AsyncIterable<string>, chain: Chain, have: { seq: number; hash: string }, publicKey: string): AsyncGenerator<Linked[]> {
  let { seq, hash } = have;
  let run: Linked[] = [];
  for await (const line of lines) {
    const read = json(line);
    const seal = isSeal(read) ? Seal.safeParse(read) : undefined;
    if (seal?.success) {
      const { seal: said, signature } = seal.data;
      if (said.seq !== seq && run.length === 0) continue;
      if (said.seq !== seq || said.hash !== hash) throw new WireFault(`the seal at ${said.seq} does not close what came before`);
      if (!isSignedBy(publicKey, sealWords(chain, seq, hash), Buffer.from(signature, "base64url"))) throw new WireFault(`the seal at ${seq} is not signed by its sender`);
      if (run.length > 0) yield run;
      run = [];
      continue;
    }
    const entry = Entry.safeParse(read);
    if (!entry.success) throw new WireFault(`entry after ${seq}: ${entry.error.issues[0]!.path.join(".")} ${entry.error.issues[0]!.message}`);
    if (entry.data.seq <= seq) continue;
    if (entry.data.seq !== seq + 1) throw new WireFault(`entry ${entry.data.seq} does not follow ${seq}`);
    if (run.length >= SEAL_EVERY) throw new WireFault(`no seal within ${SEAL_EVERY} entries`);
    const { body, digest } = entry.data;
    if (body && digestOf(body.words, body.signature) !== digest) throw new WireFault(`entry ${entry.data.seq} is not what its digest says`);
    seq = entry.data.seq;
    hash = hashAfter(chain, hash, entry.data);
    run.push({ ...entry.data, hash });
  }
}

const isSeal = (read: unknown): boolean => typeof read === "object" && read !== null && "seal" in read;

function json(words: string): unknown {
  try { return JSON.parse(words); } catch { return undefined; }
}
