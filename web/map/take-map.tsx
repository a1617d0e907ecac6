/** What is shown, to take away: the map as a picture or a drawing with legend, scale and sources; the events as a table or GeoJSON. */
import { Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { Map as MapLibre } from "maplibre-gl";
import { useState } from "react";
import type { Provenance } from "../../src/evidence/picture/provenance.ts";
import { element } from "../charts/ink.ts";
import { useSourceNames } from "../charts/source-names.ts";
import { day, number } from "../design/when.ts";
import { FILTER_NAMES, valuesOf, type EventFilter } from "../evidence/event-filter.ts";
import type { Summary } from "../evidence/events.ts";
import { useFilterWord } from "../evidence/filter-bar.tsx";
import { address, ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMe } from "../frame/session.ts";
import { isRightToLeft, language, useWords } from "../frame/words.ts";
import { useWorld } from "../frame/world.ts";
import { useFamily } from "./event-strip.tsx";
import { FAMILIES, familyColour, PALETTES } from "./palette.ts";
import styles from "./picture.module.css";
import { scaleBar } from "./scale-bar.ts";
import { useShadeSigns, useShadeTitle } from "./shade-words.tsx";
import type { AreaShades } from "./shades.ts";

interface Props { map: MapLibre | undefined; filter: EventFilter; summary: Summary | undefined; shades: AreaShades | undefined }

const SHADE_SIGNS = { class: "■", zero: "0", missing: "▨", suppressed: "⁘" } as const;

export function TakeMap({ map, filter, summary, shades }: Props) {
  const t = useWords();
  const codes = useCodes();
  const me = useMe();
  const familyOf = useFamily();
  const sourceNames = useSourceNames();
  const wordOf = useFilterWord();
  const signsOf = useShadeSigns();
  const titleOf = useShadeTitle();
  const isExercise = useWorld() === "exercise";
  const [isBusy, setBusy] = useState(false);

  const take = async (kind: "png" | "svg") => {
    if (!map || !summary) return;
    setBusy(true);
    try {
      const [files, { vectorMap }, provenance] = await Promise.all([import("../charts/take-away.ts"), import("./vector-map.ts"), ask<Provenance>("/api/picture/origin", { query: filter })]);
      const width = files.drawingWidth;
      const drawing = kind === "svg" ? vectorMap(map, width) : photograph(map.getCanvas(), width);
      const height = Number(drawing.getAttribute("height"));
      // In the drawing's own units, which are the screen's for the vector one.
      if (kind === "svg") drawing.append(...scaleBar(map.getCanvas(), map.getCanvas().clientWidth, map.getCanvas().clientHeight));
      else drawing.append(...scaleBar(map.getCanvas(), width, height));
      const narrowed = FILTER_NAMES.flatMap((name) => valuesOf(filter, name).map((value) => `${t(`filter.${name}`)}${t("punctuation.colon")} ${wordOf(name, value)}`));
      const families = FAMILIES.filter((family) => summary.byKind.some(({ kind: one }) => familyOf(one) === family));
      const sheet = files.sheetOf(drawing, {
        title: shades ? titleOf(shades) : t("picture.sheetTitle"),
        unit: [t("event.count", { count: summary.count, shown: number(summary.count) }), ...(summary.notOnMap > 0 ? [t("event.notOnMap", { count: summary.notOnMap, shown: number(summary.notOnMap) })] : []), ...narrowed].join(" · "),
        notes: [
          ...(shades ? signsOf(shades).map(({ look, colour, words }) => ({ sign: SHADE_SIGNS[look], ...(look === "class" ? { colour } : {}), words })) : []),
          ...families.map((family) => ({ sign: "●", colour: familyColour(family, "light"), words: codes.word("event-kind", family) })),
          { sign: "▨", colour: PALETTES.light.claim, words: t("legend.claim") },
          { words: `${t("charts.source")} ${sourceNames(provenance)}` },
          { words: t("charts.takenAway", { day: day(new Date().toISOString()), marking: me.clearance }) },
        ],
        watermark: isExercise ? t("charts.exercise") : undefined, isRightToLeft: isRightToLeft(language()),
      });
      files.hand(kind === "svg" ? files.svgFile(sheet) : await files.pngFile(sheet), `${t("picture.fileName")}-${new Date().toISOString().slice(0, 10)}.${kind}`);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Menu>
      <Menu.Target><button type="button" className={styles.tool} aria-label={t("picture.take")} title={t("picture.take")} aria-busy={isBusy}><IconDownload size={17} aria-hidden /></button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => { void take("png"); }}>{t("charts.png")}</Menu.Item>
        <Menu.Item onClick={() => { void take("svg"); }}>{t("charts.svg")}</Menu.Item>
        <Menu.Item component="a" href={address("/api/events/export.csv", filter)} download>{t("areaPage.eventsCsv")}</Menu.Item>
        <Menu.Item component="a" href={address("/api/events/export.geojson", filter)} download>{t("areaPage.eventsGeojson")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function photograph(canvas: HTMLCanvasElement, width: number): SVGSVGElement {
  const height = Math.round((width * canvas.height) / canvas.width);
  return element("svg", { width, height }, element("image", { width, height, href: canvas.toDataURL("image/png") })) as SVGSVGElement;
}
