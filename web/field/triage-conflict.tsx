/** Two people changed the same field: both values side by side, and a person keeps one of each. */
import { useState } from "react";
import { useCodes, useNoun } from "../frame/nouns.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { Actor } from "../platform/actor.tsx";
import { fieldValue } from "../platform/field-value.tsx";
import { GeometryInWords } from "../platform/geometry-in-words.tsx";
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import { Panel } from "./triage-panel.tsx";
import type { Conflict } from "./triage-report.ts";
import styles from "./triage.module.css";

export function ConflictPanel({ conflict, onSettle, onClose }: { conflict: Conflict; onSettle: (kept: Record<string, unknown>) => Promise<boolean>; onClose: () => void }) {
  const t = useWords();
  const noun = useNoun("report");
  useCodes();
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const inField = (name: string, value: unknown) => {
    if (value === null) return <span className="quiet">{t("state.notStated")}</span>;
    if (name === "geometry") return <GeometryInWords geometry={value as GeoJsonGeometry} />;
    const field = noun?.fields.find((one) => one.name === name);
    return field ? fieldValue(field, value) ?? String(value) : String(value);
  };
  const label = (name: string) => { const field = noun?.fields.find((one) => one.name === name); return field ? capital(inWords(field.labels)) : name === "geometry" ? t("event.coordinates") : name; };
  return (
    <Panel title={t("triage.conflict")} onClose={onClose} onSend={() => { void onSettle(Object.fromEntries(conflict.fields.filter(({ field }) => mine.has(field)).map((one) => [one.field, one.mine]))).then((isDone) => { if (isDone) onClose(); }); }} send={t("triage.keepChosen")}>
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.conflictWords")} <Actor id={conflict.author} /></p>
      <div className={styles.conflict}>
        {conflict.fields.map(({ field, theirs, mine: own }) => (
          <fieldset key={field} className={styles.scale}>
            <legend>{label(field)}</legend>
            <label className={styles.choice}><input type="radio" name={field} checked={!mine.has(field)} onChange={() => { setMine(new Set([...mine].filter((one) => one !== field))); }} /><span>{t("triage.theirs")}{t("punctuation.colon")} {inField(field, theirs)}</span></label>
            <label className={styles.choice}><input type="radio" name={field} checked={mine.has(field)} onChange={() => { setMine(new Set([...mine, field])); }} /><span>{t("triage.mine")}{t("punctuation.colon")} {inField(field, own)}</span></label>
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}
