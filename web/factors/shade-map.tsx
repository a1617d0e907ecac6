/** Areas of one level shaded by one indicator, over our own ground. What is not the area's own number is not a shade. */
import "maplibre-gl/dist/maplibre-gl.css";
import { useComputedColorScheme } from "@mantine/core";
import { Map as MapLibre, NavigationControl, Popup, ScaleControl, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import { useEffect, useRef, type RefObject } from "react";
import workerAddress from "virtual:map-worker";
import { language, useWords } from "../frame/words.ts";
import { fontFaces } from "../map/fonts.ts";
import { groundLayers } from "../map/ground-layers.ts";
import { dots, hatch } from "../map/hatch.ts";
import { groundSources } from "../map/map-style.ts";
import { PALETTES, type Appearance } from "../map/palette.ts";
import { MISSING_PATTERN, shadeLayers, SHADED, SUPPRESSED_PATTERN } from "../map/shade-layers.ts";
import type { DrawnShades } from "../map/shades.ts";
import { FIRST_VIEW } from "../map/view-address.ts";
import styles from "./factors.module.css";

setWorkerUrl(new URL(workerAddress, location.href).href);

interface Props { label: string; shades: DrawnShades; wordsOf: ReadonlyMap<string, string>; canvas: RefObject<(() => HTMLCanvasElement) | null> }

const MISSING_COLOUR = "#8B9196";

export default function ShadeMap({ label, shades, wordsOf, canvas }: Props) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const appearance = useComputedColorScheme("light");
  const now = useRef({ wordsOf, label, shades });
  now.current = { wordsOf, label, shades };
  const speaks = language();

  useEffect(() => {
    const container = frame.current!;
    const made = new MapLibre({
      container, style: styleOf(appearance, now.current.shades), center: [FIRST_VIEW.lon, FIRST_VIEW.lat], zoom: FIRST_VIEW.zoom - 0.8, minZoom: 3, maxZoom: 10, cooperativeGestures: true,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, renderWorldCopies: false, canvasContextAttributes: { preserveDrawingBuffer: true },
      locale: {
        "NavigationControl.ZoomIn": t("map.closer"), "NavigationControl.ZoomOut": t("map.farther"), "CooperativeGesturesHandler.WindowsHelpText": t("flows.gesture"),
        "CooperativeGesturesHandler.MacHelpText": t("flows.gesture"), "CooperativeGesturesHandler.MobileHelpText": t("flows.gestureTouch"),
      },
    });
    map.current = made;
    canvas.current = () => made.getCanvas();
    made.touchZoomRotate.disableRotation();
    made.keyboard.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), speaks === "ar" ? "top-left" : "top-right");
    made.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
    made.getCanvas().setAttribute("aria-label", now.current.label);
    made.setMissingStyleImageResolver((id) => {
      if (made.hasImage(id) || (id !== MISSING_PATTERN && id !== SUPPRESSED_PATTERN)) return;
      const { data, pixelRatio } = id === MISSING_PATTERN ? hatch(MISSING_COLOUR, 6, 0.9) : dots(MISSING_COLOUR, 7);
      made.addImage(id, data, { pixelRatio });
    });
    const said = new Popup({ closeButton: false, closeOnClick: false, className: styles.said ?? "" });
    made.on("mousemove", ({ point, lngLat }) => {
      const [found] = made.queryRenderedFeatures(point, { layers: SHADED.filter((layer) => made.getLayer(layer)) });
      const words = found && now.current.wordsOf.get(String(found.properties.pcode));
      if (words) said.setLngLat(lngLat).setText(words).addTo(made);
      else said.remove();
    });
    made.on("mouseout", () => { said.remove(); });
    made.on("dataloading", () => { container.setAttribute("data-map", "drawing"); });
    made.on("idle", () => { container.setAttribute("data-map", "drawn"); });
    // A question that is called off draws nothing: without this the map would never come to rest after it.
    made.on("dataabort", () => { made.triggerRepaint(); });
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
