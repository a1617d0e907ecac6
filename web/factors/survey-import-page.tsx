/**
 * Bringing in a survey's answers: a file is looked at, each column is given its meaning, what must not come in is refused, a
 * trial shows what would be estimated, and only then it is. The file stays in this page; the server reads it and forgets it.
 */
import { Button, Checkbox, FileInput, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Done, Nothing as NothingHere, Trouble } from "../design/states.tsx";
import { number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import styles from "./factors.module.css";

const ROLES = ["area", "weight", "stratum", "cluster", "clustersInStratum", "sex", "age"] as const;
type Role = (typeof ROLES)[number];
interface Asked { key: string; name: string; kind: "single" | "multiple" | "number"; column?: string; wording?: Record<string, string>; answers?: Record<string, Record<string, string>> }
interface Column { name: string; role?: Role; question?: Asked; refused?: string; answers?: string[]; isBookkeeping?: boolean }
interface Seen { respondents: number; columns: Column[] }
interface Result { respondents: number; questions: number; estimates: number; suppressed: number; heldBack: { question: string; wave: string; before: number; now?: number }[]; refused: number; microdata: string; isDryRun: boolean; faults: { line: number; field: string; reason: string }[] }
interface Sent { name: string; data: string }

async function sentOf(file: File): Promise<Sent> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let words = "";
  for (let at = 0; at < bytes.length; at += 32_768) words += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { name: file.name, data: btoa(words) };
}

export function SurveyImportPage() {
  const t = useWords();
  const mayImport = useMay("factors.import");
  const [file, setFile] = useState<File | null>(null);
  const [form, setForm] = useState<File | null>(null);
  const look = useMutation({ mutationFn: async () => ask<Seen>("/api/factors/surveys/columns", { method: "POST", body: { file: await sentOf(file!), ...(form ? { form: await sentOf(form) } : {}) } }) });
  return (
    <>
      <PageHead title={t("factors.importSurvey")} above={<TextLink to={ADDRESS.surveys}>{t("page.surveys")}</TextLink>} below={<span className="measure">{t("factors.importWords")}</span>} />
      {!mayImport ? <NothingHere title={t("factors.mayNotImport")} /> : (
        <>
          <Part title={t("factors.stepFile")}>
            <div className={styles.tools}>
              <div><FileInput label={t("factors.answersFile")} description={t("factors.answersFileWords")} accept=".csv,.xlsx" value={file} onChange={(next) => { setFile(next); look.reset(); }} /></div>
              <div><FileInput label={t("factors.formFile")} description={t("factors.formFileWords")} accept=".xlsx" value={form} onChange={(next) => { setForm(next); look.reset(); }} /></div>
              <Button disabled={!file} loading={look.isPending} onClick={() => { look.mutate(); }}>{t("factors.look")}</Button>
            </div>
            {look.error ? <Trouble error={look.error} /> : null}
          </Part>
          {look.data && file ? <MappingPart key={file.name + String(file.lastModified)} file={file} seen={look.data} /> : null}
        </>
      )}
    </>
  );
}

function MappingPart({ file, seen }: { file: File; seen: Seen }) {
  const t = useWords();
  const [uses, setUses] = useState<Record<string, string>>(() => Object.fromEntries(seen.columns.map(({ name, role, question }) => [name, role ?? (question ? "question" : "")])));
  const [names, setNames] = useState<Record<string, string>>({});
  const [about, setAbout] = useState({ instrument: file.name.replace(/\.(csv|xlsx)$/i, ""), wave: "", from: "", to: "" });
  const [floor, setFloor] = useState<number | string>(10);
  const [keep, setKeep] = useState(false);
  const refused = seen.columns.filter((column) => column.refused);
  const chosen = (use: string) => seen.columns.filter(({ name }) => uses[name] === use);
  const mapping = () => ({
    instrument: { name: about.instrument }, wave: { name: about.wave, from: about.from, to: about.to }, floor: Number(floor),
    ...Object.fromEntries(ROLES.flatMap((role) => { const [one] = chosen(role); return one ? [[role, one.name]] : []; })),
    questions: chosen("question").map(({ name, question }) => ({ ...question!, name: names[name]?.trim() || question!.name })),
  });
  const run = useMutation({ mutationFn: async (isDryRun: boolean) => ask<Result>("/api/factors/surveys/import", { method: "POST", body: { file: await sentOf(file), mapping: mapping(), isDryRun, keep } }) });
  const lacks = chosen("area").length !== 1 ? t("factors.needsArea") : chosen("question").length === 0 ? t("factors.needsQuestion") : !about.wave || !about.from || !about.to ? t("factors.needsWave") : undefined;
  return (
    <>
      <Part title={t("factors.stepMapping")}>
        <p className="measure">{t("factors.seen", { respondents: number(seen.respondents), columns: number(seen.columns.length) })}</p>
        {refused.length > 0 ? <div className={styles.refusal} role="note"><p><strong>{t("factors.refusedColumns", { shown: refused.length })}</strong></p><ul>{refused.map(({ name, refused: why }) => <li key={name}><span className="mono">{name}</span>: {t(`factors.refused.${why as "name"}`)}</li>)}</ul></div> : null}
        <div className={styles.scroll} style={{ marginTop: 16 }} tabIndex={0} role="region" aria-label={t("factors.stepMapping")}>
          <table className={`${styles.table} ${styles.mapping}`}>
            <thead><tr><th scope="col">{t("factors.column")}</th><th scope="col">{t("factors.meaning")}</th><th scope="col">{t("factors.questionName")}</th><th scope="col">{t("factors.answersSeen")}</th></tr></thead>
            <tbody>{seen.columns.filter((column) => !column.refused).map(({ name, question, answers, isBookkeeping }) => (
              <tr key={name}>
                <th scope="row" className="mono">{name}</th>
                <td><Select aria-label={`${t("factors.meaning")}: ${name}`} value={uses[name] ?? ""} allowDeselect={false} onChange={(use) => { setUses({ ...uses, [name]: use ?? "" }); run.reset(); }}
                  data={[{ value: "", label: t("factors.leaveOut") }, ...(question ? [{ value: "question", label: t("factors.asQuestion") }] : []), ...ROLES.map((role) => ({ value: role, label: t(`factors.role.${role}`) }))]} /></td>
                <td>{uses[name] === "question" && question ? <TextInput aria-label={`${t("factors.questionName")}: ${name}`} value={names[name] ?? question.name} onChange={({ currentTarget }) => { setNames({ ...names, [name]: currentTarget.value }); }} /> : null}</td>
                <td className="small">{answers ? answers.join(", ") : isBookkeeping ? t("factors.bookkeeping") : question?.kind === "number" ? t("factors.aNumber") : null}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      </Part>
      <Part title={t("factors.stepWave")}>
        <div className={styles.tools}>
          <div><TextInput label={t("factors.surveyName")} value={about.instrument} onChange={({ currentTarget }) => { setAbout({ ...about, instrument: currentTarget.value }); }} /></div>
          <div><TextInput label={t("factors.waveName")} value={about.wave} onChange={({ currentTarget }) => { setAbout({ ...about, wave: currentTarget.value }); }} /></div>
          <div><TextInput type="date" label={t("factors.fieldFrom")} value={about.from} onChange={({ currentTarget }) => { setAbout({ ...about, from: currentTarget.value }); }} /></div>
          <div><TextInput type="date" label={t("factors.fieldTo")} value={about.to} onChange={({ currentTarget }) => { setAbout({ ...about, to: currentTarget.value }); }} /></div>
          <div><NumberInput label={t("factors.floor")} min={2} max={1000} value={floor} onChange={setFloor} /></div>
        </div>
        <Checkbox checked={keep} onChange={({ currentTarget }) => { setKeep(currentTarget.checked); }} label={t("factors.keep")} description={t("factors.keepWords")} />
      </Part>
      <Part title={t("factors.stepTry")}>
        {lacks ? <p className="quiet">{lacks}</p> : null}
        <div className={styles.tools}>
          <Button variant="default" disabled={lacks !== undefined} loading={run.isPending} onClick={() => { run.mutate(true); }}>{t("factors.try")}</Button>
          <Button disabled={lacks !== undefined || !run.data} loading={run.isPending} onClick={() => { run.mutate(false); }}>{t("factors.estimate")}</Button>
        </div>
        {run.error ? <Trouble error={run.error} kept={t("factors.nothingKept")} /> : null}
        {run.data ? <Outcome result={run.data} /> : null}
      </Part>
    </>
  );
}

function Outcome({ result: { isDryRun, respondents, questions, estimates, suppressed, heldBack, refused, faults, microdata } }: { result: Result }) {
  const t = useWords();
  const told = t("factors.outcome", { respondents: number(respondents), questions: number(questions), estimates: number(estimates), suppressed: number(suppressed), refused: number(refused) });
  return (
    <>
      {isDryRun ? <p role="status">{t("factors.trial")} {told}</p> : <Done>{told} {t(microdata === "held" ? "factors.heldNow" : "factors.destroyedNow")} <TextLink to={ADDRESS.surveys}>{t("page.surveys")}</TextLink></Done>}
      {heldBack.length > 0 ? <><p>{t("factors.keptAsPublished")}</p><ul className="small">{heldBack.map(({ question, wave, before, now }) => <li key={question} className="own-words">{t("factors.keptAsPublishedOne", { question, wave, before: number(before), now: now === undefined ? "?" : number(now) })}</li>)}</ul></> : null}
      {faults.length > 0 ? <ul className="small">{faults.slice(0, 20).map(({ line, field, reason }) => <li key={`${line} ${field}`}>{t("factors.line", { line })} <span className="mono">{field}</span>: {reason}</li>)}</ul> : null}
    </>
  );
}
