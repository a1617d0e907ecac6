/**
 * What an administrator said about a feed: where it is, what of it is wanted, and its secret, which lies in the data directory
 * and never in the database. Without this nothing is asked of anybody.
 */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import { isCode } from "../../platform/codes.ts";
import { keepSecret, privateFolder, secretIn } from "../../platform/data-directory.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";

export const FEEDS = ["ucdp", "acled"] as const;
export type FeedName = (typeof FEEDS)[number];

/** As each documents its own. */
export const USUAL_URL: Readonly<Record<FeedName, string>> = { ucdp: "https://ucdpapi.pcr.uu.se/api", acled: "https://acleddata.com" };

export const FeedSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  countries: z.array(z.string().refine((code) => isCode("country", code), { error: "not a country of the code list" })).min(1),
  /** UCDP: which release, "24.1". */
  release: z.string().regex(/^\d{1,2}(\.\d{1,2}){1,2}$/).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Requests that the other side allows a day. */
  requestsPerDay: z.int().min(1).max(1_000_000).default(5_000),
});
export type FeedSettings = z.output<typeof FeedSettings>;

const settingName = (feed: FeedName) => `feed.${feed}`;
const secretName = (feed: FeedName) => `feed-${feed}`;

export async function feedSettings(tx: Transaction, feed: FeedName): Promise<FeedSettings> {
  const { rows: [row] } = await sql<{ value: unknown }>`select value from settings where name = ${settingName(feed)}`.execute(tx.sql);
  if (!row) throw problem("feed.notConfigured", { feed });
  return FeedSettings.parse(row.value);
}

export async function keepFeedSettings(tx: Transaction, feed: FeedName, settings: FeedSettings): Promise<void> {
  await sql`insert into settings (name, value) values (${settingName(feed)}, ${JSON.stringify(settings)}::jsonb) on conflict (name) do update set value = excluded.value`.execute(tx.sql);
  tx.journal({ act: "configure-feed" });
}

export async function forgetFeed(node: Node, feed: FeedName): Promise<void> {
  await node.owner(async (client) => { await client.query("delete from settings where name = any($1)", [[settingName(feed), `${settingName(feed)}.used`]]); });
  rmSync(path.join(privateFolder(node.dir, "secrets"), secretName(feed)), { force: true });
}

/** UCDP: the token. ACLED: the account's name, and its password on a line of its own. */
export function keepFeedSecret(node: Node, feed: FeedName, words: string): void {
  rmSync(path.join(privateFolder(node.dir, "secrets"), secretName(feed)), { force: true });
  keepSecret(node.dir, secretName(feed), words);
}

export function feedSecret(node: Node, feed: FeedName): string {
  if (!existsSync(path.join(privateFolder(node.dir, "secrets"), secretName(feed)))) throw problem("feed.notConfigured", { feed });
  return secretIn(node.dir, secretName(feed));
}

/** Counts one request of today, before it is made, so that a cut or a crash cannot lose count. */
export async function spendRequest(tx: Transaction, feed: FeedName, perDay: number): Promise<void> {
  const today = tx.now.toISOString().slice(0, 10);
  const { rows: [row] } = await sql<{ used: number }>`
    insert into settings (name, value) values (${`${settingName(feed)}.used`}, jsonb_build_object('day', ${today}::text, 'used', 1))
    on conflict (name) do update set value = case when settings.value->>'day' = ${today} then jsonb_set(settings.value, '{used}', to_jsonb((settings.value->>'used')::int + 1)) else excluded.value end
    returning (value->>'used')::int as used`.execute(tx.sql);
  // Rolled back with its transaction, so that a refused request is not counted.
  if (row!.used > perDay) throw problem("feed.quota", { feed, quota: perDay });
}
