/**
 * The geography that ships with the platform, in `data/places`: one GeoJSON file a noun, each feature's id the record's.
 * Loading it again writes nothing. A newer release writes a new version of what nobody has replaced meanwhile: an
 * administrator's import and a person's correction stand.
 */
import { readdirSync, readFileSync } from "node:fs";
import { sha256 } from "../platform/canonical.ts";
import type { Node } from "../platform/node.ts";
import type { AnyNoun } from "../platform/noun.ts";
import { area } from "./area.noun.ts";
import { border } from "./border.noun.ts";
import { crossing } from "./crossing.noun.ts";
import { naturalArea } from "./natural-area.noun.ts";
import { keepSetting, lockLoading, setting } from "./queries.ts";
import { reach } from "./reach.noun.ts";
import { route } from "./route.noun.ts";
import { savePlaces } from "./save-places.ts";
import { settlement } from "./settlement.noun.ts";
import { site } from "./site.noun.ts";

const FOLDER = new URL("../../data/places/", import.meta.url);
const DIGEST = "places.shipped";
const AUTHOR = "shipped";
/** Areas first: what lies in them refers to them. */
const NOUNS: readonly AnyNoun[] = [area, border, reach, route, naturalArea, settlement, site, crossing];

export interface Loaded { inserted: number; updated: number; unchanged: number }

/** Undefined where this release's geography was loaded before, which is told by one digest. */
export async function loadShippedPlaces(node: Node): Promise<Loaded | undefined> {
  const files = shippedFiles();
  const digest = sha256(files.map(({ text }) => sha256(text).toString("hex")).join()).toString("hex");
  return node.db.as(node.keeper(AUTHOR), async (tx) => {
    if ((await setting(tx, DIGEST)) === digest) return undefined;
    // Two processes that start at once: the second waits, and finds it done.
    await lockLoading(tx);
    if ((await setting(tx, DIGEST)) === digest) return undefined;
    const counts: Loaded = { inserted: 0, updated: 0, unchanged: 0 };
    for (const { noun, text } of files) {
      const drafts = JSON.parse(text).features.map(({ id, properties, geometry }: any) => ({ id, content: { ...properties, geometry } }));
      const { outcomes, refusals } = await savePlaces(tx, noun, drafts, { isNewest: true, mayReplace: (held) => held.author === AUTHOR });
      if (refusals.length > 0) throw new Error(`data/places/${noun.path}.geojson: ${refusals[0]!.id} ${refusals[0]!.field}: ${refusals[0]!.reason}`);
      for (const outcome of outcomes.values()) counts[outcome]++;
    }
    await keepSetting(tx, DIGEST, digest);
    return counts;
  });
}

function shippedFiles(): { noun: AnyNoun; text: string }[] {
  const present = new Set(readdirSync(FOLDER));
  return NOUNS.filter(({ path }) => present.has(`${path}.geojson`)).map((noun) => ({ noun, text: readFileSync(new URL(`${noun.path}.geojson`, FOLDER), "utf8") }));
}
