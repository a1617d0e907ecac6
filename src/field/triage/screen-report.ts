/**
 * What the house does by itself with a report that came in: finds names and masks them, places and dates it as far as that is
 * certain, suggests a kind. A person does the rest. Nothing found is a reason to throw a report away.
 */
import { setImmediate as immediate } from "node:timers/promises";
import { loadGeography, placeStore } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { JobKind } from "../../platform/jobs.ts";
import type { Node } from "../../platform/node.ts";
import { findMany, save, saveMany } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { idsOf, isExercise, RECEIVED_JOB } from "../intake/arrivals.ts";
import { changeContent, changeHeld, contentForHouse, holdContents, type Content, type Held } from "../intake/content.ts";
import { report } from "../intake/report.noun.ts";
import { notesOf, passagesOf, screened, type Screening } from "./passages.ts";
import { readTold } from "./told.ts";
import { whereTold, type Ground } from "./where-told.ts";

/** Together in one transaction: more would keep others from the reports that it holds. */
const TOGETHER = 50;

/** Follows on a reception; done twice it does nothing more. */
export const screenReports: JobKind = {
  name: RECEIVED_JOB, retries: 5, longestSeconds: 3_600,
  async run(node, payload, signal) {
    const caller = node.keeper("triage", isExercise(payload));
    const ids = idsOf(payload);
    // One that fails does not hold up the others: it is tried again with them, and they are done then.
    let fault: unknown;
    for (let from = 0; from < ids.length && !signal.aborted; from += TOGETHER) {
      const some = ids.slice(from, from + TOGETHER);
      // Whatever could not be done with the others is done alone.
      const done = some.length > 1 ? await node.db.as(caller, (tx) => screenTogether(node, tx, some)).catch(() => new Set<string>()) : new Set<string>();
      for (const id of some) {
        if (signal.aborted) return;
        if (!done.has(id)) await node.db.as(caller, (tx) => screenReport(node, tx, id)).catch((error: unknown) => { fault ??= error; });
      }
    }
    if (fault) throw fault;
  },
};

export async function groundOf(node: Node, tx: Transaction): Promise<Ground> {
  return { geography: await loadGeography(tx), store: await placeStore(node, tx), reader: tx.caller };
}

export async function screenReport(node: Node, tx: Transaction, id: string): Promise<void> {
  const [row] = await findMany(tx, report, [id]);
  if (!row || !isNew(row)) return;
  const content = await contentForHouse(node, tx, id);
  if (!content) return;
  const { screenings, coded } = looked(await groundOf(node, tx), row, content);
  await changeContent(node, tx, id, (kept) => withScreenings(kept, screenings));
  await save(tx, report, { id, basedOn: row.version, isStep: true, content: coded });
}

/** The same for several, as far as nobody is at work on them and nothing is amiss. @returns those that are done */
async function screenTogether(node: Node, tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const held = await holdContents(node, tx, ids);
  const rows = new Map((await findMany(tx, report, held.map(({ id }) => id))).map((row) => [row.id, row]));
  const done = new Set([...rows.values()].filter((row) => !isNew(row)).map(({ id }) => id));
  const ground = await groundOf(node, tx);
  const isPlace = gazetteerOf(ground);
  const ready: { one: Held; content: Row["content"] }[] = [];
  for (const one of held) {
    const row = rows.get(one.id);
    if (!row || !isNew(row)) continue;
    // Senders are answered between two reports.
    await immediate();
    const { screenings, coded } = looked(ground, row, one.content, isPlace);
    const parsed = report.schema.safeParse(coded);
    if (parsed.success) ready.push({ one: { ...one, changed: withScreenings(one.content, screenings) }, content: parsed.data as Row["content"] });
  }
  const outcomes = await saveMany(tx, report, ready.map(({ one: { id }, content }) => ({ id, content })), { isStep: true });
  const written = ready.flatMap(({ one }, i) => (outcomes[i] === "refused" ? [] : [one]));
  await changeHeld(tx, written);
  for (const { id } of written) done.add(id);
  return done;
}

const MOST_REMEMBERED = 20_000;

/** The same words come again and again, in one report and in the next. */
function gazetteerOf({ store, reader }: Ground): (words: string) => boolean {
  const asked = new Map<string, boolean>();
  return (words) => {
    if (asked.size > MOST_REMEMBERED) asked.clear();
    return asked.get(words) ?? (asked.set(words, store.isNamed(words, reader)), asked.get(words)!);
  };
}

const isNew = (row: Row) => (row.content as { state: string }).state === "received";
const withScreenings = (kept: Content, screenings: Screening[]): Content => ({ ...kept, triage: { ...notesOf(kept), screenings } });

function looked(ground: Ground, row: Row, content: Content, isPlace = gazetteerOf(ground)) {
  const screenings = screened(passagesOf(content), isPlace);
  return { screenings, coded: { ...row.content, ...suggestions(ground, row, content, screenings, isPlace), state: "screened" } };
}

/** What is written beside the words: only what is coded, and nothing over what the sender's form said. */
function suggestions(ground: Ground, row: Row, content: Content, screenings: readonly Screening[], isPlace: (words: string) => boolean) {
  const coded = row.content as Record<string, unknown>;
  const passages = passagesOf(content);
  const words = passages.map((passage) => passage.words).join("\n");
  const told = readTold(words, String(coded.receivedAt).slice(0, 10));
  const mayShow = (name: string) => screened([{ key: "said.place", words: name }], isPlace).length === 0;
  const numbers = content.said?.numbers?.filter(({ value }) => Number.isInteger(value) && value <= 1_000_000).slice(0, 20).map(({ value, of }) => ({ value, ...(of && /^[a-z-]{1,30}$/.test(of) ? { of } : {}) }));
  return {
    ...(content.said ? whereTold(ground, content.said, mayShow) : {}),
    ...(coded.kind || !told.suggestedKind ? {} : { suggestedKind: told.suggestedKind }),
    ...(coded.occurredOn || !told.occurredOn ? {} : { occurredOn: told.occurredOn, datePrecision: "day" }),
    ...(numbers?.length ? { numbers } : told.numbers ? { numbers: told.numbers } : {}),
    screening: screeningWord(passages.length > 0, screenings, Boolean(coded.kind ?? told.suggestedKind), content),
  };
}

/** Names, and neither a kind, a number nor a place: perhaps a bare denunciation. A person reads it and decides. */
function screeningWord(hasWords: boolean, screenings: readonly Screening[], hasKind: boolean, { said }: Content): string {
  if (!hasWords) return "no-words";
  const kinds = screenings.flatMap(({ findings }) => findings.map(({ kind }) => kind));
  if (kinds.length === 0) return "clear";
  return kinds.includes("person") && !hasKind && !said?.kind && !said?.numbers?.length && !said?.point ? "only-names" : "masked";
}
