/** Stolen cattle: how many heads were taken and recovered, where the number is said; which way, towards which country, and when. */
import { useQuery } from "@tanstack/react-query";
import { Chart } from "../charts/chart.tsx";
import { monthName } from "../charts/in-words.ts";
import { Origin, WithOrigin } from "../charts/origin.tsx";
import type { PeriodBar } from "../charts/period-bars.ts";
import { useSourceNames } from "../charts/source-names.ts";
import { Part } from "../design/facts.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import type { EventFilter } from "../evidence/event-filter.ts";
import { useEventSeq } from "../frame/live.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { commodityColour } from "./commodities.ts";
import { useCorridorWords } from "./corridor-words.ts";
import { cattleQuery, type Cattle, type Heads } from "./flow-answer.ts";
import styles from "./flows.module.css";
import { WayFigure } from "./way-figure.tsx";
import { waysOf, type Way } from "./way-features.ts";

const drawing = () => import("../charts/period-bars.ts");
const HEIGHT = 170;
const MOST_MONTHS = 72;

export function CattlePart({ filter }: { filter: EventFilter }) {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery(cattleQuery(filter, useEventSeq()));
  if (isPending) return <Waiting rows={8} />;
  if (error && !data) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data!.total.events === 0) return <Nothing title={t("flows.cattle.none")}>{t("flows.cattle.noneWords")}</Nothing>;
  return (
    <>
      <Sums cattle={data!} />
      <Part title={t("flows.cattle.where")}><Ways cattle={data!} /></Part>
      <Part title={t("flows.cattle.when")}><Months cattle={data!} /></Part>
      <Part title={t("areaPage.origin")}><div className="measure"><Origin provenance={data!.provenance} /></div></Part>
    </>
  );
}

function Sums({ cattle: { total, provenance, byDirection } }: { cattle: Cattle }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <dl className={styles.sums}>
      <div><dt>{t("flows.cattle.thefts")}</dt><dd><WithOrigin provenance={provenance}>{number(total.events)}</WithOrigin></dd></div>
      <div><dt>{t("flows.cattle.taken")}</dt><dd><HeadsSaid heads={total} what="taken" /></dd></div>
      <div><dt>{t("flows.cattle.recovered")}</dt><dd><HeadsSaid heads={total} what="recovered" /></dd></div>
      <div><dt>{t("flows.cattle.towards")}</dt><dd className={styles.towards}>{byDirection.map(({ headedFor, events }) => <span key={headedFor ?? ""}>{headedFor ? codes.word("country", headedFor) : <span className="quiet">{t("flows.cattle.directionUnsaid")}</span>} <strong>{number(events)}</strong></span>)}</dd></div>
    </dl>
  );
}

/** A sum leaves out the thefts that do not say how many, and says so. */
function HeadsSaid({ heads, what }: { heads: Heads; what: "taken" | "recovered" }) {
  const t = useWords();
  const notSaid = heads[`${what}NotSaid`];
  const said = heads.events - notSaid;
  if (said === 0) return <span className="quiet">{t("flows.cattle.neverSaid")}</span>;
  return <>{number(heads[what])}{notSaid > 0 ? <small> {t("flows.cattle.saidIn", { said: number(said), of: number(heads.events) })}</small> : null}</>;
}

function Ways({ cattle: { byCorridor, provenance } }: { cattle: Cattle }) {
  const t = useWords();
  const inWords = useCorridorWords();
  const source = useSourceNames()(provenance);
  const ways = byCorridor.map(({ corridor, events, taken, takenNotSaid }): Way => ({
    geometry: corridor.geometry as Way["geometry"], count: events, colour: commodityColour("livestock"), isDashed: false, isArc: corridor.kind === "areas", hasArrow: corridor.kind === "areas",
    words: `${inWords(corridor)}${t("punctuation.colon")} ${t("flows.cattle.theftsCount", { count: events, shown: number(events) })}, ${takenNotSaid === events ? t("flows.cattle.neverSaid") : t("flows.cattle.heads", { count: taken, shown: number(taken) })}`,
  }));
  const said = (value: number, notSaid: number, events: number) => (notSaid === events ? undefined : value);
  const table = {
    head: [t("flows.corridor"), t("flows.cattle.thefts"), t("flows.cattle.taken"), t("flows.cattle.recovered"), t("flows.cattle.takenNotSaid")],
    rows: byCorridor.map(({ corridor, events, taken, takenNotSaid, recovered, recoveredNotSaid }) => [inWords(corridor), events, said(taken, takenNotSaid, events), said(recovered, recoveredNotSaid, events), takenNotSaid]),
  };
  const unplaced = byCorridor.filter(({ corridor }) => !corridor.geometry).reduce((sum, { events }) => sum + events, 0);
  return (
    <>
      <WayFigure title={t("flows.cattle.mapTitle")} unit={t("flows.cattle.mapUnit")} source={source} table={table} name="cattle" ways={waysOf(ways)}
        legend={[{ look: "ring", words: t("flows.legend.ring"), colour: commodityColour("livestock") }, { look: "arrow", words: t("flows.legend.arrow") }]} />
      {unplaced > 0 ? <p className={styles.unplaced}><strong>{t("flows.unplaced", { count: unplaced, shown: number(unplaced) })}</strong> {t("flows.unplacedWords")}</p> : null}
    </>
  );
}

function Months({ cattle: { byMonth, undated, provenance } }: { cattle: Cattle }) {
  const t = useWords();
  const source = useSourceNames()(provenance);
  const shown = everyMonth(byMonth).slice(-MOST_MONTHS);
  const bars = shown.map(({ month, heads }): PeriodBar => ({ key: month, tick: month.endsWith("-01") || shown.length <= 12 ? month.slice(0, shown.length <= 12 ? 7 : 4) : "", count: heads?.events ?? 0, coverage: heads ? "full" : "none", words: `${monthName(month)} : ${heads ? number(heads.events) : t("flows.notSeen")}` }));
  const table = { head: [t("areaPage.month"), t("flows.cattle.thefts"), t("flows.cattle.taken"), t("flows.cattle.recovered")], rows: byMonth.map(({ month, ...heads }) => [monthName(month), heads.events, heads.takenNotSaid === heads.events ? undefined : heads.taken, heads.recoveredNotSaid === heads.events ? undefined : heads.recovered]) };
  return (
    <>
      {shown.length > 0 ? <Chart title={t("flows.cattle.monthsTitle")} unit={t("flows.cattle.monthsUnit")} source={source} table={table} name="cattle-months" height={HEIGHT} drawing={drawing} data={{ bars, height: HEIGHT, number }}
        legend={[{ look: "mark", words: t("flows.legend.seen") }, ...(bars.some(({ count }) => count === 0) ? [{ look: "missing", words: t("flows.legend.notSeen") } as const] : [])]} /> : null}
      {undated.events > 0 ? <p className={styles.unplaced}><strong>{t("flows.undatedCount", { count: undated.events, shown: number(undated.events) })}</strong></p> : null}
    </>
  );
}

/** From the first month to the last, those between included. */
function everyMonth(byMonth: Cattle["byMonth"]): { month: string; heads?: Heads }[] {
  const [first, last] = [byMonth[0]?.month, byMonth.at(-1)?.month];
  if (!first || !last) return [];
  const held = new Map(byMonth.map((one) => [one.month, one]));
  const all: { month: string; heads?: Heads }[] = [];
  for (let at = Number(first.slice(0, 4)) * 12 + Number(first.slice(5)) - 1; ; at++) {
    const month = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
    const heads = held.get(month);
    all.push({ month, ...(heads ? { heads } : {}) });
    if (month >= last) return all;
  }
}
