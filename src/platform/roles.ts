/**
 * Who may do what? Roles are data: a role is the list of its permissions, and a route, a button and a command
 * ask the same table. What a person may *read* of marked rows is their clearance, a separate thing (`marking.ts`).
 */
import { labels, type Labels } from "./language.ts";

export const PERMISSIONS = [
  "places.read", "places.edit", "evidence.read", "evidence.edit", "evidence.grade", "evidence.import",
  "field.read", "field.triage", "field.enter", "field.settle", "sentinels.manage",
  "factors.read", "factors.edit", "factors.import",
  "exchange.read", "exchange.write", "exchange.approve", "exchange.settle",
  "briefs.read", "briefs.write", "briefs.release",
  "codes.read", "codes.edit", "views.read", "views.edit", "journal.read", "users.manage", "doors.manage",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const reading = ["places.read", "evidence.read", "factors.read", "exchange.read", "briefs.read", "codes.read", "views.read"] as const satisfies readonly Permission[];

export const ROLES = {
  reader: { labels: labels(["lecteur", "reader", "قارئ"]), may: [...reading] },
  analyst: {
    labels: labels(["analyste", "analyst", "محلل"]),
    may: [...reading, "views.edit", "places.edit", "evidence.edit", "evidence.grade", "evidence.import", "field.read", "field.triage", "field.enter", "factors.edit", "factors.import", "exchange.write", "briefs.write"],
  },
  "duty-officer": { labels: labels(["officier de permanence", "duty officer", "ضابط المناوبة"]), may: [...reading, "views.edit", "evidence.edit", "field.read", "field.triage", "field.enter", "exchange.write", "briefs.write"] },
  "releasing-officer": { labels: labels(["officier de diffusion", "releasing officer", "ضابط الإفراج عن المعلومات"]), may: [...reading, "views.edit", "field.read", "exchange.write", "exchange.approve", "briefs.write", "briefs.release"] },
  /** Of sentinels: knows who keeps watch where, and nobody else does. */
  coordinator: { labels: labels(["coordinateur des sentinelles", "coordinator of sentinels", "منسق الراصدين"]), may: [...reading, "views.edit", "field.read", "sentinels.manage"] },
  planner: { labels: labels(["planificateur", "planner", "مخطط"]), may: [...reading, "views.edit", "factors.edit"] },
  auditor: { labels: labels(["auditeur", "auditor", "مدقق"]), may: [...reading, "journal.read"] },
  administrator: {
    labels: labels(["administrateur", "administrator", "مدير النظام"]),
    may: [...reading, "views.edit", "places.edit", "codes.edit", "evidence.import", "factors.import", "field.settle", "exchange.settle", "journal.read", "users.manage", "doors.manage"],
  },
} as const satisfies Record<string, { labels: Labels; may: readonly Permission[] }>;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role): readonly Permission[] => ROLES[role].may));
}
