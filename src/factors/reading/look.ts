/** What every reading needs: who asks, the period, the geography, and the records of the chapter as this caller may see them. */
import { sql, type RawBuilder } from "kysely";
import { source } from "../../evidence/source.noun.ts";
import { loadGeography, type Geography } from "../../places/index.ts";
import type { Caller } from "../../platform/caller.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Fields, Content } from "../../platform/field.ts";
import { each } from "../../platform/noun-store.ts";
import type { Noun } from "../../platform/noun.ts";
import type { Node } from "../../platform/node.ts";
import { indicator } from "../indicators/indicator.noun.ts";

export interface Look {
  tx: Transaction;
  node: Node;
  caller: Caller;
  geography: Geography;
  /** The period that events and grievances are counted in. */
  from: string;
  to: string;
  sources: ReadonlyMap<string, Held<typeof source.fields>>;
}

/** A record's content with its id. */
export type Held<F extends Fields> = Content<F> & { id: string };
export type IndicatorHeld = Held<typeof indicator.fields>;

const YEARS = 3;

export async function openLook({ tx, node, caller }: Pick<Look, "tx" | "node" | "caller">, period: { from?: string | undefined; to?: string | undefined } = {}): Promise<Look> {
  const to = period.to ?? tx.now.toISOString().slice(0, 10);
  const from = period.from ?? `${Number(to.slice(0, 4)) - YEARS}${to.slice(4)}`.replace("-02-29", "-02-28");
  const sources = new Map((await held(tx, source)).map((one) => [one.id, one]));
  return { tx, node, caller, geography: await loadGeography(tx), from, to, sources };
}

/** All records of a noun that match and that this caller may read; of RED ones a trace is left. */
export async function held<F extends Fields>(tx: Transaction, noun: Noun<F>, ...where: RawBuilder<unknown>[]): Promise<Held<F>[]> {
  const found: Held<F>[] = [];
  for await (const rows of each(tx, noun, { where })) for (const { id, content } of rows) found.push({ ...(content as Content<F>), id });
  return found;
}

/** The registry, in the order of the report: by side, factor and name. */
export async function indicatorsOf(tx: Transaction, ids?: readonly string[]): Promise<IndicatorHeld[]> {
  const found = await held(tx, indicator, ...(ids ? [sql`id = any(${ids}::uuid[])`] : []));
  return found.sort((a, b) => (a.side + a.factor + a.key < b.side + b.factor + b.key ? -1 : 1));
}

/** As far as this caller may know who it is. */
export function sourceOf({ sources }: Look, id: string | undefined) {
  if (!id) return {};
  const known = sources.get(id);
  return { source: { id, ...(known ? { name: known.name, reliability: known.reliability } : {}) } };
}
