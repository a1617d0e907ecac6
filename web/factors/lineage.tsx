/** Where is this number from? Loaded when somebody asks: every record that it was made of, and the indices that use it. */
import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble, Waiting } from "../design/states.tsx";
import { useNouns, type NounWords } from "../frame/nouns.ts";
import { capital, inWords, joined, language, useWords } from "../frame/words.ts";
import { lineageQuery, nameOf, type Indicator, type Lineage } from "./factors.ts";
import styles from "./factors.module.css";

export function WhereFrom({ indicator, pcode }: { indicator: Indicator; pcode: string }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover width={360} position="bottom-end" withArrow shadow="md" trapFocus returnFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target><button type="button" className={`${styles.ask} no-print`} onClick={() => { setOpen(!isOpen); }}>{t("whereFrom.ask")}<span className="unseen"> {nameOf(indicator)}</span></button></Popover.Target>
      <Popover.Dropdown aria-label={t("factors.whereFrom", { name: nameOf(indicator) })}>{isOpen ? <Steps indicator={indicator} pcode={pcode} /> : null}</Popover.Dropdown>
    </Popover>
  );
}

function Steps({ indicator, pcode }: { indicator: Indicator; pcode: string }) {
  const t = useWords();
  const { data, error, isPending } = useQuery(lineageQuery(indicator.id, pcode));
  if (isPending) return <Waiting rows={4} height={16} />;
  if (error) return <Trouble error={error} />;
  const { steps, usedIn, reading } = data;
  const more = reading.inputs.reduce((sum, { count, ids }) => sum + count - Math.min(count, ids.length), 0);
  return (
    <div tabIndex={-1} data-autofocus style={{ outline: "none" }}>
      <p className="small" style={{ margin: "0 0 8px" }}>{indicator.definitions[language()]}</p>
      {steps.length === 0 ? <p className="quiet small">{t("factors.noRecord")}</p> : <ol className={styles.steps} tabIndex={0}>{steps.map((step) => <Step key={step.id} step={step} />)}</ol>}
      {more > 0 ? <p className="quiet small">{t("factors.moreRecords", { shown: more })}</p> : null}
      {usedIn.length > 0 ? <p className="small">{t("factors.usedIn", { names: joined(usedIn.map(({ name, version }) => `${name} (${version})`)) })}</p> : null}
    </div>
  );
}

function Step({ step: { noun, title, version, detail } }: { step: Lineage["steps"][number] }) {
  const t = useWords();
  const words = useNouns().find(({ name }) => name === noun);
  return (
    <li>
      <span className="quiet">{capital(inWords(words?.labels))}, {t("history.version", { version })}</span>
      <div className="own-words">{title}</div>
      <dl>{Object.entries(detail).map(([name, value]) => <div key={name}><dt>{fieldWord(words, name)}</dt><dd>{inText(value)}</dd></div>)}</dl>
    </li>
  );
}

const fieldWord = (noun: NounWords | undefined, name: string) => inWords(noun?.fields.find((field) => field.name === name)?.labels) || name;
const inText = (value: unknown): string => (Array.isArray(value) ? joined(value.map(String)) : typeof value === "object" && value !== null ? Object.values(value).join(" / ") : String(value));
