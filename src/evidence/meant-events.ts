/**
 * A filter as it was written, made into what can be asked of rows and of the columns in memory: names of areas become p-codes,
 * words of the text the events that hold them, and nearness to a border the cells that are near.
 */
import { cellToLatLng } from "h3-js";
import { loadGeography, placeStore, type Geography } from "../places/index.ts";
import type { Caller } from "../platform/caller.ts";
import type { Transaction } from "../platform/database.ts";
import type { Node } from "../platform/node.ts";
import type { EventFilter, MeantFilter } from "./event-filter.ts";
import { withAreaCodes } from "./event-query.ts";
import type { MapColumns } from "./map-columns.ts";
import { mapIndexOf, type MapIndex } from "./map-index.ts";
import { eventsHolding, journalNumber, placesNumber } from "./meant-queries.ts";

/** Whether a filter needs more than the columns in memory to be understood. */
export const needsSettling = ({ q, borderKm, area }: EventFilter): boolean => Boolean(q) || borderKm !== undefined || area !== undefined;

export async function settledFilter({ tx, node }: { tx: Transaction; node: Node }, filter: EventFilter): Promise<MeantFilter> {
  const geography = await loadGeography(tx);
  const meant: MeantFilter = withAreaCodes(geography, filter);
  if (!filter.q && filter.borderKm === undefined) return meant;
  // What is in the database now is in memory too, so that both mean the same events.
  const index = await mapIndexOf(node).asOf(await journalNumber(tx));
  if (filter.borderKm !== undefined) meant.near = await cellsNear(node, tx, geography, index, filter.borderKm);
  if (filter.q) meant.holdsWords = await slotsHolding(tx, index, filter.q);
  return meant;
}

const NO_CELL = "\\N";
const AT_A_TIME = 1_000;
const MOST_HELD = 8;

/** How far the middle of each cell is from the border, and which cells a question found near. */
interface Nearness { away: Map<string, number>; sets: Map<number, { cells: number; near: Set<string> }> }
/** For readers who see the same areas and borders; thrown away when one of those changes. */
const nearnesses = new WeakMap<Geography, Map<string, Nearness>>();

async function cellsNear(node: Node, tx: Transaction, geography: Geography, { columns }: MapIndex, km: number): Promise<Set<string>> {
  const store = await placeStore(node, tx);
  const { away, sets } = nearnessFor(geography, tx.caller, await placesNumber(tx));
  const cells = columns.cell.values.length;
  const before = sets.get(km);
  if (before?.cells === cells) return before.near;
  const near = new Set<string>();
  for (const [i, cell] of columns.cell.values.slice(0, cells).entries()) {
    if (cell === NO_CELL) continue;
    let distance = away.get(cell);
    if (distance === undefined) {
      const [lat, lon] = cellToLatLng(BigInt(cell).toString(16));
      away.set(cell, (distance = store.nearestLine("border", [lon, lat], tx.caller)?.km ?? Infinity));
      // Many thousands at the first question: others are answered meanwhile.
      if (i % AT_A_TIME === 0) await new Promise((resolve) => { setImmediate(resolve); });
    }
    if (distance <= km) near.add(cell);
  }
  sets.set(km, { cells, near });
  if (sets.size > MOST_HELD) sets.delete(sets.keys().next().value!);
  return near;
}

function nearnessFor(geography: Geography, { clearance, organisation, exercise }: Caller, places: number): Nearness {
  const held = nearnesses.get(geography) ?? new Map<string, Nearness>();
  nearnesses.set(geography, held);
  const key = JSON.stringify([places, clearance, organisation, exercise]);
  if (!held.has(key)) {
    for (const old of held.keys()) if (JSON.parse(old)[0] !== places) held.delete(old);
    held.set(key, { away: new Map(), sets: new Map() });
  }
  return held.get(key)!;
}

const searches = new WeakMap<MapColumns, Map<string, { length: number; slots: Uint8Array }>>();

/** A page draws a dozen tiles with the same words: they are looked up once, until an event changes. */
async function slotsHolding(tx: Transaction, { columns, changedSeq }: MapIndex, words: string): Promise<Uint8Array> {
  const { clearance, organisation, exercise } = tx.caller;
  const held = searches.get(columns) ?? new Map<string, { length: number; slots: Uint8Array }>();
  searches.set(columns, held);
  const key = JSON.stringify([changedSeq, clearance, organisation, exercise, words]);
  const before = held.get(key);
  if (before?.length === columns.length) return before.slots;
  const slots = new Uint8Array(columns.length);
  for (const id of await eventsHolding(tx, words)) {
    const slot = columns.slotOf(id);
    if (slot !== undefined) slots[slot] = 1;
  }
  held.set(key, { length: slots.length, slots });
  if (held.size > MOST_HELD) held.delete(held.keys().next().value!);
  return slots;
}
