/**
 * Which routes, reaches and crossings are open, restricted or closed: since when, and on whose word? The newest statement that
 * held on the day counts; where another source's newest says otherwise, both are shown. No statement is "no data", not open.
 */
import { confirmed, placeStore, type Place } from "../../places/index.ts";
import type { Node } from "../../platform/node.ts";
import type { GeoJsonGeometry, Row } from "../../platform/noun.ts";
import { accessOn } from "./flow-queries.ts";
import type { Lens } from "./lens.ts";
import { METHODS, type Method } from "./provenance.ts";

export interface Statement {
  id: string;
  state: string;
  since: string;
  until?: string;
  /** What it means for services and those who work in them, in the source's words. */
  effect?: string;
  source: string;
  grading: string;
  /** Absent: the whole line is meant, or nobody drew the stretch. */
  geometry: GeoJsonGeometry | null;
}

export interface Accessed {
  noun: "route" | "reach" | "crossing" | "stretch";
  id?: string;
  name: string;
  /** The part of it that the statement is about, in words. */
  stretch?: string;
  state: string | null;
  current: Statement | null;
  /** Newest statements of other sources that say otherwise. */
  disputedBy: Statement[];
}

export interface AccessPicture { on: string; rows: Accessed[]; method: Method }

const WAYS = ["route", "reach", "crossing"] as const;

export async function accessPicture(node: Node, { tx, caller }: Pick<Lens, "tx" | "caller">, on: string): Promise<AccessPicture> {
  const store = await placeStore(node, tx);
  const ways = [...store.seen(caller)].filter((place): place is Place & { noun: (typeof WAYS)[number] } => (WAYS as readonly string[]).includes(place.noun));
  const allowed = await confirmed(tx, ways);
  const said = Map.groupBy(await accessOn(tx, on), targetOf);
  const rows = ways.filter(({ id }) => allowed.has(id)).flatMap(({ noun, id, name }) => stretchesOf({ noun, id, name }, said.get(id) ?? []));
  // A stretch that names no route of ours, or one that the reader may not see, still has its own words.
  const known = new Set(rows.map(({ id }) => id));
  const others = [...said].filter(([target]) => !known.has(target)).flatMap(([, statements]) => stretchesOf({ noun: "stretch", name: statements[0]!.content.name as string }, statements));
  return { on, rows: [...rows, ...others].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : (a.stretch ?? "") < (b.stretch ?? "") ? -1 : 1)), method: METHODS.access };
}

const targetOf = ({ id, content: { route, reach, crossing } }: Row): string => (route ?? reach ?? crossing ?? id) as string;

/** One row for each stretch that somebody spoke of; one without a state where nobody did. */
function stretchesOf(target: Pick<Accessed, "noun" | "id" | "name">, newestFirst: readonly Row[]): Accessed[] {
  if (newestFirst.length === 0) return [{ ...target, state: null, current: null, disputedBy: [] }];
  return [...Map.groupBy(newestFirst, ({ content }) => content.name as string)].map(([stretch, rows]) => {
    const newestOfEach = [...Map.groupBy(rows.map(statementOf), ({ source }) => source).values()].map(([newest]) => newest!);
    const [current, ...others] = newestOfEach.sort((a, b) => (a.since < b.since ? 1 : -1));
    return { ...target, ...(stretch === target.name ? {} : { stretch }), state: current!.state, current: current!, disputedBy: others.filter(({ state }) => state !== current!.state) };
  });
}

function statementOf({ id, content }: Row): Statement {
  const { state, since, until, effect, source, reliability, credibility, geometry } = content as Record<string, any>;
  return { id, state, since, until, effect, source, grading: `${reliability}${credibility}`, geometry: geometry ?? null };
}
