/** Illicit flows as they were observed: on a map by commodity and corridor, through the year, and record by record. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { listed } from "../charts/in-words.ts";
import { Origin, WithOrigin } from "../charts/origin.tsx";
import type { LegendEntry } from "../charts/chart.tsx";
import { useSourceNames } from "../charts/source-names.ts";
import { Part } from "../design/facts.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import type { EventFilter } from "../evidence/event-filter.ts";
import { useEventSeq } from "../frame/live.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { commodityColour } from "./commodities.ts";
import { useCorridorWords } from "./corridor-words.ts";
import { flowsQuery, seen, type FlowLine, type Flows } from "./flow-answer.ts";
import styles from "./flows.module.css";
import { Records } from "./records.tsx";
import { Seasons } from "./seasons.tsx";
import { WayFigure } from "./way-figure.tsx";
import { waysOf, type Way } from "./way-features.ts";

export function FlowPart({ filter, commodity }: { filter: EventFilter; commodity: string | undefined }) {
  const t = useWords();
  const seq = useEventSeq();
  const { data, error, isPending, refetch } = useQuery(flowsQuery({ ...filter, commodity }, seq));
  const { data: all } = useQuery(flowsQuery(filter, seq));
  if (isPending) return <Waiting rows={8} />;
  if (error && !data) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (seen(data!.total) === 0 && !commodity) return <Nothing title={t("flows.none")}>{t("flows.noneWords")}</Nothing>;
  return (
    <>
      <Commodities flows={all ?? data!} chosen={commodity} />
      <FlowMap flows={data!} />
      {data!.eventsOnly.length > 0 ? <p className="quiet small">{t("flows.eventsOnly")}</p> : null}
      <Part title={t("flows.seasons")}><Seasons flows={data!} /></Part>
      <Part title={t("flows.records")}><Records lines={data!.lines} /></Part>
      <Part title={t("areaPage.origin")}><div className="measure"><Origin provenance={data!.provenance} /></div></Part>
    </>
  );
}

/** Which commodities are there, and how often was each seen? Each can be looked at alone. */
function Commodities({ flows: { seasons, lines, total, provenance }, chosen }: { flows: Flows; chosen: string | undefined }) {
  const t = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const counts = seasons.map(({ commodity }) => ({ commodity, count: lines.filter((line) => line.commodity === commodity).reduce((sum, line) => sum + seen(line), 0) })).sort((a, b) => b.count - a.count);
  const choose = (commodity: string | undefined) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, commodity })) as never, replace: true, resetScroll: false }); };
  return (
    <div className={styles.commodities}>
      <p><WithOrigin provenance={provenance}>{t("flows.total", { observations: number(total.observations), events: number(total.events) })}</WithOrigin></p>
      <div role="group" aria-label={t("flows.commodity")} className={`${styles.chips} no-print`}>
        <button type="button" className={styles.chip} aria-pressed={!chosen} onClick={() => { choose(undefined); }}>{t("flows.all")}</button>
        {counts.map(({ commodity, count }) => (
          <button key={commodity} type="button" className={styles.chip} aria-pressed={chosen === commodity} onClick={() => { choose(chosen === commodity ? undefined : commodity); }}>
            <span className={styles.swatch} style={{ background: commodityColour(commodity) }} aria-hidden />{codes.word("commodity", commodity)} <span className="figures quiet">{number(count)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

function FlowMap({ flows: { lines, provenance } }: { flows: Flows }) {
  const t = useWords();
  const codes = useCodes();
  const inWords = useCorridorWords();
  const source = useSourceNames()(provenance);
  const isDashed = ({ undated, ...line }: FlowLine) => seen(undated) === seen(line);
  const ways = lines.map((line): Way => ({
    geometry: line.corridor.geometry as Way["geometry"], count: seen(line), colour: commodityColour(line.commodity), isDashed: isDashed(line),
    isArc: line.corridor.kind === "areas", hasArrow: line.corridor.kind === "areas",
    words: `${codes.word("commodity", line.commodity)} — ${inWords(line.corridor)}${t("punctuation.colon")} ${t("flows.seen", { count: seen(line), shown: number(seen(line)) })}${isDashed(line) ? ` (${t("flows.undated")})` : ""}`,
  }));
  const unplaced = [...Map.groupBy(lines.filter(({ corridor }) => !corridor.geometry), ({ commodity }) => commodity)].map(([commodity, some]) => ({ commodity, count: some.reduce((sum, line) => sum + seen(line), 0) }));
  const unplacedCount = unplaced.reduce((sum, { count }) => sum + count, 0);
  const drawn = lines.filter(({ corridor }) => corridor.geometry);
  const legend: LegendEntry[] = [
    ...[...new Set(drawn.map(({ commodity }) => commodity))].map((commodity) => ({ look: "line" as const, words: codes.word("commodity", commodity), colour: commodityColour(commodity) })),
    ...(drawn.some(isDashed) ? [{ look: "dashed" as const, words: t("flows.legend.dashed") }] : []),
    ...(drawn.some(({ corridor }) => corridor.kind === "areas") ? [{ look: "arrow" as const, words: t("flows.legend.arrow") }] : []),
    ...(drawn.some(({ corridor }) => corridor.geometry?.type === "Point") ? [{ look: "ring" as const, words: t("flows.legend.ring") }] : []),
  ];
  const table = {
    head: [t("flows.commodity"), t("flows.corridor"), t("flows.observations"), t("areaPage.events"), t("flows.undatedHead")],
    rows: lines.map((line) => [codes.word("commodity", line.commodity), inWords(line.corridor), line.observations, line.events, seen(line.undated)]),
  };
  return (
    <>
      <WayFigure level={2} title={t("flows.mapTitle")} unit={t("flows.mapUnit")} source={source} legend={legend} table={table} name="flows" ways={waysOf(ways)} />
      {unplaced.length > 0 ? (
        <p className={styles.unplaced}>
          <strong>{t("flows.unplaced", { count: unplacedCount, shown: number(unplacedCount) })}</strong> {t("flows.unplacedWords")}{" "}
          {listed(unplaced.map(({ commodity, count }) => `${codes.word("commodity", commodity)} (${number(count)})`))}
        </p>
      ) : null}
    </>
  );
}
