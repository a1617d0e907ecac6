// What a long proof is to `npm run prove`: one file NAME.proof.ts each, with its options, its answer as one record, and whether it holds.
import type { ParseArgsOptionsConfig } from "node:util";

export interface Proof {
  usage: string;
  options: ParseArgsOptionsConfig;
  prove(values: Record<string, any>, say: (words: string) => void): Promise<{ result: object; holds: boolean }>;
}
