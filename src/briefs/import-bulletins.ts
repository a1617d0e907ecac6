/**
 * A bulletin's facts are counted, never written. What a file brings is taken where it says what is held already, or what counting
 * the week gives here now, as a draft that nobody has decided about; anything else is refused and says why. A whole node comes back by `restore`.
 */
import { canonical } from "../platform/canonical.ts";
import type { Importer, ImportJob } from "../platform/import.ts";
import { nounImporter } from "../platform/noun-import.ts";
import { findMany, type Checked } from "../platform/noun-store.ts";
import { Problem } from "../platform/problem.ts";
import { bulletin } from "./bulletin.noun.ts";
import type { Facts } from "./facts.ts";
import { gather } from "./gather.ts";

const DIFFERENT = "the facts of a bulletin are counted, not written: these are not what this node’s rows give for the week. Make it with: faleme brief bulletin --week";
const DECIDED = "a bulletin that was decided about is not imported: its decisions are signed where they are taken";
const CHANGED = "this bulletin is held here and says something else: it is changed by its own steps alone";

export const bulletinImporter: Importer = {
  ...nounImporter(bulletin as never, async (job, rows) => {
    const held = new Map((await job.node.db.as(job.caller, (tx) => findMany(tx, bulletin as never, rows.map(({ id }) => id)))).map((row) => [row.id, row]));
    const reasons: (string | undefined)[] = [];
    for (const row of rows) reasons.push(held.has(row.id) ? (canonical(held.get(row.id)!.content) === canonical(row.content) ? undefined : CHANGED) : await whyNot(job, row));
    return reasons;
  }),
  summary: "CSV of bulletins, where their facts are what this node’s rows give",
};

async function whyNot(job: ImportJob, { content, marking }: Checked): Promise<string | undefined> {
  const { week, facts, statements, state } = content as unknown as { week: string; facts: Facts; statements?: unknown[]; state: string };
  if (state !== "draft" || (statements?.length ?? 0) > 0) return DECIDED;
  try {
    const counted = await gather(job.node, job.caller, week, marking ?? job.marking ?? bulletin.marking);
    return canonical(withoutMoment(counted)) === canonical(withoutMoment(facts)) ? undefined : DIFFERENT;
  } catch (error) {
    if (error instanceof Problem) return error.toJSON("en").title;
    throw error;
  }
}

/** When it was counted says nothing about what. */
const withoutMoment = ({ gatheredAt: _, ...facts }: Facts) => facts;
