/** After outlines have changed: gives every place with a position the area that holds it now. Nothing else of a place is touched. */
import { stopIfAsked, type ImportJob } from "../platform/import.ts";
import type { AnyNoun } from "../platform/noun.ts";
import { findMany } from "../platform/noun-store.ts";
import { crossing } from "./crossing.noun.ts";
import { loadGeography } from "./load-geography.ts";
import { locate } from "./locate.ts";
import { positions } from "./queries.ts";
import { savePlaces } from "./save-places.ts";
import { settlement } from "./settlement.noun.ts";
import { site } from "./site.noun.ts";

const BATCH = 2_000;

/** Returns how many got another area. */
export async function relocatePlaces({ node, caller, progress, signal }: Pick<ImportJob, "node" | "caller" | "progress" | "signal">): Promise<number> {
  let moved = 0;
  for (const noun of [settlement, site, crossing] as AnyNoun[]) {
    const found = await node.db.as(caller, async (tx) => {
      const geography = await loadGeography(tx);
      return (await positions(tx, noun)).flatMap(({ id, ...stated }) => {
        const { area, country } = locate(geography, stated);
        // A crossing lies between two countries and has none of its own.
        const place = noun.name === "crossing" ? { area } : { area, country };
        return area !== undefined && Object.entries(place).some(([name, value]) => value !== stated[name as "area" | "country"]) ? [{ id, place }] : [];
      });
    });
    for (let at = 0; at < found.length; at += BATCH) {
      stopIfAsked(signal);
      const batch = new Map(found.slice(at, at + BATCH).map(({ id, place }) => [id, place]));
      await node.db.as(caller, async (tx) => {
        const rows = await findMany(tx, noun, [...batch.keys()]);
        await savePlaces(tx, noun, rows.map(({ id, content }) => ({ id, content: { ...content, ...batch.get(id) } })), { computed: ["area", "country"] });
      });
      moved += batch.size;
      progress(`${moved} places follow the new outlines`);
    }
  }
  return moved;
}
