/** One indicator in every area of a level: a map, its legend with every kind of nothing that occurs, and the same as a table. */
import { Button, Menu, SegmentedControl, Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useRef } from "react";
import { Figure as Framed, type LegendEntry } from "../charts/chart.tsx";
import { element } from "../charts/ink.ts";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { address } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { joined, language, useWords } from "../frame/words.ts";
import { scaleBar } from "../map/scale-bar.ts";
import type { DrawnShades } from "../map/shades.ts";
import { useAreas } from "../places/areas.ts";
import { acrossQuery, colourOf, isNumber, middleOf, nameOf, useCodesReady, type AcrossAreas } from "./factors.ts";
import styles from "./factors.module.css";
import { useIndicators } from "./indicators.ts";
import { ModelledPart } from "./modelled.tsx";
import { useFigure } from "./reading.tsx";

const ShadeMap = lazy(() => import("./shade-map.tsx"));
const FIRST = "border-distance";

export function FactorMapPage() {
  const t = useWords();
  useCodesReady();
  const codes = useCodes();
  const navigate = useNavigate();
  const { indicator: asked, level: askedLevel } = useSearch({ strict: false }) as Search;
  const indicators = useIndicators();
  const level = askedLevel === "2" ? 2 : 1;
  const one = indicators.find(({ key }) => key === asked) ?? indicators.find(({ key }) => key === FIRST) ?? indicators[0];
  const { data, error, isPending, refetch } = useQuery({ ...acrossQuery(one?.id ?? "", level), enabled: one !== undefined });
  const change = (more: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...more })) as never }); };
  const options = [...Map.groupBy(indicators, ({ side }) => side)].map(([side, of]) => ({ group: codes.word("profile-side", side), items: of.map(({ key, names }) => ({ value: key, label: names[language()] })) }));
  return (
    <>
      <PageHead title={t("page.factorMap")} above={<TextLink to={ADDRESS.factors}>{t("chapter.factors")}</TextLink>} below={one ? <span className="measure">{one.definitions[language()]}</span> : null}
        actions={one ? (
          <Menu>
            <Menu.Target><Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>{t("record.export")}</Button></Menu.Target>
            <Menu.Dropdown>{(["csv", "geojson", "sdmx.csv"] as const).map((format) => <Menu.Item key={format} component="a" href={address(`/api/factors/indicators/${one.id}/areas/export.${format}`, { level })} download>{format === "csv" ? "CSV (HXL)" : format === "geojson" ? "GeoJSON" : "SDMX-CSV"}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
        ) : null} />
      <div className={`${styles.tools} no-print`}>
        <div style={{ flexBasis: "28rem" }}><Select label={t("factors.indicator")} data={options} value={one?.key ?? null} onChange={(key) => { change({ indicator: key ?? undefined }); }} searchable allowDeselect={false} /></div>
        <div><SegmentedControl aria-label={t("factors.level")} value={String(level)} onChange={(next) => { change({ level: next === "1" ? undefined : next }); }} data={[{ value: "1", label: t("factors.regions") }, { value: "2", label: t("factors.districts") }]} /></div>
      </div>
      {isPending ? <Waiting rows={10} /> : error && !data ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : <OneMap across={data!} level={level} />}
      {one?.origin === "survey" ? <ModelledPart key={one.id} indicator={one} /> : null}
    </>
  );
}

function OneMap({ across, level }: { across: AcrossAreas; level: 1 | 2 }) {
  const t = useWords();
  const codes = useCodes();
  const write = useFigure();
  const canvas = useRef<(() => HTMLCanvasElement) | null>(null);
  const { indicator, areas, classes } = across;
  const names = new Map(useAreas(level).map(({ pcode, name }) => [pcode, name]));
  const { unit, side } = indicator;
  const shades = useMemo(() => drawn(across, level), [across, level]);
  const told = (reading: AcrossAreas["areas"][number]["reading"]): string => {
    const middle = middleOf(reading);
    if (!isNumber(reading)) return [codes.word("estimate-state", reading.state), reading.why?.[language()]].filter(Boolean).join(" – ");
    const scope = reading.of.kind === "set" || reading.of.kind === "above" ? ` (${t(`factors.scope.${reading.of.kind}`, { areas: joined(reading.of.areas.map((pcode) => names.get(pcode) ?? pcode)) })})` : "";
    return `${reading.isModelled ? `${t("factors.model.badge")} : ` : ""}${reading.value === undefined ? t("factors.between", { low: write(reading.low!, unit), high: write(reading.high!, unit) }) : write(middle!, unit)}${scope}`;
  };
  const wordsOf = new Map(areas.map(({ area, reading }) => [area.pcode, `${names.get(area.pcode) ?? area.name} : ${told(reading)}`]));
  const occurs = (state: string) => areas.some(({ reading }) => reading.state === state);
  const nothings = (["missing", "no-data", "not-asked", "not-supported", "suppressed"] as const).filter(occurs);
  const legend: LegendEntry[] = [
    ...classes.map(({ from, to }, i): LegendEntry => ({ look: "mark", colour: colourOf(side, i, classes.length), words: to === null || write(from, unit) === write(to, unit) ? write(from, unit) : `${write(from, unit)} – ${write(to, unit)}` })),
    ...(areas.some(({ middle }) => middle === 0) ? [{ look: "zero" as const, words: "0" }] : []),
    ...nothings.map((state): LegendEntry => ({ look: "missing", words: codes.word("estimate-state", state) })),
    ...(areas.some(({ reading, middle }) => isNumber(reading) && middle === undefined) ? [{ look: "dashed" as const, words: t("factors.notShaded") }] : []),
  ];
  const picture = async (width: number) => {
    const made = canvas.current?.();
    if (!made) throw new Error("the map is not drawn yet");
    const height = Math.round((width * made.height) / made.width);
    return element("svg", { width, height }, element("image", { width, height, href: made.toDataURL("image/png") }), ...scaleBar(made, width, height)) as SVGSVGElement;
  };
  const sources = [...new Set(areas.flatMap(({ reading }) => reading.source?.name ?? reading.citation ?? []))];
  const table = { head: [t("factors.area"), "P-code", t("factors.value"), t("factors.state")], rows: areas.map(({ area, reading }) => [names.get(area.pcode) ?? area.name, area.pcode, isNumber(reading) ? told(reading) : "", isNumber(reading) ? codes.word("estimate-state", reading.state) : told(reading)]) };
  return (
    <Framed level={2} title={nameOf(indicator)} unit={`${codes.word("profile-side", side)} · ${codes.word("factor", indicator.factor)} · ${codes.word("indicator-effect", indicator.effect)}`} source={sources.length > 0 ? joined(sources) : t("factors.ownRecords")} legend={legend} table={table} name={indicator.key} picture={picture}>
      <div className={styles.holder}><Suspense fallback={<Waiting rows={6} />}><ShadeMap label={`${nameOf(indicator)}. ${t("charts.tableThere")}`} shades={shades} wordsOf={wordsOf} canvas={canvas} /></Suspense></div>
    </Framed>
  );
}

function drawn({ areas, classes, indicator }: AcrossAreas, level: 1 | 2): DrawnShades {
  const classOf = (value: number) => classes.findLastIndex(({ from }) => value >= from);
  const pcodes = (is: (row: AcrossAreas["areas"][number]) => boolean) => areas.filter(is).map(({ area }) => area.pcode);
  return {
    source: level === 2 ? "districts" : "regions",
    coloured: areas.flatMap(({ area, middle }) => (middle !== undefined && middle > 0 ? [[area.pcode, colourOf(indicator.side, classOf(middle), classes.length)] as [string, string]] : [])),
    zero: pcodes(({ middle }) => middle === 0), suppressed: pcodes(({ reading }) => reading.state === "suppressed"),
    // A number of several areas together, and nobody asked: bare ground. Hatched is what should be known and is not.
    missing: pcodes(({ reading }) => reading.state === "missing" || reading.state === "no-data" || reading.state === "not-supported"),
  };
}

