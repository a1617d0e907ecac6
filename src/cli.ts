/** The command line: `faleme VERB …`. Every verb works on the data directory, with or without a server running on it. */
import { parseCommand, type Terminal } from "./platform/command.ts";
import { terminalLanguage } from "./platform/language.ts";
import { openNode } from "./platform/node.ts";
import { Problem, problem } from "./platform/problem.ts";
import { commands } from "./verbs.ts";

async function main(args: string[]): Promise<number> {
  const [verb = "help", ...rest] = args;
  const isJson = args.includes("--json");
  const terminal: Terminal = {
    isJson,
    say: (words) => { process.stderr.write(`${words}\n`); },
    progress: (words) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${words}`); },
  };
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  try {
    if (verb === "help" || verb === "--help") { process.stdout.write(help()); return 0; }
    const command = commands.find((candidate) => candidate.verb === verb);
    if (!command) throw problem("command.unknown", { verb });
    if (rest.includes("--help")) { process.stdout.write(`faleme ${command.usage}\n\n${command.summary}\n`); return 0; }
    const { values, positionals } = parseCommand(command, rest);
    const node = command.needsNode === false ? undefined! : await openNode({ dir: values.data as string, say: terminal.say, ...command.nodeOptions?.(values) });
    try {
      const printed = await command.run({ node, values, positionals, terminal, signal: stop.signal });
      if (printed) process.stdout.write(isJson ? `${JSON.stringify(printed.json)}\n` : `${printed.words}\n`);
      return printed?.hasFailed ? 1 : 0;
    } finally {
      await node?.close();
    }
  } catch (error) {
    const found = error instanceof Problem ? error : undefined;
    process.stderr.write(`${found ? found.in(terminalLanguage()) : `Fault: ${(error as Error).message}`}\n`);
    if (!found && process.env.FALEME_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
    if (isJson && found) process.stdout.write(`${JSON.stringify({ problem: found.toJSON() })}\n`);
    return found && found.status < 500 ? 2 : 1;
  }
}

function help(): string {
  const lines = commands.map(({ usage, summary }) => `  faleme ${usage}\n      ${summary}\n`);
  return `Falémé — early warning and cross-border response\n\n${lines.join("")}\nEvery verb takes --data DIR (default .faleme) and --json.\n`;
}

const code = await main(process.argv.slice(2));
// Everything is closed and committed by now; a timer or a thread that somebody left must not keep the command waiting.
process.stdout.write("", () => process.exit(code));
