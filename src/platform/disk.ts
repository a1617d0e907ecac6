/** Is there room? The database is never driven into the wall: below a reserve, writes are refused before it must panic. */
import { statfsSync } from "node:fs";
import type { Labels, Language } from "./language.ts";
import { problem, type Problem } from "./problem.ts";

/** Room for what is written while a refusal travels: four segments of PostgreSQL's write-ahead log. */
export const RESERVE_BYTES = 64 * 1024 * 1024;

/** Free bytes for ordinary accounts on the disk that holds `folder`. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export const isNearlyFull = (folder: string): boolean => freeBytes(folder) < RESERVE_BYTES;

const UNIT: Labels = { fr: "Mo", en: "MB", ar: "م.ب" };

export const megabytes = (bytes: number, language: Language = "en"): string => `${Math.round(bytes / 1024 / 1024)} ${UNIT[language]}`;

export const diskFull = (folder: string): Problem => problem("disk.full", { reason: `${megabytes(freeBytes(folder))} < ${megabytes(RESERVE_BYTES)}` });
