import type { Chapter } from "../platform/chapter.ts";
import { intake } from "./intake/part.ts";
import { people } from "./people/part.ts";
import { packs } from "./places-pack-routes.ts";
import { triage } from "./triage/part.ts";
import { ways } from "./ways/part.ts";

const parts: readonly Chapter[] = [intake, ways, triage, people, packs];

export const field: Chapter = {
  name: "field",
  nouns: parts.flatMap(({ nouns }) => nouns),
  routes: parts.flatMap(({ routes }) => routes ?? []),
  commands: parts.flatMap(({ commands }) => commands ?? []),
  jobs: parts.flatMap(({ jobs }) => jobs ?? []),
  importers: parts.flatMap(({ importers }) => importers ?? []),
  async begin(node, log, live, send) {
    const endings: (() => Promise<void>)[] = [];
    for (const part of parts) {
      const end = await part.begin?.(node, log, live, send);
      if (end) endings.push(end);
    }
    return async () => { for (const end of endings.reverse()) await end(); };
  },
};
