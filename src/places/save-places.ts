/**
 * Writes a batch of places that a file describes, so that the same file again changes nothing, and old news undoes nothing:
 * where an earlier version of a record already said what the file says, whatever came after it (a person's correction, a
 * newer file) stands.
 */
import { canonical } from "../platform/canonical.ts";
import type { Transaction } from "../platform/database.ts";
import type { Marking } from "../platform/marking.ts";
import type { AnyNoun, Row } from "../platform/noun.ts";
import { prepare, sameSubstance, writeVersions, type Outcome } from "../platform/noun-store.ts";
import { currentRows, earlierContents, takenAmong } from "./queries.ts";

export interface Draft { id: string; content: Record<string, unknown> }

export interface Refusal { id: string; field: string; reason: string }

export interface Saved { outcomes: Map<string, Outcome>; refusals: Refusal[] }

export interface SaveOptions {
  marking?: Marking;
  /** What the house computes rather than the file says: a new value is written, whoever wrote the rest. */
  computed?: readonly string[];
  isDryRun?: boolean;
  /** The source is known to be the newest there is, even where it returns to what an earlier version said. */
  isNewest?: boolean;
  /** May this file replace the current version? Default: yes. */
  mayReplace?(current: Row, content: Record<string, unknown>): boolean;
}

/** Ids must be unique within the batch. */
export async function savePlaces(tx: Transaction, noun: AnyNoun, drafts: readonly Draft[], { marking, computed = [], isDryRun = false, isNewest = false, mayReplace = () => true }: SaveOptions = {}): Promise<Saved> {
  const outcomes = new Map<string, Outcome>();
  const refusals: Refusal[] = [];
  const valid = new Map<string, Row["content"]>();
  for (const { id, content } of drafts) {
    const parsed = noun.schema.safeParse(content);
    if (parsed.success) valid.set(id, parsed.data as Row["content"]);
    else refusals.push({ id, field: parsed.error.issues[0]!.path.join(".") || "(all)", reason: parsed.error.issues.map(({ message }) => message).join("; ") });
  }
  const current = await currentRows(tx, noun, [...valid.keys()]);
  const taken = await takenAmong(tx, [...valid.keys()].filter((id) => !current.has(id)));
  const next: Row[] = [];
  for (const [id, content] of valid) {
    const held = current.get(id);
    if (taken.has(id)) { refusals.push({ id, field: "id", reason: "the id is taken by a record that you may not read" }); continue; }
    const row = rowOf(tx, noun, id, content, held, marking);
    if (!held) { next.push(row); outcomes.set(id, "inserted"); }
    else if (sameSubstance(held, row) || !mayReplace(held, content)) outcomes.set(id, "unchanged");
    else next.push(row);
  }
  const said = (content: object) => canonical(Object.fromEntries(Object.entries(content).filter(([name]) => !computed.includes(name))));
  const doubtful = isNewest ? [] : next.filter(({ id }) => current.has(id) && said(current.get(id)!.content) !== said(valid.get(id)!));
  const earlier = await earlierContents(tx, noun, doubtful.map(({ id }) => id));
  const writes = next.filter((row) => {
    if (!current.has(row.id)) return true;
    const isOldNews = (earlier.get(row.id) ?? []).some((content) => said(content) === said(row.content));
    outcomes.set(row.id, isOldNews ? "unchanged" : "updated");
    return !isOldNews;
  });
  if (!isDryRun) await writeVersions(tx, noun, writes.map((row) => prepare(noun, row)));
  return { outcomes, refusals };
}

function rowOf(tx: Transaction, noun: AnyNoun, id: string, content: Row["content"], held: Row | undefined, marking: Marking | undefined): Row {
  return {
    id, type: noun.name, version: (held?.version ?? 0) + 1, author: tx.caller.id, time: tx.now.toISOString(), marking: held?.marking ?? marking ?? noun.marking,
    owner: held?.owner ?? tx.caller.organisation, status: tx.caller.exercise ? "exercise" : "actual", withdrawn: held?.withdrawn ?? false, content,
  };
}
