/**
 * What is in a backup: a zstd-compressed tar archive. First `about.json`; then each table as `tables/NAME/000001.copy`, …
 * in PostgreSQL's COPY text format, cut between rows; secrets only where they were asked for; last `manifest.json`, with
 * counts and hashes of everything before it.
 */
import { z } from "zod";

export const FORMAT = 1;

/** Tables whose rows stay out of every backup: a copy that is lost must open no session and no report. */
export const NEVER_BACKED_UP: readonly string[] = [
  "sessions", "verifications", "one_time_links", // keys to somebody's session
  "sign_in_attempts", // of no use elsewhere
  "report_contacts", // who sent a report is nobody's to find in a copy; the keys of reports are in no table at all
  "migrations", // written anew as they are applied
];

/** Secrets that stay even where secrets are asked for: the database's own password, and whatever opens reports. */
export const staysHere = (secret: string): boolean => secret === "database-password" || secret.startsWith("report");

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const About = z.object({
  format: z.literal(FORMAT),
  product: z.literal("faleme"),
  version: z.string(),
  country: z.string(),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string().regex(/^[\w.-]+\.sql$/), sha256: Sha256 })).min(1),
});
export type About = z.output<typeof About>;

export const Manifest = About.extend({
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.int(), bytes: z.int(), sha256: Sha256 })),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  secrets: z.array(z.object({ name: z.string().regex(/^[\w-]+$/), sha256: Sha256 })),
});
export type Manifest = z.output<typeof Manifest>;
