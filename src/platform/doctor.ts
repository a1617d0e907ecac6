/** Is this node well kept? One finding a check, each with what to do about it, for an administrator alone with a box. */
import { boxChecks } from "./doctor-box.ts";
import { databaseChecks } from "./doctor-database.ts";
import { finding, type Check, type Examination, type Finding } from "./doctor-finding.ts";
import type { Labels } from "./language.ts";
import { Problem } from "./problem.ts";

export type Found = Finding & { check: string; labels: Labels };

export const CHECKS: readonly Check[] = [...boxChecks, ...databaseChecks];

export async function examine(examination: Examination, checks: readonly Check[] = CHECKS): Promise<Found[]> {
  const findings: Found[] = [];
  for (const { name, labels, examine: look } of checks) {
    findings.push({ check: name, labels, ...(await Promise.resolve().then(() => look(examination)).catch(asFinding)) });
  }
  return findings;
}

/** A check that cannot even be made is a finding too. */
function asFinding(error: Error): Finding {
  if (error instanceof Problem) return finding("fault", [error.in("fr"), error.in("en"), error.in("ar")], { problem: error.code });
  return finding("fault", [`Impossible à vérifier : ${error.message}`, `Cannot be checked: ${error.message}`, `تعذر التحقق: ${error.message}`]);
}
