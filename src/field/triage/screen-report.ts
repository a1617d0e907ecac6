/**
 * What the house does by itself with a report that came in: finds names and masks them, places and dates it as far as that is
 * certain, suggests a kind. A person does the rest. Nothing found is a reason to throw a report away.
 */
import { loadGeography, placeStore } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import type { JobKind } from "../../platform/jobs.ts";
import type { Node } from "../../platform/node.ts";
import { findMany, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { idsOf, isExercise, RECEIVED_JOB } from "../intake/arrivals.ts";
import { changeContent, contentForHouse, type Content } from "../intake/content.ts";
import { report } from "../intake/report.noun.ts";
import { notesOf, passagesOf, screened, type Screening } from "./passages.ts";
import { readTold } from "./told.ts";
import { whereTold, type Ground } from "./where-told.ts";

/** Follows on a reception; done twice it does nothing more. */
export const screenReports: JobKind = {
  name: RECEIVED_JOB, retries: 5, longestSeconds: 3_600,
  async run(node, payload, signal) {
    const caller = node.keeper("triage", isExercise(payload));
    // One that fails does not hold up the others: it is tried again with them, and they are done then.
    let fault: unknown;
    for (const id of idsOf(payload)) {
      if (signal.aborted) return;
      await node.db.as(caller, (tx) => screenReport(node, tx, id)).catch((error: unknown) => { fault ??= error; });
    }
    if (fault) throw fault;
  },
};

export async function groundOf(node: Node, tx: Transaction): Promise<Ground> {
  return { geography: await loadGeography(tx), store: await placeStore(node, tx), reader: tx.caller };
}

export async function screenReport(node: Node, tx: Transaction, id: string): Promise<void> {
  const [row] = await findMany(tx, report, [id]);
  if (!row || (row.content as { state: string }).state !== "received") return;
  const content = await contentForHouse(node, tx, id);
  if (!content) return;
  const ground = await groundOf(node, tx);
  const isPlace = (words: string) => ground.store.isNamed(words, tx.caller);
  const screenings = screened(passagesOf(content), isPlace);
  await changeContent(node, tx, id, (kept) => ({ ...kept, triage: { ...notesOf(kept), screenings } }));
  await save(tx, report, { id, basedOn: row.version, isStep: true, content: { ...row.content, ...suggestions(ground, row, content, screenings, isPlace), state: "screened" } });
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
