/** A feed from end to end: fetch what is missing, import it as a file of the same source would be, forget the pages. */
import { rmSync } from "node:fs";
import type { Caller } from "../../platform/caller.ts";
import { runImport, type ImportResult } from "../../platform/import.ts";
import type { Node } from "../../platform/node.ts";
import { eventImporters } from "../import/importers.ts";
import { fetchPages, folderFor } from "./feed-pages.ts";
import { feedSecret, feedSettings, spendRequest, type FeedName } from "./feed-settings.ts";

export interface FeedOrder {
  node: Node;
  caller: Caller;
  isDryRun: boolean;
  signal: AbortSignal;
  progress(words: string): void;
  /** Wait after the first failed request. */
  pauseMs?: number;
  attempts?: number;
}

export async function fetchFeed(feed: FeedName, { node, caller, isDryRun, signal, progress, pauseMs, attempts }: FeedOrder): Promise<ImportResult & { pages: number }> {
  const settings = await node.db.as(caller, (tx) => feedSettings(tx, feed));
  const spend = () => node.db.as(caller, (tx) => spendRequest(tx, feed, settings.requestsPerDay));
  const files = await fetchPages(feed, { node, settings, secret: feedSecret(node, feed), progress, politeness: { spend, signal, ...(pauseMs ? { pauseMs } : {}), ...(attempts ? { attempts } : {}) } });
  const { countries, from, to, release } = settings;
  const result = await runImport(eventImporters.find(({ kind }) => kind === feed)!, {
    node, caller, files, isDryRun, signal, progress,
    values: { countries: countries.join(","), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(release && feed === "ucdp" ? { release } : {}) },
  });
  if (!isDryRun) rmSync(folderFor(node, feed, settings).at, { recursive: true, force: true });
  return { ...result, pages: files.length };
}
