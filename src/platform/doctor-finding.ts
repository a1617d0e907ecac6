/** What a check of the doctor's is, and what it finds. */
import { labels, type Labels, type LabelTuple } from "./language.ts";
import type { Node } from "./node.ts";

export type Level = "ok" | "warn" | "fault";

export interface Finding {
  level: Level;
  words: Labels;
  /** Numbers behind the words, for a program that watches. */
  facts?: Record<string, unknown>;
}

export interface Examination {
  node: Node;
  now: Date;
  /** The whole journal and every version, not only the last entries. */
  isFull: boolean;
}

export interface Check {
  name: string;
  labels: Labels;
  examine(examination: Examination): Promise<Finding> | Finding;
}

export const finding = (level: Level, words: LabelTuple, facts: Record<string, unknown> = {}): Finding => ({ level, words: labels(words), facts });
