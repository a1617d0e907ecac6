/** Rules by which an alert comes of itself, and each tried on the events that are held: how often would it have spoken? Trying writes nothing. */
import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day, number, when } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes, useNoun, type Content, type NounWords } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { joined, useWords } from "../frame/words.ts";
import { addressOf, newAddressOf, Reference } from "../platform/field-value.tsx";
import { rowsQuery } from "../platform/records.ts";
import { useAreaName } from "../places/areas.ts";
import { Severity } from "./alert-words.tsx";
import { Bars } from "./figures.tsx";
import styles from "./exchange.module.css";

interface Rule { id: string; title: string; kind: string; isActive: boolean; mode: string; severity: string; urgency: string; functions: string[]; borderKm?: number; nth?: number; withinKm?: number; withinDays?: number; content: Content }
interface DryRun { from: string; to: string; events: number; hits: number; alerts: number; unplaced: number; byMonth: Record<string, number>; examples: { place: string; first: string; last: string; events: string[] }[] }

const yearsAgo = (years: number) => { const at = new Date(); at.setUTCFullYear(at.getUTCFullYear() - years); return at.toISOString().slice(0, 10); };

export function RulesPage() {
  const t = useWords();
  const noun = useNoun("alert-rule");
  const mayApprove = useMay("exchange.approve");
  const add = noun && mayApprove ? <ButtonLink to={newAddressOf(noun)} leftSection={<IconPlus size={17} aria-hidden />}>{t("rules.add")}</ButtonLink> : <TestedButton off={t("rules.mayNotWrite")}>{t("rules.add")}</TestedButton>;
  return (
    <>
      <PageHead title={t("page.rules")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("rules.words")}</span>} actions={add} />
      {noun ? <Rules noun={noun} /> : null}
    </>
  );
}

function Rules({ noun }: { noun: NounWords }) {
  const t = useWords();
  const { data, error, isPending } = useInfiniteQuery(rowsQuery(noun, {}));
  const [from, setFrom] = useState(yearsAgo(5));
  const [to, setTo] = useState(yearsAgo(0));
  if (error) return <Trouble error={error} />;
  if (isPending) return <Waiting rows={4} height={56} />;
  const rules = data.pages.flatMap((page) => page.rows).map(({ id, content }) => ({ ...content, id, content }) as unknown as Rule);
  if (rules.length === 0) return <Nothing title={t("rules.none")}>{t("rules.noneWords")}</Nothing>;
  return (
    <>
      <div className={styles.pair} style={{ maxWidth: "32rem", marginBottom: 16 }}>
        <TextInput type="date" label={t("rules.from")} value={from} onChange={(event) => { setFrom(event.currentTarget.value); }} />
        <TextInput type="date" label={t("rules.to")} value={to} onChange={(event) => { setTo(event.currentTarget.value); }} />
      </div>
      <ul className={styles.rows}>{rules.map((rule) => <OneRule key={rule.id} rule={rule} noun={noun} from={from} to={to} />)}</ul>
    </>
  );
}

function OneRule({ rule, noun, from, to }: { rule: Rule; noun: NounWords; from: string; to: string }) {
  const t = useWords();
  const codes = useCodes();
  const mayTry = useMay("exchange.write");
  const run = useMutation({ mutationFn: () => ask<DryRun>("/api/exchange/dry-run", { method: "POST", body: { rule: rule.content, from, to } }) });
  return (
    <li>
      <p className={styles.marks}><TextLink to={addressOf(noun, rule.id)}><strong>{rule.title}</strong></TextLink><Severity severity={rule.severity} /><span className={`${styles.chip} ${rule.isActive ? styles.good : ""}`}>{rule.isActive ? t("rules.active") : t("rules.off")}</span></p>
      <p className="quiet">{codes.word("alert-rule-kind", rule.kind)} · {codes.word("rule-mode", rule.mode)} · {joined(rule.functions.map((one) => codes.word("contact-function", one)))}</p>
      <div className={styles.acts} style={{ margin: 0 }}>{mayTry ? <Button size="compact-sm" variant="default" loading={run.isPending} onClick={() => { run.mutate(); }}>{t("rules.try")}</Button> : <TestedButton size="compact-sm" variant="default" off={t("alerts.mayNotWrite")}>{t("rules.try")}</TestedButton>}</div>
      {run.error ? <Trouble error={run.error} /> : null}
      {run.data ? <Tried run={run.data} /> : null}
    </li>
  );
}

function Tried({ run }: { run: DryRun }) {
  const t = useWords();
  const areaName = useAreaName();
  const months = Object.entries(run.byMonth).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div role="status">
      <p><strong>{t("rules.wouldHave", { alerts: number(run.alerts), hits: number(run.hits), events: number(run.events), from: day(run.from), to: day(run.to) })}</strong></p>
      {run.unplaced > 0 ? <p className="quiet">{t("rules.unplaced", { shown: number(run.unplaced) })}</p> : null}
      {months.length > 0 ? <Part title={t("rules.byMonth")}><Bars rows={months.map(([month, count]) => ({ name: when(`${month}-01`, `${month}-01`, "month"), count }))} /></Part> : null}
      {run.examples.length > 0 ? <Part title={t("rules.examples")}><ul className={styles.list}>{run.examples.slice(0, 8).map((one) => <li key={`${one.place} ${one.first}`}><span className="figures">{when(one.first, one.last)}</span> · {areaName(one.place) ?? one.place} · <Reference noun="event" id={one.events[0]!} />{one.events.length > 1 ? ` +${number(one.events.length - 1)}` : ""}</li>)}</ul></Part> : null}
    </div>
  );
}
