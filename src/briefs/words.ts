/** The words of our paper, in its three languages; names of kinds, grades and markings come from the code lists. */
import { codeList } from "../platform/codes.ts";
import type { Language } from "../platform/language.ts";

const WORDS = {
  exercise: ["EXERCICE", "EXERCISE", "تمرين"],
  exerciseLong: ["EXERCICE – EXERCICE – ceci n’est pas réel", "EXERCISE – EXERCISE – this is not real", "تمرين – تمرين – هذا ليس حقيقياً"],
  draft: ["PROJET", "DRAFT", "مسودة"],
  held: ["RETENU", "HELD", "موقوف"],
  withdrawn: ["RETIRÉ", "WITHDRAWN", "مسحوب"],
  dropped: ["ABANDONNÉ", "DROPPED", "متروك"],
  notReleased: ["NON DIFFUSÉ", "NOT RELEASED", "لم يُفرج عنه"],
  node: ["Falémé, nœud {country}", "Falémé, {country} node", "فاليمي، عقدة {country}"],
  alert: ["Alerte", "Alert", "إنذار"],
  update: ["Mise à jour d’alerte", "Alert update", "تحديث إنذار"],
  cancel: ["Annulation d’alerte", "Alert cancelled", "إلغاء إنذار"],
  allClear: ["Fin d’alerte", "All clear", "زوال الخطر"],
  what: ["Quoi", "What", "ماذا"], where: ["Où", "Where", "أين"], when: ["Quand", "When", "متى"], until: ["Valable jusqu’à", "Valid until", "صالح حتى"],
  sure: ["Quelle certitude", "How sure", "درجة اليقين"], asked: ["Ce qui est demandé", "What is asked", "المطلوب"], checklist: ["À cocher", "Checklist", "قائمة التحقق"],
  relay: ["À lire aux habitants (radio, crieur, téléphone)", "To be read to residents (radio, crier, phone)", "نص يُقرأ على السكان (إذاعة، منادٍ، هاتف)"],
  short: ["Version courte, {n} caractères (téléphone, radio, SMS)", "Short version, {n} characters (phone, radio, SMS)", "نسخة قصيرة، {n} حرفاً (هاتف، راديو، رسالة)"],
  severity: ["Gravité", "Severity", "الخطورة"], urgency: ["Urgence", "Urgency", "الاستعجال"], certainty: ["Certitude", "Certainty", "اليقين"],
  locatedBy: ["Lieu établi par : {basis}.", "Located by: {basis}.", "حُدد الموقع بواسطة: {basis}."],
  gradings: ["Sources cotées : {grades}.", "Sources graded: {grades}.", "تقييم المصادر: {grades}."],
  notGiven: ["non dit", "not said", "غير مذكور"],
  noArea: ["zone non précisée", "area not known", "منطقة غير محددة"],
  mapOf: ["Zones concernées. Aucun point : une zone n’est jamais montrée plus finement que le deuxième échelon.", "Areas concerned. No dots: no place is shown finer than the second level.", "المناطق المعنية. لا نقاط: لا يُعرض مكان بأدق من المستوى الثاني."],
  hatchedArea: ["Hachuré : région qui contient la zone, dont le tracé n’est pas tenu ici.", "Hatched: region that holds the area, whose outline is not held here.", "المخطط: الإقليم الذي يضم المنطقة وليس لدينا رسم حدودها."],
  answerBy: ["Répondez : OK {code} (reçu), ACTION {code} (nous agissons), INFO {code} (besoin de précisions) ; ou appelez la permanence, qui note votre réponse.", "Reply: OK {code} (received), ACTION {code} (taking action), INFO {code} (need more); or call the duty officer, who writes down your answer.", "للرد: OK {code} (تم الاستلام)، ACTION {code} (نتصرف)، INFO {code} (يلزم المزيد)؛ أو اتصل بالمناوب ليدوّن جوابك."],
  answerPhone: ["Répondez à la permanence : reçu, nous agissons, ou besoin de précisions.", "Answer the duty officer: received, taking action, or need more.", "أجب المناوب: تم الاستلام، أو نتصرف، أو يلزم المزيد."],
  signed: ["Document {document}, signé par la clé {key} le {at}", "Document {document}, signed with key {key} on {at}", "الوثيقة {document}، موقعة بالمفتاح {key} في {at}"],
  unsigned: ["Non signé : aperçu interne, ne pas remettre hors du service.", "Not signed: internal preview, not to be handed on.", "غير موقع: معاينة داخلية لا تُسلَّم خارج الجهاز."],
  wouldBe: ["Aperçu de ce que lirait : {contact}. Rien n’a été remis.", "Preview of what this contact would read: {contact}. Nothing was handed over.", "معاينة لما ستقرؤه جهة الاتصال: {contact}. لم يُسلَّم شيء."],
  asSeenBy: ["Tel que le lit : {contact}", "As read by: {contact}", "كما تقرؤه: {contact}"],
  rows: ["Repose sur", "Rests on", "يستند إلى"],
  alertRow: ["alerte {id}, version {version}", "alert {id}, version {version}", "الإنذار {id}، النسخة {version}"],
  eventsRow: ["{n} événement(s) : {ids}", "{n} event(s): {ids}", "أحداث ({n}): {ids}"],
  page: ["page {n} sur {of}", "page {n} of {of}", "صفحة {n} من {of}"],
  // The weekly bulletin.
  bulletin: ["Bulletin hebdomadaire", "Weekly bulletin", "النشرة الأسبوعية"],
  week: ["Semaine du {from} au {to}", "Week of {from} to {to}", "أسبوع {from} إلى {to}"],
  happened: ["Ce qui est arrivé", "What happened", "ما الذي حدث"],
  answered: ["Ce qui a reçu une réponse, et quand", "What was answered, and when", "ما تمت الاستجابة له ومتى"],
  unknown: ["Ce qu’on ne sait pas", "What is not known", "ما لا يُعرف"],
  byArea: ["Par zone", "By area", "حسب المنطقة"],
  sources: ["D’où viennent ces chiffres", "Where these figures come from", "مصدر هذه الأرقام"],
  events: ["événements", "events", "أحداث"], deaths: ["morts (meilleures estimations)", "deaths (best estimates)", "قتلى (أفضل التقديرات)"], alerts: ["alertes émises", "alerts issued", "إنذارات صادرة"], answers: ["destinataires ayant répondu", "recipients who answered", "جهات أجابت"],
  ofN: ["sur {n}", "of {n}", "من {n}"],
  before: ["semaine précédente : {n}", "week before: {n}", "الأسبوع السابق: {n}"],
  beforeUnknown: ["semaine précédente : non couverte", "week before: not covered", "الأسبوع السابق: غير مشمول"],
  notCovered: ["couverture incomplète : ce n’est pas un total", "coverage incomplete: not a total", "تغطية ناقصة: ليس مجموعاً"],
  area: ["Zone", "Area", "المنطقة"], deathsShort: ["morts", "deaths", "قتلى"], previous: ["sem. préc.", "prev. week", "السابق"], kinds: ["surtout", "mostly", "أبرزها"], reference: ["réf.", "ref.", "مرجع"],
  noData: ["pas de données", "no data", "لا بيانات"], nothingReleased: ["rien de diffusé", "nothing released", "لا شيء مُفرج عنه"], tollUnknown: ["non dit", "not said", "غير مذكور"],
  otherZero: ["{n} autres zones : 0 événement, couvertures complètes.", "{n} other areas: 0 events, fully covered.", "{n} مناطق أخرى: لا أحداث، تغطية كاملة."],
  otherNoData: ["{n} autres zones : pas de données, ce qui n’est pas zéro.", "{n} other areas: no data, which is not zero.", "{n} مناطق أخرى: لا بيانات، وهذا ليس صفراً."],
  otherNotReleased: ["Pour {n} autres zones, rien ne vous est diffusé ; cela ne dit pas que rien n’y est arrivé.", "For {n} other areas nothing is released to you; this does not say that nothing happened.", "في {n} مناطق أخرى لم يُفرج لكم عن شيء؛ ولا يعني ذلك أن شيئاً لم يحدث."],
  otherSome: ["{n} autres zones avec {m} événements : voir la page en ligne.", "{n} other areas with {m} events: see the page online.", "{n} مناطق أخرى فيها {m} أحداث: انظر الصفحة على الشبكة."],
  mapWeek: ["Événements de la semaine par région. Plus foncé : plus d’événements ; 0 : zéro couvert ; hachuré : pas de données.", "Events of the week by region. Darker: more events; 0: a covered zero; hatched: no data.", "أحداث الأسبوع حسب الإقليم. الأغمق: أحداث أكثر؛ 0: صفر مشمول بالتغطية؛ المخطط: لا بيانات."],
  mapReleased: ["Événements diffusés, par région. Hachuré : rien de diffusé, ce qui n’est pas zéro.", "Released events by region. Hatched: nothing released, which is not zero.", "الأحداث المُفرج عنها حسب الإقليم. المخطط: لا شيء مُفرج عنه، وهذا ليس صفراً."],
  noEvents: ["Aucun événement connu pour cette semaine.", "No event is known for this week.", "لا حدث معروف لهذا الأسبوع."],
  moreEvents: ["Et {n} autres événements, listés sur la page en ligne.", "And {n} more events, listed on the page online.", "و{n} أحداث أخرى مدرجة في الصفحة على الشبكة."],
  noAlerts: ["Aucune alerte émise cette semaine.", "No alert was issued this week.", "لم يصدر أي إنذار هذا الأسبوع."],
  moreAlerts: ["Et {n} autres alertes.", "And {n} more alerts.", "و{n} إنذارات أخرى."],
  sentAt: ["émise {at}", "sent {at}", "صدر {at}"], answeredIn: ["{n} réponse(s) sur {of}, la première après {time}", "{n} of {of} answered, the first after {time}", "أجاب {n} من {of}، أولها بعد {time}"], unanswered: ["aucune réponse sur {of}", "no answer of {of}", "لا جواب من {of}"], noRecipient: ["aucun destinataire", "no recipient", "لا متلقٍ"],
  outcomeTrue: ["avérée", "true", "صحيح"], outcomeFalse: ["non avérée", "false", "غير صحيح"], outcomeUnverifiable: ["invérifiable", "unverifiable", "لا يمكن التحقق"], outcomeUnknown: ["suite inconnue", "outcome not known", "النتيجة غير معروفة"],
  unplaced: ["événements dont la zone n’est pas connue", "events whose area is not known", "أحداث لا تُعرف منطقتها"], vague: ["événements datés trop vaguement pour cette semaine, non comptés", "events dated too vaguely for this week, not counted", "أحداث تاريخها غير دقيق ولم تُحسب في هذا الأسبوع"],
  tollsUnknown: ["événements dont le bilan humain n’est pas dit", "events whose toll is not said", "أحداث لم تُذكر حصيلتها"], ungraded: ["événements pas encore vérifiés", "events not yet verified", "أحداث لم يُتحقق منها بعد"],
  alertsUnanswered: ["alertes sans aucune réponse", "alerts without any answer", "إنذارات دون أي جواب"], alertsOpen: ["alertes dont la suite n’est pas connue", "alerts whose outcome is not known", "إنذارات لا تُعرف نتيجتها"], noDataAreas: ["zones sans données : personne ne dit avoir regardé", "areas without data: nobody says they were looking", "مناطق بلا بيانات: لا أحد يصرح بأنه كان يراقب"],
  sourceLine: ["{name} ({kind}, fiabilité {reliability}) : {n}", "{name} ({kind}, reliability {reliability}): {n}", "{name} ({kind}، الموثوقية {reliability}): {n}"],
  sourceUnread: ["source non communiquée : {n}", "source not given: {n}", "مصدر غير مفصح عنه: {n}"],
  noSources: ["Aucune source citée.", "No source is cited.", "لا مصادر مذكورة."],
  lineage: ["Chaque chiffre porte un numéro ; il cite les fiches ci-dessous (nombre, empreinte SHA-256 de leurs numéros et versions). La liste entière : /briefs/bulletins/{id}.", "Each figure has a number; it cites the rows below (how many, SHA-256 of their ids and versions). The full list: /briefs/bulletins/{id}.", "لكل رقم مرجع يستند إلى السجلات أدناه (عددها وبصمة SHA-256 لأرقامها ونسخها). القائمة الكاملة: /briefs/bulletins/{id}."],
  lineageRow: ["{label} : {n} fiche(s), {digest}", "{label}: {n} row(s), {digest}", "{label}: {n} سجلات، {digest}"],
  method: ["Un événement compte dans la semaine qui contient tous ses jours, une fois, dans la zone où il est connu. Zéro seulement là où une source dit avoir couvert le pays toute la semaine.", "An event counts in the week that holds all its days, once, in the area where it is known. Zero only where a source says that it covered the country for the whole week.", "يُحسب الحدث في الأسبوع الذي يضم كل أيامه، مرة واحدة، في منطقته المعروفة. لا يُكتب الصفر إلا حيث صرّح مصدر بأنه غطى البلد طوال الأسبوع."],
  lineageHanded: ["Chaque chiffre porte un numéro ; il cite les documents signés qui ont été remis à ce destinataire (combien, empreinte SHA-256 de leurs numéros), et rien d’autre.", "Each figure has a number; it cites the signed documents that were handed to this recipient (how many, SHA-256 of their numbers), and nothing else.", "لكل رقم مرجع يستند إلى الوثائق الموقعة التي سُلّمت إلى هذا المتلقي (عددها وبصمة SHA-256 لأرقامها) ولا شيء غيرها."],
  quality: ["Comment nous avons alerté", "How we warned", "كيف أنذرنا"],
  reportToBrief: ["du signalement au bulletin, en minutes", "from report to bulletin, in minutes", "من البلاغ إلى النشرة، بالدقائق"],
  alertToAnswer: ["de l’alerte à la première réponse, en minutes", "from alert to first answer, in minutes", "من الإنذار إلى أول رد، بالدقائق"],
  alertsTrue: ["alertes avérées", "alerts that were true", "إنذارات صحيحة"],
  notWarned: ["événements au seuil d’alerte, annoncés trop tard ou pas du tout", "events at an alert threshold, warned of late or not at all", "أحداث بلغت عتبة الإنذار ولم يُنذر بها في الوقت"],
  reportToBriefLine: ["Du premier signalement à ce bulletin : {value} pour la moitié, {p95} pour 95 % ({n} événements signalés).", "From the first report to this bulletin: {value} for half, {p95} for 95% ({n} reported events).", "من أول بلاغ إلى هذه النشرة: {value} للنصف و{p95} لنسبة 95% ({n} أحداث مبلغ عنها)."],
  alertToAnswerLine: ["De l’alerte à la première réponse : {value} pour la moitié, {p95} pour 95 % ({n} alertes répondues).", "From alert to first answer: {value} for half, {p95} for 95% ({n} alerts answered).", "من الإنذار إلى أول رد: {value} للنصف و{p95} لنسبة 95% ({n} إنذارات أُجيب عنها)."],
  alertsTrueLine: ["{value} alertes avérées sur {n} dont la suite est connue.", "{value} alerts true of {n} whose outcome is known.", "{value} إنذارات صحيحة من {n} عُرفت نتيجتها."],
  notWarnedLine: ["{value} événements sur {n} atteignaient un seuil d’alerte sans avoir été annoncés dans les 24 h.", "{value} of {n} events met an alert threshold and were not warned of within 24 h.", "{value} من {n} أحداث بلغت عتبة الإنذار ولم يُنذر بها خلال 24 ساعة."],
  notIssued: ["document à émettre", "document to be issued", "وثيقة ستصدر"],
  alone: ["source unique", "single source", "مصدر وحيد"],
  oneSource: ["événements qu’une seule source rapporte", "events that a single source reports", "أحداث يوردها مصدر واحد"],
  releasedOnly: ["ce qui lui est diffusé : ce n’est pas un total", "what is released to them: not a total", "ما أُفرج له عنه: ليس مجموعاً"],
  answersOwn: ["alertes auxquelles il a répondu", "alerts that they answered", "إنذارات أجاب عنها"],
  signedThere: ["Document {document}, signé par son nœud le {at}", "Document {document}, signed by its node on {at}", "الوثيقة {document}، موقعة من عقدتها في {at}"],
  mailSubject: ["Bulletin hebdomadaire, semaine du {week}", "Weekly bulletin, week of {week}", "النشرة الأسبوعية، أسبوع {week}"],
  mailSubjectWithdrawn: ["RETIRÉ : bulletin de la semaine du {week}", "WITHDRAWN: bulletin of the week of {week}", "سُحبت: نشرة أسبوع {week}"],
  mail: [
    "Bulletin de la semaine du {week}, tel qu’il est diffusé à : {contact}.\n\nLe PDF se lit et s’imprime ; le fichier JSON est le document signé (n° {document}), pour qui veut vérifier. Ce qui n’y est pas ne vous est pas diffusé ; cela ne dit pas que rien n’est arrivé.\n\nNe le transmettez pas au-delà de ce que permet son marquage.",
    "Bulletin of the week of {week}, as released to: {contact}.\n\nThe PDF is for reading and printing; the JSON file is the signed document (no. {document}) for whoever wants to verify it. What is not in it is not released to you; this does not say that nothing happened.\n\nDo not pass it on beyond what its marking allows.",
    "نشرة أسبوع {week} كما أُفرج عنها إلى: {contact}.\n\nملف PDF للقراءة والطباعة؛ وملف JSON هو الوثيقة الموقعة (رقم {document}) لمن يريد التحقق. ما ليس فيها لم يُفرج لكم عنه، ولا يعني ذلك أن شيئاً لم يحدث.\n\nلا تنقلوها إلى أبعد مما يسمح به وسمها.",
  ],
  mailWithdrawn: [
    "Le bulletin de la semaine du {week} qui vous a été envoyé (document n° {document}) est retiré : n’en tenez plus compte et détruisez les copies. Le fichier joint est la révocation signée.\n\nDestinataire : {contact}.",
    "The bulletin of the week of {week} that was sent to you (document no. {document}) is withdrawn: disregard it and destroy the copies. The attached file is the signed revocation.\n\nRecipient: {contact}.",
    "سُحبت نشرة أسبوع {week} التي أُرسلت إليكم (الوثيقة رقم {document}): لا تأخذوا بها وأتلفوا النسخ. الملف المرفق هو الإلغاء الموقّع.\n\nالمتلقي: {contact}.",
  ],
  statement: ["{step} le {at}, signé par la clé {key} : {reason}", "{step} on {at}, signed with key {key}: {reason}", "{step} في {at}، بتوقيع المفتاح {key}: {reason}"],
  gathered: ["Chiffres arrêtés le {at}", "Figures as of {at}", "الأرقام حتى {at}"],
  minutes: ["{n} min", "{n} min", "{n} د"], hours: ["{n} h", "{n} h", "{n} س"],
} as const satisfies Record<string, readonly [fr: string, en: string, ar: string]>;

export type Word = keyof typeof WORDS;

const INDEX: Record<Language, 0 | 1 | 2> = { fr: 0, en: 1, ar: 2 };

export const WORD_NAMES = Object.keys(WORDS) as Word[];

export const say = (language: Language, word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
  WORDS[word][INDEX[language]].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "?"));

export const codeWord = (language: Language, list: string, code: string): string => codeList(list).codes.get(code)?.labels[language] ?? code;

export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase("fr") + words.slice(1);

/** Latin digits in Arabic, as the region and the house's own labels write them. */
const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB", ar: "ar-u-nu-latn" };

/** "8 févr. 2025"; a month or a week's Monday as it was given. */
export function dayWords(language: Language, day: string): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(day)) return day;
  const options = day.length === 7 ? { year: "numeric", month: "long" } as const : { year: "numeric", month: "short", day: "numeric" } as const;
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: "UTC" }).format(new Date(`${day.length === 7 ? `${day}-01` : day}T00:00:00Z`));
}

export const momentWords = (language: Language, at: string): string =>
  /T/.test(at) ? `${dayWords(language, at.slice(0, 10))} ${at.slice(11, 16)} UTC` : dayWords(language, at);

export const number = (language: Language, value: number): string => value.toLocaleString(LOCALES[language]);

/** "35 min", "4 h". */
export function spanWords(language: Language, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? say(language, "minutes", { n: minutes }) : say(language, "hours", { n: Math.round(minutes / 60) });
}
