import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../methods/names/fold.ts";
import { screen } from "./screening.ts";

const places = new Set(["Woudou Thierno", "Kayes", "Nioro du Sahel", "Diallo", "Kidira", "Moussa", "Sidi Bou"].map(fold));
const isPlace = (words: string) => places.has(fold(words));
const masked = (text: string) => screen(text, { isPlace }).masked;

test.each([
  ["appelez le +221 77 123 45 67 ce soir", "appelez le […] ce soir"],
  ["tél. 77 123 45 67", "tél. […]"],
  ["au 66123456 (Orange)", "au […] (Orange)"],
  ["٧٧١٢٣٤٥٦٧ اتصل", "[…] اتصل"],
  ["00223 76 12 34 56", "[…]"],
  ["écrire à a.b-c@exemple.org.sn, merci", "écrire à […], merci"],
  ["vu par @Sahel_Veille hier", "vu par […] hier"],
])("a way to reach somebody is masked: %s", (text, expected) => { expect(masked(text)).toBe(expected); });

test.each([
  "le 2025-02-08, puis le 13/03/2025", "de 2019-2021 à 2022", "12 000 000 FCFA saisis", "77 000 000 francs", "latitude 14.899512, longitude", "3 militaires tués, 12 blessés",
  "800 000 habitants", "la RN1 et la 12e brigade", "20250208", "#Mali #Kayes",
])("a number or a tag that reaches nobody stays: %s", (text) => { expect(masked(text)).toBe(text); });

test.each([
  ["le colonel Modibo Sangaré a été enlevé", "le colonel […] a été enlevé"],
  ["le nommé Abou Zakaria", "le nommé […]"],
  ["M. Traoré, chef de village", "M. […], chef de village"],
  ["El Hadj Oumar Tall et son frère", "El Hadj […] et son frère"],
  ["Mamadou Diallo habite ici", "[…] habite ici"],
  ["Sidi Mohamed Ould Ahmed est parti vers Kidira", "[…] est parti vers Kidira"],
  ["Iyad ag Ghaly", "[…]"],
  ["Fatoumata l’a vu", "[…] l’a vu"],
  ["village chief Adama Kone was threatened", "village chief […] was threatened"],
  ["Col. Assimi Goita said", "Col. […] said"],
  ["prévenu par le Dr Sow de Kayes", "prévenu par le Dr […] de Kayes"],
  ["قال السيد محمد ولد أحمد إن الطريق مغلق", "قال السيد […] إن الطريق مغلق"],
  ["العقيد سالم في كايس", "العقيد […] في كايس"],
  ["شوهد عبدالله بن علي قرب النهر", "شوهد […] قرب النهر"],
])("a person’s name is masked and the event stays: %s", (text, expected) => { expect(masked(text)).toBe(expected); });

test.each([
  "Attaque à Woudou Thierno, deux blessés", "Le préfet de Kayes est arrivé", "La route de Nioro du Sahel est coupée", "Réunion à Diallo avec la mairie", "Le maire a fui ; le village de Moussa est vide",
  "Le Général de brigade a parlé", "Les Forces armées maliennes ont ratissé la forêt du Baoulé", "Katiba Macina", "Opération Niokolo, Zone militaire n° 4", "President of the council", "طريق كايس مغلق بعد الهجوم",
  "Embuscade sur la RN1 entre Kayes et Kidira. Trois morts", "Le Sénégal et la Mauritanie patrouillent", "UN Mission in Mali said the attack", "LE GENERAL DES ARMEES A DIT", "resolution 2374 (2017) on Mali", "10- 05-2015",
])("a place, a post, a force is no person: %s", (text) => { expect(masked(text)).toBe(text); });

test("a label of a community is masked where people write it", () => {
  expect(masked("des éleveurs peuls soupçonnés")).toBe("des […] […] soupçonnés");
  expect(masked("Fulani militia near the river")).toBe("[…] militia near the river");
  expect(masked("on a pris trente bêtes")).toBe("on a pris trente bêtes");
  expect(masked("des villageois bétés")).toBe("des villageois […]");
});

test.each([
  ["Moussa Diallo est parti", "[…] est parti"], ["on a vu Moussa hier", "on a vu […] hier"], ["le marché de Moussa est vide", "le marché de Moussa est vide"], ["mamadou diallo a pris les vaches", "[…] a pris les vaches"],
  ["he said that the road is cut", "he said that the road is cut"], ["وقال لمحمد ولد سيدي", "وقال […]"],
])("a village that bears a given name, and names written small: %s", (text, expected) => { expect(masked(text)).toBe(expected); });

test("of what is reported, any capital within a sentence counts as a name unless it is known to be none", () => {
  const cautious = (text: string) => screen(text, { isPlace, isCautious: true }).masked;
  expect(cautious("on a vu Zakou Wendé près de Kidira lundi")).toBe("on a vu […] près de Kidira lundi");
  expect(masked("on a vu Zakou Wendé près de Kidira lundi")).toBe("on a vu Zakou Wendé près de Kidira lundi");
  expect(cautious("La Gendarmerie nationale et la Croix-Rouge sont à Kayes depuis Mars. URGENT")).toBe("La Gendarmerie nationale et la Croix-Rouge sont à Kayes depuis Mars. URGENT");
});

test("a long text is screened to its end", () => {
  const long = "Zakou a vu Moussa Diallo près du pont, appelez le 77 123 45 67. ".repeat(400);
  expect(screen(long, { isPlace, isCautious: true }).findings).toHaveLength(800);
});

test("findings say what and where, in order and without overlap", () => {
  const text = "Le capitaine Issa Ba (76 12 34 56, issa@x.org)";
  const { findings } = screen(text);
  expect(findings.map(({ kind, from, to }) => [kind, text.slice(from, to)])).toEqual([["person", "Issa Ba"], ["phone", "76 12 34 56"], ["email", "issa@x.org"]]);
});

test("any text is screened without a fault, and what is masked holds none of what was found", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("Mamadou", "Diallo", "77 123 45 67", "x@y.sn", "محمد", "ولد", "le", "colonel", ".", "\n", "Kayes", "Peul", "@abc_d", "ag", "é", "", " "), { maxLength: 25 }).map((parts) => parts.join(" ")), (text) => {
    const { masked: out, findings } = screen(text, { isPlace });
    for (const [i, { from, to }] of findings.entries()) {
      expect(to).toBeGreaterThan(from);
      if (i > 0) expect(from).toBeGreaterThanOrEqual(findings[i - 1]!.to);
    }
    expect(out).not.toMatch(/Mamadou|77 123|x@y|محمد|Peul|@abc/);
  }));
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => { screen(text); }));
});
