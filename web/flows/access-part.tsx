/** Which roads, rivers and crossings can be used: open, restricted, closed; since when, on whose word, and who says otherwise. */
import { TextInput } from "@mantine/core";
import { IconBan, IconCircleCheck, IconHelp, IconTrafficCone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { DataTable } from "../design/data-table.tsx";
import { GradeChip } from "../design/grading.tsx";
import { Part } from "../design/facts.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { day, number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { inWords, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { accessQuery, waysQuery, type Accessed } from "./flow-answer.ts";
import styles from "./flows.module.css";
import { WayFigure } from "./way-figure.tsx";
import { waysOf, type Way } from "./way-features.ts";

/** Colour is never alone: each state has its own sign and word. */
const STATES: Record<string, { colour: string; Icon: typeof IconBan }> = {
  closed: { colour: "#D55E00", Icon: IconBan }, restricted: { colour: "#E69F00", Icon: IconTrafficCone }, open: { colour: "#0072B2", Icon: IconCircleCheck }, unknown: { colour: "#8B9196", Icon: IconHelp },
};
const ORDER = ["closed", "restricted", "unknown", "open"];

export function AccessPart({ on }: { on: string | undefined }) {
  const t = useWords();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery(accessQuery(on));
  if (isPending) return <Waiting rows={8} />;
  if (error && !data) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data!.rows.length === 0) return <Nothing title={t("flows.access.none")}>{t("flows.access.noneWords")}</Nothing>;
  const stated = data!.rows.filter(({ state }) => state !== null).sort((a, b) => ORDER.indexOf(a.state!) - ORDER.indexOf(b.state!));
  const silent = data!.rows.filter(({ state }) => state === null);
  return (
    <>
      <TextInput type="date" className={`${styles.select} no-print`} label={t("flows.access.on")} value={data!.on} onChange={(event) => { const { value } = event.currentTarget; void navigate({ to: ".", search: ((old: Search) => ({ ...old, on: value || undefined })) as never, replace: true, resetScroll: false }); }} />
      <AccessMap rows={data!.rows} on={data!.on} />
      <Part title={t("flows.access.stated", { count: stated.length, shown: number(stated.length) })}>
        {stated.length === 0 ? <p className="quiet measure">{t("flows.access.noneStated")}</p> : <Stated rows={stated} />}
      </Part>
      <Part title={t("flows.access.silent", { count: silent.length, shown: number(silent.length) })}>
        <p className="quiet measure">{t("flows.access.silentWords")}</p>
        <ul className={styles.silent}>{silent.map(({ noun, id, name }) => <li key={id ?? name}>{id && noun !== "stretch" ? <Reference noun={noun} id={id} /> : name}</li>)}</ul>
      </Part>
      <Part title={t("areaPage.origin")}><p className="measure">{inWords(data!.method.words)} <span className="quiet">{t("charts.version", { version: data!.method.version })}</span></p></Part>
    </>
  );
}

function StateWord({ state }: { state: string }) {
  const codes = useCodes();
  const { colour, Icon } = STATES[state] ?? STATES.unknown!;
  return <span className={styles.state}><Icon size={17} aria-hidden style={{ color: colour }} />{codes.word("access-state", state)}</span>;
}

function Stated({ rows }: { rows: readonly Accessed[] }) {
  const t = useWords();
  return (
    <DataTable<Accessed> caption={t("flows.access.name")} rows={rows} idOf={({ id, name }) => id ?? name}
      columns={[
        { name: "name", head: t("flows.access.way"), cell: ({ noun, id, name, stretch }) => <span>{id && noun !== "stretch" ? <Reference noun={noun} id={id} /> : name}{stretch ? <span className="quiet">, {stretch}</span> : null}</span> },
        { name: "state", head: t("flows.access.state"), cell: ({ state }) => <StateWord state={state!} /> },
        { name: "since", head: t("flows.access.since"), cell: ({ current }) => (current ? <span className="figures">{day(current.since)}{current.until ? ` – ${day(current.until)}` : ""}</span> : undefined) },
        { name: "source", head: t("flows.access.word"), cell: ({ current }) => current?.source },
        { name: "grade", head: t("event.grade"), cell: ({ current }) => (current ? <GradeChip reliability={current.grading[0]!} credibility={current.grading.slice(1)} /> : undefined) },
        { name: "effect", head: t("flows.access.effect"), cell: ({ current }) => current?.effect },
        { name: "disputed", head: t("flows.access.disputed"), cell: ({ disputedBy }) => (disputedBy.length > 0 ? <ul className={styles.disputes}>{disputedBy.map(({ id, state, source, since, grading }) => <li key={id}><StateWord state={state} /> <span className="small quiet">{source}, {day(since)}, {grading}</span></li>)}</ul> : undefined) },
      ]} />
  );
}

function AccessMap({ rows, on }: { rows: readonly Accessed[]; on: string }) {
  const t = useWords();
  const codes = useCodes();
  const { data: lines } = useQuery(waysQuery);
  const wordsOf = (state: string | null) => (state === null ? t("charts.noData") : codes.word("access-state", state));
  const ways = rows.flatMap(({ id, name, state, current, disputedBy }): Way[] => (state === null ? [] : [{
    geometry: (current?.geometry ?? (id ? lines?.get(id) : null) ?? null) as Way["geometry"], count: 4, colour: (STATES[state] ?? STATES.unknown!).colour, isDashed: disputedBy.length > 0, isArc: false, hasArrow: false,
    // A crossing is open or closed, not counted.
    label: "",
    words: `${name}${t("punctuation.colon")} ${wordsOf(state)}${current ? `, ${t("flows.access.sinceDay", { day: day(current.since) })}, ${current.source}` : ""}`,
  }]));
  const present = ORDER.filter((state) => rows.some((row) => row.state === state));
  const table = {
    head: [t("flows.access.way"), t("flows.access.state"), t("flows.access.since"), t("flows.access.word"), t("flows.access.disputed")],
    rows: rows.map(({ name, state, current, disputedBy }) => [name, wordsOf(state), current ? day(current.since) : undefined, current?.source, disputedBy.map((one) => `${wordsOf(one.state)} (${one.source})`).join("; ") || "–"]),
  };
  return (
    <WayFigure level={2} title={t("flows.access.mapTitle", { day: day(on) })} unit={t("flows.access.mapUnit")} source={[...new Set(rows.flatMap(({ current }) => current?.source ?? []))].join(", ") || t("charts.noSource")} table={table} name="access" ways={waysOf(ways)}
      legend={[...present.map((state) => ({ look: "line" as const, words: wordsOf(state), colour: STATES[state]!.colour })), ...(rows.some(({ disputedBy }) => disputedBy.length > 0) ? [{ look: "dashed" as const, words: t("flows.legend.disputed") }] : []), { look: "line", words: t("flows.legend.silent"), colour: "#B58E5A" }]} />
  );
}
