/** How long each thing that people send is kept, in days: for the page that shows it, and for whoever must answer for it. */
import type { Transaction } from "../../platform/database.ts";
import { KEPT_DAYS as SEALED_DAYS } from "../people/sealed-store.ts";
import { KEPT_DAYS as MEDIA_DAYS } from "../ways/media.ts";
import { CONTACT_DAYS } from "./contact.ts";
import { retention } from "./retention.ts";

export interface Period { what: "number" | "closed-report" | "any-report" | "media" | "sealed"; days: number }

export async function retentionPeriods(tx: Transaction): Promise<Period[]> {
  const { closedDays, longestDays } = await retention(tx);
  return [{ what: "number", days: CONTACT_DAYS }, { what: "media", days: MEDIA_DAYS }, { what: "closed-report", days: closedDays }, { what: "any-report", days: longestDays }, { what: "sealed", days: SEALED_DAYS }];
}
