/**
 * Writes a batch of places that a file describes, so that the same file again changes nothing, and old news undoes nothing:
 * where an earlier version of a record already said what the file says, whatever came after it (a person's correction, a
 * newer file) stands.
 */
import { canonical } from "../platform/canonical.ts";
import type { Transaction } from "../platform/database.ts";
import type { Marking } from "../platform/marking.ts";
import type { AnyNoun, Row } from "../platform/noun.ts";
import { findMany, saveMany, type Checked, type Outcome } from "../platform/noun-store.ts";
import { earlierContents } from "./queries.ts";

export interface Draft { id: string; content: Record<string, unknown> }

export interface Refusal { id: string; field: string; reason: string }

export interface Saved { outcomes: Map<string, Outcome>; refusals: Refusal[] }

export interface SaveOptions {
  /** Of new records; one that is known keeps its own. */
  marking?: Marking;
  /** What the house computes rather than the file says: a new value is written, whoever wrote the rest. */
  computed?: readonly string[];
  isDryRun?: boolean;
  /** The source is known to be the newest there is, even where it returns to what an earlier version said. */
  isNewest?: boolean;
  /** May this file replace the current version? Default: yes. */
  mayReplace?(current: Row): boolean;
}

/** Ids must be unique within the batch. */
export async function savePlaces(tx: Transaction, noun: AnyNoun, drafts: readonly Draft[], options: SaveOptions = {}): Promise<Saved> {
  const { marking, computed = [], isDryRun = false, isNewest = false, mayReplace = () => true } = options;
  const outcomes = new Map<string, Outcome>();
  const refusals: Refusal[] = [];
  const checked: Checked[] = [];
  for (const { id, content } of drafts) {
    const parsed = noun.schema.safeParse(content);
    if (parsed.success) checked.push({ id, content: parsed.data as Row["content"] });
    else refusals.push({ id, field: parsed.error.issues[0]!.path.join(".") || "(all)", reason: parsed.error.issues.map(({ message }) => message).join("; ") });
  }
  const current = new Map((await findMany(tx, noun, checked.map(({ id }) => id))).map((row) => [row.id, row]));
  const said = (content: object) => canonical(Object.fromEntries(Object.entries(content).filter(([name]) => !computed.includes(name))));
  const doubtful = isNewest ? [] : checked.filter(({ id, content }) => current.has(id) && said(current.get(id)!.content) !== said(content));
  const earlier = await earlierContents(tx, noun, doubtful.map(({ id }) => id));
  const stands = ({ id, content }: Checked) => {
    const held = current.get(id);
    return held !== undefined && (!mayReplace(held) || (earlier.get(id) ?? []).some((version) => said(version) === said(content)));
  };
  for (const { id } of checked.filter(stands)) outcomes.set(id, "unchanged");
  const writes = checked.filter((one) => !stands(one)).map((one) => (marking && !current.has(one.id) ? { ...one, marking } : one));
  const answers = await saveMany(tx, noun, writes, { isDryRun });
  for (const [i, { id }] of writes.entries()) {
    const answer = answers[i]!;
    if (answer === "refused") refusals.push({ id, field: "id", reason: "the id belongs to a record that you may not read or write" });
    else outcomes.set(id, answer);
  }
  return { outcomes, refusals };
}
