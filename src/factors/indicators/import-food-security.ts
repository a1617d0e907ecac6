/**
 * The Cadre Harmonisé as CILSS and WFP publish it: people by phase, by second-level area and period, current or projected.
 * Joined by p-code, never by name. A population of zero or none is not a share of zero: the row is refused and named.
 */
import { source } from "../../evidence/source.noun.ts";
import { idFrom } from "../../platform/identity.ts";
import type { ImportCounts, Importer, ImportJob } from "../../platform/import.ts";
import { openInputs } from "../../platform/input-file.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { loadIndicators } from "../load-shipped.ts";
import { tableLines } from "./table-lines.ts";
import { knownAreas, ValueWriter } from "./import-values.ts";

export const FOOD_CRISIS = idFrom("faleme", "indicator/food-crisis-share");
/** Who says so: written down once, so that every value has its source. */
const PUBLISHER = {
  id: idFrom("faleme", "source/cadre-harmonise"),
  content: { name: "Cadre Harmonisé (CILSS et partenaires)", kind: "regional-body", reliability: "B", independenceGroup: "cadre-harmonise", publisher: "CILSS, PAM", citation: "Cadre Harmonisé, analyse de l’insécurité alimentaire aiguë", licence: "CC BY-IGO (à confirmer)" },
};
const NEEDED = ["adm2_pcod2", "chtype", "start_date", "end_date", "population", "phase1", "phase2", "phase3", "phase4", "phase5", "phase35"];
/** Phases are rounded one by one: their sum may differ from what is stated by this many people. */
const ROUNDING_PEOPLE = 5;

export const foodSecurityImporter: Importer = {
  kind: "food-security",
  summary: "Cadre Harmonisé, people by phase and second-level area (adm2_pcod2, start_date, end_date, population, phase1 … phase35), as published",
  may: "factors.import",
  run: importFoodSecurity,
};

async function importFoodSecurity(job: ImportJob): Promise<ImportCounts> {
  await loadIndicators(job.node);
  const isKnown = await knownAreas(job);
  if (!job.isDryRun) await job.node.db.as(job.caller, async (tx) => { if (!(await find(tx, source, PUBLISHER.id))) await save(tx, source, PUBLISHER); });
  const writer = new ValueWriter(job);
  const unknown = new Set<string>();
  for (const file of job.files) {
    for (const input of await openInputs(file)) {
      const header = (columns: string[]) => {
        const missing = NEEDED.filter((name) => !columns.includes(name));
        if (missing.length > 0) throw problem("import.columns", { file: input.name, missing: missing.join(", ") });
      };
      for await (const { line, cells } of tableLines(input, { header })) {
        writer.counts.read += 1;
        const refuse = (field: string, reason: string) => job.rejects.add({ file: input.name, line, field, reason, row: cells });
        const area = cells.adm3_pcod2 || cells.adm2_pcod2 || "";
        const population = Number(cells.population || NaN);
        const phases = [1, 2, 3, 4, 5].map((phase) => Number(cells[`phase${phase}`] || 0));
        const crisis = Number(cells.phase35 || NaN);
        if (!area) await refuse("adm2_pcod2", "no p-code: a name alone is not joined");
        else if (!isKnown(area)) { unknown.add(area); await refuse("adm2_pcod2", `no area here has the p-code ${area}: import boundaries first`); }
        else if (!(population > 0)) await refuse("population", "no population: a share cannot be computed");
        else if (!(crisis >= 0) || Math.abs(phases[2]! + phases[3]! + phases[4]! - crisis) > ROUNDING_PEOPLE) await refuse("phase35", "phases 3 to 5 do not add up to what is stated");
        else if (crisis > population * 1.005) await refuse("phase35", "more people in crisis than people");
        else await writer.add({
          file: input.name, line, raw: cells,
          content: {
            indicator: FOOD_CRISIS, area, periodFrom: cells.start_date, periodTo: cells.end_date, state: "value", value: Math.min(1, crisis / population), population: Math.round(population),
            ...(cells.chtype === "projected" ? { isProjection: true } : {}), release: [cells.exercise_label, cells.exercise_year].filter(Boolean).join(" ") || undefined,
            source: PUBLISHER.id, citation: `Cadre Harmonisé, ${[cells.exercise_label, cells.exercise_year].filter(Boolean).join(" ")}, CILSS/PAM`,
          },
        });
      }
      await writer.flush();
    }
  }
  return { ...writer.counts, ...(unknown.size > 0 ? { notes: { "areas without a p-code here": unknown.size } } : {}) };
}
