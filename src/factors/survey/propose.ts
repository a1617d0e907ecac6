/** What may each column mean? A proposal from names, HXL-like conventions, the form and what stands in it; a person decides. */
import { Mapping, type MappedQuestion } from "./mapping.ts";
import { plain } from "../../methods/names/fold.ts";
import type { FormQuestion } from "./form.ts";
import type { Answers } from "./read-answers.ts";
import { refusalOf, type Refusal } from "./refused-columns.ts";

export const ROLES = ["area", "weight", "stratum", "cluster", "clustersInStratum", "sex", "age"] as const;
export type Role = (typeof ROLES)[number];

/** Of a column's name in small letters without accents, its words tied by "_". */
const BY_NAME: Readonly<Record<Role, RegExp>> = {
  area: /^(area|zone|p_?code|(adm|admin)_?\d?(_?(p_?code|code|name|nom))?|((code|nom)_)?(region|departement|cercle|moughataa|wilaya|commune|arrondissement)(_(code|name|nom|p_?code))?)$/,
  weight: /^(weights?|poids|pond(eration)?|coef(ficient)?_(de_)?(ponderation|extrapolation)|wgt|wt|pw)(_(final|hh|menage|ind|sondage|survey|sample|ech\w*|norm\w*))?$/,
  stratum: /^(strat(um|a|e)?|strates?)(_(id|code|no|num))?$/, cluster: /^(clusters?|grappes?|psu|ea|zd|dr|upm)(_(id|code|no|num))?$/, clustersInStratum: /^(fpc|clusters_in_stratum)$/,
  sex: /^(sexe?|gender|genre)(_(repondant|respondent|enquete|chef))?$/, age: /^age(_(years|ans|repondant|respondent|enquete|annees))?$/,
};
/** Where a row of HXL tags says it. */
const BY_TAG: Partial<Readonly<Record<Role, RegExp>>> = { area: /^#(adm[1-4]?|loc)\b/, weight: /^#\w+\b.*\+weight\b/, sex: /^#\w+\b.*\+(sex|gender)\b/, age: /^#\w+\b.*\+age\b/ };

/** Of the form's own bookkeeping: neither a question nor anybody's business. */
const BOOKKEEPING = /^(start|end|today|_.*|meta\/.*|instanceid|formhub\/uuid|submissiondate|key|edits|status|id|row_?id|respondent_?id|hh_?id|id_.*)$/i;

export interface ProposedColumn {
  name: string;
  role?: Role;
  question?: MappedQuestion;
  refused?: Refusal;
  /** Distinct answers, where they are few enough to be answers and not persons. */
  answers?: string[];
  isBookkeeping?: boolean;
}

const SAMPLE = 2_000, MOST_ANSWERS = 15, FEWEST_EACH = 5;

export function proposedColumns({ header, rows, tags = {} }: Answers, form: ReadonlyMap<string, FormQuestion> = new Map()): ProposedColumn[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const sample = rows.filter((_, i) => i % step === 0);
  const bare = header.map(nameWithoutGroup);
  return header.map((name, at): ProposedColumn => {
    const asked = form.get(bare[at]!) ?? form.get(bare[at]!.split("/")[0]!);
    const values = sample.map((row) => row[at]!);
    const role = ROLES.find((one) => BY_TAG[one]?.test(tags[name] ?? "")) ?? ROLES.find((one) => BY_NAME[one].test(plain(bare[at]!.replaceAll("_", " ")).replaceAll(" ", "_")));
    const seen = { name: bare[at]!, label: Object.values(asked?.wording ?? {}).join(" "), formType: asked?.type };
    const isBookkeeping = BOOKKEEPING.test(name) || BOOKKEEPING.test(bare[at]!);
    const refused = role ? undefined : refusalOf({ ...seen, values: isBookkeeping ? [] : values });
    if (refused) return { name, refused };
    if (role) return { name, role };
    if (isBookkeeping) return { name, isBookkeeping: true };
    const answers = fewAnswers(values);
    if (answers) return { name, answers, question: questionOf(name, bare[at]!, asked?.type.startsWith("select_multiple") ? "multiple" : "single", asked) };
    return values.every((value) => value === "" || Number.isFinite(Number(value.replace(",", ".")))) ? { name, question: questionOf(name, bare[at]!, "number", asked) } : { name, refused: "free-text" };
  });
}

/** "group/q1" → q1; but "q1/answer" of a question with several answers keeps both. */
function nameWithoutGroup(name: string): string {
  const parts = name.replaceAll(":", "/").split("/");
  return parts.at(-1)!;
}

function fewAnswers(values: readonly string[]): string[] | undefined {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size === 0 || counts.size > MOST_ANSWERS) return undefined;
  // What few gave may be somebody's own words.
  return [...counts].filter(([, count]) => count >= FEWEST_EACH).map(([value]) => value).sort();
}

const questionOf = (column: string, key: string, kind: MappedQuestion["kind"], asked: FormQuestion | undefined): MappedQuestion => ({
  key: key.slice(0, 80), name: (asked?.wording.fr ?? Object.values(asked?.wording ?? {})[0] ?? key).slice(0, 300), kind, column, statistic: "mean",
  ...(asked?.wording.en ? { nameEn: asked.wording.en.slice(0, 300) } : {}), ...(asked?.wording.ar ? { nameAr: asked.wording.ar.slice(0, 300) } : {}),
  ...(asked && Object.keys(asked.wording).length > 0 ? { wording: asked.wording } : {}), ...(asked?.answers ? { answers: asked.answers } : {}),
});

/** A whole mapping by convention: for a file whose columns are named as above. Undefined: no column of areas. */
export function conventional(answers: Answers, form: ReadonlyMap<string, FormQuestion>, about: { instrument: string; wave: string; from: string; to: string }): Mapping | undefined {
  const columns = proposedColumns(answers, form);
  const roles = Object.fromEntries(ROLES.flatMap((role) => { const found = columns.find((column) => column.role === role); return found ? [[role, found.name]] : []; }));
  const questions = joinedAnswers(columns, form);
  if (!roles.area || questions.length === 0) return undefined;
  return Mapping.parse({ instrument: { name: about.instrument }, wave: { name: about.wave, from: about.from, to: about.to }, ...roles, questions });
}

/** Kobo writes a question with several answers as one column each: q/a, q/b. */
function joinedAnswers(columns: readonly ProposedColumn[], form: ReadonlyMap<string, FormQuestion>): MappedQuestion[] {
  const whole = new Map<string, MappedQuestion>();
  for (const { name, question } of columns) {
    if (!question) continue;
    const parts = name.split("/");
    const parent = parts.at(-2);
    const asked = parent === undefined ? undefined : form.get(parent);
    const isPart = parent !== undefined && (asked?.type.startsWith("select_multiple") || columns.some((other) => nameWithoutGroup(other.name) === parent));
    if (!isPart) { whole.set(question.key, question); continue; }
    const joint = whole.get(parent!);
    whole.set(parent!, { ...(joint?.columns ? joint : { ...questionOf(name, parent!, "single", asked), column: undefined, kind: "multiple" as const }), columns: { ...joint?.columns, [parts.at(-1)!]: name } });
  }
  return [...whole.values()].map((one) => (one.columns ? (({ column: _, ...rest }) => rest)(one) as MappedQuestion : one));
}

