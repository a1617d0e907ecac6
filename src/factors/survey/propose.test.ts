// What a file's columns are taken for: by convention, by the form, by what stands in them; and what is refused before anybody maps it.
import { expect, test } from "vitest";
import fc from "fast-check";
import { questionsOfForm } from "./form.ts";
import { Mapping } from "./mapping.ts";
import { conventional, proposedColumns } from "./propose.ts";
import { refusalOf } from "./refused-columns.ts";

const FORM = questionsOfForm(new Map([
  ["survey", [["type", "name", "label::Français (fr)", "label::English (en)"], ["begin_group", "g", "", ""], ["select_one yn", "aware", "Avez-vous entendu parler de cette menace ?", "Have you heard of this threat?"], ["select_multiple who", "told", "À qui le diriez-vous ?", "Whom would you tell?"],
    ["geopoint", "spot", "Position", "Position"], ["text", "q77", "Quel est votre nom ?", "What is your name?"], ["end_group", "", "", ""]]],
  ["choices", [["list_name", "name", "label::Français (fr)", "label::English (en)"], ["yn", "yes", "Oui", "Yes"], ["yn", "no", "Non", "No"], ["who", "army", "Armée", "Army"], ["who", "chief", "Chef", "Chief"]]],
]));
const HEADER = ["start", "g/region", "g/aware", "g/told", "g/told/army", "g/told/chief", "g/spot", "g/_spot_latitude", "g/q77", "g/age", "_uuid", "w"];
const ROWS = Array.from({ length: 60 }, (_, i) => ["2024-06-01", i % 2 ? "SN06" : "SN12", i % 3 ? "yes" : "no", i % 2 ? "army chief" : "army", "1", String(i % 2), "13.1 -12.2 0 0", "13.1234", `Nom ${i}`, String(20 + (i % 40)), `uuid-${i}`, "1.5"]);
const columns = proposedColumns({ header: HEADER, rows: ROWS }, FORM);
const of = (name: string) => columns.find((column) => column.name === name)!;

test("an export of KoboToolbox with its form: exact wording in each language, positions and names refused, bookkeeping left out", () => {
  expect(of("g/aware").question).toMatchObject({ key: "aware", kind: "single", wording: { fr: "Avez-vous entendu parler de cette menace ?", en: "Have you heard of this threat?" }, answers: { yes: { fr: "Oui", en: "Yes" } } });
  expect([of("g/spot").refused, of("g/_spot_latitude").refused, of("g/q77").refused]).toEqual(["position", "position", "name"]);
  expect([of("start").isBookkeeping, of("_uuid").isBookkeeping, of("g/region").role, of("g/age").role]).toEqual([true, true, "area", "age"]);
});

test("by convention a whole mapping, several answers of one question joined into one", () => {
  const mapping = conventional({ header: HEADER, rows: ROWS }, FORM, { instrument: "i", wave: "w", from: "2024-06-01", to: "2024-06-30" })!;
  expect(mapping.area).toBe("g/region");
  expect(mapping.questions.find(({ key }) => key === "told")).toMatchObject({ kind: "multiple", columns: { army: "g/told/army", chief: "g/told/chief" } });
  expect(mapping.questions.map(({ key }) => key)).not.toContain("q77");
  expect(Mapping.safeParse(mapping).success).toBe(true);
});

test.each([["nombre_enfants", undefined], ["weight_hh", undefined], ["relation_chef", undefined], ["religious_leaders_role", "origin-or-belief"], ["ethnicGroup", "origin-or-belief"], ["grp/Q1_caste", "origin-or-belief"], ["Prénom", "name"], ["WhatsApp", "contact"], ["gps_longitude", "position"], ["deviceid", "device"]] as const)("a column called %s", (name, refused) => {
  // A column's name is no sentence: an opinion about religious leaders is mapped under another name, with what is asked in words.
  expect(refusalOf({ name, values: [] })).toBe(refused);
});

test("answers that fewer than five gave are never shown: they may be somebody's own words", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("oui", "non", "rare mot"), { minLength: 30, maxLength: 200 }), (values) => {
    const [column] = proposedColumns({ header: ["q"], rows: values.map((value) => [value]) });
    for (const answer of column!.answers ?? []) expect(values.filter((value) => value === answer).length).toBeGreaterThanOrEqual(5);
  }));
});

test.each([
  ["Région", "area"], ["CODE_RÉGION", "area"], ["adm1_pcode", "area"], ["ADM1_FR", undefined], ["Wilaya", "area"], ["Nom du département", undefined], ["grp/departement", "area"], ["Poids", "weight"], ["poids_final", "weight"], ["weight_kg", undefined], ["Coefficient de pondération", "weight"],
  ["Strate", "stratum"], ["Grappe", "cluster"], ["cluster_id", "cluster"], ["Sexe", "sex"], ["Sexe du répondant", undefined], ["Âge", "age"], ["age_at_marriage", undefined],
] as const)("a column named %s is taken for: %s", (name, role) => {
  expect(proposedColumns({ header: [name], rows: ROWS.map(() => ["1"]) })[0]!.role).toBe(role);
});

test("a row of HXL tags tells what a column is, whatever it is called", () => {
  const tagged = proposedColumns({ header: ["Où", "Combien vaut la réponse", "opinion"], rows: ROWS.map((_, i) => ["SN06", "1.5", i % 2 ? "oui" : "non"]), tags: { "Où": "#adm1+code", "Combien vaut la réponse": "#meta+weight", opinion: "#indicator" } });
  expect(tagged.map(({ role, question }) => role ?? question?.kind)).toEqual(["area", "weight", "single"]);
});

test("a question with several answers in one column stays one: the form says that it is", () => {
  const [told] = proposedColumns({ header: ["g/told"], rows: ROWS.map((_, i) => [i % 2 ? "army chief" : "army"]) }, FORM);
  expect(told!.question).toMatchObject({ key: "told", kind: "multiple", column: "g/told" });
});
