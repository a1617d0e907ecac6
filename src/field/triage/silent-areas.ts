/**
 * Where did reports come from, and come no more? Silence may be a cut line, a market day or fear: it prompts a welfare call and
 * nothing else. The list is RED: where nobody speaks is where nobody watches. It is in no export, and each reading is journalled.
 */
import { sql } from "kysely";
import { OWNER_ONLY_RANK } from "../../platform/marking.ts";
import type { Transaction } from "../../platform/database.ts";
import { RECEIVED_ON } from "./queries.ts";

const BEFORE_DAYS = 84;
export const SILENT_DAYS = 14;
/** An area that reported less often than this says nothing by its silence. */
const FEWEST_BEFORE = 6;
/** Silence that would come by chance more often than this is no sign. */
const MOST_CHANCE = 0.05;

export interface SilentArea { area: string; before: number; lastOn: string; /** That so long a silence comes by chance at the rate before. */ chance: number }

export const mayReadSilence = ({ caller }: Transaction): boolean => caller.clearance > OWNER_ONLY_RANK;

export async function silentAreas(tx: Transaction): Promise<SilentArea[]> {
  const today = tx.now.toISOString().slice(0, 10);
  const { rows } = await sql<{ area: string; before: number; recent: number; last: string }>`
    select admin2 as area, count(*) filter (where ${RECEIVED_ON} <= ${today}::date - ${SILENT_DAYS}::int) as before,
      count(*) filter (where ${RECEIVED_ON} > ${today}::date - ${SILENT_DAYS}::int) as recent, max(left(received_at, 10)) as last
    from reports where not withdrawn and admin2 is not null and ${RECEIVED_ON} > ${today}::date - ${BEFORE_DAYS + SILENT_DAYS}::int group by admin2`.execute(tx.sql);
  tx.journal({ act: "read silent areas", marking: OWNER_ONLY_RANK + 1, owner: tx.caller.organisation, exercise: tx.caller.exercise });
  return rows.filter(({ before, recent }) => recent === 0 && before >= FEWEST_BEFORE)
    .map(({ area, before, last }) => ({ area, before, lastOn: last, chance: Math.exp((-before * SILENT_DAYS) / BEFORE_DAYS) }))
    .filter(({ chance }) => chance <= MOST_CHANCE).sort((a, b) => a.chance - b.chance);
}
