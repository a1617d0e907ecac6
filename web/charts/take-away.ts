/** A chart as a file of its own: it says what it shows, from which sources, and whether any of it is real. */
import { element, FONT, PAPER } from "./ink.ts";

export interface Sheet {
  title: string;
  unit: string;
  /** The legend and the words for what is not known, the sources: one line each. */
  notes: readonly { sign?: string; colour?: string; words: string }[];
  /** Drawn across a file that shows an exercise. */
  watermark?: string | undefined;
  isRightToLeft: boolean;
}

const WIDTH = 840;
const MARGIN = 20;
/** Letters that fit on a line, at the widths of Noto Sans. */
const LETTERS = { 18: 82, 13: 116 } as const;

export const drawingWidth = WIDTH - 2 * MARGIN;

/** @param drawing made with the ink for paper */
export function sheetOf(drawing: SVGSVGElement, { title, unit, notes, watermark, isRightToLeft }: Sheet): SVGSVGElement {
  const start = isRightToLeft ? WIDTH - MARGIN : MARGIN;
  const content: SVGElement[] = [];
  let y = MARGIN;
  const write = (words: string, size: 18 | 13, fill: string, weight = 400, sign = "", colour = fill) => {
    for (const [at, line] of wrapped(words, LETTERS[size]).entries()) {
      y += size * 1.45;
      const lead = sign && at === 0 ? [element("tspan", { fill: colour, "font-weight": 600 }, `${sign} `)] : [];
      content.push(element("text", { x: start, y, "font-size": size, "font-weight": weight, fill, direction: isRightToLeft ? "rtl" : "ltr" }, ...lead, line));
    }
  };
  write(watermark ? `${watermark} · ${title}` : title, 18, PAPER.text, 600);
  write(unit, 13, PAPER.quiet);
  y += 12;
  const height = Number(drawing.getAttribute("height"));
  drawing.setAttribute("x", String(MARGIN));
  drawing.setAttribute("y", String(y));
  content.push(drawing);
  y += height + 6;
  for (const { words, sign, colour } of notes) write(words, 13, PAPER.quiet, 400, sign, colour);
  y += MARGIN;
  if (watermark) content.push(element("text", {
    x: WIDTH / 2, y: y / 2, "font-size": 64, "font-weight": 600, fill: "#B45309", "fill-opacity": 0.25, "text-anchor": "middle", transform: `rotate(-20 ${WIDTH / 2} ${y / 2})`,
  }, watermark));
  return element("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: y, viewBox: `0 0 ${WIDTH} ${y}`, "font-family": FONT },
    element("rect", { width: WIDTH, height: y, fill: "#FFFFFF" }), ...content) as SVGSVGElement;
}

function wrapped(words: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export const svgFile = (sheet: SVGSVGElement): Blob => new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" });

/** Twice the size on the page, so that print stays sharp. */
export async function pngFile(sheet: SVGSVGElement): Promise<Blob> {
  const address = URL.createObjectURL(svgFile(sheet));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => { canvas.toBlob((blob) => { if (blob) resolve(blob); else reject(new Error("no picture")); }, "image/png"); });
  } finally {
    URL.revokeObjectURL(address);
  }
}

export type Cell = string | number | undefined;
export interface TableWords { head: readonly string[]; rows: readonly (readonly Cell[])[] }

/** With a byte order mark, so that a spreadsheet reads the accents; what is not known is an empty cell. */
export const csvFile = ({ head, rows }: TableWords): Blob =>
  new Blob([`\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });

/** A spreadsheet would run what begins like a formula. */
function quoted(cell: Cell): string {
  if (cell === undefined) return "";
  const words = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

export function hand(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
