/**
 * `faleme import gazetteer FILE…`: settlements and sites from GeoNames and OpenStreetMap. Each gets the area that holds it;
 * a row that lies outside the country it names by more than the outline's imprecision is refused; what is none of our
 * business is skipped and counted by reason.
 */
import { openInputs, type Input } from "../platform/input-file.ts";
import { stopIfAsked, type Importer, type ImportCounts, type ImportJob } from "../platform/import.ts";
import { idFrom } from "../platform/identity.ts";
import type { AnyNoun } from "../platform/noun.ts";
import { layoutOf, type GazetteerLayout, type GazetteerRow } from "./gazetteer-layouts.ts";
import type { Geography } from "./geography.ts";
import { loadGeography } from "./load-geography.ts";
import { locate } from "./locate.ts";
import { savePlaces, type Draft } from "./save-places.ts";
import { settlement } from "./settlement.noun.ts";
import { loadShippedPlaces } from "./shipped.ts";
import { site } from "./site.noun.ts";

const NOUNS: Readonly<Record<"settlement" | "site", AnyNoun>> = { settlement, site };
/** The head of the journal is one lock: its transactions are kept short. */
const BATCH = 2_000;

type Batch = Map<string, { noun: "settlement" | "site"; draft: Draft; row: GazetteerRow }>;

export const gazetteerImporter: Importer = {
  kind: "gazetteer",
  summary: "settlements and sites from GeoNames or OpenStreetMap nodes",
  may: "places.edit",
  async run(job) {
    await loadShippedPlaces(job.node);
    const geography = await job.node.db.as(job.caller, loadGeography);
    const counts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
    const skipped: Record<string, number> = {};
    const layouts: Record<string, string> = {};
    for (const file of job.files) {
      for (const input of await openInputs(file)) {
        const layout = await layoutOf(input);
        layouts[input.name] = layout.name;
        await importOne(job, input, layout, geography, counts, skipped);
      }
    }
    return { ...counts, notes: { layouts, skipped } };
  },
};

async function importOne(job: ImportJob, input: Input, layout: GazetteerLayout, geography: Geography, counts: ImportCounts, skipped: Record<string, number>): Promise<void> {
  const seen = new Set<string>();
  const refuse = (row: GazetteerRow, field: string, reason: string) => job.rejects.add({ file: input.name, line: row.line, field, reason, row: row.raw });
  const skip = (reason: string) => { skipped[reason] = (skipped[reason] ?? 0) + 1; };
  let batch: Batch = new Map();
  for await (const row of layout.rows(input)) {
    counts.read++;
    if ("skipped" in row.kind) { skip(row.kind.skipped); continue; }
    if (row.name === "") { skip("no-name"); continue; }
    const fault = faultOf(row, geography);
    if (fault) { await refuse(row, ...fault); continue; }
    if (seen.has(row.theirs)) { await refuse(row, "id", `${row.theirs} stands in this file twice`); continue; }
    seen.add(row.theirs);
    const draft = draftOf(row, layout.gazetteer, geography);
    batch.set(draft.id, { noun: row.kind.noun, draft, row });
    if (batch.size === BATCH) {
      await writeBatch(job, batch, counts, refuse);
      job.progress(`${input.name}: ${counts.read} rows read`);
      batch = new Map();
    }
  }
  await writeBatch(job, batch, counts, refuse);
}

/** What cannot be right; undefined where nothing is. */
function faultOf(row: GazetteerRow, geography: Geography): [field: string, reason: string] | undefined {
  const { theirs, lon, lat, country } = row;
  if (theirs === "") return ["id", "no id: the row could not be told from others when it comes again"];
  if (!(Math.abs(lat) <= 90)) return ["latitude", `${lat} is not a latitude`];
  if (!(Math.abs(lon) <= 180)) return ["longitude", `${lon} is not a longitude`];
  const { outsideByKm } = locate(geography, { coordinates: [lon, lat], country });
  if (outsideByKm !== undefined) return ["country", `lies ${outsideByKm.toFixed(1)} km outside ${country}, beyond the outline’s precision of ${geography.boundaryPrecisionKm(country!) ?? 0} km`];
  return undefined;
}

function draftOf(row: GazetteerRow, gazetteer: string, geography: Geography): Draft {
  const { theirs, name, spellings, lon, lat, population } = row;
  const { noun, kind } = row.kind as { noun: string; kind: string };
  const { area, country } = locate(geography, { coordinates: [lon, lat], country: row.country, gazetteer });
  return {
    id: idFrom(gazetteer, theirs),
    content: {
      name, kind, placePrecision: "exact", gazetteer, gazetteerId: theirs, geometry: { type: "Point", coordinates: [lon, lat] },
      ...(spellings.length > 0 ? { spellings } : {}), ...(area ? { area } : {}), ...(country ? { country } : {}),
      ...(population && noun === "settlement" ? { population } : {}),
    },
  };
}

async function writeBatch({ node, caller, isDryRun, marking, signal }: ImportJob, batch: Batch, counts: ImportCounts, refuse: (row: GazetteerRow, field: string, reason: string) => Promise<void>): Promise<void> {
  stopIfAsked(signal);
  if (batch.size === 0) return;
  const saved = await node.db.as(caller, async (tx) => {
    const all = [];
    for (const [name, noun] of Object.entries(NOUNS)) {
      const drafts = [...batch.values()].filter((entry) => entry.noun === name).map(({ draft }) => draft);
      all.push(await savePlaces(tx, noun, drafts, { computed: ["area", "country"], isDryRun, ...(marking ? { marking } : {}) }));
    }
    return all;
  });
  for (const { outcomes, refusals } of saved) {
    for (const outcome of outcomes.values()) counts[outcome]++;
    for (const { id, field, reason } of refusals) await refuse(batch.get(id)!.row, field, reason);
  }
}
