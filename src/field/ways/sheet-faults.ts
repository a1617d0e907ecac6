/** What can be wrong with an XLSForm, each with the row where it stands, in the language of whoever mends it; all of them at once. */
import { labels, type Labels, type Language } from "../../platform/language.ts";
import { problem, type Problem } from "../../platform/problem.ts";

const WORDS = {
  noSurvey: labels(["la feuille survey manque, ou elle est vide", "the sheet survey is missing or empty", "ورقة survey ناقصة أو فارغة"]),
  setting: labels(["settings : {name} n’est pas pris en charge", "settings: {name} is not supported", "settings: {name} غير مدعوم"]),
  noQuestion: labels(["aucune question", "no question", "لا أسئلة"]),
  tooMany: labels(["plus de {most} questions", "more than {most} questions", "أكثر من {most} سؤال"]),
  column: labels(["la colonne « {name} » n’est pas prise en charge ; retirez-la", "the column “{name}” is not supported; remove it", "العمود «{name}» غير مدعوم؛ احذفه"]),
  columnMissing: labels(["la colonne {name} manque", "the column {name} is missing", "العمود {name} ناقص"]),
  choiceName: labels(["choices : un choix de {list} demande un nom sans espace", "choices: a choice of {list} needs a name without spaces", "choices: يحتاج اختيار من {list} إلى اسم بلا مسافات"]),
  choiceMedia: labels(["choices : {name} n’est pas pris en charge", "choices: {name} is not supported", "choices: {name} غير مدعوم"]),
  choiceTwice: labels(["choices : {list} a deux fois {name}", "choices: {list} has {name} twice", "choices: في {list} تكرر {name}"]),
  closesNothing: labels(["{type} ne ferme rien d’ouvert", "{type} closes nothing that is open", "{type} لا يغلق شيئاً مفتوحاً"]),
  neverClosed: labels(["begin {type} {name} n’est jamais fermé", "begin {type} {name} is never closed", "begin {type} {name} لم يُغلق"]),
  identifies: labels(["{type} dirait à qui est le téléphone ou où il se trouve ; retirez cette ligne", "{type} would tell whose the telephone is or where; remove this row", "{type} يكشف صاحب الهاتف أو مكانه؛ احذف هذا السطر"]),
  type: labels(["le type « {type} » n’est pas pris en charge", "the type “{type}” is not supported", "النوع «{type}» غير مدعوم"]),
  says: labels(["faleme : {name} n’est aucun de {parts}", "faleme: {name} is none of {parts}", "faleme: {name} ليس من {parts}"]),
  name: labels(["le nom « {name} » doit être en lettres latines, chiffres, - et _, et commencer par une lettre", "the name “{name}” must be Latin letters, digits, - and _, and begin with a letter", "الاسم «{name}» يجب أن يكون بأحرف لاتينية وأرقام و- و_ ويبدأ بحرف"]),
  nameTaken: labels(["le nom {name} est déjà pris", "the name {name} is taken", "الاسم {name} مستعمل"]),
  list: labels(["la liste {list} n’est pas dans la feuille choices", "the list {list} is not in the sheet choices", "القائمة {list} ليست في ورقة choices"]),
  noCalculation: labels(["calculate sans calcul", "calculate without a calculation", "calculate بلا حساب"]),
  range: labels(["les paramètres d’un range sont des nombres : start=0 end=10 step=1", "the parameters of a range are numbers: start=0 end=10 step=1", "معاملات range أرقام: start=0 end=10 step=1"]),
  noLabel: labels(["{name} n’a pas de label", "{name} has no label", "{name} بلا label"]),
  unknown: labels(["${{name}} n’est aucune question de ce formulaire", "${{name}} is no question of this form", "${{name}} ليس سؤالاً في هذه الاستمارة"]),
  ambiguous: labels(["${{name}} peut être l’une de {count} questions", "${{name}} could be any of {count} questions", "${{name}} قد يكون أياً من {count} أسئلة"]),
  versionInUse: labels(["la version {version} de {form} sert déjà avec d’autres questions ; écrivez une autre version dans la feuille settings", "version {version} of {form} is in use with other questions; write another version in the sheet settings", "الإصدار {version} من {form} مستعمل بأسئلة أخرى؛ اكتب إصداراً آخر في ورقة settings"]),
} as const satisfies Record<string, Labels>;

export interface Fault { row: number; what: keyof typeof WORDS; details?: Readonly<Record<string, string | number>> }

/** Names from a sheet may be as long as a cell. */
const LONGEST = 60;
const MOST_NAMED = 12;
const MOST_LISTED = 100;

export class SheetFaults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super("form.refused");
    this.faults = [...faults].sort((a, b) => a.row - b.row);
  }

  /** The problem as this reader is told it. */
  in(language: Language): Problem {
    const said = this.faults.map((fault) => ({ field: String(fault.row), reason: inWords(fault, language) }));
    return problem("form.refused", { reason: said.slice(0, MOST_NAMED).map(({ field, reason }) => `${field}: ${reason}`).join("; ") + (said.length > MOST_NAMED ? ` … (${said.length})` : ""), faults: said.slice(0, MOST_LISTED) });
  }
}

const inWords = ({ what, details = {} }: Fault, language: Language): string => WORDS[what][language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? "?").slice(0, LONGEST).toWellFormed());
