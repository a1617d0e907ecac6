/** Values of indicators, batch by batch: what every importer of tables ends in. Ids are made of indicator, area, period and release. */
import { idFrom } from "../../platform/identity.ts";
import { stopIfAsked, type ImportCounts, type ImportJob } from "../../platform/import.ts";
import { loadGeography, loadShippedPlaces } from "../../places/index.ts";
import { saveMany, type Checked } from "../../platform/noun-store.ts";
import { indicatorValue } from "./indicator-value.noun.ts";

export interface Draft { file: string; line: number; raw: unknown; content: Record<string, unknown> }

const BATCH = 1_000;

/** Which p-codes are known here: a value of an unknown area would be on no map. */
export async function knownAreas({ node, caller }: ImportJob): Promise<(pcode: string) => boolean> {
  await loadShippedPlaces(node);
  const geography = await node.db.as(caller, loadGeography);
  return (pcode) => geography.areaByPcode(pcode) !== undefined;
}

export class ValueWriter {
  readonly counts: ImportCounts = { read: 0, inserted: 0, updated: 0, unchanged: 0 };
  readonly #job: ImportJob;
  #batch = new Map<string, Draft & { checked: Checked }>();

  constructor(job: ImportJob) { this.#job = job; }

  async add(draft: Draft): Promise<void> {
    const parsed = indicatorValue.schema.safeParse(draft.content);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return this.#job.rejects.add({ file: draft.file, line: draft.line, field: issue!.path.join(".") || "(row)", reason: issue!.message, row: draft.raw });
    }
    const { indicator, area, periodFrom, periodTo, release = "", isProjection = false } = parsed.data;
    const id = idFrom("indicator value", [indicator, area, periodFrom, periodTo, release, String(isProjection)].join("\n"));
    if (this.#batch.size >= BATCH) await this.flush();
    // The same area and period twice in one file: the second is refused, not silently the winner.
    if (this.#batch.has(id)) return this.#job.rejects.add({ file: draft.file, line: draft.line, field: "area", reason: "the same indicator, area, period and release stand in the file already", row: draft.raw });
    this.#batch.set(id, { ...draft, checked: { id, content: parsed.data as Checked["content"], ...(this.#job.marking ? { marking: this.#job.marking } : {}) } });
  }

  async flush(): Promise<void> {
    const rows = [...this.#batch.values()];
    this.#batch = new Map();
    if (rows.length === 0) return;
    const outcomes = await this.#job.node.db.as(this.#job.caller, (tx) => saveMany(tx, indicatorValue, rows.map(({ checked }) => checked), this.#job));
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome !== "refused") this.counts[outcome] += 1;
      else await this.#job.rejects.add({ file: rows[i]!.file, line: rows[i]!.line, field: "id", reason: "the id is taken, or the marking is above your clearance", row: rows[i]!.raw });
    }
    this.#job.progress(`${rows[0]!.file}: ${this.counts.read}`, this.counts);
    stopIfAsked(this.#job.signal);
  }
}
