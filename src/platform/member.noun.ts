// What the house knows of a user: organisation, roles, clearance, language, whether active. No name and no login: those are
// the account's, so that a member's versions and journal entries hold nothing of a person.
import { flag, text, texts } from "./field.ts";
import { LANGUAGES } from "./language.ts";
import { MARKINGS } from "./marking.ts";
import { noun } from "./noun.ts";
import { ROLE_NAMES } from "./roles.ts";

export const member = noun("member", {
  labels: ["membre", "member", "عضو"],
  plural: ["membres", "members", "الأعضاء"],
  marking: "AMBER",
  may: { read: "users.manage", write: "users.manage" },
  fields: {
    organisation: text(["organisation", "organisation", "الجهة"], 60),
    roles: texts(["rôles", "roles", "الأدوار"], 40),
    clearance: text(["habilitation", "clearance", "التصريح"], 20),
    language: text(["langue", "language", "اللغة"], 2),
    isActive: flag(["actif", "active", "نشط"]),
  },
  list: ["organisation", "roles", "clearance", "isActive"],
  title: "organisation",
  check({ roles, clearance, language }) {
    if (!roles.every((role) => (ROLE_NAMES as string[]).includes(role))) return { field: "roles", reason: ["rôle inconnu", "unknown role", "دور غير معروف"] };
    if (!(MARKINGS as readonly string[]).includes(clearance)) return { field: "clearance", reason: ["habilitation inconnue", "unknown clearance", "تصريح غير معروف"] };
    if (!(LANGUAGES as readonly string[]).includes(language)) return { field: "language", reason: ["langue inconnue", "unknown language", "لغة غير معروفة"] };
    return undefined;
  },
});
