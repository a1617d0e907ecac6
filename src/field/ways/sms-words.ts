/** Which words of a short message mean which kind of event, in the hands people write: French, English, Arabic, and abbreviations. */

/**
 * Accents, Arabic vowel signs, capitals and punctuation fall away; Arabic and Persian digits become Latin ones.
 * A slash or a hyphen between digits stays: it is a date.
 */
export function plainWords(text: string): string[] {
  return text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/(\d)[-./](?=\d)/g, "$1/").replace(/[^\p{L}\p{N}/]+/gu, " ").trim().split(" ").filter(Boolean);
}

/** Codes of the list event-kind. A bare word that also means another thing ("mine" of gold, "feu" of guns) is no kind: the sender is asked. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "cattle-theft": ["vol betail", "vol de betail", "vol bovins", "vol de boeufs", "vol boeufs", "vol vaches", "vol de vaches", "vol moutons", "vol animaux", "cattle theft", "cattle stolen", "stolen cattle", "livestock theft", "سرقة ماشية", "سرقة المواشي", "سرقة مواشي", "سرقة ابقار"],
  "armed-attack": ["attaque", "attaque armee", "atq", "attack", "armed attack", "هجوم", "هجوم مسلح"],
  "armed-visit": ["hommes armes", "passage hommes armes", "armed men", "مسلحون", "رجال مسلحون"],
  "armed-robbery": ["vol main armee", "vol a main armee", "braquage", "coupeurs de route", "robbery", "armed robbery", "سطو مسلح", "سطو"],
  "explosive-device": ["mine a explose", "engin explosif", "explosion", "eei", "ied", "landmine", "grenade", "لغم", "انفجار", "عبوة"],
  abduction: ["enlevement", "rapt", "kidnapping", "abduction", "kidnap", "خطف", "اختطاف"],
  extortion: ["extorsion", "racket", "extortion", "ابتزاز"],
  "threat-message": ["menace", "menaces", "threat", "threats", "تهديد"],
  blockade: ["blocus", "blockade", "حصار"],
  "looting-or-destruction": ["pillage", "looting", "نهب"],
  "panic-displacement": ["deplaces", "fuite", "fuite habitants", "people fleeing", "نزوح", "نازحون"],
  "intercommunity-clash": ["bagarre", "clash", "اشتباك"],
  flood: ["inondation", "inond", "crue", "flood", "flooding", "فيضان"],
  drought: ["secheresse", "drought", "جفاف"],
  "bush-fire": ["feu brousse", "feu de brousse", "bush fire", "bushfire", "حريق"],
  epidemic: ["epidemie", "epidemic", "cholera", "وباء"],
  "animal-disease": ["maladie animale", "animal disease", "مرض الحيوان"],
  "mine-accident": ["eboulement", "mine collapse", "انهيار منجم"],
  "transport-accident": ["accident", "حادث"],
};

/** A phrase in plain words, and the code that it means. */
export const KIND_PHRASES: ReadonlyMap<string, string> = new Map(Object.entries(KINDS).flatMap(([code, phrases]) => phrases.map((phrase) => [plainWords(phrase).join(" "), code] as const)));

export const HOW_KNOWN: ReadonlyMap<string, "seen" | "heard" | "told"> = new Map([
  ...["vu", "vue", "seen", "saw", "رايت", "شاهدت"].map((word) => [plainWords(word).join(" "), "seen"] as const),
  ...["entendu", "heard", "سمعت"].map((word) => [plainWords(word).join(" "), "heard"] as const),
  ...["dit", "on dit", "on m a dit", "told", "قيل", "قيل لي"].map((word) => [plainWords(word).join(" "), "told"] as const),
]);

/** What stands before a place that is only near, or only the direction. */
export const BEARINGS: ReadonlyMap<string, "near" | "towards"> = new Map([
  ...["pres de", "pres d", "pres", "proche de", "near", "قرب", "بالقرب من"].map((word) => [plainWords(word).join(" "), "near"] as const),
  ...["vers", "direction", "towards", "toward", "نحو", "باتجاه"].map((word) => [plainWords(word).join(" "), "towards"] as const),
]);

/** Days back from the day of the message. */
export const DAYS_BACK: ReadonlyMap<string, number> = new Map([
  ...["aujourd hui", "auj", "ajd", "ce matin", "ce soir", "today", "this morning", "اليوم"].map((word) => [plainWords(word).join(" "), 0] as const),
  ...["hier", "hier soir", "yesterday", "last night", "امس", "البارحة"].map((word) => [plainWords(word).join(" "), 1] as const),
  ...["avant hier", "day before yesterday", "اول امس"].map((word) => [plainWords(word).join(" "), 2] as const),
]);

/** 0 is Sunday, as in `Date`. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ["dimanche", "sunday", "الاحد"], ["lundi", "monday", "الاثنين"], ["mardi", "tuesday", "الثلاثاء"], ["mercredi", "wednesday", "الاربعاء"],
  ["jeudi", "thursday", "الخميس"], ["vendredi", "friday", "الجمعة"], ["samedi", "saturday", "السبت"],
].flatMap((words, day) => words.map((word) => [plainWords(word).join(" "), day] as const)));

/** Words that part a sentence and name nothing. */
export const FILLERS: ReadonlySet<string> = new Set(["a", "au", "aux", "le", "il", "y", "at", "in", "on", "the", "of", "في", "يوم"].flatMap(plainWords));
