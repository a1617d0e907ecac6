/** What a chapter hands to the house: its nouns, its routes, its verbs, and what it does when the server starts. */
import type { Command } from "./command.ts";
import type { AnyRoute, Send } from "./http.ts";
import type { Importer } from "./import.ts";
import type { JobKind } from "./jobs.ts";
import type { Live } from "./live.ts";
import type { Log } from "./log.ts";
import type { Node } from "./node.ts";
import type { AnyNoun } from "./noun.ts";

export interface Chapter {
  name: string;
  nouns: readonly AnyNoun[];
  routes?: readonly AnyRoute[];
  commands?: readonly Command[];
  jobs?: readonly JobKind[];
  /** What `faleme import KIND` and the import page can read. */
  importers?: readonly Importer[];
  /** Runs after the database is ready and before the first request; returns what to do on stopping. */
  /** @param send starts a job; before the server has started its jobs it says so (`server.noJobs`) */
  begin?(node: Node, log: Log, live: Live, send: Send): Promise<(() => Promise<void>) | void>;
}
