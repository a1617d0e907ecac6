/** Which reports may tell of the same thing as this one, and which events may be the one it tells of? Best first, each part's share shown. */
import { event } from "../../evidence/event.noun.ts";
import { compare, type Comparison } from "../../methods/matching/compare.ts";
import { rarityOf } from "../../methods/matching/likeness.ts";
import { loadGeography } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { find, findMany } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { report } from "../intake/report.noun.ts";
import { comparableEvents, comparableReports, keptApart } from "./queries.ts";
import { statementOf, stemsOfReports } from "./statements.ts";

/** From here on two reports are more likely the same than not, as the weights have it. */
export const SUGGEST_FROM = 0.5;
/** An event says less than a report and has no words of the sender's: shown from here. */
const SHOW_EVENT_FROM = 0.2;
const MOST_SHOWN = 6;
const MOST_OPENED = 300;

export interface Suggestion extends Comparison { row: Row }

export async function duplicatesOf(node: Node, tx: Transaction, id: string): Promise<Suggestion[]> {
  const { row, geography } = await asked(tx, id);
  const apart = await keptApart(tx, id);
  const rows = (await findMany(tx, report, await comparableReports(tx, row))).filter((one) => !apart.has(one.id));
  const stems = await stemsOfReports(node, tx, [row, ...rows], MOST_OPENED);
  const own = statementOf(geography, row, stems.get(id));
  const others = rows.map((one) => ({ row: one, statement: statementOf(geography, one, stems.get(one.id)) }));
  const rarity = rarityOf([own, ...others.map(({ statement }) => statement)]);
  return best(others.map(({ row: one, statement }) => ({ row: one, ...compare(own, statement, rarity) })), SUGGEST_FROM);
}

export async function eventsLike(tx: Transaction, id: string): Promise<Suggestion[]> {
  const { row, geography } = await asked(tx, id);
  const own = statementOf(geography, row);
  const rows = await findMany(tx, event, await comparableEvents(tx, row));
  return best(rows.map((one) => ({ row: one, ...compare(own, statementOf(geography, one)) })), SHOW_EVENT_FROM);
}

const best = (all: Suggestion[], least: number): Suggestion[] => all.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1)).slice(0, MOST_SHOWN);

async function asked(tx: Transaction, id: string) {
  const row = await find(tx, report, id);
  if (!row) throw problem("record.notFound");
  return { row, geography: await loadGeography(tx) };
}
