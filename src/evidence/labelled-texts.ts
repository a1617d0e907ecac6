/**
 * Short reports with persons' names in known places, made from a seed: what the screen's recall and precision are measured on
 * (docs/SCREENING.md). Names are drawn from the shipped lists and put together at random; nobody is meant. Half of the texts name
 * nobody, and hold what a screen may take for a name: villages, towns that bear a given name, forces, months, sums, headlines.
 */
import { readFileSync } from "node:fs";
import type { Language } from "../platform/language.ts";
import type { Random } from "../methods/stats/random.ts";

export interface Labelled {
  language: Language;
  /** How the name is put: with a title, given and family name, given name alone, written small …; "none" where nobody is named. */
  form: Form;
  text: string;
  /** Of the name, as JavaScript counts. */
  from: number;
  to: number;
  /** The names that it is made of. */
  parts: string[];
}

const FORMS = ["titled", "full", "given", "small", "son-of", "none"] as const;
export type Form = (typeof FORMS)[number];

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../data/names/${name}.json`, import.meta.url), "utf8")) as { latin: string[]; arabic: string[] };
const given = read("given-names");
const family = read("family-names");

/** Places of the texts: the screen is told that they are places. Some bear a person's name. */
export const PLACES = ["Kidira", "Bakel", "Nioro du Sahel", "Woudou Thierno", "Diboli", "Sélibaby", "Kéniéba", "Moussala", "Missirah Sirimana", "Goudiry", "Médina Gounass", "كيديرا", "سيليبابي", "كايس", "نيورو"];

const TEXTS: Record<Language, { named: readonly string[]; nobody: readonly string[]; titles: readonly string[]; places: readonly string[] }> = {
  fr: {
    named: ["{name} a volé les bœufs au puits de {place}", "hier soir {name} et deux hommes à moto sont passés à {place}", "on a vu {name} près du pont, 3 blessés", "À {place}, {name} cache des armes", "le blessé est {name}, il faut une ambulance", "Vol de bétail, 40 têtes. {name} connaît la piste", "{name} a été enlevé vers {place}", "demandez à {name} au marché de {place}"],
    nobody: ["Attaque à {place}, deux blessés et une moto brûlée", "La route de {place} est coupée depuis lundi", "Les Forces armées maliennes sont passées par {place}", "Incendie de brousse près de {place}, 20 hectares", "Le préfet de {place} et la Croix-Rouge ont visité le camp", "Le 12 Mars, marché de {place} fermé", "La Gendarmerie nationale a arrêté un camion à {place}", "12 000 000 FCFA saisis au poste de {place}", "Orange et Moov ne passent plus à {place}", "URGENT : EAU POTABLE COUPEE A {place}", "Le maire et le chef du village demandent un forage", "Des hommes en tenue ont parlé aux habitants de {place}, Dieu merci personne de blessé"],
    titles: ["le colonel", "le nommé", "M.", "El Hadj", "l’imam", "le chef de village", "Mme", "un certain", "le lieutenant", "Thierno"],
    places: PLACES.slice(0, 11),
  },
  en: {
    named: ["{name} stole the cattle at the well of {place}", "last night {name} and two men on motorbikes came through {place}", "we saw {name} near the bridge, 3 wounded", "In {place}, {name} hides weapons", "the wounded man is {name}, send an ambulance", "Cattle theft, 40 heads. {name} knows the track", "{name} was abducted towards {place}"],
    nobody: ["Attack in {place}, two wounded and one motorbike burnt", "The road to {place} has been cut since Monday", "The Malian Armed Forces passed through {place}", "Bush fire near {place}, 20 hectares", "The prefect of {place} and the Red Cross visited the camp", "On 12 March the market of {place} was closed", "The National Gendarmerie stopped a lorry in {place}", "WATER IS CUT IN {place}", "The mayor and the village chief ask for a well", "Landing strip near {place} is flooded"],
    titles: ["colonel", "Mr", "Imam", "a certain", "village chief", "Captain", "the man named"],
    places: PLACES.slice(0, 11),
  },
  ar: {
    named: ["سرق {name} الأبقار عند بئر {place}", "مر {name} ومعه رجلان على دراجات قرب {place}", "شوهد {name} قرب الجسر وثلاثة جرحى", "في {place} يخفي {name} أسلحة", "الجريح هو {name} نحتاج سيارة إسعاف", "خطف {name} نحو {place}"],
    nobody: ["هجوم في {place} وجريحان ودراجة محروقة", "الطريق إلى {place} مقطوع منذ الاثنين", "مرت القوات المسلحة قرب {place}", "حريق قرب {place} في عشرين هكتارا", "زار الهلال الأحمر المخيم في {place}", "أغلق سوق {place} يوم الخميس", "أوقف الدرك شاحنة في {place}", "يطلب السكان حفر بئر في {place}", "انقطع الماء عن {place} على طول الطريق"],
    titles: ["السيد", "العقيد", "الشيخ", "المدعو", "الإمام", "الحاج"],
    places: PLACES.slice(11),
  },
};

export function labelledTexts(random: Random, count: number): Labelled[] {
  return Array.from({ length: count }, (_, i) => labelled(random, (["fr", "en", "ar"] as const)[i % 3]!));
}

function labelled(random: Random, language: Language): Labelled {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const { named, nobody, titles, places } = TEXTS[language];
  const form: Form = random() < 0.5 ? "none" : pick(FORMS.filter((one) => one !== "none" && !(language === "ar" && one === "small")));
  const template = pick(form === "none" ? nobody : named).replace("{place}", pick(places));
  if (form === "none") return { language, form, text: template, from: 0, to: 0, parts: [] };
  const script = language === "ar" ? "arabic" : "latin";
  const [first, second, last] = [pick(given[script]), pick(given[script]), pick(family[script])];
  const { parts, before, name } = nameIn(form, { first, second, last, title: pick(titles), isArabic: language === "ar" });
  const from = template.indexOf("{name}") + before.length;
  return { language, form, text: template.replace("{name}", before + name), from, to: from + name.length, parts };
}

interface Chosen { first: string; second: string; last: string; title: string; isArabic: boolean }

function nameIn(form: Form, { first, second, last, title, isArabic }: Chosen): { parts: string[]; before: string; name: string } {
  const isOldStyle = first.length + second.length > 12;
  switch (form) {
    case "titled": return { parts: [first, last], before: `${title} `, name: isOldStyle ? `${first} ${last}` : last };
    case "given": return { parts: [first], before: "", name: first };
    case "small": return { parts: [first, last], before: "", name: `${first} ${last}`.toLowerCase() };
    case "son-of": return { parts: [first, second], before: "", name: isArabic ? `${first} ولد ${second}` : `${first} Ould ${second}` };
    default: return { parts: [first, last], before: "", name: `${first} ${last}` };
  }
}
