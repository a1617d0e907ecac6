/** At what time of the year? Month by month over all years; what was never dated to a month is said beside, and drawn nowhere. */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Chart } from "../charts/chart.tsx";
import type { PeriodBar } from "../charts/period-bars.ts";
import { useSourceNames } from "../charts/source-names.ts";
import { number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { locale, useWords } from "../frame/words.ts";
import { seen, type Flows, type Season } from "./flow-answer.ts";
import styles from "./flows.module.css";

const drawing = () => import("../charts/period-bars.ts");
const HEIGHT = 170;
/** With fewer years than this, what looks like a season is chance. */
const FEW_YEARS = 3;

const monthWords = (month: number, style: "long" | "short") => new Intl.DateTimeFormat(locale(), { timeZone: "UTC", month: style }).format(new Date(Date.UTC(2024, month, 1)));

export function Seasons({ flows: { seasons, provenance } }: { flows: Flows }) {
  const t = useWords();
  const codes = useCodes();
  const source = useSourceNames()(provenance);
  const [chosen, choose] = useState("");
  const season = seasons.find(({ commodity }) => commodity === chosen) ?? together(seasons);
  const what = season.commodity ? codes.word("commodity", season.commodity) : t("flows.all");
  const dated = season.months.reduce((sum, month) => sum + seen(month), 0);
  // Nobody states to have looked for a flow: a month without any is not a zero.
  const bars = season.months.map((month, at): PeriodBar => ({ key: String(at), tick: monthWords(at, "short"), count: seen(month), coverage: seen(month) > 0 ? "full" : "none", words: `${monthWords(at, "long")} : ${seen(month) > 0 ? number(seen(month)) : t("flows.notSeen")}` }));
  const table = {
    head: [t("areaPage.month"), t("flows.observations"), t("areaPage.events")],
    rows: [...season.months.map((month, at) => [monthWords(at, "long"), month.observations || undefined, month.events || undefined]), [t("flows.undated"), season.undated.observations, season.undated.events]],
  };
  return (
    <>
      {seasons.length > 1 ? <NativeSelect className={`${styles.select} no-print`} label={t("flows.commodity")} value={chosen} onChange={(event) => { choose(event.currentTarget.value); }} data={[{ value: "", label: t("flows.all") }, ...seasons.map(({ commodity }) => ({ value: commodity, label: codes.word("commodity", commodity) }))]} /> : null}
      {dated === 0
        ? <p className={styles.unplaced}><strong>{t("flows.allUndated", { count: seen(season.undated), shown: number(seen(season.undated)) })}</strong> {t("flows.allUndatedWords")}</p>
        : (
          <>
            <Chart title={t("flows.seasonTitle", { what })} unit={t("flows.seasonUnit")} source={source} table={table} name="seasons" height={HEIGHT} drawing={drawing} data={{ bars, height: HEIGHT, number }}
              legend={[{ look: "mark", words: t("flows.legend.seen") }, ...(bars.some(({ count }) => count === 0) ? [{ look: "missing", words: t("flows.legend.notSeen") } as const] : [])]} />
            <p className={styles.unplaced}>
              {seen(season.undated) > 0 ? <><strong>{t("flows.undatedCount", { count: seen(season.undated), shown: number(seen(season.undated)) })}</strong> </> : null}
              {season.years < FEW_YEARS ? t("flows.fewYears", { count: season.years, shown: number(season.years) }) : t("flows.yearsSeen", { count: season.years, shown: number(season.years) })}
            </p>
          </>
        )}
    </>
  );
}

/** All commodities as one. */
function together(seasons: readonly Season[]): Season {
  const sum = (all: readonly { observations: number; events: number }[]) => all.reduce((to, one) => ({ observations: to.observations + one.observations, events: to.events + one.events }), { observations: 0, events: 0 });
  return {
    commodity: "", months: Array.from({ length: 12 }, (_, month) => sum(seasons.map(({ months }) => months[month]!))), undated: sum(seasons.map(({ undated }) => undated)),
    years: Math.max(0, ...seasons.map(({ years }) => years)),
  };
}
