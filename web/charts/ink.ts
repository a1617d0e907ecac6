/**
 * What are charts drawn with? On a page the theme's own variables, so that dark, light and print need no second drawing;
 * in a file that leaves the page, the same as plain colours on white.
 */

export interface Ink {
  text: string;
  quiet: string;
  line: string;
  ground: string;
  /** The one colour of a plain count; it stays dark in a print without colour. */
  mark: string;
  /** What was only partly looked at. */
  markPartly: string;
  hatch: string;
  /** A claim, beside what was counted. */
  claim: string;
}

export const SCREEN: Ink = {
  text: "var(--mantine-color-text)", quiet: "var(--mantine-color-dimmed)", line: "var(--line)", ground: "var(--surface)",
  mark: "var(--accent)", markPartly: "var(--accent)", hatch: "var(--line-strong)", claim: "var(--warn-ink)",
};

export const PAPER: Ink = {
  text: "#16202B", quiet: "#525E6A", line: "#D3D3CA", ground: "#FFFFFF", mark: "#0F766E", markPartly: "#0F766E", hatch: "#8B9196", claim: "#8A4B00",
};

/** Okabe and Ito's eight, told apart by the colour-blind; the first two are kept for what is drawn most. */
export const OKABE_ITO = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#595959"] as const;

export const FONT = '"Noto Sans", "Noto Sans Arabic", system-ui, sans-serif';

const SVG = "http://www.w3.org/2000/svg";
let made = 0;

/** A diagonal hatch: nobody looked, so nothing is known. `fill` is what a shape takes, `mark` puts the pattern into a plot. */
export function hatching(ink: Ink): { fill: string; mark: () => SVGElement } {
  const id = `hatch-${++made}`;
  return {
    fill: `url(#${id})`,
    mark: () => {
      const defs = document.createElementNS(SVG, "defs");
      defs.append(element("pattern", { id, width: "6", height: "6", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        element("line", { x1: "0", y1: "0", x2: "0", y2: "6", stroke: ink.hatch, "stroke-width": "2.4" })));
      return defs;
    },
  };
}

export function element(name: string, attributes: Readonly<Record<string, string | number>>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children);
  return made;
}
