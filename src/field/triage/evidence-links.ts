/**
 * From a report to evidence: it becomes an event or a claim, or stands behind one that there is; all of it can be undone.
 * An event takes the coded fields alone. A claim takes words, which an officer writes anew: the sender's stay where they are.
 */
import { claim } from "../../evidence/claim.noun.ts";
import { event } from "../../evidence/event.noun.ts";
import { screen } from "../../evidence/index.ts";
import type { Transaction } from "../../platform/database.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { ensureFieldSource } from "./field-source.ts";
import { groundOf } from "./screen-report.ts";
import { recountSupport } from "./support.ts";
import { mayBeWorkedOn } from "./work-on.ts";
import type { Node } from "../../platform/node.ts";

interface Coded {
  kind?: string; occurredOn?: string; datePrecision?: string; receivedAt: string; country?: string; reliability?: string; credibility?: string; event?: string; claim?: string;
  numbers?: { value: number; of?: string }[]; placePrecision?: string; geometry?: Row["content"]["geometry"];
}
const WHERE = ["placeName", "placePrecision", "locationWords", "candidates", "country", "area", "admin1", "admin2", "geometry"] as const;

export interface NewEvent { basedOn: number; title?: string | undefined }

export async function makeEvent(node: Node, tx: Transaction, id: string, { basedOn, title }: NewEvent): Promise<{ report: Row; event: string }> {
  const row = await basedOnThis(tx, id, basedOn);
  const coded = row.content as unknown as Coded;
  if (coded.event) throw problem("transition.refused", { reason: "it has an event already" });
  const content = { ...await coding(tx, coded), ...dates(coded), kind: coded.kind!, ...(title ? { title: await withoutNames(node, tx, title) } : {}), ...cattle(coded) };
  const made = (await save(tx, event, { marking: row.marking, content })).row;
  return { report: await link(tx, row, { event: made.id }), event: made.id };
}

export interface NewClaim { basedOn: number; title: string; statement: string; kind: string; expiresOn: string }

export async function makeClaim(node: Node, tx: Transaction, id: string, { basedOn, title, statement, kind, expiresOn }: NewClaim): Promise<{ report: Row; claim: string }> {
  const row = await basedOnThis(tx, id, basedOn);
  const coded = row.content as unknown as Coded;
  if (coded.claim) throw problem("transition.refused", { reason: "it has a claim already" });
  const { title: cleanTitle, statement: cleanStatement } = { title: await withoutNames(node, tx, title), statement: await withoutNames(node, tx, statement) };
  const { geometry: _, ...where } = await coding(tx, coded);
  const content = { ...where, title: cleanTitle, statement: cleanStatement, kind, saidOn: coded.receivedAt.slice(0, 10), datePrecision: "day", expiresOn, corroboration: "single" };
  const made = (await save(tx, claim, { content })).row;
  return { report: await link(tx, row, { claim: made.id }), claim: made.id };
}

export async function linkTo(tx: Transaction, id: string, basedOn: number, to: { event: string } | { claim: string }): Promise<Row> {
  const row = await basedOnThis(tx, id, basedOn);
  const [noun, other] = "event" in to ? [event, to.event] as const : [claim, to.claim] as const;
  if (!(await find(tx, noun as typeof event, other))) throw problem("record.notFound");
  const before = (row.content as unknown as Coded).event;
  const after = await link(tx, row, to);
  if ("event" in to && before && before !== to.event) await recountSupport(tx, before);
  return after;
}

export async function unlinkFrom(tx: Transaction, id: string, basedOn: number, what: "event" | "claim"): Promise<Row> {
  const row = await basedOnThis(tx, id, basedOn);
  const { [what]: before, ...rest } = row.content as unknown as Record<string, string>;
  const after = (await save(tx, report, { id, basedOn: row.version, content: rest })).row;
  if (what === "event") await recountSupport(tx, before);
  return after;
}

async function link(tx: Transaction, row: Row, to: { event?: string; claim?: string }): Promise<Row> {
  const after = (await save(tx, report, { id: row.id, basedOn: row.version, content: { ...row.content, ...to } })).row;
  await recountSupport(tx, to.event);
  return after;
}

async function basedOnThis(tx: Transaction, id: string, basedOn: number): Promise<Row> {
  if (!tx.caller.may.has("evidence.edit")) throw problem("permission.denied", { permission: "evidence.edit" });
  const row = await mayBeWorkedOn(tx, id);
  if (row.version !== basedOn) throw problem("record.changed", { current: row.version });
  return row;
}

async function coding(tx: Transaction, coded: Coded) {
  const missing = [["kind", coded.kind], ["placePrecision", coded.placePrecision], ["country", coded.country], ["reliability", coded.reliability], ["credibility", coded.credibility]].filter(([, value]) => !value).map(([name]) => name);
  if (missing.length > 0) throw problem("report.notCoded", { missing: missing.join(", ") });
  const where = Object.fromEntries(WHERE.flatMap((name) => ((coded as unknown as Record<string, unknown>)[name] === undefined ? [] : [[name, (coded as unknown as Record<string, unknown>)[name]]])));
  return { ...where, geometry: coded.geometry, reliability: coded.reliability!, credibility: coded.credibility!, verification: "unverified", source: await ensureFieldSource(tx) };
}

/** An occurrence that nobody dated is no later than the day it was told, and that is said to be inferred. */
function dates({ occurredOn, datePrecision, receivedAt }: Coded) {
  const day = occurredOn ?? receivedAt.slice(0, 10);
  return { occurredFrom: day, occurredTo: day, datePrecision: occurredOn ? datePrecision ?? "day" : "undated", ...(occurredOn ? {} : { inferred: ["occurredFrom: the day it was received"] }) };
}

/** Only where the number can mean nothing else. */
function cattle({ kind, numbers }: Coded) {
  const [only, ...others] = numbers ?? [];
  return kind === "cattle-theft" && only && others.length === 0 ? { headsTaken: only.value } : {};
}

/** What an officer writes anew is released one day: it names nobody. @throws report.namesSomebody */
export async function withoutNames(node: Node, tx: Transaction, words: string): Promise<string> {
  const { store } = await groundOf(node, tx);
  const { masked, findings } = screen(words, { isPlace: (name) => store.isNamed(name, tx.caller) });
  if (findings.length > 0) throw problem("report.namesSomebody", { words: masked });
  return words;
}
