/** Enrolling a sentinel, and changing one. What is asked is a place, a rhythm, two words; nothing about the person. */
import { Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { language, useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { PlacePicker, type Where } from "./place-of.tsx";
import { burn, callAt, change, enrol, useSentinels, type Duty, type Sentinel, type Words } from "./sentinels-questions.ts";
import styles from "./sealed.module.css";

const RHYTHMS = [12, 24, 48, 72, 168];
const PHONE = /^\+?[\d ()-]{6,24}$/;
const isWord = (word: string) => /^\S{4,30}$/u.test(word.trim());

/** Why these words will not do; nothing: they will. */
function useWordsFault() {
  const t = useWords();
  return ({ safeWord, dangerWord }: Words) => (!isWord(safeWord) || !isWord(dangerWord) ? t("sentinels.needsWords") : safeWord.trim().toLowerCase() === dangerWord.trim().toLowerCase() ? t("sentinels.needsTwoWords") : undefined);
}

interface Draft { where: Where; contact: string; everyHours: number; duties: Duty[] }
const writtenOf = ({ where, contact, everyHours, duties }: Draft) => ({ ...where, ...(contact.trim() ? { contact: contact.trim() } : {}), everyHours, duties: duties.filter(({ from, to }) => from && to) });

export function EnrolForm({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const wordsFault = useWordsFault();
  const [id] = useState(newId);
  const [draft, setDraft] = useState<Draft>({ where: {}, contact: "", everyHours: 24, duties: [] });
  const [words, setWords] = useState<Words>({ safeWord: "", dangerWord: "" });
  const make = useSentinels(() => enrol({ id, ...writtenOf(draft), ...words }));
  const made = make.data as { number: string } | undefined;
  if (made) return (
    <Panel title={t("sentinels.enrolled")}>
      <p className="measure">{t("sentinels.enrolledWords")}</p>
      <p className={styles.big}><span className="mono">{made.number}</span></p>
      <p className="small measure">{t("sentinels.how")} <span className="mono">{made.number} {words.safeWord}</span> · <span className="mono">{location.origin}/report/check-in.html</span></p>
      <div><Button onClick={onClose}>{t("users.close")}</Button></div>
    </Panel>
  );
  return (
    <Panel title={t("sentinels.enrol")}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); make.mutate(undefined as never); }}>
        <Fields draft={draft} onChange={setDraft} />
        <WordFields words={words} onChange={setWords} />
        {make.error ? <Trouble error={make.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}><TestedButton type="submit" loading={make.isPending} off={faultOf(draft, t) ?? wordsFault(words)}>{t("sentinels.enrol")}</TestedButton><Button variant="default" onClick={onClose}>{t("form.cancel")}</Button></div>
      </form>
    </Panel>
  );
}

export function SentinelForm({ sentinel, onClose }: { sentinel: Sentinel; onClose: () => void }) {
  const t = useWords();
  const wordsFault = useWordsFault();
  const { id, number, place, area, contact = "", everyHours, duties } = sentinel;
  const [draft, setDraft] = useState<Draft>({ where: { ...(place ? { place } : {}), ...(area ? { area } : {}) }, contact, everyHours, duties });
  const [isActive, setActive] = useState(sentinel.state === "active");
  const [words, setWords] = useState<Words>();
  const [isSure, setSure] = useState(false);
  const save = useSentinels(() => change(id, { ...writtenOf(draft), state: isActive ? "active" : "resting", ...(words ? { words } : {}) }));
  const end = useSentinels(() => burn(id));
  return (
    <Panel title={t("sentinels.changeOne", { number })}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save.mutate(undefined as never, { onSuccess: onClose }); }}>
        <Switch label={t("sentinels.isActive")} description={t("sentinels.isActiveWords")} checked={isActive} onChange={(event) => { setActive(event.currentTarget.checked); }} />
        <Fields draft={draft} onChange={setDraft} />
        {words ? <WordFields words={words} onChange={setWords} /> : <div><Button variant="default" size="sm" onClick={() => { setWords({ safeWord: "", dangerWord: "" }); }}>{t("sentinels.newWords")}</Button></div>}
        {save.error ?? end.error ? <Trouble error={save.error ?? end.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}>
          <TestedButton type="submit" loading={save.isPending} off={faultOf(draft, t) ?? (words ? wordsFault(words) : undefined)}>{t("form.save")}</TestedButton>
          <Button variant="default" onClick={onClose}>{t("form.cancel")}</Button>
          <span style={{ flex: 1 }} />
          {isSure ? <><span className="small">{t("sentinels.burnWords")}</span><Button color="red" variant="light" loading={end.isPending} onClick={() => { end.mutate(undefined as never, { onSuccess: onClose }); }}>{t("sentinels.burnNow")}</Button></> : <Button variant="default" onClick={() => { setSure(true); }}>{t("sentinels.burn")}</Button>}
        </div>
      </form>
    </Panel>
  );
}

function faultOf({ where, contact, duties }: Draft, t: ReturnType<typeof useWords>): string | undefined {
  if (!where.place && !where.area) return t("sentinels.needsPlace");
  if (contact.trim() && !PHONE.test(contact.trim())) return t("sentinels.needsNumber");
  return duties.some(({ from, to }) => from && to && to < from) ? t("sentinels.needsOrder") : undefined;
}

function Fields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useWords();
  const set = (part: Partial<Draft>) => { onChange({ ...draft, ...part }); };
  const duty = (at: number, part: Partial<Duty>) => { set({ duties: draft.duties.map((one, i) => (i === at ? { ...one, ...part } : one)) }); };
  return (
    <>
      <PlacePicker label={t("sentinels.place")} value={draft.where} onChange={(where) => { set({ where }); }} />
      <div className={styles.pair}>
        <NativeSelect label={t("sentinels.rhythm")} value={String(draft.everyHours)} data={RHYTHMS.map((hours) => ({ value: String(hours), label: t("sentinels.everyHours", { count: hours }) }))} onChange={(event) => { set({ everyHours: Number(event.currentTarget.value) }); }} />
        <TextInput label={t("sentinels.contact")} description={t("sentinels.contactWords")} inputMode="tel" autoComplete="off" value={draft.contact} onChange={(event) => { set({ contact: event.currentTarget.value }); }} styles={{ input: { direction: "ltr" } }} />
      </div>
      <fieldset className={styles.plain}>
        <legend>{t("sentinels.rota")}</legend>
        <p className="quiet small">{t("sentinels.rotaWords")}</p>
        {draft.duties.map(({ from, to }, at) => (
          <div key={at} className={styles.row}>
            <TextInput type="date" label={t("sentinels.from")} value={from} onChange={(event) => { duty(at, { from: event.currentTarget.value }); }} />
            <TextInput type="date" label={t("sentinels.to")} value={to} onChange={(event) => { duty(at, { to: event.currentTarget.value }); }} />
            <Button variant="default" onClick={() => { set({ duties: draft.duties.filter((_, i) => i !== at) }); }}>{t("sentinels.removeDuty")}</Button>
          </div>
        ))}
        <div><Button size="sm" variant="default" onClick={() => { set({ duties: [...draft.duties, { from: "", to: "" }] }); }}>{t("sentinels.addDuty")}</Button></div>
      </fieldset>
    </>
  );
}

function WordFields({ words, onChange }: { words: Words; onChange: (words: Words) => void }) {
  const t = useWords();
  return (
    <div className={styles.pair}>
      <TextInput label={t("sentinels.safeWord")} description={t("sentinels.safeWordWords")} autoComplete="off" value={words.safeWord} onChange={(event) => { onChange({ ...words, safeWord: event.currentTarget.value }); }} />
      <TextInput label={t("sentinels.dangerWord")} description={t("sentinels.dangerWordWords")} autoComplete="off" value={words.dangerWord} onChange={(event) => { onChange({ ...words, dangerWord: event.currentTarget.value }); }} />
    </div>
  );
}

/** A number of the coordinator's own, for what cannot wait until they look. */
export function CallMe({ known }: { known: string | null }) {
  const t = useWords();
  const [number, setNumber] = useState(known ?? "");
  const save = useSentinels(callAt);
  const off = number.trim() && !PHONE.test(number.trim()) ? t("sentinels.needsNumber") : number.trim() === (known ?? "") ? t("sentinels.unchanged") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); save.mutate({ number: number.trim() || null, language: language() }); }}>
      <p className="small measure">{t("sentinels.callWords")}</p>
      <div className={styles.unlock}>
        <TextInput label={t("sentinels.callAt")} inputMode="tel" autoComplete="off" value={number} onChange={(event) => { setNumber(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
        <TestedButton type="submit" variant="default" off={off} loading={save.isPending}>{t("form.save")}</TestedButton>
      </div>
      {save.error ? <Trouble error={save.error} kept={t("form.kept")} /> : null}
    </form>
  );
}

const Panel = ({ title, children }: { title: string; children: ReactNode }) => <section className={styles.panel} aria-label={title}><h2>{title}</h2>{children}</section>;
