/** Every verb of the command line, from every chapter. */
import { chapters, importers } from "./chapters.ts";
import type { Command } from "./platform/command.ts";
import { importCommand } from "./platform/import-command.ts";
import { up, work } from "./up.ts";

export const commands: readonly Command[] = [
  up, work,
  importCommand(importers),
  ...chapters.flatMap((chapter) => chapter.commands ?? []),
];

/** `help` is answered by the command line itself. */
export const commandNames = (): string[] => ["help", ...commands.map(({ verb }) => verb)];
