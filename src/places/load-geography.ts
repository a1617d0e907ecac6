/**
 * The geography that a caller may see, built once and shared by all callers who see the same areas, until one changes.
 * Call it in a transaction that has not itself written areas.
 */
import type { Transaction } from "../platform/database.ts";
import { geographyFrom, type Geography } from "./geography.ts";
import { areasDigest, areaShapes, placesState } from "./queries.ts";

/** Who sees the same, and what they see: a handful of clearances, and most see the same areas. */
const KEPT = 12;
const digests = new Map<string, string>();
const geographies = new Map<string, Geography>();

export async function loadGeography(tx: Transaction): Promise<Geography> {
  const { database, seq } = await placesState(tx);
  const { clearance, organisation, exercise } = tx.caller;
  const seen = [database, seq, clearance, organisation, exercise].join("|");
  const digest = digests.get(seen) ?? keep(digests, seen, `${database}|${await areasDigest(tx)}`);
  return geographies.get(digest) ?? keep(geographies, digest, geographyFrom(await areaShapes(tx)));
}

function keep<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value!);
  return value;
}
