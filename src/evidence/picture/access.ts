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
  /** The stretch, in words; of the whole line where it has no geometry of its own. */
  name: string;
  state: string;
  since: string;
  until?: string;
  source: string;
  grading: string;
  geometry: GeoJsonGeometry | null;
}

export interface Accessed {
  noun: "route" | "reach" | "crossing" | "stretch";
  id?: string;
  name: string;
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
  const rows = ways.filter(({ id }) => allowed.has(id)).map(({ noun, id, name }) => accessed({ noun, id, name }, said.get(id) ?? []));
  // A stretch that names no route of ours, or one that the reader may not see, still has its own words.
  const known = new Set(rows.map(({ id }) => id));
  const stretches = [...said].filter(([target]) => !known.has(target)).map(([, statements]) => accessed({ noun: "stretch", name: statements[0]!.content.name as string }, statements));
  return { on, rows: [...rows, ...stretches].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)), method: METHODS.access };
}

const targetOf = ({ id, content: { route, reach, crossing } }: Row): string => (route ?? reach ?? crossing ?? id) as string;

function accessed(target: Pick<Accessed, "noun" | "id" | "name">, newestFirst: readonly Row[]): Accessed {
  const statements = [...Map.groupBy(newestFirst.map(statementOf), ({ source }) => source).values()].map(([newest]) => newest!);
  const [current, ...others] = statements.sort((a, b) => (a.since < b.since ? 1 : -1));
  return { ...target, state: current?.state ?? null, current: current ?? null, disputedBy: others.filter(({ state }) => state !== current!.state) };
}

function statementOf({ id, content }: Row): Statement {
  const { name, state, since, until, source, reliability, credibility, geometry } = content as Record<string, any>;
  return { id, name, state, since, until, source, grading: `${reliability}${credibility}`, geometry: geometry ?? null };
}
