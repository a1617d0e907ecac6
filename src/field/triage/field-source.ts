/** The source of an event that was made from reports: the field reports of this organisation, one source among others. */
import { createHash } from "node:crypto";
import { source } from "../../evidence/source.noun.ts";
import type { Transaction } from "../../platform/database.ts";
import { find, save } from "../../platform/noun-store.ts";

/** The same id on every node, so that a repeated making is the same making. */
export function fieldSourceOf(organisation: string): string {
  const hex = createHash("sha256").update(`field reports of ${organisation}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Made when the first event needs it. Its reliability cannot be judged as a whole: each report is graded on its own. */
export async function ensureFieldSource(tx: Transaction): Promise<string> {
  const { organisation } = tx.caller;
  const id = fieldSourceOf(organisation);
  if (await find(tx, source, id)) return id;
  await save(tx, source, { id, content: { name: `Signalements de terrain (${organisation})`, kind: "field-report", reliability: "F", independenceGroup: `field-reports-${organisation}` } });
  return id;
}
