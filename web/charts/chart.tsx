/**
 * A chart that can be trusted: a title that says what it shows, its unit, its sources, words for what is not known, the same
 * as a table, and a file to take away. The drawing itself is loaded when it is first needed.
 */
import { Menu } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconDownload, IconTable } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { day } from "../design/when.ts";
import { useMe } from "../frame/session.ts";
import { isRightToLeft, language, useWords } from "../frame/words.ts";
import { useWorld } from "../frame/world.ts";
import styles from "./chart.module.css";
import { PAPER, SCREEN, type Ink } from "./ink.ts";
import type { TableWords } from "./take-away.ts";

/** @param width in CSS pixels; the drawing chooses its own height, and writes it on itself */
export type Draw<D> = (data: D, width: number, ink: Ink) => SVGSVGElement;

export interface LegendEntry { look: "mark" | "partly" | "missing" | "zero" | "claim" | "line" | "dashed" | "arrow" | "ring"; words: string; colour?: string }

/** How each looks in a line of plain text. */
const SIGNS: Record<LegendEntry["look"], string> = { mark: "■", partly: "◧", missing: "▨", zero: "0", claim: "┅", line: "━", dashed: "┅", arrow: "→", ring: "○" };

interface FigureProps {
  /** What it shows: a sentence, not a noun. */
  title: string;
  unit: string;
  /** Who says so, in words. */
  source: string;
  legend?: readonly LegendEntry[];
  table: TableWords;
  /** The file's name when it is taken away. */
  name: string;
  /** For a file that leaves the page. @param width in pixels */
  picture: (width: number) => Promise<SVGSVGElement>;
  aside?: ReactNode;
  level?: 2 | 3;
}

interface Props<D> extends Omit<FigureProps, "picture"> {
  data: D;
  drawing: () => Promise<{ draw: Draw<D> }>;
  /** Kept free while the drawing loads, so that nothing jumps. */
  height: number;
}

export function Chart<D>({ data, drawing, height, ...figure }: Props<D>) {
  const t = useWords();
  const picture = async (width: number) => (await drawing()).draw(data, width, PAPER);
  return (
    <Figure {...figure} picture={picture}>
      <Drawn label={`${figure.title}. ${figure.unit}. ${t("charts.tableThere")}`} data={data} drawing={drawing} height={height} />
    </Figure>
  );
}

/** What stands around any drawing, a map as well as a chart. */
export function Figure({ title, unit, source, legend = [], table, name, picture, aside, level = 3, children }: FigureProps & { children: ReactNode }) {
  const t = useWords();
  const id = useId();
  const me = useMe();
  const isExercise = useWorld() === "exercise";
  const [isTable, setTable] = useState(false);
  const Heading = level === 2 ? "h2" : "h3";
  const takeAway = async (kind: "svg" | "png" | "csv") => {
    const files = await import("./take-away.ts");
    if (kind === "csv") { files.hand(files.csvFile(table), `${name}.csv`); return; }
    const sheet = files.sheetOf(await picture(files.drawingWidth), {
      title, unit, notes: [...legend.map(({ look, words, colour }) => ({ sign: SIGNS[look], words, colour: colour ?? (look === "claim" ? PAPER.claim : ["mark", "line", "zero", "partly"].includes(look) ? PAPER.mark : PAPER.text) })), { words: `${t("charts.source")} ${source}` }, { words: t("charts.takenAway", { day: day(new Date().toISOString()), marking: me.clearance }) }],
      watermark: isExercise ? t("charts.exercise") : undefined, isRightToLeft: isRightToLeft(language()),
    });
    files.hand(kind === "svg" ? files.svgFile(sheet) : await files.pngFile(sheet), `${name}.${kind}`);
  };
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <div>
          <Heading id={id} className={styles.title}>{title}</Heading>
          <p className={styles.unit}>{unit}</p>
        </div>
        <div className={`${styles.tools} no-print`}>
          {aside}
          <button type="button" className={styles.tool} aria-pressed={isTable} onClick={() => { setTable(!isTable); }}><IconTable size={17} aria-hidden /><span>{t("charts.table")}</span></button>
          <Menu>
            <Menu.Target><button type="button" className={styles.tool} aria-label={t("charts.takeAway", { title })}><IconDownload size={17} aria-hidden /></button></Menu.Target>
            <Menu.Dropdown>
              {(["png", "svg", "csv"] as const).map((kind) => <Menu.Item key={kind} onClick={() => { void takeAway(kind); }}>{t(`charts.${kind}`)}</Menu.Item>)}
            </Menu.Dropdown>
          </Menu>
        </div>
      </figcaption>
      {isTable ? <AsTable caption={title} table={table} /> : children}
      {legend.length > 0 ? <ul className={styles.legend}>{legend.map(({ look, words, colour }) => <li key={words}><span className={`${styles.look} ${styles[look]}`} style={colour ? { "--look": colour } as CSSProperties : undefined} aria-hidden />{words}</li>)}</ul> : null}
      <p className={styles.source}>{t("charts.source")} {source}</p>
    </figure>
  );
}

function Drawn<D>({ label, data, drawing, height }: { label: string; data: D; drawing: Props<D>["drawing"]; height: number }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const [draw, setDraw] = useState<{ draw: Draw<D> }>();
  const [isBroken, setBroken] = useState(false);
  const t = useWords();
  useEffect(() => { drawing().then(setDraw, () => { setBroken(true); }); }, [drawing]);
  useEffect(() => {
    if (!draw || width === 0) return;
    const drawn = draw.draw(data, width, SCREEN);
    // Its parts have no names of their own: whoever cannot see it reads the table.
    for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", label);
    holder.current?.replaceChildren(drawn);
  }, [draw, data, width, label]);
  if (isBroken) return <p role="alert">{t("refusal.offline")}</p>;
  return <div ref={ref}><div ref={holder} dir="ltr" className={styles.drawing} style={{ minHeight: height }} /></div>;
}

export function AsTable({ caption, table: { head, rows } }: { caption: string; table: TableWords }) {
  const t = useWords();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className="unseen">{caption}</caption>
        <thead><tr>{head.map((words) => <th key={words} scope="col">{words}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>{row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell ?? <span className="quiet">{t("charts.noData")}</span>}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
