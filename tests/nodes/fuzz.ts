// Three nodes in bad weather: officers issue, answer, revoke and rotate keys at random; messages are lost, cut, bent, doubled and come
// out of order; clocks jump a day; links are down for a simulated month; a node is killed in the middle of a transaction. In the
// end the weather clears, and all must agree: nothing lost, nothing twice, nothing where it may not be, every proof good.
import { seeded } from "../../src/methods/stats/random.ts";
import { answerAbroad } from "../../src/exchange/federation/answer-abroad.ts";
import { exportBundle, importBundle } from "../../src/exchange/federation/bundle.ts";
import { rotateKey } from "../../src/exchange/federation/rotate.ts";
import { faultOf } from "../../src/exchange/federation/round.ts";
import { synchronise, Wait } from "../../src/exchange/federation/synchronise.ts";
import { hashAfter } from "../../src/exchange/federation/wire.ts";
import { recordOf } from "../../src/exchange/release/acts.ts";
import { revoke } from "../../src/exchange/release/issue.ts";
import { isSignedBy } from "../../src/exchange/release/signing.ts";
import { verifyJournal } from "../../src/platform/journal.ts";
import type { Database } from "../../src/platform/database.ts";
import type { Node } from "../../src/platform/node.ts";
import { Problem } from "../../src/platform/problem.ts";
import { lineTo, pieces, type Weather } from "./line.ts";
import { COUNTRIES, issueAlert, openTrio, type Country, type TrioOptions } from "./trio.ts";

export interface FuzzProof {
  steps: number; alerts: number; documents: number; answers: number; revocations: number; rotations: number; rounds: number; failedRounds: number; bundles: number; kills: number; clockJumps: number; partitionDays: number;
  lost: number; doubled: number; leaked: number; unconfirmed: number; badProofs: number; unconverged: number;
}

const DAY_MS = 86_400_000;
const ROUGH = { lost: 0.15, cut: 0.15, bent: 0.1, twice: 0.15 };
const CLEARING = 12;

export async function proveNodes(options: Pick<TrioOptions, "adminUrl" | "template">, steps: number, seed: number): Promise<FuzzProof> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const jumps: Record<Country, number> = { SN: 0, ML: 0, MR: 0 };
  let passedMs = 0;
  const trio = await openTrio({ ...options, isExercise: true, now: (country) => new Date(Date.now() + passedMs + jumps[country]) });
  const { nodes } = trio;
  const proof: FuzzProof = { steps, alerts: 0, documents: 0, answers: 0, revocations: 0, rotations: 0, rounds: 0, failedRounds: 0, bundles: 0, kills: 0, clockJumps: 0, partitionDays: 0, lost: 0, doubled: 0, leaked: 0, unconfirmed: 0, badProofs: 0, unconverged: 0 };
  let weather: Weather = { random, ...ROUGH };
  const down = new Set<string>();
  const lines = Object.fromEntries(COUNTRIES.map((from) => [from, lineTo(nodes, { get random() { return weather.random; }, get lost() { return weather.lost; }, get cut() { return weather.cut; }, get bent() { return weather.bent; }, get twice() { return weather.twice; } }, { isDown: (a, b) => down.has([a, b].sort().join(" ")) }, from)]));
  const issued: { country: Country; id: string; affected: Country[]; expires?: string }[] = [];

  async function round(from: Country, to: Country): Promise<void> {
    proof.rounds++;
    try { await synchronise(nodes[from], to, { exercise: true, carry: lines[from]!, pages: 20 }); } catch (error) {
      const fault = faultOf(error);
      if (!(fault instanceof Problem || error instanceof Wait || error instanceof TypeError || fault.message === KILLED)) throw error;
      proof.failedRounds++;
    }
  }
  const others = (country: Country) => COUNTRIES.filter((one) => one !== country);
  const acts: Record<string, () => Promise<void>> = {
    async issue() {
      const country = pick(COUNTRIES);
      const affected = random() < 0.5 ? [pick(others(country))] : [...COUNTRIES];
      const id = await issueAlert(nodes[country], true, { affected, marking: pick(["CLEAR", "GREEN"] as const) });
      issued.push({ country, id, affected });
      proof.alerts++;
    },
    round: async () => { const from = pick(COUNTRIES); await round(from, pick(others(from))); },
    async answer() {
      const country = pick(COUNTRIES);
      const { rows } = await nodes[country].owner((client) => client.query("select id from alerts where state = 'received' order by id"));
      if (rows.length === 0) return;
      const { id } = pick(rows as { id: string }[]);
      await nodes[country].db.as(nodes[country].keeper("fuzz", true), (tx) => answerAbroad(tx, nodes[country], id, { kind: pick(["acknowledged", "taking-action", "outcome-true"] as const) }));
      proof.answers++;
    },
    async revoke() {
      const one = issued.length > 0 ? pick(issued) : undefined;
      if (!one) return;
      proof.revocations += await nodes[one.country].db.as(nodes[one.country].keeper("fuzz", true), async (tx) => revoke(tx, nodes[one.country], await recordOf(tx, "alert", one.id)));
    },
    async rotate() { await rotateKey(nodes[pick(COUNTRIES)]); proof.rotations++; },
    async bundle() {
      const from = pick(COUNTRIES), to = pick(others(from));
      const { bytes } = await exportBundle(nodes[from], to, true);
      proof.bundles++;
      await importBundle(nodes[to], pieces(random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes)).catch((error: unknown) => { if (!(error instanceof Problem)) throw error; });
    },
    async jump() { jumps[pick(COUNTRIES)] = pick([-DAY_MS, 0, DAY_MS]); proof.clockJumps++; },
    async link() { const name = [...COUNTRIES].sort(() => random() - 0.5).slice(0, 2).sort().join(" "); if (!down.delete(name)) down.add(name); },
    async kill() { const country = pick(COUNTRIES); const node = nodes[country]; const mend = killSoon(node, Math.floor(random() * 6)); try { await round(country, pick(others(country))); } finally { mend(); } proof.kills++; },
  };
  const weights: readonly (readonly [string, number])[] = [["issue", 5], ["round", 10], ["answer", 3], ["revoke", 1], ["rotate", 0.4], ["bundle", 1], ["jump", 1], ["link", 1], ["kill", 2]];
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  try {
    for (let step = 0; step < steps; step++) {
      if (step === Math.floor(steps / 2)) { // a month without any line, while all go on working
        for (const name of ["ML MR", "ML SN", "MR SN"]) down.add(name);
        for (let i = 0; i < 6; i++) { await acts.issue!(); await acts.answer!(); passedMs += 5 * DAY_MS; }
        proof.partitionDays += 30;
        down.clear();
      }
      let at = random() * total;
      await acts[weights.find(([, weight]) => (at -= weight) < 0)![0]]!();
    }
    weather = { random, lost: 0, cut: 0, bent: 0, twice: 0 };
    down.clear();
    for (const country of COUNTRIES) jumps[country] = 0;
    let waiting = 1;
    for (let i = 0; i < CLEARING && waiting > 0; i++) {
      for (const from of COUNTRIES) for (const to of others(from)) await round(from, to);
      waiting = 0;
      for (const country of COUNTRIES) {
        const { rows: [row] } = await nodes[country].owner((client) => client.query("select coalesce(sum(out_seq - confirmed_seq), 0) + (select count(*) from to_send) as waiting from peers"));
        waiting += Number(row.waiting);
      }
    }
    proof.unconverged = waiting;
    await judge(nodes, proof);
  } finally {
    await trio.close();
  }
  return proof;
}

const KILLED = "killed in the middle of it";

/** Of the node's transactions from now on, the n-th dies just before its commit, as if the process were gone. */
function killSoon(node: Node, after: number): () => void {
  const database = node.db as { as: Database["as"] };
  const before = database.as;
  let left = after;
  database.as = (caller, work) => before(caller, async (tx) => {
    const result = await work(tx);
    if (left-- === 0) throw new Error(KILLED);
    return result;
  });
  return () => { database.as = before; };
}

/** Against the senders' own books. */
async function judge(nodes: Record<Country, Node>, proof: FuzzProof): Promise<void> {
  for (const sender of COUNTRIES) {
    const { rows: documents } = await nodes[sender].owner((client) => client.query("select id, record, country, contact, revoked_at is not null as revoked, expires_at from released_documents where country <> owner order by id"));
    proof.documents += documents.length;
    for (const receiver of COUNTRIES.filter((one) => one !== sender)) {
      const { rows: held } = await nodes[receiver].owner((client) => client.query("select document, state, reference from received_records where sender = $1", [sender]));
      const expected = documents.filter(({ country }) => country === receiver);
      const states = new Map<string, string[]>();
      for (const { document, state } of held) states.set(document, [...(states.get(document) ?? []), state]);
      for (const { id, revoked } of expected) {
        const found = states.get(id) ?? [];
        if (!revoked && found.length === 0) proof.lost++;
        if (found.length > 1) proof.doubled++;
        if (revoked && found.some((state) => state !== "revoked")) proof.unconfirmed++;
      }
      const own = new Set(expected.map(({ id }) => id as string));
      proof.leaked += held.filter(({ document }) => !own.has(document)).length;
      const { rows: alerts } = await nodes[receiver].owner((client) => client.query("select cap_identifier, count(*) from alerts where cap_sender = $1 group by 1 having count(*) > 1", [`faleme.node.${sender.toLowerCase()}`]));
      proof.doubled += alerts.length;
      proof.badProofs += await chainFaults(nodes[sender], nodes[receiver], sender, receiver);
    }
    // Answers: each that was given arrived once for each of its documents that has a delivery.
    const { rows: doubled } = await nodes[sender].owner((client) => client.query("select delivery, kind, answered_at, count(*) from answers where way = 'node' group by id, 1, 2, 3 having count(*) > 1"));
    proof.doubled += doubled.length;
    await nodes[sender].owner(verifyJournal);
  }
}

/** The receiver's ledger is the sender's chain, hash by hash; and the sender holds the receiver's signed word for all of it. */
async function chainFaults(from: Node, to: Node, sender: string, receiver: string): Promise<number> {
  const { rows: [peer] } = await from.owner((client) => client.query("select * from peers where country = $1 and exercise", [receiver]));
  const { rows: sent } = await from.owner((client) => client.query("select seq, kind, id, at, follows, digest, hash from outbox where country = $1 and epoch = $2 order by seq", [receiver, peer.out_epoch]));
  const { rows: taken } = await to.owner((client) => client.query("select seq, hash from inbox where country = $1 and epoch = $2 order by seq", [sender, peer.out_epoch]));
  let faults = sent.length === taken.length ? 0 : 1;
  let hash = "";
  for (let i = 0; i < sent.length; i++) {
    const { seq, kind, id, at, follows, digest } = sent[i]!;
    const moment = (at instanceof Date ? at.toISOString() : String(at)).slice(0, 19);
    hash = hashAfter({ from: sender, to: receiver, world: "exercise", epoch: peer.out_epoch }, hash, { seq: Number(seq), kind, id, at: `${moment}Z`, digest, ...(follows ? { follows } : {}) });
    if (hash !== sent[i]!.hash || taken[i]?.hash !== hash) faults++;
  }
  const { rows: keys } = await from.owner((client) => client.query("select public_key from peer_keys where country = $1 and exercise", [receiver]));
  const isSigned = peer.proof === null ? sent.length === 0 : keys.some(({ public_key: key }) => isSignedBy(key, peer.proof, Buffer.from(peer.proof_signature, "base64url")));
  return faults + (isSigned ? 0 : 1);
}
