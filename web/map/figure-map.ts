/** A map within a page, which shows one figure: it scrolls with the page, says in a word what the pointer is on, and is taken away as it stands. */
import { Map as MapLibre, NavigationControl, Popup, ScaleControl, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import workerAddress from "virtual:map-worker";
import { language, type useWords } from "../frame/words.ts";
import { tellRest } from "./at-rest.ts";
import { FIRST_VIEW } from "./view-address.ts";

setWorkerUrl(new URL(workerAddress, location.href).href);

interface Figure { style: StyleSpecification; label: string; words: ReturnType<typeof useWords>; className: string | undefined; zoom: number; maxZoom: number }

/** The map, and the slip of paper beside the pointer that its owner fills. */
export function makeFigureMap(container: HTMLElement, { style, label, words: t, className, zoom, maxZoom }: Figure): { map: MapLibre; slip: Popup } {
  const map = new MapLibre({
    container, style, center: [FIRST_VIEW.lon, FIRST_VIEW.lat], zoom, minZoom: 3, maxZoom, cooperativeGestures: true,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, renderWorldCopies: false, canvasContextAttributes: { preserveDrawingBuffer: true },
    locale: {
      "NavigationControl.ZoomIn": t("map.closer"), "NavigationControl.ZoomOut": t("map.farther"), "CooperativeGesturesHandler.WindowsHelpText": t("flows.gesture"),
      "CooperativeGesturesHandler.MacHelpText": t("flows.gesture"), "CooperativeGesturesHandler.MobileHelpText": t("flows.gestureTouch"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), language() === "ar" ? "top-left" : "top-right");
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", label);
  tellRest(map, container);
  return { map, slip: new Popup({ closeButton: false, closeOnClick: false, className: className ?? "" }) };
}
