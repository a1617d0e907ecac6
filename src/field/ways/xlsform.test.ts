import { expect, test } from "vitest";
import type { SheetFaults } from "./sheet-faults.ts";
import { readXlsForm, type Form } from "./xlsform.ts";
import { xformOf } from "./xform.ts";
import { scanXml } from "./xml-scan.ts";

const rows = (words: string) => words.trim().split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
const NOW = new Date("2026-11-24T06:00:00Z");
const read = (survey: string, choices = "list_name | name | label\nyn | yes | Yes\nyn | no | No", settings = "form_id\nf"): Form =>
  readXlsForm(new Map([["survey", rows(survey)], ["choices", rows(choices)], ["settings", rows(settings)]]), "file", NOW);
const xformFor = (...sheets: Parameters<typeof read>) => xformOf(read(...sheets));
const faults = (...sheets: Parameters<typeof read>): string[] => {
  try { read(...sheets); } catch (error) { return ((error as SheetFaults).in("en").details.faults as { field: string; reason: string }[]).map(({ field, reason }) => `${field} ${reason}`); }
  return [];
};

test("every type becomes the control and the data type that telephones know", () => {
  const form = xformFor(`type | name | label | parameters | calculation
text | a | A
integer | b | B
select_one yn | c | C
select_multiple yn | d | D
rank yn | e | E
image | f | F
range | g | G | start=0 end=1 step=0.1
calculate | h | | | 1 + 1
acknowledge | i | I
today | j
dateTime | k | K
geoshape | l | L`);
  for (const piece of ['<bind nodeset="/data/b" type="int"', '<select1 ref="/data/c">', '<select ref="/data/d">', '<odk:rank ref="/data/e">', '<upload ref="/data/f" mediatype="image/*">', '<range ref="/data/g" start="0" end="1" step="0.1">', '<bind nodeset="/data/g" type="decimal"', 'calculate="1 + 1"', '<trigger ref="/data/i">', 'jr:preload="date" jr:preloadParams="today"', '<bind nodeset="/data/k" type="dateTime"', '<bind nodeset="/data/l" type="geoshape"', '<data id="f" version="2026112406">', 'nodeset="/data/meta/instanceID"']) expect(form).toContain(piece);
  scanXml(form);
});

test("a name is a path: from the root, and inside a repeat from its own round; in a filter it is the question's", () => {
  const form = xformFor(`type | name | label | relevant | choice_filter | default | constraint
text | top | T
begin repeat | r | R
begin group | g | G
select_one yn | x | X | \${top} != '' | | | . != \${y}
end group
text | y | Y \${x} | | | concat(\${top}, 1)
select_one yn | z | Z | | name = \${y}
end repeat
text | after | \${y}`);
  for (const piece of [`relevant=" /data/top  != &apos;&apos;"`, 'constraint=". !=  ../../y "', '<output value=" ../g/x "/>', "[name =  current()/../y ]", '<setvalue event="odk-instance-first-load odk-new-repeat" ref="/data/r/y" value="concat( /data/top , 1)"/>', '<output value=" /data/r/y "/>', '<r jr:template=""><g><x/></g><y/><z/></r><r><g><x/></g><y/><z/></r>']) expect(form).toContain(piece);
});

test("languages stand beside each other, and what one does not say is said in the default one", () => {
  const { languages, defaultLanguage } = read("type | name | label::Français (fr) | Label : العربية\ntext | a | Où ?", undefined, "form_id | default_language\nf | Français (fr)");
  expect([languages, defaultLanguage]).toEqual([["Français (fr)", "العربية", ""], "Français (fr)"]);
  const form = xformFor("type | name | label::fr | label::ar\ntext | a | Où <ici> ?", "list_name | name | label::fr", "form_id | default_language\nf | fr");
  expect(form).toContain('<translation lang="fr" default="true()"><text id="/data/a:label"><value>Où &lt;ici&gt; ?</value>');
  expect(form).toContain('<translation lang="ar"><text id="/data/a:label"><value>Où &lt;ici&gt; ?</value>');
});

test.each([
  ["a type", "type | name | label\nvideo-call | a | A", "2 the type “video-call”"], ["the telephone's number", "type | name | label\nphonenumber | a | A", "2 phonenumber would tell whose"], ["a list", "type | name | label\nselect_one none | a | A", "2 the list none is not"],
  ["a file of choices", "type | name | label\nselect_one_from_file x.csv | a | A", "2 the type"], ["a reference", "type | name | label | relevant\ntext | a | A | ${b} = 1", "2 ${b} is no question"], ["an ambiguous reference", "type | name | label\nbegin group | g | G\ntext | a | A\nend group\ntext | a | ${a}", "5 ${a} could be any of 2"],
  ["an open group", "type | name | label\nbegin group | g | G\ntext | a | A", "2 begin group g is never closed"], ["a closed one", "type | name | label\ntext | a | A\nend repeat", "3 end repeat closes nothing"], ["crossed ends", "type | name | label\nbegin group | g | G\ntext | a | A\nend repeat\nend group", "4 end repeat closes nothing"],
  ["a name", "type | name | label\ntext | 1 a | A", "2 the name “1 a”"], ["the same name", "type | name | label\ntext | a | A\ntext | a | B", "3 the name a is taken"], ["no label", "type | name | label\ntext | a", "2 a has no label"], ["a column", "type | name | label | body::x\ntext | a | A | y", "1 the column “body::x”"], ["pictures", "type | name | label | media::image\ntext | a | A | y.jpg", "1 the column “media::image”"], ["a part", "type | name | label | faleme\ntext | a | A | ethnicity", "2 faleme: ethnicity is none"],
])("%s that we do not support is refused with its row", (_, survey, fault) => { expect(faults(survey)).toEqual(expect.arrayContaining([expect.stringContaining(fault)])); });

test("a setting that would change what is sent is refused", () => {
  expect(faults("type | name | label\ntext | a | A", undefined, "form_id | submission_url | public_key\nf | https://elsewhere.example | MII")).toEqual(["2 settings: submission_url is not supported", "2 settings: public_key is not supported"]);
});

test("words of choices and the name of a filling speak only of questions that are there", () => {
  expect(faults("type | name | label\nselect_one yn | a | A", "list_name | name | label\nyn | yes | Yes ${b}", "form_id | instance_name\nf | ${c}")).toEqual(["1 ${c} is no question of this form", "1 ${b} is no question of this form"]);
});
