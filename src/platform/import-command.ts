/** `faleme import KIND FILE…`: one verb for every importer that a chapter hands to the house. */
import type { ParseArgsOptionsConfig } from "node:util";
import type { Command, Printed } from "./command.ts";
import { runImport, type Importer, type ImportResult } from "./import.ts";
import { MARKINGS, type Marking } from "./marking.ts";
import { problem } from "./problem.ts";

const OPTIONS = {
  "dry-run": { type: "boolean", default: false },
  marking: { type: "string" },
  exercise: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

export function importCommand(importers: readonly Importer[]): Command {
  const kinds = importers.map(({ kind }) => kind).join("|");
  const usage = `import ${kinds} FILE… [--dry-run] [--marking ${MARKINGS.join("|")}] [--exercise]`;
  const bySummary = Map.groupBy(importers, ({ summary, options }) => `${summary}${options ? ` (${Object.keys(options).map((name) => `--${name}`).join(", ")})` : ""}`);
  const details = [...bySummary].map(([words, alike]) => `${alike.map(({ kind }) => kind).join(", ")}: ${words}`);
  return {
    verb: "import",
    summary: `bring data in from files, .gz and .zip as they are; ${details.join("; ")}`,
    usage,
    options: Object.assign({}, OPTIONS, ...importers.map(({ options }) => options ?? {})),
    async run({ node, values, positionals, terminal, signal }) {
      const [kind, ...files] = positionals;
      const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${usage}` });
      const importer = importers.find((candidate) => candidate.kind === kind);
      if (!importer) throw wrong(kind ? `no kind of import is called ${kind}` : "which kind of import?");
      if (files.length === 0) throw wrong("which file?");
      // A flag that was not given is false, where its importer says so.
      const foreign = Object.keys(values).filter((name) => values[name] !== false).find((name) => importers.some(({ options }) => options && name in options) && !(name in (importer.options ?? {})));
      if (foreign) throw wrong(`--${foreign} means nothing to ${kind}`);
      const marking = values.marking as Marking | undefined;
      if (marking && !MARKINGS.includes(marking)) throw wrong(`no marking is called ${marking}`);
      const result = await runImport(importer, {
        node, caller: node.keeper("command-line", values.exercise === true), files, isDryRun: values["dry-run"] === true, marking, values, signal,
        progress: terminal.progress,
      });
      return printed(result);
    },
  };
}

function printed(result: ImportResult): Printed {
  const { read, inserted, updated, unchanged, rejected, rejectsFile, seconds, dryRun, notes } = result;
  const lines = [
    `${dryRun ? "Dry run, nothing was written. " : ""}Read ${read}: ${inserted} new, ${updated} changed, ${unchanged} unchanged, ${rejected} refused, in ${seconds} s.`,
    ...(rejectsFile ? [`What was refused, and why: ${rejectsFile}`] : []),
    ...Object.entries(notes ?? {}).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`),
  ];
  return { json: result, words: lines.join("\n") };
}
