/**
 * A verb of the command line. It prints one JSON document on stdout with --json and nothing else there; words and progress
 * go to stderr; it exits 0 only on success, and says what went wrong in one sentence.
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { Node, NodeOptions } from "./node.ts";
import { problem } from "./problem.ts";

export interface Terminal {
  /** For people, on stderr. */
  say(words: string): void;
  /** One line that is rewritten as work goes on; silent where stderr is not a screen and --json was asked. */
  progress(words: string): void;
  isJson: boolean;
}

export interface Invocation {
  node: Node;
  values: Record<string, any>;
  positionals: string[];
  terminal: Terminal;
  signal: AbortSignal;
}

export interface Command {
  verb: string;
  summary: string;
  usage: string;
  options?: ParseArgsOptionsConfig;
  /** Opens the node before running; false for verbs that must work without one (restore, help). */
  needsNode?: boolean;
  nodeOptions?(values: Record<string, any>): Partial<NodeOptions>;
  /** The document for --json, and the words for people; undefined prints nothing. */
  run(invocation: Invocation): Promise<Printed | void>;
}

export interface Printed {
  json: unknown;
  words: string;
  /** It did what it was asked, and what it found is a fault: exits 1. */
  hasFailed?: boolean;
}

export const SHARED_OPTIONS = {
  data: { type: "string", default: ".faleme" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

export function parseCommand(command: Command, args: string[]) {
  try {
    return parseArgs({ args: negativeNumbersAsWords(args), options: { ...SHARED_OPTIONS, ...command.options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw problem("command.usage", { reason: (error as Error).message.split("\n")[0], usage: `faleme ${command.usage}` });
  }
}

/** parseArgs takes −12.46 for an option; a number is never one of ours. A leading space keeps it a word, and Number() ignores it. */
const negativeNumbersAsWords = (args: string[]) => args.map((arg) => (/^-\d/.test(arg) ? ` ${arg}` : arg));
