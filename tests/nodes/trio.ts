// Three nodes, each with a database, a data directory and a directory of contacts of its own, who know each other's keys and hold
// the same agreements: SN, ML, MR. For tests, proofs and the exercise.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { alert } from "../../src/exchange/alerts/alert.noun.ts";
import { takeAlertStep } from "../../src/exchange/alerts/acts.ts";
import { standardInfo } from "../../src/exchange/alerts/standard-words.ts";
import { agreement } from "../../src/exchange/agreements/agreement.noun.ts";
import { dueDiligence } from "../../src/exchange/agreements/due-diligence.noun.ts";
import { contact } from "../../src/exchange/contacts/contact.noun.ts";
import { register } from "../../src/exchange/federation/peers.ts";
import { signingKey } from "../../src/exchange/release/signing.ts";
import { codeList } from "../../src/platform/codes.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { save } from "../../src/platform/noun-store.ts";
import { withDatabase } from "../database/clusters.ts";

export const COUNTRIES = ["SN", "ML", "MR"] as const;
export type Country = (typeof COUNTRIES)[number];

/** Where each is touched: second-level areas along the three borders. */
export const PLACE = {
  SN: { pcode: "SN0603", name: "Saraya", country: "SN", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya" },
  ML: { pcode: "ML0103", name: "Kayes", country: "ML", admin1: "ML01", admin1Name: "Kayes", admin2: "ML0103", admin2Name: "Kayes" },
  MR: { pcode: "MR102", name: "Sélibaby", country: "MR", admin1: "MR10", admin1Name: "Guidimagha", admin2: "MR102", admin2Name: "Sélibaby" },
} as const;

export interface Trio { nodes: Record<Country, Node>; isExercise: boolean; close(): Promise<void> }

/** The same name is the same id everywhere. */
export const idOf = (name: string): string => {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
export const contactId = (holder: Country, country: Country, service: string) => idOf(`contact ${holder} ${country} ${service}`);
export const AGREEMENT = idOf("agreement");

export interface TrioOptions { adminUrl: string; template?: string; isExercise?: boolean; now?: (country: Country) => Date; services?: readonly string[]; connections?: number }

export async function openTrio({ adminUrl, template, isExercise = false, now, services = ["civil-protection", "prefecture"], connections = 5 }: TrioOptions): Promise<Trio> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const made: { name: string; dir: string }[] = [];
  const nodes = {} as Record<Country, Node>;
  for (const country of COUNTRIES) {
    const name = `node_${country.toLowerCase()}_${randomBytes(5).toString("hex")}`;
    await admin.query("select pg_advisory_lock(42)");
    await admin.query(`create database ${name}${template ? ` template ${template} strategy file_copy` : ""}`);
    await admin.query("select pg_advisory_unlock(42)");
    const dir = mkdtempSync(path.join(tmpdir(), `faleme-${country}-`));
    made.push({ name, dir });
    nodes[country] = await openNode({ dir, databaseUrl: withDatabase(adminUrl, name), country, connections, ...(now ? { now: () => now(country) } : {}) });
  }
  await introduce(nodes, isExercise, services);
  return {
    nodes, isExercise,
    async close() {
      for (const node of Object.values(nodes)) await node.close();
      for (const { name, dir } of made) {
        await admin.query(`drop database if exists ${name} with (force)`);
        rmSync(dir, { recursive: true, force: true });
      }
      await admin.end();
    },
  };
}

/** Keys, contacts, decisions and the agreement, as officers of each node would have entered them. @param url of each node, where it has one */
export async function introduce(nodes: Record<Country, Node>, isExercise: boolean, services: readonly string[] = ["civil-protection", "prefecture"], url?: (from: Country, to: Country) => string): Promise<void> {
  const keys = {} as Record<Country, string>;
  for (const country of COUNTRIES) keys[country] = (await nodes[country].db.as(nodes[country].keeper("test", isExercise), (tx) => signingKey(nodes[country], tx))).publicKey;
  for (const holder of COUNTRIES) {
    const node = nodes[holder];
    await node.db.as(node.keeper("test", isExercise), async (tx) => {
      await save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: agreementOf(services) });
      for (const country of COUNTRIES) {
        for (const service of services) {
          await save(tx, contact as never, { id: contactId(holder, country, service), content: contactOf(country, service) });
          await save(tx, dueDiligence as never, { id: idOf(`decision ${holder} ${country} ${service}`), content: { title: `${service}, ${country}`, country, service, outcome: "share", askedBy: "officier de diffusion", conduct: "Aucun fait retenu à ce jour.", decidedOn: "2020-01-01", until: "2099-12-31" } });
        }
        if (country !== holder) await register(tx, node, { country, title: `nœud ${country}`, publicKey: keys[country], ...(url ? { url: url(holder, country) } : {}) });
      }
    });
  }
}

const ARMED = ["army", "gendarmerie", "customs"];
export const agreementOf = (services: readonly string[], more: Record<string, unknown> = {}) => ({
  title: "Accord d’alerte, zone des trois frontières", parties: [...COUNTRIES], fields: ["protection"], purpose: "protection", audience: COUNTRIES.map((country) => ({ country, services: [...services] })),
  subjects: ["alert", "event", "displacement"], kinds: ["illicit-economy", "armed-attack", "civilian-harm"], areas: [...COUNTRIES], highestMarking: "AMBER", finestPlace: "admin2", finestTime: "day", startsOn: "2020-01-01", endsOn: "2099-12-31", state: "in-force", ...more,
});
const contactOf = (country: Country, service: string) => ({
  title: `${codeList("service-kind").codes.get(service)!.labels.fr}, ${PLACE[country].name}`, country, service, isArmed: ARMED.includes(service), level: "operational", areas: [PLACE[country].pcode], functions: ["emergency-response", "protection"],
  timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: false,
});

export interface Warning { id?: string; title?: string; marking?: "CLEAR" | "GREEN"; kind?: string; affected: readonly Country[]; expires?: string; severity?: string }

/** An officer writes and issues an alert; it goes to whoever the directory and the policy name. @returns its id */
export async function issueAlert(node: Node, isExercise: boolean, { id, title, marking = "GREEN", kind = "armed-robbery", affected, expires, severity = "Severe" }: Warning): Promise<string> {
  return node.db.as(node.keeper("test officer", isExercise), async (tx) => {
    const areas = affected.map((country) => ({ ...PLACE[country], because: ["said"] }));
    const info = standardInfo({ kind, severity, certainty: "Likely", where: areas });
    const { row } = await save(tx, alert as never, {
      ...(id ? { id } : {}), marking,
      content: { title: title ?? `${kind} ${affected.join(" ")}`, kind, messageType: "Alert", category: "Security", urgency: "Immediate", severity, certainty: "Likely", isTest: false, info, basis: "stated", affected: areas, functions: ["emergency-response"], ...(expires ? { expires } : {}), state: "draft" },
    });
    await takeAlertStep(tx, node, row.id, "issue", undefined);
    return row.id;
  });
}
