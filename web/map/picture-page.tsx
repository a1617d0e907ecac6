/** The picture: the map and the list of the same events, side by side. The address holds the filter, the position and what is open. */
import { SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconPrinter, IconTable } from "@tabler/icons-react";
import type { Map as MapLibre } from "maplibre-gl";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { ButtonLink } from "../design/links.tsx";
import { useTabTitle } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { CountInWords } from "../evidence/count-in-words.tsx";
import { filterOf } from "../evidence/event-filter.ts";
import { summaryQuery } from "../evidence/events.ts";
import { FilterBar } from "../evidence/filter-bar.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useEventSeq } from "../frame/live.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { EventStrip } from "./event-strip.tsx";
import { Legend } from "./legend.tsx";
import type { Hears, Pointed } from "./make-map.ts";
import { PictureTime } from "./picture-time.tsx";
import { OpenedClaims, OpenedEvent, PointedWords } from "./pointed.tsx";
import styles from "./picture.module.css";
import { ShadeChooser } from "./shade-choice.tsx";
import { OpenedShade } from "./shade-words.tsx";
import { drawnShades, shadeChoiceOf, shadesQuery } from "./shades.ts";
import { addressOfView, viewOf } from "./view-address.ts";

const TakeMap = lazy(() => import("./take-map.tsx").then(({ TakeMap: one }) => ({ default: one })));
const MapCanvas = lazy(() => import("./map-canvas.tsx").then(({ MapCanvas: one }) => ({ default: one })));

export function PicturePage() {
  const t = useWords();
  const heading = useTabTitle(t("chapter.picture"));
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const [side, setSide] = useState<"map" | "list">("map");
  const seq = useEventSeq();
  const filter = useMemo(() => filterOf(search), [search]);
  const { data: summary, error } = useQuery(summaryQuery(filter, seq));
  const choice = shadeChoiceOf(search);
  const { data: answered } = useQuery(shadesQuery(choice, filter, seq));
  const shades = choice ? answered : undefined;
  const drawnAreas = useMemo(() => (shades ? drawnShades(shades) : undefined), [shades]);
  const [map, setMap] = useState<MapLibre>();
  const [marked, setMarked] = useState<[number, number]>();
  const [pointed, setPointed] = useState<Pointed>();
  const [fault, setFault] = useState<string>();
  const appearance = useComputedColorScheme("light");
  const view = viewOf(search.at);
  const areaName = useAreaName();
  const set = useCallback((changes: Search, isStep = false) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...changes })) as never, replace: !isStep }); }, [navigate]);
  const hears = useMemo<Hears>(() => ({
    move(next) { set({ at: addressOfView(next) }); },
    point: setPointed,
    fault: setFault,
    open({ layer, tags, all }) {
      if (layer === "event-points") set({ event: String(tags.id), claims: undefined, shaded: undefined }, true);
      else if (layer === "event-areas") set({ area: String(tags.pcode) }, true);
      else if (layer === "claims" || layer === "claim-routes") set({ claims: [...new Set(all.map(({ id }) => String(id)))].join(","), event: undefined, shaded: undefined }, true);
      else if (layer.startsWith("shades")) set({ shaded: String(tags.pcode), event: undefined, claims: undefined }, true);
    },
  }), [set]);
  const events = useMemo(() => ({ ...filter, seq: seq || undefined }), [filter, seq]);
  return (
    <div className={styles.picture}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className="unseen">{t("picture.title")}</h1>
        <FilterBar search={search} />
        {isNarrow ? <SegmentedControl className={styles.sides ?? ""} size="sm" value={side} onChange={(next) => { setSide(next as "map" | "list"); }} data={[{ value: "map", label: t("picture.map") }, { value: "list", label: t("picture.list") }]} /> : null}
        <div className={styles.counts}><CountInWords summary={summary} /></div>
      </div>
      <div className={styles.body}>
        <section className={styles.map} aria-label={t("picture.map")} hidden={isNarrow && side !== "map"}>
          <Suspense fallback={<div className={styles.wait}><Waiting rows={3} /></div>}>
            <MapCanvas label={t("picture.mapLabel")} view={view} events={events} appearance={appearance} shades={drawnAreas} onMade={setMap} marked={marked} hears={hears} />
          </Suspense>
          <div className={`${styles.tools} no-print`}>
            <ButtonLink to={ADDRESS.events} search={search as never} variant="default" size="compact-sm" leftSection={<IconTable size={16} aria-hidden />}>{t("picture.table")}</ButtonLink>
            <button type="button" className={styles.tool} onClick={() => { window.print(); }} aria-label={t("picture.print")} title={t("picture.print")}><IconPrinter size={17} aria-hidden /></button>
            <Suspense fallback={null}><TakeMap map={map} filter={filter} summary={summary} shades={shades} /></Suspense>
            <ShadeChooser choice={choice} onChoose={set} />
          </div>
          <Legend summary={summary} filter={filter} shades={shades} />
          {pointed ? <PointedWords pointed={pointed} shades={shades} /> : null}
          {search.event ? <OpenedEvent key={search.event} id={search.event} onClose={() => { set({ event: undefined }); }} /> : null}
          {search.shaded && shades ? <OpenedShade shades={shades} pcode={search.shaded} name={areaName(search.shaded)} search={filter} onClose={() => { set({ shaded: undefined }); }} /> : null}
          {search.claims ? <OpenedClaims ids={search.claims.split(",")} onClose={() => { set({ claims: undefined }); }} /> : null}
          {fault ? <div className={styles.fault}><Trouble error={undefined} kept={fault} onRetry={() => { location.reload(); }} /></div> : null}
        </section>
        <section className={styles.list} aria-label={t("picture.list")} hidden={isNarrow && side !== "list"}>
          {error ? <Trouble error={error} /> : <EventStrip filter={filter} opened={search.event} pointed={pointed?.tags.id} onMark={setMarked} />}
        </section>
      </div>
      <PictureTime filter={filter} seq={seq} onChoose={set} />
    </div>
  );
}
