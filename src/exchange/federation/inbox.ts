/** What a peer sends, taken in order: each run in one transaction with the place in its chain, so that a kill at any moment leaves both or neither. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { newId } from "../../platform/identity.ts";
import { rankOf } from "../../platform/marking.ts";
import { findMany, saveMany } from "../../platform/noun-store.ts";
import type { Node } from "../../platform/node.ts";
import type { Agreement } from "../release/policy.ts";
import { broaderKinds } from "../release/queries.ts";
import type { Receiving } from "./accept.ts";
import { MOST_NAMED, takeMessage, type Context } from "./messages.ts";
import { say } from "./outbox.ts";
import { heldPeer, keysOf, type Peer } from "./peers.ts";
import { receivedRecord } from "./received-record.noun.ts";
import { takeReleases, type Verdict } from "./take-release.ts";
import type { Linked } from "./wire.ts";

export interface Applied { received: number; refused: number; withheld: number }

/** @returns nothing where another took the same run meanwhile */
export async function applyRun(node: Node, { country, exercise }: Pick<Peer, "country" | "exercise">, epoch: number, run: readonly Linked[]): Promise<Applied | undefined> {
  return node.db.as(node.keeper(`node ${country}`, exercise), async (tx) => {
    const peer = await heldPeer(tx, country);
    const entries = run.filter(({ seq }) => seq > peer.inSeq);
    if (entries.length === 0 || peer.inEpoch !== epoch || entries[0]!.seq !== peer.inSeq + 1) return undefined;
    const last = entries.at(-1)!;
    const keys = await keysOf(tx, country);
    const asSender = <T>(work: (own: Transaction) => Promise<T>) => inNameOf(tx, country, work);
    const context: Context = { tx, node, peer, keys, asSender };
    const receiving: Receiving = { ours: node.organisation, from: country, isExercise: exercise, agreements: await agreementsHere(tx), broader: broaderKinds, now: tx.now };
    const verdicts = new Map<number, Verdict>();
    for (const group of grouped(entries)) {
      if (group[0]!.kind === "release") {
        for (const [seq, verdict] of await asSender((own) => takeReleases(own, group, keys, receiving))) verdicts.set(seq, verdict);
        continue;
      }
      for (const entry of group) {
        const reason = await takeMessage(context, entry);
        verdicts.set(entry.seq, { outcome: reason === "withheld" ? "withheld" : reason ? "refused" : "received", reasons: reason ? [reason] : [], marking: "AMBER" });
      }
    }
    await keepLedger(tx, peer, epoch, entries, verdicts);
    await sql`update peers set in_seq = ${last.seq}, in_hash = ${last.hash} where country = ${country} and exercise = ${exercise}`.execute(tx.sql);
    const refused = entries.filter(({ seq }) => verdicts.get(seq)!.outcome === "refused");
    // Never about a refusal: two nodes that do not understand each other must not go on telling each other so.
    const told = refused.filter(({ kind }) => kind !== "refusal" && kind !== "again");
    for (let i = 0; i < told.length; i += MOST_NAMED) {
      await say(tx, node, await heldPeer(tx, country), "refusal", { documents: told.slice(i, i + MOST_NAMED).map(({ id, seq }) => ({ id, seq, reasons: verdicts.get(seq)!.reasons })) });
    }
    const count = (outcome: string) => entries.filter(({ seq }) => verdicts.get(seq)!.outcome === outcome).length;
    return { received: count("received"), refused: refused.length, withheld: count("withheld") };
  });
}

/** Releases that follow on each other, together; everything else alone, in its place. */
function grouped(entries: readonly Linked[]): Linked[][] {
  const groups: Linked[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last && last[0]!.kind === entry.kind) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

/** What belongs to another is written in its name. */
async function inNameOf<T>(tx: Transaction, organisation: string, work: (own: Transaction) => Promise<T>): Promise<T> {
  const set = (name: string) => tx.client.query("select set_config('faleme.organisation', $1, true)", [name]);
  await set(organisation);
  const result = await work({ ...tx, caller: { ...tx.caller, organisation } });
  await set(tx.caller.organisation);
  return result;
}

async function agreementsHere(tx: Transaction): Promise<Agreement[]> {
  const { rows } = await sql<any>`select id, state, parties, purpose, coalesce(audience, '[]'::jsonb) as audience, subjects, kinds, areas, highest_marking as "highestMarking",
    finest_place as "finestPlace", finest_time as "finestTime", coalesce(masks, '{}') as masks, starts_on as "startsOn", ends_on as "endsOn" from agreements where not withdrawn`.execute(tx.sql);
  return rows as Agreement[];
}

async function keepLedger(tx: Transaction, { country, exercise }: Peer, epoch: number, entries: readonly Linked[], verdicts: ReadonlyMap<number, Verdict>): Promise<void> {
  const rows = entries.map(({ seq, kind, id, hash }) => {
    const { outcome, reasons, agreement, marking } = verdicts.get(seq)!;
    return { seq, kind, id, hash, outcome, reasons, agreement: agreement ?? null, marking: rankOf(marking) };
  });
  await sql`insert into inbox (country, exercise, epoch, seq, kind, id, at, hash, outcome, reasons, agreement, marking, owner)
    select ${country}, ${exercise}, ${epoch}, seq, kind, id, ${tx.now}::timestamptz, hash, outcome, array(select json_array_elements_text(reasons)), agreement, marking, ${country}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(seq bigint, kind text, id uuid, hash text, outcome text, reasons json, agreement uuid, marking smallint)`.execute(tx.sql);
}

/** How often something that was refused for want of an agreement is asked for again once there is one: a sender who keeps sending what we cannot take is not asked for ever. */
const MOST_ASKED = 3;

/** Refused because no agreement stood here, and now one does: the sender is asked for it. Holding the peer. */
export async function reconsider(tx: Transaction, node: Node, peer: Peer, everything = false): Promise<Peer> {
  const { rows } = await sql<{ id: string }>`
    select i.id from inbox i left join agreements a on a.id = i.agreement and not a.withdrawn and a.state = 'in-force' and a.starts_on <= ${tx.now}::timestamptz::date and a.ends_on >= ${tx.now}::timestamptz::date
    where i.country = ${peer.country} and i.exercise = ${peer.exercise} and i.outcome = 'refused' and i.kind = 'release' and ${everything ? sql`true` : sql`a.id is not null`}
      and not exists (select from inbox later where later.country = i.country and later.exercise = i.exercise and later.id = i.id and (later.epoch, later.seq) > (i.epoch, i.seq))
      and (select count(*) from inbox same where same.country = i.country and same.id = i.id) < ${everything ? 1_000 : MOST_ASKED}
      and not exists (select from outbox o cross join lateral json_array_elements_text(o.words::json -> 'documents') asked where o.country = ${peer.country} and o.exercise = ${peer.exercise} and o.kind = 'again' and o.at >= i.at and asked = i.id::text)
    order by i.seq limit 500`.execute(tx.sql);
  return rows.length === 0 ? peer : say(tx, node, peer, "again", { documents: rows.map(({ id }) => id) }, newId(tx.now.getTime()));
}

/** What has run out, by today's clock; one that was wrong is put right the next time. */
export async function expireReceived(tx: Transaction): Promise<void> {
  const now = tx.now.toISOString();
  const { rows } = await sql<{ id: string; owner: string; expired: boolean }>`select id, owner, expires_at <= ${now} as expired from received_records
    where not withdrawn and expires_at is not null and ((state = 'held' and expires_at <= ${now}) or (state = 'expired' and expires_at > ${now})) order by owner, id limit 1000`.execute(tx.sql);
  if (rows.length === 0) return;

  for (const owner of new Set(rows.map((row) => row.owner))) {
    const own = new Map(rows.filter((row) => row.owner === owner).map((row) => [row.id, row.expired]));
    await inNameOf(tx, owner, async (theirs) => {
      const held = await findMany(theirs, receivedRecord as never, [...own.keys()]);
      await saveMany(theirs, receivedRecord as never, held.map(({ id, content }) => ({ id, content: { ...content, state: own.get(id) ? "expired" : "held" } as never })));
    });
  }
}
