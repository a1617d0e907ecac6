/** The house's chapters, foundation first: what the server, the command line and the jobs build on. */
import { briefs } from "./briefs/chapter.ts";
import { evidence } from "./evidence/chapter.ts";
import { exchange } from "./exchange/chapter.ts";
import { factors } from "./factors/chapter.ts";
import { field } from "./field/chapter.ts";
import { places } from "./places/chapter.ts";
import { house } from "./platform/house.ts";
import type { Importer } from "./platform/import.ts";
import { nounImporter } from "./platform/noun-import.ts";
import type { Chapter } from "./platform/chapter.ts";
import type { AnyNoun } from "./platform/noun.ts";

export const chapters: readonly Chapter[] = [house, places, evidence, field, factors, exchange, briefs];

export const nouns: readonly AnyNoun[] = chapters.flatMap((chapter) => chapter.nouns);

/** Chapters' own importers first: a noun that has one of its own under its path keeps that one. */
export const importers: readonly Importer[] = withoutRepeats([...chapters.flatMap((chapter) => chapter.importers ?? []), ...nouns.map((noun) => nounImporter(noun))]);

function withoutRepeats(all: readonly Importer[]): Importer[] {
  return [...new Map([...all].reverse().map((importer) => [importer.kind, importer])).values()].reverse();
}

export function nounCalled(name: string): AnyNoun {
  const found = nouns.find((noun) => noun.name === name || noun.path === name);
  if (!found) throw new RangeError(`no noun is called ${name}`);
  return found;
}
