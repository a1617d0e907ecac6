/** What belongs to no chapter: code lists, the journal, the catalogue of nouns, health. */
import { z } from "zod";
import type { Chapter } from "./chapter.ts";
import { code } from "./code.noun.ts";
import { codeLists } from "./codes.ts";
import type { Command } from "./command.ts";
import { doorCommands, doorRoutes } from "./doors.ts";
import { embedCommand, embedSettingRoutes } from "./embed.ts";
import { adminCommand } from "./first-administrator.ts";
import { route } from "./http.ts";
import { keepingCommands } from "./keeping-commands.ts";
import { listJournal, verifyJournal } from "./journal.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { userRoutes } from "./user-routes.ts";
import { view } from "./view.noun.ts";
import { welcomeRoutes } from "./welcome-routes.ts";

const verify: Command = {
  verb: "verify",
  summary: "check the journal's hash chain and every version against it",
  usage: "verify [--data DIR]",
  async run({ node }) {
    const checked = await node.owner(verifyJournal);
    return { json: { verified: true, ...checked }, words: `The journal verifies: ${checked.entries} entries, ${checked.versions} versions.` };
  },
};

export const house: Chapter = {
  name: "house",
  nouns: [code, view],
  commands: [verify, ...keepingCommands, adminCommand, embedCommand, ...doorCommands],
  routes: [
    ...doorRoutes, ...embedSettingRoutes, ...signInRoutes, ...welcomeRoutes, ...userRoutes,
    route({
      method: "GET", path: "/api/code-lists", tag: "house", may: "signed-in", summary: "Every code list with its words in three languages",
      handle: () => [...codeLists().values()].map(({ list, labels, codes }) => ({ list, labels, codes: [...codes.values()].map(({ from: _from, ...rest }) => rest) })),
    }),
    route({
      method: "GET", path: "/api/journal", tag: "house", may: "journal.read", summary: "Journal entries that you may see, newest first",
      query: z.object({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(500).default(100), object: z.uuid().optional() }),
      handle: ({ tx, query }) => listJournal(tx, query),
    }),
  ],
};
