// Under what may anything be shared? Every share cites an agreement that is in force; what it does not name is not shared.
import { z } from "zod";
import { code, codes, day, structure, text, texts } from "../../platform/field.ts";
import { isCode } from "../../platform/codes.ts";
import { noun } from "../../platform/noun.ts";

/** Who may receive: these services of this country. No service named is nobody. */
export const Audience = z.strictObject({
  country: z.string().refine((word) => isCode("country", word)),
  services: z.array(z.string().refine((word) => isCode("service-kind", word))).max(20),
});
export type Audience = z.infer<typeof Audience>;

export const agreement = noun("agreement", {
  labels: ["accord de partage", "sharing agreement", "اتفاق مشاركة"],
  plural: ["accords de partage", "sharing agreements", "اتفاقات المشاركة"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.approve" },
  stepped: { state: "draft" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    parties: codes(["parties", "parties", "الأطراف"], "country"),
    fields: codes(["domaines", "fields", "المجالات"], "agreement-field"),
    purpose: code(["but", "purpose", "الغرض"], "share-purpose"),
    audience: structure(["destinataires admis", "who may receive", "من يحق له الاستلام"], z.array(Audience).max(30)).optional(),
    subjects: codes(["objets partagés", "what is shared", "ما تتم مشاركته"], "share-subject"),
    /** A broader kind stands for its narrower ones. */
    kinds: codes(["genres de faits", "kinds of events", "أصناف الأحداث"], "event-kind"),
    areas: texts(["zones (p-codes)", "areas (p-codes)", "المناطق (رموز)"], 20),
    highestMarking: code(["marquage le plus haut", "highest marking", "أعلى وسم"], "marking"),
    finestPlace: code(["lieu au plus fin", "finest place", "أدق مكان"], "release-place"),
    finestTime: code(["date au plus fin", "finest time", "أدق زمن"], "release-time"),
    masks: codes(["masqué", "masked", "محجوب"], "release-mask").optional(),
    startsOn: day(["du", "from", "من"]),
    endsOn: day(["au", "to", "إلى"]),
    citation: text(["référence du texte", "reference of the text", "مرجع النص"], 300).optional(),
    state: code(["état", "state", "الحالة"], "agreement-state"),
  },
  list: ["title", "parties", "fields", "purpose", "subjects", "highestMarking", "startsOn", "endsOn", "state"],
  title: "title",
  check: ({ startsOn, endsOn }) =>
    endsOn < startsOn ? { field: "endsOn", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined,
});
