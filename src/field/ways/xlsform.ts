/**
 * What does an XLSForm ask? From the sheets survey, choices and settings (xlsform.org) a form as a tree of questions. What we do
 * not support is refused, each with its row: a form that half works in the field costs more than one that is mended at a desk.
 */
import { SheetFaults, type Fault } from "./sheet-faults.ts";
import type { Workbook } from "./workbook.ts";

/** Words by language; "" where the sheet names none. */
export type Words = ReadonlyMap<string, string>;

export interface Choice { name: string; label: Words; /** Other columns of the choice, which a choice filter may ask. */ more: ReadonlyMap<string, string> }

export interface Question {
  kind: "question" | "group" | "repeat";
  /** Of an XLSForm, in one spelling: "select_one", "dateTime". */
  type: string;
  name: string;
  row: number;
  /** Of the sheet choices. */
  list?: string;
  label: Words;
  hint: Words;
  constraintMessage: Words;
  requiredMessage: Words;
  /** Expressions as written, with ${names}. */
  relevant?: string;
  constraint?: string;
  required?: string;
  readOnly?: string;
  calculation?: string;
  default?: string;
  choiceFilter?: string;
  repeatCount?: string;
  appearance?: string;
  /** start=0 end=10 step=1, of a range. */
  parameters: ReadonlyMap<string, string>;
  /** Which part of a report it is, in the column faleme. */
  says?: SaidPart;
  children: Question[];
}

export interface Form {
  title: string;
  formId: string;
  version: string;
  /** In the order of the sheet; [""] where it names none. */
  languages: readonly string[];
  defaultLanguage: string;
  instanceName?: string;
  questions: Question[];
  choices: ReadonlyMap<string, readonly Choice[]>;
}

export const SAID_PARTS = ["kind", "place", "near", "towards", "on", "howKnown", "number", "point"] as const;
export type SaidPart = (typeof SAID_PARTS)[number];

/** The types of ours by every spelling that XLSForm allows, and the data type of each in the XForm. */
export const TYPES: Readonly<Record<string, string>> = {
  text: "string", integer: "int", decimal: "decimal", date: "date", time: "time", dateTime: "dateTime", note: "string", select_one: "string", select_multiple: "string", rank: "odk:rank",
  geopoint: "geopoint", geotrace: "geotrace", geoshape: "geoshape", image: "binary", audio: "binary", video: "binary", file: "binary", barcode: "barcode", acknowledge: "string",
  calculate: "string", hidden: "string", range: "int", today: "date", start: "dateTime", end: "dateTime",
};
const SPELLINGS: Readonly<Record<string, string>> = { int: "integer", string: "text", datetime: "dateTime", select1: "select_one", "select one": "select_one", "select multiple": "select_multiple", "select all that apply from": "select_multiple", "select one from": "select_one", photo: "image", trigger: "acknowledge", gps: "geopoint", location: "geopoint" };
const IDENTIFYING = /^(uri:)?(deviceid|phonenumber|username|email|subscriberid|simserial|simid)$|^(audit|start-geopoint|background-audio|background-geopoint)$/i;

const MOST_QUESTIONS = 1_000;
/** Of XML and of our paths. */
const NAME = /^[A-Za-z_][\w-]*$/;
const COLUMNS = new Set(["type", "name", "label", "hint", "required", "required_message", "constraint", "constraint_message", "relevant", "calculation", "appearance", "default", "choice_filter", "read_only", "repeat_count", "parameters", "faleme", "note", "notes", "comment", "disabled"]);
const COLUMN_SPELLINGS: Readonly<Record<string, string>> = { relevance: "relevant", "bind::relevant": "relevant", "bind::constraint": "constraint", "bind::required": "required", "bind::calculate": "calculation", calculate: "calculation", readonly: "read_only", requiredmsg: "required_message", "bind::faleme": "faleme", repeatcount: "repeat_count" };
const TRANSLATED = new Set(["label", "hint", "constraint_message", "required_message"]);
const SETTINGS = new Set(["form_title", "form_id", "version", "default_language", "instance_name"]);

/**
 * @throws SheetFaults
 * @param called by which name the form is known where the sheet settings says none: the file's
 * @param now the version where that sheet says none, as ODK's own tools write it: 2026112406
 */
export function readXlsForm(book: Workbook, called: string, now: Date): Form {
  const faults: Fault[] = [];
  const survey = tableOf(book.get("survey"));
  if (!survey) throw new SheetFaults([{ row: 1, what: "noSurvey" }]);
  const settings = tableOf(book.get("settings"))?.rows[0]?.cells ?? new Map<string, string>();
  for (const [name, value] of settings) if (!SETTINGS.has(name) && value !== "" && value.toLowerCase() !== "false") faults.push({ row: 2, what: "setting", details: { name } });
  const choices = readChoices(tableOf(book.get("choices")), faults);
  const columns = readColumns(survey.columns, faults);
  const questions = readQuestions(survey.rows, columns, faults);
  const all = flat(questions);
  if (all.length === 0) faults.push({ row: 2, what: "noQuestion" });
  if (all.length > MOST_QUESTIONS) faults.push({ row: 1, what: "tooMany", details: { most: MOST_QUESTIONS } });
  checkNames(questions, faults);
  checkUses(all, choices, faults);
  // Words of choices and the name of a filling may show answers too.
  for (const words of [settings.get("instance_name") ?? "", ...[...choices.values()].flat().flatMap(({ label }) => [...label.values()])]) {
    for (const [, name] of words.matchAll(REFERENCE)) if (!all.some((question) => question.name === name)) faults.push({ row: 1, what: "unknown", details: { name: name! } });
  }
  if (faults.length > 0) throw new SheetFaults(faults);
  const languages = [...new Set([...columns.filter(({ name }) => TRANSLATED.has(name)).map(({ language }) => language), ...[...choices.values()].flat().flatMap(({ label }) => [...label.keys()])])];
  const defaultLanguage = settings.get("default_language") || languages.find((language) => language === "") || (languages[0] ?? "");
  const formId = settings.get("form_id") || called;
  const title = settings.get("form_title") || formId;
  const instanceName = settings.get("instance_name");
  return {
    title: title.slice(0, 200), formId: formId.slice(0, 100), version: (settings.get("version") || now.toISOString().replaceAll(/\D/g, "").slice(0, 10)).slice(0, 60),
    languages: languages.length > 0 ? languages : [""], defaultLanguage, ...(instanceName ? { instanceName } : {}), questions, choices,
  };
}

interface Column { at: number; name: string; language: string }
interface Table { columns: string[]; rows: { row: number; cells: Map<string, string>; raw: readonly string[] }[] }

function tableOf(rows: readonly (readonly string[])[] | undefined): Table | undefined {
  const head = rows?.[0];
  if (!rows || !head) return undefined;
  const columns = head.map(columnName);
  return {
    columns,
    rows: rows.slice(1).flatMap((raw, i) => (raw.some((cell) => cell !== "") ? [{ row: i + 2, raw, cells: new Map(columns.map((column, at) => [column, raw[at] ?? ""])) }] : [])),
  };
}

/** In small letters, but for the language: "Label : Français (fr)" is "label::Français (fr)". */
function columnName(cell: string): string {
  const [first = "", ...rest] = cell.trim().split(/\s*::?\s*/);
  return [first.toLowerCase(), ...(first.toLowerCase() === "bind" ? rest.map((word) => word.toLowerCase()) : rest)].join("::");
}

/** "label::Français (fr)" is a label in the language that the sheet calls so. */
function readColumns(columns: readonly string[], faults: Fault[]): Column[] {
  const read = columns.flatMap((words, at): Column[] => {
    const spelled = COLUMN_SPELLINGS[words] ?? words;
    const [first = "", ...rest] = spelled.split("::");
    const name = COLUMN_SPELLINGS[first] ?? first.replaceAll(" ", "_");
    if (words === "") return [];
    if (rest.length > 0 && TRANSLATED.has(name)) return [{ at, name, language: rest.join("::") }];
    if (rest.length === 0 && COLUMNS.has(name)) return [{ at, name, language: "" }];
    faults.push({ row: 1, what: "column", details: { name: words } });
    return [];
  });
  for (const needed of ["type", "name"]) if (!read.some(({ name }) => name === needed)) faults.push({ row: 1, what: "columnMissing", details: { name: needed } });
  return read;
}

function readChoices(table: Table | undefined, faults: Fault[]): Map<string, Choice[]> {
  const lists = new Map<string, Choice[]>();
  for (const { row, cells } of table?.rows ?? []) {
    const list = cells.get("list_name") || cells.get("list name") || "";
    const name = cells.get("name") || cells.get("value") || "";
    if (!list) continue;
    if (!name || /\s/.test(name)) { faults.push({ row, what: "choiceName", details: { list } }); continue; }
    const label = new Map<string, string>();
    const more = new Map<string, string>();
    for (const [column, words] of cells) {
      if (["list_name", "list name", "name", "value"].includes(column) || words === "") continue;
      const [first = "", ...rest] = column.split("::");
      if (first === "label") label.set(rest.join("::"), words);
      else if (/^(image|audio|video|media)$/.test(first)) faults.push({ row, what: "choiceMedia", details: { name: column } });
      else if (NAME.test(column)) more.set(column, words);
    }
    const held = lists.get(list) ?? [];
    if (held.some((choice) => choice.name === name)) faults.push({ row, what: "choiceTwice", details: { list, name } });
    lists.set(list, [...held, { name, label, more }]);
  }
  return lists;
}

function readQuestions(rows: Table["rows"], columns: readonly Column[], faults: Fault[]): Question[] {
  const top: Question[] = [];
  const open: Question[] = [];
  for (const { row, raw } of rows) {
    const cell = (name: string) => columns.flatMap((column) => (column.name === name ? [raw[column.at] ?? ""] : []))[0] ?? "";
    const words = (name: string): Words => new Map(columns.flatMap((column) => (column.name === name && raw[column.at] ? [[column.language, raw[column.at]!] as const] : [])));
    const said = cell("type").replaceAll(/\s+/g, " ").trim();
    if (!said || /^(yes|true)$/i.test(cell("disabled"))) continue;
    const [, edge, inside] = /^(begin|end)[ _](group|repeat)$/i.exec(said) ?? [];
    if (edge?.toLowerCase() === "end") {
      const last = open.pop();
      if (!last || last.kind !== inside!.toLowerCase()) faults.push({ row, what: "closesNothing", details: { type: said } });
      continue;
    }
    const [type, list] = edge ? [inside!.toLowerCase(), undefined] : typeOf(said);
    if (IDENTIFYING.test(said)) faults.push({ row, what: "identifies", details: { type: said } });
    else if (!edge && !Object.hasOwn(TYPES, type)) faults.push({ row, what: "type", details: { type: said } });
    // A question that is called as a part of a report is that part, unless the column says otherwise.
    const says = cell("faleme") || ((SAID_PARTS as readonly string[]).includes(cell("name")) ? cell("name") : "");
    if (says && !(SAID_PARTS as readonly string[]).includes(says)) faults.push({ row, what: "says", details: { name: says, parts: SAID_PARTS.join(", ") } });
    const optional = { relevant: cell("relevant"), constraint: cell("constraint"), required: condition(cell("required")), readOnly: condition(cell("read_only")), calculation: cell("calculation"), default: cell("default"), choiceFilter: cell("choice_filter"), repeatCount: cell("repeat_count"), appearance: cell("appearance") };
    const question: Question = {
      kind: edge ? (type as "group" | "repeat") : "question", type, name: cell("name"), row, ...(list ? { list } : {}),
      label: words("label"), hint: words("hint"), constraintMessage: words("constraint_message"), requiredMessage: words("required_message"),
      ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) as Partial<Question>),
      parameters: new Map([...cell("parameters").matchAll(/(\w+)\s*=\s*([^\s,;]+)/g)].map(([, name, value]) => [name!, value!])),
      ...(says ? { says: says as SaidPart } : {}), children: [],
    };
    (open.at(-1)?.children ?? top).push(question);
    if (edge) open.push(question);
  }
  for (const { kind, name, row } of open) faults.push({ row, what: "neverClosed", details: { type: kind, name } });
  return top;
}

function typeOf(said: string): [type: string, list?: string] {
  const [, head, list] = /^(select[ _]one(?: from)?|select1|select[ _]multiple|select all that apply from|rank) ([^\s]+)$/i.exec(said) ?? [];
  const word = (head ?? said).toLowerCase();
  const type = SPELLINGS[word] ?? Object.keys(TYPES).find((known) => known.toLowerCase() === word) ?? word;
  return list ? [type, list] : [type];
}

const condition = (words: string): string => (/^(yes|true(\(\))?)$/i.test(words) ? "true()" : /^(no|false(\(\))?)?$/i.test(words) ? "" : words);

export const flat = (questions: readonly Question[]): Question[] => questions.flatMap((question) => [question, ...flat(question.children)]);

function checkNames(siblings: readonly Question[], faults: Fault[]): void {
  const seen = new Set<string>();
  for (const { name, row, children } of siblings) {
    if (!NAME.test(name)) faults.push({ row, what: "name", details: { name } });
    else if (name === "meta" || seen.has(name)) faults.push({ row, what: "nameTaken", details: { name } });
    seen.add(name);
    checkNames(children, faults);
  }
}

/** ${names} that some expression or some words use. */
export const REFERENCE = /\$\{\s*([^}\s]+)\s*\}/g;

function checkUses(all: readonly Question[], choices: ReadonlyMap<string, readonly Choice[]>, faults: Fault[]): void {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const question of all) {
    const { row, type, list, calculation, parameters } = question;
    if (type === "select_one" || type === "select_multiple" || type === "rank") {
      if (!list || !choices.has(list)) faults.push({ row, what: "list", details: { list: list ?? "" } });
    }
    if (type === "calculate" && !calculation) faults.push({ row, what: "noCalculation" });
    if (type === "range" && [...parameters.values()].some((value) => !/^-?\d+(\.\d+)?$/.test(value))) faults.push({ row, what: "range" });
    if (question.kind === "question" && question.label.size === 0 && question.hint.size === 0 && !["calculate", "hidden", "today", "start", "end"].includes(type)) faults.push({ row, what: "noLabel", details: { name: question.name } });
    const expressions = [question.relevant, question.constraint, question.required, question.readOnly, calculation, question.default, question.choiceFilter, question.repeatCount, ...question.label.values(), ...question.hint.values(), ...question.constraintMessage.values(), ...question.requiredMessage.values()];
    for (const expression of expressions) {
      for (const [, name] of (expression ?? "").matchAll(REFERENCE)) {
        if (!counts.has(name!)) faults.push({ row, what: "unknown", details: { name: name! } });
        else if (counts.get(name!)! > 1) faults.push({ row, what: "ambiguous", details: { name: name!, count: counts.get(name!)! } });
      }
    }
  }
}
