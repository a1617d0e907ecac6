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
/** Of each cell that was asked about, how far its middle is from the border; thrown away when an area or a border changes. */
const distances = new WeakMap<Geography, Map<string, Map<string, number>>>();

async function cellsNear(node: Node, tx: Transaction, geography: Geography, { columns }: MapIndex, km: number): Promise<Set<string>> {
  const store = await placeStore(node, tx);
  const known = distancesFor(geography, tx.caller, await placesNumber(tx));
  const near = new Set<string>();
  for (const [i, cell] of columns.cell.values.entries()) {
    if (cell === NO_CELL) continue;
    let away = known.get(cell);
    if (away === undefined) {
      const [lat, lon] = cellToLatLng(BigInt(cell).toString(16));
      known.set(cell, (away = store.nearestLine("border", [lon, lat], tx.caller)?.km ?? Infinity));
      // Many thousands at the first question: others are answered meanwhile.
      if (i % AT_A_TIME === 0) await new Promise((resolve) => { setImmediate(resolve); });
    }
    if (away <= km) near.add(cell);
  }
  return near;
}

function distancesFor(geography: Geography, { clearance, organisation, exercise }: Caller, places: number): Map<string, number> {
  const held = distances.get(geography) ?? new Map<string, Map<string, number>>();
  distances.set(geography, held);
  const key = JSON.stringify([places, clearance, organisation, exercise]);
  if (!held.has(key)) {
    for (const old of held.keys()) if (JSON.parse(old)[0] !== places) held.delete(old);
    held.set(key, new Map());
  }
  return held.get(key)!;
}

const MOST_HELD = 8;
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
