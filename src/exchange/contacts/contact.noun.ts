// Who must know: a post of a service, never a person. How it is reached lies sealed elsewhere (`channels.ts`).
import { z } from "zod";
import { code, codes, flag, reference, references, structure, text, texts } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { isArmedService } from "./armed.ts";
import { isTimeZone } from "./hours.ts";

/** A week's opening: days from 1 (Monday) to 7, in the contact's own time; "22:00" to "06:00" runs past midnight. */
export const OpenHours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
export type OpenHours = z.infer<typeof OpenHours>;

export const contact = noun("contact", {
  labels: ["point de contact", "point of contact", "نقطة اتصال"],
  plural: ["points de contact", "points of contact", "نقاط الاتصال"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.write" },
  fields: {
    /** The post: "permanence, protection civile, Saraya". */
    title: text(["poste", "post", "المنصب"], 160),
    country: code(["pays", "country", "البلد"], "country"),
    service: code(["service", "service", "الجهاز"], "service-kind"),
    isArmed: flag(["porte des armes", "bears arms", "مسلح"]),
    level: code(["niveau", "level", "المستوى"], "contact-level"),
    /** P-codes of any level. None is nobody's: such a contact is never chosen for an area. */
    areas: texts(["zones (p-codes)", "areas (p-codes)", "المناطق (رموز)"], 20),
    routes: references(["axes", "routes", "الطرق"], "route").optional(),
    reaches: references(["biefs", "river reaches", "المقاطع النهرية"], "reach").optional(),
    functions: codes(["fonctions", "functions", "الوظائف"], "contact-function"),
    hours: structure(["heures de service", "hours of duty", "ساعات الدوام"], z.array(OpenHours).max(14)).optional(),
    timeZone: text(["fuseau horaire", "time zone", "المنطقة الزمنية"], 40),
    language: code(["langue", "language", "اللغة"], "language"),
    isDutyOfficer: flag(["permanence du service", "duty officer of the service", "مناوبة الجهاز"]),
    deputies: references(["suppléants", "deputies", "النواب"], "contact").optional(),
    nextLevel: reference(["niveau supérieur", "next level", "المستوى الأعلى"], "contact").optional(),
    /** Which channels are set; their addresses are sealed. Only `channels.ts` writes this. */
    channels: codes(["canaux", "channels", "القنوات"], "channel").optional(),
    publicKey: text(["clé publique", "public key", "المفتاح العام"], 200).optional(),
  },
  list: ["title", "country", "service", "isArmed", "level", "areas", "functions", "isDutyOfficer", "channels"],
  title: "title",
  check({ service, isArmed, timeZone }) {
    if (isArmedService(service) && !isArmed)
      return { field: "isArmed", reason: ["ce service porte des armes", "this service bears arms", "هذا الجهاز مسلح"] };
    if (!isTimeZone(timeZone))
      return { field: "timeZone", reason: ["fuseau inconnu ; par exemple Africa/Dakar", "unknown time zone; for instance Africa/Dakar", "منطقة زمنية غير معروفة، مثلاً Africa/Dakar"] };
    return undefined;
  },
});
