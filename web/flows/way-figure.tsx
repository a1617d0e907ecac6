/** A map of ways as a figure: title, unit, legend, sources, the same as a table, and a file to take away. */
import { lazy, Suspense, useRef } from "react";
import { Figure, type LegendEntry } from "../charts/chart.tsx";
import { element } from "../charts/ink.ts";
import type { TableWords } from "../charts/take-away.ts";
import { Waiting } from "../design/states.tsx";
import { useWords } from "../frame/words.ts";
import { scaleBar } from "../map/scale-bar.ts";
import styles from "./flows.module.css";
import type { Ways } from "./way-features.ts";

const WayMap = lazy(() => import("./way-map.tsx"));

interface Props { title: string; unit: string; source: string; legend: readonly LegendEntry[]; table: TableWords; name: string; ways: Ways; level?: 2 | 3 }

export function WayFigure({ ways, ...figure }: Props) {
  const t = useWords();
  const canvas = useRef<(() => HTMLCanvasElement) | null>(null);
  const picture = async (width: number) => {
    const drawn = canvas.current?.();
    if (!drawn) throw new Error("the map is not drawn yet");
    const height = Math.round((width * drawn.height) / drawn.width);
    return element("svg", { width, height }, element("image", { width, height, href: drawn.toDataURL("image/png") }), ...scaleBar(drawn, width, height)) as SVGSVGElement;
  };
  return (
    <Figure {...figure} picture={picture}>
      <div className={styles.holder}>
        <Suspense fallback={<Waiting rows={4} />}><WayMap label={`${figure.title}. ${t("charts.tableThere")}`} ways={ways} canvas={canvas} /></Suspense>
      </div>
    </Figure>
  );
}
