/** Areas of one level shaded by one indicator, over our own ground. What is not the area's own number is not a shade. */
import "maplibre-gl/dist/maplibre-gl.css";
import { useComputedColorScheme } from "@mantine/core";
import type { Map as MapLibre, StyleSpecification } from "maplibre-gl";
import { useEffect, useRef, type RefObject } from "react";
import { language, useWords } from "../frame/words.ts";
import { makeFigureMap } from "../map/figure-map.ts";
import { fontFaces } from "../map/fonts.ts";
import { groundLayers } from "../map/ground-layers.ts";
import { missing, suppressed } from "../map/hatch.ts";
import { groundSources } from "../map/map-style.ts";
import { PALETTES, type Appearance } from "../map/palette.ts";
import { MISSING_PATTERN, shadeLayers, SHADED, SUPPRESSED_PATTERN } from "../map/shade-layers.ts";
import type { DrawnShades } from "../map/shades.ts";
import { FIRST_VIEW } from "../map/view-address.ts";
import styles from "./factors.module.css";

interface Props { label: string; shades: DrawnShades; wordsOf: ReadonlyMap<string, string>; canvas: RefObject<(() => HTMLCanvasElement) | null> }

export default function ShadeMap({ label, shades, wordsOf, canvas }: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const appearance = useComputedColorScheme("light");
  const now = useRef({ wordsOf, label, shades });
  now.current = { wordsOf, label, shades };
  const speaks = language();

  useEffect(() => {
    const { map: made, slip } = makeFigureMap(frame.current!, { style: styleOf(appearance, now.current.shades), label: now.current.label, words: t, className: styles.said, zoom: FIRST_VIEW.zoom - 0.8, maxZoom: 10 });
    map.current = made;
    canvas.current = () => made.getCanvas();
    made.setMissingStyleImageResolver((id) => {
      if (made.hasImage(id) || (id !== MISSING_PATTERN && id !== SUPPRESSED_PATTERN)) return;
      const { data, pixelRatio } = id === MISSING_PATTERN ? missing() : suppressed();
      made.addImage(id, data, { pixelRatio });
    });
    made.on("mousemove", ({ point, lngLat }) => {
      const [found] = made.queryRenderedFeatures(point, { layers: SHADED.filter((layer) => made.getLayer(layer)) });
      const words = found && now.current.wordsOf.get(String(found.properties.pcode));
      if (words) slip.setLngLat(lngLat).setText(words).addTo(made);
      else slip.remove();
    });
    made.on("mouseout", () => { slip.remove(); });
    return () => { made.remove(); canvas.current = null; };
    // Made anew for another language or appearance; what it shows is told to it below.
  }, [appearance, speaks]);

  useEffect(() => { map.current?.setStyle(styleOf(appearance, shades)); }, [shades, appearance]);

  return <div ref={frame} dir="ltr" style={{ position: "absolute", inset: 0 }} />;
}

function styleOf(appearance: Appearance, shades: DrawnShades): StyleSpecification {
  const colours = PALETTES[appearance];
  const ground = groundLayers(colours, language());
  const onLand = ground.findIndex(({ id }) => id === "nature");
  return { version: 8, "font-faces": fontFaces(), sources: groundSources(), layers: [...ground.slice(0, onLand), ...shadeLayers(shades, colours), ...ground.slice(onLand).filter(({ id }) => id !== "nature")] };
}
