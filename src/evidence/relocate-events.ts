/**
 * After outlines have changed: every event with a position gets the areas that hold it now, as a new version. What the outlines
 * no longer say (a point just outside) keeps the areas it had; nothing else of an event is touched.
 */
import { sql } from "kysely";
import { areasDigest, loadGeography } from "../places/index.ts";
import type { Command } from "../platform/command.ts";
import type { JobKind } from "../platform/jobs.ts";
import { stopIfAsked } from "../platform/import.ts";
import type { Node } from "../platform/node.ts";
import { findMany, prepare, writeVersions } from "../platform/noun-store.ts";
import type { Row } from "../platform/noun.ts";
import { event } from "./event.noun.ts";
import { locatorOf, type Locate } from "./import/locate.ts";
import type { DraftContent } from "./import/draft.ts";

const BATCH = 2_000;
const SETTING = "events.located";

/** Returns how many got other areas; undefined where no area has changed since the last time. */
export async function relocateEvents(node: Node, isExercise: boolean, signal: AbortSignal, progress: (words: string) => void = () => {}): Promise<number | undefined> {
  const caller = node.keeper("relocation", isExercise);
  const name = `${SETTING}.${isExercise ? "exercise" : "actual"}`;
  const { digest, locate } = await node.db.as(caller, async (tx) => {
    const found = await areasDigest(tx);
    const { rows: [held] } = await sql<{ value: string }>`select value from settings where name = ${name}`.execute(tx.sql);
    return { digest: found, locate: held?.value === found ? undefined : locatorOf(await loadGeography(tx)) };
  });
  if (!locate) return undefined;
  let moved = 0;
  let seen = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    stopIfAsked(signal);
    const batch = await node.db.as(caller, async (tx) => {
      const { rows: ids } = await sql<{ id: string }>`select id from events where lon is not null and not withdrawn and id > ${after} order by id limit ${BATCH}`.execute(tx.sql);
      const changed = (await findMany(tx, event, ids.map(({ id }) => id))).flatMap((row) => relocated(row, locate) ?? []);
      await writeVersions(tx, event, changed.map((row) => prepare(event, { ...row, version: row.version + 1, author: caller.id, time: tx.now.toISOString() })));
      return { last: ids.at(-1)?.id, read: ids.length, changed: changed.length };
    });
    moved += batch.changed;
    seen += batch.read;
    progress(`${seen} events looked at, ${moved} with other areas`);
    if (batch.read < BATCH) break;
    after = batch.last!;
  }
  await node.db.as(caller, (tx) => sql`insert into settings (name, value) values (${name}, to_jsonb(${digest}::text)) on conflict (name) do update set value = excluded.value`.execute(tx.sql));
  return moved;
}

const PLACED = ["area", "admin1", "admin2"] as const;
const OURS = /^(country: .*(as drawn|as the source says|outline and row allow)|admin1: as the source states)/;

/** The event with today's areas; undefined where they are the same. */
function relocated(row: Row, locate: Locate): Row | undefined {
  const content = row.content as unknown as DraftContent;
  const place = locate(content, content.sourceCodes?.adm_1 ?? content.sourceCodes?.admin1 ?? "");
  // Outside by today's outline: it was taken once, so it stays where it was put.
  if ("field" in place || !place.admin1 || PLACED.every((field) => place[field] === content[field])) return undefined;
  const { area: _, admin1: __, admin2: ___, inferred = [], ...rest } = content;
  const { flags, ...areas } = place;
  const kept = [...inferred.filter((words) => !OURS.test(words)), ...flags];
  return { ...row, content: { ...rest, ...areas, ...(kept.length > 0 ? { inferred: kept } : {}) } as unknown as Row["content"] };
}

/** By the clock, because the areas' chapter knows nothing of events. */
export const relocationJob: JobKind = {
  name: "relocate-events", every: "*/10 * * * *", longestSeconds: 6 * 3_600,
  async run(node, _, signal) {
    for (const isExercise of [false, true]) await relocateEvents(node, isExercise, signal);
  },
};

export const relocateCommand: Command = {
  verb: "relocate",
  summary: "give every event the areas that hold it now, after better outlines were imported; the server does it by itself within ten minutes",
  usage: "relocate [--exercise]",
  options: { exercise: { type: "boolean", default: false } },
  async run({ node, values, terminal, signal }) {
    const moved = await relocateEvents(node, values.exercise === true, signal, terminal.progress);
    return { json: { relocated: moved ?? 0, areasChanged: moved !== undefined }, words: moved === undefined ? "No area has changed since the last time." : `${moved} events have other areas now.` };
  },
};
