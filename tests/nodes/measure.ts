// Figures of the exchange between nodes: how fast a backlog goes over, cut or not; how soon an alert stands at the other side; how a storm is taken.
import type pg from "pg";
import { event } from "../../src/evidence/event.noun.ts";
import { source } from "../../src/evidence/source.noun.ts";
import { alertRule } from "../../src/exchange/alerts/alert-rule.noun.ts";
import { runRules } from "../../src/exchange/alerts/run-rules.ts";
import { loadShippedPlaces } from "../../src/places/index.ts";
import type { Transaction } from "../../src/platform/database.ts";
import { newId } from "../../src/platform/identity.ts";
import { save, saveMany } from "../../src/platform/noun-store.ts";
import { startServer, type Server } from "../../src/server.ts";
import { register } from "../../src/exchange/federation/peers.ts";
import { synchronise } from "../../src/exchange/federation/synchronise.ts";
import { alertIdOf } from "../../src/exchange/federation/take-release.ts";
import { signingKey } from "../../src/exchange/release/signing.ts";
import { setDoor } from "../../src/platform/doors.ts";
import { silent } from "../../src/platform/log.ts";
import { serveApart, type Apart } from "./apart.ts";
import { releaseMany } from "./bulk.ts";
import { FAIR, lineTo } from "./line.ts";
import { contactId, COUNTRIES, issueAlert, openTrio, PLACE, type Country, type Trio, type TrioOptions } from "./trio.ts";
import { makeKey } from "../../src/exchange/formats/taxii-store.ts";
import { seeded } from "../../src/methods/stats/random.ts";

type Where = Pick<TrioOptions, "adminUrl" | "template">;
const seconds = (from: number) => (performance.now() - from) / 1_000;
export const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

export interface Backlog { isEncrypted: boolean; records: number; seconds: number; recordsPerSecond: number; requests: number; bytes: number; cuts: number; lost: number; doubled: number; noOpRequests: number; noOpBytes: number; noOpMs: number }

/** Records from SN to ML: to another process over HTTPS, or, cut, over a line without a network. @param cut how often a message ends somewhere in the middle */
export async function measureBacklog(where: Where, records: number, cut = 0): Promise<Backlog> {
  const trio = await openTrio(where);
  const other = cut > 0 ? undefined : await served(trio);
  try {
    const { nodes } = trio;
    const ids = await releaseMany(nodes.SN, "SN", "ML", records);
    const random = seeded(7);
    let cuts = 0;
    const line = other ? {} : { carry: lineTo(nodes, { ...FAIR, random, cut }) };
    const from = performance.now();
    let requests = 0, bytes = 0;
    for (let tries = 0; ; tries++) {
      if (tries > 10_000) throw new Error("it does not come to an end");
      try {
        const done = await synchronise(nodes.SN, "ML", line);
        requests += done.requests; bytes += done.sentBytes + done.receivedBytes;
        if (!done.more) break;
      } catch (fault) {
        if (cut === 0) throw fault;
        cuts++;
      }
    }
    const took = seconds(from);
    const { rows: [held] } = await nodes.ML.owner((client) => client.query("select count(*) as count, count(distinct document) as documents from received_records where document = any($1::uuid[])", [ids]));
    const before = performance.now();
    const idle = await synchronise(nodes.SN, "ML", other ? {} : { carry: lineTo(nodes) });
    return {
      isEncrypted: other?.isEncrypted ?? false, records, seconds: took, recordsPerSecond: records / took, requests, bytes, cuts, lost: records - Number(held.documents), doubled: Number(held.count) - Number(held.documents),
      noOpRequests: idle.requests, noOpBytes: idle.sentBytes + idle.receivedBytes, noOpMs: performance.now() - before,
    };
  } finally {
    await other?.close();
    await trio.close();
  }
}

/** ML as a server in a process of its own; SN knows its address. */
async function served({ nodes: { SN, ML } }: Trio): Promise<Apart> {
  const other = await serveApart(ML);
  const { publicKey } = await ML.db.as(ML.keeper("test"), (tx) => signingKey(ML, tx));
  await SN.db.as(SN.keeper("test"), (tx) => register(tx, SN, { country: "ML", title: "nœud ML", url: other.url, publicKey }));
  return other;
}

/** All three as servers who know each other's addresses. */
export async function withServers<T>(where: Where, work: (trio: Trio, servers: Record<Country, Server>) => Promise<T>): Promise<T> {
  const trio = await openTrio({ ...where, isExercise: true, connections: 10 });
  const servers = {} as Record<Country, Server>;
  try {
    for (const country of COUNTRIES) servers[country] = await startServer({ node: trio.nodes[country], log: silent, isWorker: false });
    await addresses(trio, (_, to) => servers[to].url);
    return await work(trio, servers);
  } finally {
    for (const server of Object.values(servers)) await server.close();
    await trio.close();
  }
}

export async function addresses({ nodes, isExercise }: Pick<Trio, "nodes" | "isExercise">, url: (from: Country, to: Country) => string): Promise<void> {
  for (const from of COUNTRIES) for (const to of COUNTRIES.filter((one) => one !== from)) {
    const { publicKey } = await nodes[to].db.as(nodes[to].keeper("test", isExercise), (tx) => signingKey(nodes[to], tx));
    await nodes[from].db.as(nodes[from].keeper("test", isExercise), (tx) => register(tx, nodes[from], { country: to, title: `nœud ${to}`, url: url(from, to), publicKey }));
  }
}

export interface Latency { alerts: number; p50Ms: number; p95Ms: number; issueP50Ms: number }

/** From "approve" returning to the alert standing at the other node, over loopback HTTP. */
export const measureLatency = (where: Where, alerts: number): Promise<Latency> => withServers(where, ({ nodes }) => nodes.ML.owner(async (there) => {
  const waited: number[] = [], issuing: number[] = [];
  for (let i = 0; i < alerts + 2; i++) {
    const begun = performance.now();
    const id = await issueAlert(nodes.SN, true, { affected: ["ML"] });
    const from = performance.now();
    await standsAt(there, alertIdOf("SN", id));
    if (i >= 2) { waited.push(performance.now() - from); issuing.push(from - begun); } // the first ones read the places
  }
  return { alerts, p50Ms: percentile(waited, 0.5), p95Ms: percentile(waited, 0.95), issueP50Ms: percentile(issuing, 0.5) };
}));

async function standsAt(there: pg.Client, id: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 5))) {
    const { rows } = await there.query("select from alerts where id = $1", [id]);
    if (rows.length > 0) return;
  }
  throw new Error("an alert did not arrive within a minute");
}

export interface Storm { alerts: number; seconds: number; alertsPerMinute: number; lost: number; doubled: number }

/** Signed alerts to the board of the other node, over HTTPS. */
export async function measureStorm(where: Where, alerts: number): Promise<Storm> {
  const trio = await openTrio(where);
  const other = await served(trio);
  try {
    const { nodes } = trio;
    await releaseMany(nodes.SN, "SN", "ML", alerts, { subject: "alert" });
    const from = performance.now();
    await synchronise(nodes.SN, "ML");
    const took = seconds(from);
    const { rows: [held] } = await nodes.ML.owner((client) => client.query("select count(*) as count, count(distinct cap_identifier) as distinct from alerts where state = 'received'"));
    return { alerts, seconds: took, alertsPerMinute: (alerts / took) * 60, lost: alerts - Number(held.distinct), doubled: Number(held.count) - Number(held.distinct) };
  } finally {
    await other.close();
    await trio.close();
  }
}

export interface EventStorm { events: number; seconds: number; eventsPerMinute: number; alerts: number; lost: number; doubled: number }

/** Events of one kind all over three regions, written as they would come in, and the rule that makes alerts of them: each is carried by one. */
export async function measureEventStorm(where: Where, count: number): Promise<EventStorm> {
  const trio = await openTrio(where);
  const { SN: node } = trio.nodes;
  const as = <T>(work: (tx: Transaction) => Promise<T>) => node.db.as(node.keeper("storm"), work);
  try {
    await loadShippedPlaces(node);
    await as((tx) => save(tx, alertRule as never, { content: { title: "Enlèvements", kind: "abduction", isActive: true, mode: "issue", urgency: "Immediate", severity: "Severe", functions: ["protection"] } }));
    const origin = await as((tx) => save(tx, source as never, { content: { name: "Poste", kind: "research", reliability: "C", independenceGroup: "poste" } }));
    await runRules(node);
    const today = node.db.now().toISOString().slice(0, 10);
    const random = seeded(11);
    const events = Array.from({ length: count }, () => {
      const { country, admin1, admin2 } = PLACE[COUNTRIES[Math.floor(random() * COUNTRIES.length)]!];
      return { id: newId(), content: event.schema.parse({ kind: "abduction", occurredFrom: today, occurredTo: today, datePrecision: "day", placePrecision: "admin2", country, admin1, admin2, reliability: "C", credibility: "2", verification: "unverified", source: origin.row.id }) as never };
    });
    const from = performance.now();
    for (let i = 0; i < count; i += 500) {
      await as((tx) => saveMany(tx, event as never, events.slice(i, i + 500)));
      await runRules(node);
    }
    const took = seconds(from);
    const [row] = await node.owner(async (client) => (await client.query("select count(*) as count, count(distinct h.event) as distinct, count(distinct a.id) as alerts from rule_hits h join alerts a on a.id = h.alert join events e on e.id = h.event")).rows);
    return { events: count, seconds: took, eventsPerMinute: (count / took) * 60, alerts: Number(row.alerts), lost: count - Number(row.distinct), doubled: Number(row.count) - Number(row.distinct) };
  } finally { await trio.close(); }
}

export interface TaxiiPages { objects: number; pages: number; pagesPerSecond: number; firstMs: number }

/** Pages of a thousand objects, over HTTP. */
export const measureTaxii = (where: Where, documents: number, pages: number): Promise<TaxiiPages> => withServers(where, async ({ nodes }, servers) => {
  await releaseMany(nodes.SN, "SN", "ML", documents, { isExercise: true });
  const contact = contactId("SN", "ML", "prefecture");
  const key = await nodes.SN.db.as(nodes.SN.keeper("test", true), async (tx) => { await setDoor(tx, "taxii", true); return makeKey(tx, contact); });
  const get = async (address: string) => { const reply = await fetch(`${servers.SN.url}/taxii2/released/collections/${address}`, { headers: { accept: "application/taxii+json;version=2.1", authorization: `Bearer ${key}` } }); return { type: reply.headers.get("content-type"), body: await reply.text() }; };
  const { collections: [{ id }] } = JSON.parse((await get("")).body);
  const begun = performance.now();
  let page = JSON.parse((await get(`${id}/objects/?limit=1000`)).body);
  const firstMs = performance.now() - begun;
  let count = 0;
  const first = page.next;
  const from = performance.now();
  for (let i = 0; i < pages; i++) {
    page = JSON.parse((await get(`${id}/objects/?limit=1000&next=${page.next ?? first}`)).body);
    count += page.objects.length;
  }
  return { objects: count, pages, pagesPerSecond: pages / seconds(from), firstMs };
});
