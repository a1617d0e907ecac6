/** Whether everything that a map asked for has been drawn, for whoever photographs or times it: data-map says "drawing" or "drawn". */
import type { Map as MapLibre } from "maplibre-gl";

const EVERY_MS = 250;

export function tellRest(map: MapLibre, container: HTMLElement): void {
  let watch: ReturnType<typeof setInterval> | undefined;
  const rest = () => { clearInterval(watch); watch = undefined; };
  map.on("dataloading", () => {
    container.setAttribute("data-map", "drawing");
    // A question that is called off, fails or brings what is there already draws nothing, and "idle" follows drawing only: once all is loaded, draw.
    watch ??= setInterval(() => { if (map.loaded() && !map.isMoving()) map.triggerRepaint(); }, EVERY_MS);
  });
  map.on("idle", () => { rest(); container.setAttribute("data-map", "drawn"); });
  map.on("remove", rest);
}
