/** Our side of the rounds: with each peer that has an address, at once where something was written, and every half minute; slower where it does not answer. */
import { sql } from "kysely";
import type { Live } from "../../platform/live.ts";
import type { Log } from "../../platform/log.ts";
import type { Node } from "../../platform/node.ts";
import { Problem, problem } from "../../platform/problem.ts";
import { isThisMachine } from "../../platform/transport.ts";
import { readMessage } from "./lines.ts";
import { noteFailure, peerCalled, peersOf, peersToTell, type Peer } from "./peers.ts";
import { believe, faultOf, headerOf, hashOfHeader, hear, isPacked, messageTo, packedAfter, preparedPeer, provenSender, readUpTo, takeAll, type Packed, type Speaking } from "./round.ts";
import { SPEAKS, WireFault } from "./wire.ts";

const TIMEOUT_MS = 60_000;
const EVERY_MS = 30_000;
const SLOWEST_MS = 300_000;
const GATHER_MS = 30;
/** Written here, something may wait for a peer. */
const WORTH_A_LOOK: ReadonlySet<string> = new Set(["alert", "event", "displacement", "release", "information-request", "received-record"]);
/** What was refused or held back on account of these may go now, either way: every peer is asked. */
const WORTH_A_ROUND: ReadonlySet<string> = new Set(["agreement", "suspension", "*"]);
const MOST_PAGES = 1_000;
export const ROUND_PATH = "/api/federation/round";

export interface Synchronised { requests: number; sentBytes: number; receivedBytes: number; received: number; refused: number; withheld: number; more: boolean }

/** Asked to wait, by a peer that has too much to do. */
export class Wait extends Error {
  readonly seconds: number;
  constructor(seconds: number) { super(`asked to wait ${seconds} s`); this.seconds = seconds; }
}

/** How bytes get to a peer; the tests put a bad line in between. */
export type Carry = (peer: Peer, bytes: Buffer, signal?: AbortSignal) => Promise<Response>;

/** @param pages at most so many requests; what is left goes with the next */
export async function synchronise(node: Node, country: string, { exercise = false, pages = MOST_PAGES, signal, ...speaking }: Speaking & { exercise?: boolean; pages?: number; signal?: AbortSignal; carry?: Carry } = {}): Promise<Synchronised> {
  const done: Synchronised = { requests: 0, sentBytes: 0, receivedBytes: 0, received: 0, refused: 0, withheld: 0, more: true };
  try {
    let ahead: Packed | undefined;
    while (done.more && done.requests < pages) ahead = await oneRound(node, country, exercise, done, { signal, ahead, ...speaking });
  } catch (error) {
    await node.db.as(node.keeper("federation", exercise), (tx) => noteFailure(tx, country, error instanceof Problem ? error.in("en") : error instanceof Wait || error instanceof WireFault ? error.message : ((error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name)));
    throw error;
  }
  return done;
}

/** @returns what follows, packed while the peer was at work */
async function oneRound(node: Node, country: string, exercise: boolean, done: Synchronised, { speaks = SPEAKS, signal, carry = post, ahead }: Speaking & { signal?: AbortSignal | undefined; carry?: Carry | undefined; ahead?: Packed | undefined }): Promise<Packed | undefined> {
  const caller = node.keeper("federation", exercise);
  const { peer, bytes, words, more, last, protocol } = await node.db.as(caller, async (tx) => {
    const ready = await preparedPeer(tx, node, country, true);
    const protocol = speaks.find((version) => version === ready.protocol) ?? speaks[0]!;
    return { peer: ready, protocol, ...(await messageTo(tx, node, ready, { type: "round", protocol, seq: ready.confirmedSeq, speaks, ahead })) };
  });
  done.requests++;
  done.sentBytes += bytes.length;
  const answered = carry(peer, bytes, signal);
  answered.catch(() => { /* thrown below */ });
  const next = more ? await node.db.as(caller, (tx) => packedAfter(tx, node, peer, { protocol, seq: last })) : undefined;
  const reply = await answered;
  if (!reply.ok) { await heedRefusal(node, peer, reply, speaks); return undefined; }
  const message = await readMessage(counted(reply.body!, done), isPacked);
  const read = headerOf(message.head, speaks);
  if (read.header.type !== "reply" || read.header.answers !== hashOfHeader(words)) throw new WireFault("it answers something else");
  const sender = await node.db.as(caller, async (tx) => {
    const proven = await provenSender(tx, node, read);
    return { key: proven.key, peer: await hear(tx, read, proven.key) };
  });
  const took = await takeAll(node, sender.peer, sender.key, read.header, message.lines);
  const after = await node.db.as(caller, async (tx) => believe(tx, node, country, read.header));
  for (const name of ["received", "refused", "withheld"] as const) done[name] += took[name];
  if (took.failure) throw new WireFault(took.failure);
  const now = await node.db.as(caller, (tx) => peerCalled(tx, country));
  const isBehind = read.header.head.epoch === now!.inEpoch && now!.inSeq < read.header.head.seq;
  if (isBehind && took.received + took.refused + took.withheld === 0 && now!.inSeq === sender.peer.inSeq && !read.header.more) throw new WireFault("the reply was cut");
  // Ours that did not fit, theirs that did not, refusals that what they gave made, or that we must begin anew.
  done.more = more || isBehind || read.header.more || after.outSeq > readUpTo(after, read.header) || now!.outSeq > after.outSeq;
  return next;
}

async function post(peer: Peer, bytes: Buffer, signal?: AbortSignal): Promise<Response> {
  if (!peer.url) throw problem("peer.unreachable", { peer: peer.country, reason: "no address: a file carries it" });
  const target = new URL(ROUND_PATH, peer.url);
  if (target.protocol !== "https:" && !isThisMachine(target.hostname)) throw problem("peer.unreachable", { peer: peer.country, reason: "a node on another machine needs https" });
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(target, { method: "POST", redirect: "error", body: new Uint8Array(bytes), headers: { "content-type": "application/x-faleme-round" }, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
}

async function heedRefusal(node: Node, peer: Peer, reply: Response, speaks: readonly number[]): Promise<void> {
  const said = await reply.json().catch(() => ({})) as { code?: string; title?: string; details?: { round?: number; speaks?: string } } & Record<string, unknown>;
  const details = said.details ?? said;
  const mine = (update: ReturnType<typeof sql>) => node.db.as(node.keeper("federation", peer.exercise), (tx) => update.execute(tx.sql));
  if (reply.status === 429) throw new Wait(Math.min(3_600, Math.max(1, Number(reply.headers.get("retry-after")) || 5)));
  if (said.code === "peer.replayed" && Number.isSafeInteger(details.round) && Number(details.round) >= peer.ourRound) {
    // We were restored from a backup, and it remembers more of us than we do.
    await mine(sql`update peers set our_round = ${Number(details.round)} where country = ${peer.country} and exercise = ${peer.exercise}`);
    return;
  }
  const common = said.code === "peer.protocol" ? speaks.find((version) => String(details.speaks).split(", ").includes(String(version))) : undefined;
  if (common !== undefined && common !== peer.protocol) {
    await mine(sql`update peers set protocol = ${common} where country = ${peer.country} and exercise = ${peer.exercise}`);
    return;
  }
  throw problem("peer.unreachable", { peer: peer.country, reason: `HTTP ${reply.status} ${said.code ?? ""}`.trim() });
}

/** A line that breaks ends the message; what came before counts. */
async function* counted(body: AsyncIterable<Uint8Array>, done: Synchronised): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) { done.receivedBytes += chunk.length; yield chunk; }
  } catch { /* cut */ }
}

interface Link { country: string; exercise: boolean; running: boolean; isAsked: boolean; failures: number; notBefore: number }

/** Looks after every link of this node, in both worlds. */
export function keepSynchronising(node: Node, log: Log, live: Live): () => Promise<void> {
  const links = new Map<string, Link>();
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  async function look(which: "all" | "waiting", isUrgent: boolean): Promise<void> {
    for (const exercise of [false, true]) {
      for (const { country, url, isClosed } of await node.db.as(node.keeper("federation", exercise), which === "all" ? peersOf : peersToTell)) {
        if (!url || isClosed || stop.signal.aborted) continue;
        const name = `${country} ${exercise}`;
        const link = links.get(name) ?? { country, exercise, running: false, isAsked: false, failures: 0, notBefore: 0 };
        links.set(name, link);
        begin(link, isUrgent);
      }
    }
  }
  function begin(link: Link, isUrgent: boolean): void {
    // The steady clock: a machine whose date jumps must not leave a link asleep for a day. An alert is tried at once, unless the peer asked to wait.
    if (performance.now() < link.notBefore && !(isUrgent && link.failures < 3)) return;
    if (link.running) { link.isAsked ||= isUrgent; return; }
    link.running = true;
    const work = synchronise(node, link.country, { exercise: link.exercise, signal: stop.signal }).then(
      () => { link.failures = 0; link.notBefore = 0; },
      (error: Error) => {
        link.failures++;
        link.notBefore = performance.now() + (error instanceof Wait ? error.seconds * 1_000 : Math.min(SLOWEST_MS, 2_000 * 2 ** Math.min(10, link.failures)));
        if (link.failures === 1 && !stop.signal.aborted) log.info("a peer does not answer", { peer: link.country, reason: faultOf(error).message.slice(0, 120) });
      },
    ).finally(() => {
      link.running = false;
      running.delete(work);
      if (link.isAsked && !stop.signal.aborted) { link.isAsked = false; begin(link, true); }
    });
    running.add(work);
  }
  const looking = (which: "all" | "waiting", isUrgent: boolean): void => {
    if (stop.signal.aborted) return;
    const work = look(which, isUrgent).catch((error: Error) => { if (!stop.signal.aborted) log.fault("federation", error); }).finally(() => running.delete(work));
    running.add(work);
  };
  // A storm of writing is one look after another, not one each.
  let soon: NodeJS.Timeout | undefined;
  let which: "all" | "waiting" = "waiting";
  const leave = live.listen(({ nouns }) => {
    if (nouns.some((name) => WORTH_A_ROUND.has(name))) which = "all";
    else if (!nouns.some((name) => WORTH_A_LOOK.has(name))) return;
    soon ??= setTimeout(() => { looking(which, true); [soon, which] = [undefined, "waiting"]; }, GATHER_MS);
  });
  const timer = setInterval(() => looking("all", false), EVERY_MS);
  timer.unref();
  looking("all", false);
  return async () => {
    stop.abort();
    clearInterval(timer);
    clearTimeout(soon);
    leave();
    await Promise.allSettled(running);
  };
}
