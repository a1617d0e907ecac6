/** Events as the map's columns take them: all of them at the start, then those that the journal says have changed. */
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { MapColumns, NOT_KNOWN, type Readers, type Sureness, type What, type Where } from "./map-columns.ts";

const WHAT_THE_MAP_NEEDS = `
  e.id, coalesce(e.withdrawn, true), e.lon, e.lat, e.occurred_from - date '1970-01-01', e.occurred_to - date '1970-01-01', e.fatalities_best, e.source,
  e.marking, e.owner, e.exercise,
  e.kind, array_to_string(e.tactics, ' '), array_to_string(e.targets, ' '), array_to_string(e.commodities, ' '),
  e.reliability, e.credibility, e.place_precision, e.lon is not null,
  e.country, e.area, e.admin1, e.admin2,
  jsonb_path_query_array(e.actors, '$[*].name'), e.cell`;

/** Where each group of the columns above begins: readers, what, sureness, where, actors, cell, and the end. */
const GROUPS = [8, 11, 15, 19, 23, 24, 25] as const;
const END = GROUPS[6];

const ROOM_TO_GROW = 1.05;

export const emptyColumns = (): MapColumns => new MapColumns({ readers: readReaders, source: (id) => id, what: readWhat, sureness: readSureness, where: readWhere, actors: readActors, cell: (words) => words });

/**
 * Brings the columns to the journal's present number, in one snapshot, and returns that number and the one of the last change
 * to an event. `after` undefined: everything.
 */
export async function refresh(client: pg.ClientBase, columns: MapColumns, after: number | undefined): Promise<{ seq: number; changedSeq: number | undefined }> {
  await client.query("begin isolation level repeatable read read only");
  try {
    const { rows: [head] } = await client.query("select seq from journal_head");
    // A thread of its own has pg's own way with large numbers: as words.
    const seq = Number(head.seq);
    if (after === undefined) {
      const { rows: [all] } = await client.query("select count(*) as count from events");
      columns.reserve(Math.ceil(Number(all.count) * ROOM_TO_GROW));
      await copyLines(client, `select ${WHAT_THE_MAP_NEEDS} from events e`, columns);
      return { seq, changedSeq: seq };
    }
    const changes = `from journal where seq > ${after} and seq <= ${seq} and noun = 'event' and act <> 'read'`;
    const { rows: [last] } = await client.query(`select max(seq) as seq ${changes}`);
    // An erased event has no row any more: the outer join says so, and nobody reads it from then on.
    const wanted = WHAT_THE_MAP_NEEDS.replace("e.id,", "changed.id,");
    if (last.seq) await copyLines(client, `select ${wanted} from (select distinct object as id ${changes}) changed left join events e on e.id = changed.id`, columns);
    return { seq, changedSeq: last.seq === null ? undefined : Number(last.seq) };
  } finally {
    await client.query("commit").catch(() => { /* the connection is gone; the error that says so is on its way */ });
  }
}

async function copyLines(client: pg.ClientBase, query: string, columns: MapColumns): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout`)) as AsyncIterable<Buffer>) {
    const held = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = held.lastIndexOf(10) + 1;
    const text = held.toString("utf8", 0, end);
    for (let at = 0; at < text.length;) at = putLine(text, at, columns);
    rest = held.subarray(end);
  }
}

const starts = new Int32Array(END + 1);

/** Puts the line that starts at `at` and returns where the next one does. */
function putLine(text: string, at: number, columns: MapColumns): number {
  const end = text.indexOf("\n", at);
  starts[0] = at;
  for (let column = 1; column < END; column++) starts[column] = text.indexOf("\t", starts[column - 1]!) + 1;
  starts[END] = end + 1;
  const between = (from: number, to: number) => text.slice(starts[from]!, starts[to]! - 1);
  const fatalities = between(6, 7);
  columns.put({
    id: between(0, 1), isGone: between(1, 2) === "t", lon: Number(between(2, 3)), lat: Number(between(3, 4)), day: Number(between(4, 5)), lastDay: Number(between(5, 6)),
    fatalities: fatalities === NULL ? NOT_KNOWN : Number(fatalities), source: between(7, 8),
    readers: between(GROUPS[0], GROUPS[1]), what: between(GROUPS[1], GROUPS[2]), sureness: between(GROUPS[2], GROUPS[3]), where: between(GROUPS[3], GROUPS[4]),
    actors: between(GROUPS[4], GROUPS[5]), cell: between(GROUPS[5], END),
  });
  return end + 1;
}

const NULL = "\\N";
const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The values of a group, as COPY's text format spells them. */
const valuesOf = (words: string): (string | undefined)[] =>
  words.split("\t").map((word) => (word === NULL ? undefined : word.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter)));

const listOf = (words: string | undefined): string[] => (words ? words.split(" ") : []);

function readReaders(words: string): Readers {
  const [rank, owner, exercise] = valuesOf(words);
  return { rank: Number(rank), owner: owner!, isExercise: exercise === "t" };
}

function readWhat(words: string): What {
  const [kind, tactics, targets, commodities] = valuesOf(words);
  return { kind: kind!, tactics: listOf(tactics), targets: listOf(targets), commodities: listOf(commodities) };
}

function readSureness(words: string): Sureness {
  const [reliability, credibility, precision, hasPoint] = valuesOf(words);
  return { reliability: reliability!, credibility: credibility!, precision: precision!, hasPoint: hasPoint === "t" };
}

function readWhere(words: string): Where {
  const [country, area, admin1, admin2] = valuesOf(words);
  return { country: country!, area, admin1, admin2 };
}

function readActors(words: string): string[] {
  const [names] = valuesOf(words);
  return names === undefined ? [] : JSON.parse(names);
}
