// A second server process on the same database, as far as places go: one JSON question a line in, one answer a line out.
import { createInterface } from "node:readline";
import { loadGeography } from "../../src/places/index.ts";
import { findPlaces } from "../../src/places/find-places.ts";
import { confirmed, placeStore } from "../../src/places/place-store.ts";
import type { Caller } from "../../src/platform/caller.ts";
import { openNode } from "../../src/platform/node.ts";

export interface Question { caller: Omit<Caller, "may">; words: string }

const [dir, databaseUrl] = process.argv.slice(2) as [string, string];
const node = await openNode({ dir, databaseUrl });
process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { caller, words } = JSON.parse(line) as Question;
  const answer = await node.db.as({ ...caller, may: new Set() }, async (tx) => {
    const store = await placeStore(node, tx);
    const geography = await loadGeography(tx);
    const seen = [...store.seen(tx.caller, ["settlement"])];
    const allowed = await confirmed(tx, seen);
    return {
      seen: seen.map(({ id }) => id).sort(), confirmed: allowed.size, areas: geography.areas.length,
      found: findPlaces(store, geography, tx.caller, words, { typing: false, limit: 100 }).places.filter(({ isConfident }) => isConfident).flatMap(({ place, sameAs }) => [place.id, ...sameAs.map(({ id }) => id)]).sort(),
    };
  });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await node.close();
