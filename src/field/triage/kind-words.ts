/** Phrases of whole sentences that suggest a kind of event, beside those of short messages. Verbs, mostly: "ont volé", "was abducted". */
import { plainWords } from "../ways/sms-words.ts";

/** Codes of the list event-kind. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "cattle-theft": ["boeufs volés", "vaches volées", "bétail volé", "têtes volées", "têtes de bétail", "troupeau emporté", "troupeau emmené", "troupeau volé", "volé des boeufs", "volé les boeufs", "volé les bœufs", "emporté le troupeau", "emmené le troupeau", "vol du bétail", "stole the cattle", "stole cattle", "cattle taken", "herd taken", "took the herd", "سرقوا الماشية", "سرقوا الأبقار", "سرق الأبقار", "أخذوا القطيع", "سرقة الأبقار"],
  "armed-attack": ["ont attaqué", "a été attaqué", "ont tiré", "des tirs", "coups de feu", "échange de tirs", "were attacked", "opened fire", "gunshots", "gunfire", "هاجموا", "أطلقوا النار", "إطلاق نار"],
  "attack-on-post": ["attaque du poste", "attaqué le poste", "attaque contre le poste", "attack on the post", "attacked the post", "هجوم على المركز"],
  "ambush-of-convoy": ["embuscade", "ambush", "كمين"],
  "attack-on-civilians": ["tué des civils", "tué des habitants", "maisons brûlées", "killed civilians", "houses burnt", "قتلوا مدنيين", "أحرقت بيوت"],
  abduction: ["a été enlevé", "ont enlevé", "enlevé par", "kidnappé", "ont été enlevés", "was abducted", "were abducted", "was kidnapped", "taken hostage", "pris en otage", "خطفوا", "اختطفوا", "تم خطف"],
  "armed-visit": ["hommes armés sont passés", "hommes armés sont venus", "motos sont passées", "armed men passed", "armed men came", "مر مسلحون", "جاء مسلحون"],
  "armed-robbery": ["ont dépouillé", "arrêté le car", "coupeurs de routes", "robbed the passengers", "held up", "سلبوا"],
  extortion: ["taxe forcée", "exigent de l argent", "demandent de l argent", "zakat forcée", "forced tax", "demand money", "جباية", "يطلبون المال"],
  "threat-message": ["lettre de menaces", "menacé de mort", "nous menacent", "death threats", "they threaten", "هددونا", "رسالة تهديد"],
  "looting-or-destruction": ["ont pillé", "ont brûlé", "ont incendié", "boutiques pillées", "looted", "burnt down", "نهبوا", "أحرقوا"],
  "panic-displacement": ["ont fui", "les gens fuient", "familles ont fui", "population a fui", "villagers fled", "families fled", "people fled", "فر السكان", "هرب السكان"],
  "explosive-device": ["sauté sur une mine", "a explosé", "hit a mine", "انفجر لغم"],
  flood: ["maisons inondées", "le fleuve a débordé", "houses flooded", "river burst", "فاض النهر"],
  "bush-fire": ["feux de brousse", "le feu brûle", "bush fires", "حريق الغابة"],
  mediation: ["médiation", "se sont réconciliés", "mediation", "reconciled", "وساطة", "تصالحوا"],
  dialogue: ["rencontre de dialogue", "réunion de dialogue", "dialogue meeting", "لقاء حوار"],
  "unlawful-payment": ["racket au poste", "payer au contrôle", "argent au contrôle", "bribe at the checkpoint", "رشوة"],
  "illegal-logging": ["coupe de bois", "coupe illégale", "illegal logging", "قطع الأشجار"],
  smuggling: ["contrebande", "trafic d armes", "trafic de carburant", "smuggling", "تهريب"],
};

export const MORE_KIND_PHRASES: ReadonlyMap<string, string> = new Map(Object.entries(KINDS).flatMap(([code, phrases]) => phrases.map((phrase) => [plainWords(phrase).join(" "), code] as const)));
