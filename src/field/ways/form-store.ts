/** Forms as they are kept: the current version as a noun, and every version's XForm and questions beside it. */
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { find, save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { form } from "./form.noun.ts";
import { uuidOf } from "./repeat-id.ts";
import { SheetFaults } from "./sheet-faults.ts";
import { flat, type Form, type Question, type SaidPart, type Words } from "./xlsform.ts";
import { xformOf } from "./xform.ts";

/** What a reader of answers needs of a question, by its path "group/question". */
export interface AskedQuestion { path: string; type: string; label: Record<string, string>; says?: SaidPart; choices?: Record<string, Record<string, string>> }

type FormRow = Row<typeof form.fields>;

const idOf = (formId: string, exercise: boolean) => uuidOf(`form ${exercise ? "exercise" : "actual"} ${formId}`);

/**
 * A version that telephones have is never changed under them.
 * @param isTrial only whether it would be taken
 * @throws SheetFaults
 */
export async function keepForm(tx: Transaction, read: Form, isTrial = false): Promise<FormRow> {
  const id = idOf(read.formId, tx.caller.exercise);
  const xform = xformOf(read);
  const questions = questionsOf(read);
  const { rows: [kept] } = await tx.client.query("select xform from form_texts where form = $1 and form_version = $2", [id, read.version]);
  if (kept && kept.xform !== xform) throw new SheetFaults([{ row: 2, what: "versionInUse", details: { version: read.version, form: read.formId } }]);
  const before = await find(tx, form, id);
  const content: FormRow["content"] = {
    title: read.title, formId: read.formId, formVersion: read.version, languages: read.languages.map((language) => language || "default"),
    questionCount: questions.length, isOpen: (before?.content as FormRow["content"] | undefined)?.isOpen ?? true,
  };
  if (isTrial) return { id, content } as FormRow;
  const { row } = await save(tx, form, { id, content });
  if (!kept) await tx.client.query("insert into form_texts (form, form_version, xform, questions, at) values ($1, $2, $3, $4, $5)", [id, read.version, xform, JSON.stringify(questions), tx.now]);
  tx.afterCommit(() => { known.clear(); });
  return row as unknown as FormRow;
}

export async function openOrClose(tx: Transaction, id: string, isOpen: boolean): Promise<FormRow> {
  const row = await find(tx, form, id);
  if (!row) throw problem("record.notFound");
  const saved = await save(tx, form, { id, content: { ...row.content, isOpen }, basedOn: row.version });
  return saved.row as unknown as FormRow;
}

function questionsOf({ questions, choices }: Form): AskedQuestion[] {
  const walk = (siblings: readonly Question[], above: string): AskedQuestion[] => siblings.flatMap((question) => {
    const path = above + question.name;
    if (question.kind !== "question") return walk(question.children, `${path}/`);
    const ofList = question.list && choices.get(question.list);
    return [{ path, type: question.type, label: asObject(question.label), ...(question.says ? { says: question.says } : {}), ...(ofList ? { choices: Object.fromEntries(ofList.map(({ name, label }) => [name, asObject(label)])) } : {}) }];
  });
  return flat(questions).length > 0 ? walk(questions, "") : [];
}

const asObject = (words: Words): Record<string, string> => Object.fromEntries([...words].map(([language, text]) => [language || "default", text]));

const keeper = (node: Node, exercise: boolean) => node.keeper("openrosa", exercise);

/** Those that telephones are shown. */
export const openForms = (node: Node, exercise: boolean): Promise<{ id: string; title: string; formId: string; formVersion: string; hash: string }[]> => node.db.as(keeper(node, exercise), async (tx) => {
  const { rows } = await tx.client.query(`
    select f.id, f.title, f.form_id as "formId", f.form_version as "formVersion", md5(t.xform) as hash
    from forms f join form_texts t on t.form = f.id and t.form_version = f.form_version where f.is_open and not f.withdrawn order by f.title, f.id`);
  return rows;
});

export const xformText = (node: Node, exercise: boolean, id: string): Promise<string | undefined> => node.db.as(keeper(node, exercise), async (tx) => {
  const { rows: [row] } = await tx.client.query("select t.xform from forms f join form_texts t on t.form = f.id and t.form_version = f.form_version where f.id = $1 and f.is_open and not f.withdrawn", [id]);
  return row?.xform;
});

/** The questions of a form's newest version, for whoever shows answers. Nothing: no such form. */
export async function questionsAsked(tx: Transaction, formId: string): Promise<AskedQuestion[] | undefined> {
  const { rows: [row] } = await tx.client.query("select questions from form_texts where form = $1 order by at desc limit 1", [idOf(formId, tx.caller.exercise)]);
  return row?.questions;
}

/** Of just this version: the same submission must say the same whenever it is repeated. */
async function questionsOfVersion(tx: Transaction, formId: string, version: string): Promise<AskedQuestion[] | undefined> {
  const { rows: [row] } = await tx.client.query("select questions from form_texts where form = $1 and form_version = $2", [idOf(formId, tx.caller.exercise), version]);
  return row?.questions;
}

/** Forms by world, id and version, for submissions by the hundred each second; forgotten after a few seconds, since another server may have taken a newer one. */
const known = new Map<string, { until: number; questions: Promise<AskedQuestion[] | undefined> }>();
const KNOWN_MS = 5_000;

export function questionsKnown(node: Node, exercise: boolean, formId: string, version: string): Promise<AskedQuestion[] | undefined> {
  const key = `${node.dir} ${exercise} ${formId} ${version}`;
  const now = Date.now();
  const held = known.get(key);
  if (held && held.until > now) return held.questions;
  if (known.size > 500) known.clear();
  const questions = node.db.as(keeper(node, exercise), (tx) => questionsOfVersion(tx, formId, version));
  questions.catch(() => { known.delete(key); });
  known.set(key, { until: now + KNOWN_MS, questions });
  return questions;
}
