/**
 * What do readers have already of the people in this file? Every version of every estimate of the same wave counts: what was
 * shown once can be kept and compared. So does a wave of the same instrument that began on the same day and ended on another,
 * where they share an area: a survey brought in week by week, each time with all that came before.
 */
import { sql } from "kysely";
import type { Geography } from "../../places/index.ts";
import type { Caller } from "../../platform/caller.ts";
import type { Node } from "../../platform/node.ts";
import type { PublishedGroup } from "./groups.ts";

interface Told { question: string; areas: string[]; sex: string; ageBand: string | null; respondents: number; wave: string }

/** All of it, also what this caller may not read: others may. It is compared with, and none of it is told. */
export async function publishedBefore(node: Node, caller: Caller, { instrument, wave, from, to }: { instrument: string; wave: string; from: string; to: string }): Promise<Told[]> {
  return node.db.as(node.keeper("survey-import", caller.exercise), async (tx) => {
    const { rows } = await sql<Told>`
      select distinct q.key as question, w.name as wave, told.*
      from estimates e join waves w on w.id = e.wave join questions q on q.id = e.question join readable_versions v on v.id = e.id,
        lateral (select v.document::jsonb -> 'content' as content) one,
        lateral (select array(select jsonb_array_elements_text(content -> 'areas')) as areas, content ->> 'sex' as sex, content ->> 'ageBand' as "ageBand", (content ->> 'respondents')::integer as respondents) told
      where content ->> 'state' = 'value' and content ->> 'method' = 'direct' and told.respondents is not null
        and (e.wave = ${wave} or (w.instrument = ${instrument} and w.field_from = ${from} and w.field_to <> ${to}))`.execute(tx.sql);
    return rows;
  });
}

/** The groups as this file can tell them; those of areas that are not in it are no concern of its people. */
export function asHere(told: readonly Told[], areasHere: ReadonlySet<string>, { ancestors }: Geography): PublishedGroup[] {
  const above = (pcode: string) => ancestors(pcode).map((area) => area.pcode);
  const partOf = new Map([...areasHere].map((here) => [here, new Set([here, ...above(here)])]));
  return told.flatMap(({ areas, ageBand, ...one }): PublishedGroup[] => {
    const within = [...areasHere].filter((here) => areas.some((pcode) => partOf.get(here)!.has(pcode)));
    const isCoarser = areas.some((pcode) => above(pcode).some((area) => areasHere.has(area)));
    return within.length === 0 && !isCoarser ? [] : [{ ...one, ...(ageBand === null ? {} : { ageBand }), areas: isCoarser ? undefined : within }];
  });
}
