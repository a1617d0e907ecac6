/**
 * A point on a map of a few kilobytes: the map moves under a cross in the middle, by finger, by keys or by buttons. How exact the
 * point is, the sender chooses: it is moved to the middle of a square of that size before anything keeps it.
 */
import type { Outline, OutlineLine } from "../../../src/field/places-pack-outline.ts";
import { button, element } from "../element.ts";
import { numberInWords, word } from "../words.ts";
import type { FoundPlace } from "./place-search.ts";
import { KM_PER_DEGREE, rounded, ROUNDINGS_KM } from "./rounding.ts";

const STEP_PIXELS = 40;
const MOST_ZOOM = 4_000, LEAST_ZOOM = 12;
/** Where the three countries meet. */
const FIRST: [number, number] = [-12.2, 14.7];

interface Picking {
  before?: [number, number] | undefined;
  near(at: [number, number]): Promise<FoundPlace[]>;
  choose(point: [lon: number, lat: number], roundedKm: number, nearest: string | undefined): void;
}

export function mapPicker(outline: Outline, { before, near, choose }: Picking): HTMLElement[] {
  const view = { lon: before?.[0] ?? FIRST[0], lat: before?.[1] ?? FIRST[1], scale: before ? 500 : 160 };
  let km: number = ROUNDINGS_KM[1];
  let places: FoundPlace[] = [];
  const canvas = element("canvas", { class: "map", tabindex: 0, role: "application", "aria-label": word("map.label"), "aria-describedby": "map-where" });
  const told = element("p", { id: "map-where", class: "quiet", "aria-live": "polite" });
  const stretch = () => Math.cos((view.lat * Math.PI) / 180);

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = canvas;
    const density = devicePixelRatio || 1;
    canvas.width = width * density;
    canvas.height = height * density;
    const pen = canvas.getContext("2d")!;
    pen.scale(density, density);
    const colour = (name: string) => getComputedStyle(canvas).getPropertyValue(name);
    const [x, y] = [(lon: number) => width / 2 + (lon - view.lon) * view.scale * stretch(), (lat: number) => height / 2 - (lat - view.lat) * view.scale];
    const lines = (all: readonly OutlineLine[], style: string, thick: number) => {
      pen.beginPath();
      for (const line of all) {
        let [lon, lat] = [0, 0];
        for (let at = 0; at < line.length; at += 2) {
          lon += line[at]!;
          lat += line[at + 1]!;
          if (at === 0) pen.moveTo(x(lon / 100), y(lat / 100));
          else pen.lineTo(x(lon / 100), y(lat / 100));
        }
      }
      pen.strokeStyle = style;
      pen.lineWidth = thick;
      pen.stroke();
    };
    lines(outline.region, colour("--line-strong"), 0.7);
    lines(outline.river, colour("--water"), 2);
    lines(outline.country, colour("--ink"), 1.6);
    // The square that will be kept.
    const [lon, lat] = rounded([view.lon, view.lat], km);
    const side = Math.max(6, (km / KM_PER_DEGREE) * view.scale);
    pen.fillStyle = colour("--accent-wash-strong");
    pen.fillRect(x(lon) - side / 2, y(lat) - side / 2, side, side);
    pen.font = `14px system-ui`;
    pen.textBaseline = "middle";
    pen.fillStyle = colour("--ink");
    const written: [number, number, number][] = [];
    // Towns before villages; a name that would lie on another one stays away.
    for (const { at, names } of [...places].sort((a, b) => b.weight - a.weight)) {
      const [left, middle] = [x(at![0]), y(at![1])];
      pen.beginPath();
      pen.arc(left, middle, 3, 0, 7);
      pen.fill();
      const wide = pen.measureText(names[0]!).width + 14;
      if (written.some(([from, line, width]) => Math.abs(line - middle) < 16 && from < left + wide && left < from + width)) continue;
      written.push([left, middle, wide]);
      pen.fillText(names[0]!, left + 7, middle);
    }
    pen.strokeStyle = colour("--accent");
    pen.lineWidth = 3;
    pen.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      pen.moveTo(width / 2 + dx * 6, height / 2 + dy * 6);
      pen.lineTo(width / 2 + dx * 22, height / 2 + dy * 22);
    }
    pen.stroke();
  }

  let frame = 0, asked = 0;
  function move(dx: number, dy: number, factor = 1): void {
    view.lon = Math.max(-30, Math.min(30, view.lon + dx / (view.scale * stretch())));
    view.lat = Math.max(-10, Math.min(40, view.lat - dy / view.scale));
    view.scale = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, view.scale * factor));
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
    const mine = ++asked;
    void near([view.lon, view.lat]).then((found) => {
      if (mine !== asked) return;
      places = found;
      const [first] = found;
      told.textContent = first ? word("map.near", { place: first.names[0]!, km: numberInWords(first.km!, first.km! < 10 ? 1 : 0) }) : "";
      draw();
    });
  }

  const fingers = new Map<number, [number, number]>();
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); fingers.set(event.pointerId, [event.clientX, event.clientY]); });
  for (const name of ["pointerup", "pointercancel"] as const) canvas.addEventListener(name, (event) => { fingers.delete(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    const was = fingers.get(event.pointerId);
    if (!was) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    const apart = (point: [number, number]) => Math.hypot(point[0] - other![0], point[1] - other![1]) || 1;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (other) move(0, 0, apart([event.clientX, event.clientY]) / apart(was));
    else move(was[0] - event.clientX, was[1] - event.clientY);
  });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); move(0, 0, event.deltaY < 0 ? 1.25 : 0.8); });
  canvas.addEventListener("keydown", (event) => {
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[event.key];
    if (way) { event.preventDefault(); move(way[0] * STEP_PIXELS, way[1] * STEP_PIXELS); }
    else if (event.key === "+" || event.key === "-") move(0, 0, event.key === "+" ? 1.5 : 1 / 1.5);
  });

  const size = (option: number) => button({ words: option < 1 ? word("map.metres", { m: option * 1_000 }) : word("map.km", { km: option }), pressed: option === km, onclick: () => {
    km = option;
    sizes.replaceChildren(...ROUNDINGS_KM.map(size));
    draw();
  } });
  const sizes = element("div", { class: "chips", role: "group", "aria-label": word("map.how-exact") });
  sizes.replaceChildren(...ROUNDINGS_KM.map(size));
  requestAnimationFrame(() => { move(0, 0); });
  return [
    element("p", { class: "quiet" }, word("map.how")),
    element("div", { class: "map-frame", dir: "ltr" }, canvas, element("div", { class: "zoom" },
      button({ icon: "plus", words: word("map.closer"), class: "round", onclick: () => { move(0, 0, 1.8); } }), button({ icon: "minus", words: word("map.farther"), class: "round", onclick: () => { move(0, 0, 1 / 1.8); } }))),
    told,
    element("p", {}, word("map.how-exact")), sizes, element("p", { class: "quiet" }, word("map.square")),
    button({ icon: "check", words: word("map.take"), class: "primary wide", onclick: () => { choose(rounded([view.lon, view.lat], km), km, places[0] && km >= 1 && places[0].km! <= Math.max(km, 2) ? places[0].names[0] : undefined); } }),
  ];
}
