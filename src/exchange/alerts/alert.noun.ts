// A message that asks someone to act, in the words of CAP 1.2. Its text is what an officer wrote for release, never a report's.
import { z } from "zod";
import { isCode } from "../../platform/codes.ts";
import { code, codes, flag, integer, reference, references, structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { moment, notAMoment } from "../moment.ts";

export const Info = z.strictObject({
  language: z.enum(["fr", "en", "ar"]),
  headline: z.string().trim().min(1).max(160),
  description: z.string().trim().min(1).max(2_000),
  instruction: z.string().trim().min(1).max(1_000).optional(),
  /** For phone, community radio and village outreach: what is read out, whole. */
  relay: z.string().trim().min(1).max(300).optional(),
});
export type Info = z.infer<typeof Info>;

const Pcode = z.string().min(1).max(20);

/** An area that is concerned, with its ancestors, so that whoever releases it can coarsen it without a map. */
export const Affected = z.strictObject({
  pcode: Pcode,
  name: z.string().max(160),
  country: z.string().refine((word) => isCode("country", word)),
  admin1: Pcode.optional(), admin1Name: z.string().max(160).optional(),
  admin2: Pcode.optional(), admin2Name: z.string().max(160).optional(),
  because: z.array(z.string().refine((word) => isCode("alert-because", word))).min(1).max(8),
});
export type Affected = z.infer<typeof Affected>;

export const alert = noun("alert", {
  labels: ["alerte", "alert", "إنذار"],
  plural: ["alertes", "alerts", "إنذارات"],
  marking: "GREEN",
  may: { read: "exchange.read", write: "exchange.write" },
  stepped: { state: "draft" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    kind: code(["genre", "kind", "الصنف"], "event-kind"),
    messageType: code(["type de message", "message type", "نوع الرسالة"], "cap-message-type"),
    /** The alert that this one updates, cancels or ends. */
    follows: reference(["fait suite à", "follows", "يلي"], "alert").optional(),
    category: code(["catégorie", "category", "الفئة"], "cap-category"),
    urgency: code(["urgence", "urgency", "الاستعجال"], "cap-urgency"),
    severity: code(["gravité", "severity", "الخطورة"], "cap-severity"),
    certainty: code(["certitude", "certainty", "درجة اليقين"], "cap-certainty"),
    responses: codes(["réponse demandée", "response asked for", "الاستجابة المطلوبة"], "cap-response").optional(),
    isTest: flag(["simple essai des moyens", "test of the means only", "اختبار للوسائل فقط"]),
    info: structure(["textes par langue", "texts by language", "النصوص حسب اللغة"], z.array(Info).max(3)).optional(),
    basis: code(["localisation fondée sur", "located by", "أساس تحديد الموقع"], "alert-basis"),
    affected: structure(["zones concernées", "affected areas", "المناطق المعنية"], z.array(Affected).max(200)).optional(),
    functions: codes(["fonctions à alerter", "functions to alert", "الوظائف المطلوب إنذارها"], "contact-function"),
    events: references(["événements à l’origine", "events it is about", "الأحداث المعنية"], "event").optional(),
    rule: reference(["règle", "rule", "القاعدة"], "alert-rule").optional(),
    /** Events that the same rule met in the same area and that this alert carries together. */
    grouped: integer(["faits groupés", "grouped events", "أحداث مجمعة"], "events", 1, 1_000_000).optional(),
    onset: moment(["début attendu", "expected onset", "البداية المتوقعة"]).optional(),
    expires: moment(["expire", "expires", "ينتهي"]).optional(),
    sentAt: moment(["émise", "sent", "وقت الإصدار"]).optional(),
    /** Of an alert that came from elsewhere. */
    capSender: text(["émetteur (CAP)", "sender (CAP)", "المرسل (CAP)"], 160).optional(),
    capIdentifier: text(["identifiant (CAP)", "identifier (CAP)", "المعرّف (CAP)"], 200).optional(),
    state: code(["état", "state", "الحالة"], "alert-state"),
  },
  list: ["title", "kind", "messageType", "urgency", "severity", "certainty", "state", "sentAt"],
  title: "title",
  check(content) {
    const languages = (content.info ?? []).map(({ language }) => language);
    if (new Set(languages).size < languages.length)
      return { field: "info", reason: ["une seule fois par langue", "once a language", "مرة واحدة لكل لغة"] };
    return notAMoment(content, ["onset", "expires", "sentAt"]);
  },
  formats: { cap: "alert" },
});
