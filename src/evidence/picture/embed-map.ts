/**
 * A map of counts as one small page without script: areas as an SVG, a legend that names what each drawing means, and the same
 * numbers as a table. It loads nothing and asks nothing; what it shows was settled before (`embed-routes.ts`).
 */
import { labelPoint } from "../../methods/spatial/label-point.ts";
import { bboxOf, partsOf, type AreaGeometry } from "../../methods/spatial/polygon.ts";
import { snapped, type Shape } from "../../methods/spatial/snap.ts";
import type { Geography } from "../../places/index.ts";
import type { Labels, Language } from "../../platform/language.ts";
import type { EmbeddedArea, EmbeddedMap } from "./embed-routes.ts";
import { periodName } from "./growth-words.ts";

const WIDTH = 720;
/** At a screen's width a twentieth of a degree is under two pixels. */
const STEPS_PER_DEGREE = 20;
const REDS = ["#FEE5D9", "#FCAE91", "#FB6A4A", "#DE2D26", "#A50F15"];
const ZERO = "#FFF7F3";
const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB", ar: "ar-u-nu-latn" };

const WORDS = {
  title: { fr: "Événements connus, par zone", en: "Known events, by area", ar: "الأحداث المعروفة بحسب المنطقة" },
  total: { fr: "Total", en: "Total", ar: "المجموع" },
  atLeast: { fr: "au moins", en: "at least", ar: "على الأقل" },
  table: { fr: "Les mêmes nombres en tableau", en: "The same numbers as a table", ar: "الأرقام نفسها في جدول" },
  area: { fr: "Zone", en: "Area", ar: "المنطقة" },
  events: { fr: "Événements", en: "Events", ar: "الأحداث" },
  zero: { fr: "Aucun, dans une période couverte", en: "None, in a period that was covered", ar: "لا شيء، في فترة مغطاة" },
  noData: { fr: "Pas de données\u00A0: personne n’observait", en: "No data: nobody was looking", ar: "لا بيانات: لم يكن أحد يراقب" },
  suppressed: { fr: "Petit nombre, non montré", en: "Small number, not shown", ar: "عدد صغير غير معروض" },
  outside: { fr: "Hors de ces zones", en: "Outside these areas", ar: "خارج هذه المناطق" },
  unlocated: { fr: "Zone non connue", en: "Area not known", ar: "منطقة غير معروفة" },
  sources: { fr: "Sources", en: "Sources", ar: "المصادر" },
  caution: { fr: "L’absence d’événement connu n’est pas l’absence de danger.", en: "The absence of known events is not the absence of danger.", ar: "غياب الأحداث المعروفة لا يعني غياب الخطر." },
} as const satisfies Record<string, Labels>;

export function drawEmbed(map: EmbeddedMap, geography: Geography, language: Language): string {
  const say = (key: keyof typeof WORDS) => escaped(WORDS[key][language]);
  const number = (value: number) => new Intl.NumberFormat(LOCALES[language]).format(value);
  const shown = (count: number | null, state?: string) => (count !== null ? number(count) : state === "no-data" ? "–" : `‹ ${number(map.smallestCount)}`);
  const period = map.period ? ` · ${escaped(periodName(map.period, language))}` : "";
  const colon = language === "fr" ? "\u00A0:" : ":";
  const last = map.shading.classes.length - 1;
  const legend = [
    ...map.shading.classes.map(({ from, to }, i) => [REDS[shadeOf(i, last)]!, `<bdi dir="ltr">${from === to ? number(from) : `${number(from)} – ${number(i === last ? to! : to! - 1)}`}</bdi>`]),
    ...([["zero", ZERO], ["no-data", "url(#none)"], ["suppressed", "url(#few)"]] as const).filter(([state]) => map.areas.some((area) => area.state === state))
      .map(([state, fill]) => [fill, state === "zero" ? `0 · ${say("zero")}` : say(state === "no-data" ? "noData" : state)]),
  ];
  const rows = [...map.areas].sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || (a.name < b.name ? -1 : 1))
    .map(({ name, country, count, state }) => `<tr><td>${escaped(name)} <small>${escaped(country)}</small></td><td>${shown(count, state)}</td></tr>`);
  const rest = ([["outside", map.outside], ["unlocated", map.unlocated]] as const).filter(([, count]) => count !== 0).map(([key, count]) => `<tr><td>${say(key)}</td><td>${shown(count)}</td></tr>`);
  const total = `${map.total.isExact ? "" : `${say("atLeast")} `}${number(map.total.count)}`;
  return `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${say("title")}</title><style>
body{margin:0;padding:12px;font:15px/1.45 "Noto Sans","Noto Sans Arabic",system-ui,sans-serif;color:#16202B;background:#FAFAF7}h1{font-size:18px;margin:0}p{margin:4px 0 12px;color:#44505C}svg{display:block;width:100%;height:auto}
ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:12px 0}li{display:flex;align-items:center;gap:6px}li svg{width:22px;flex:none}table{border-collapse:collapse;width:100%;max-width:520px;font-variant-numeric:tabular-nums}
td,th{border-top:1px solid #D8DBD5;padding:4px 8px;text-align:start}td:last-child,th:last-child{text-align:end}small{color:#44505C}summary{cursor:pointer;padding:6px 0}
</style></head><body><h1>${say("title")}${period}</h1><p>${say("total")}${colon} ${total}</p>${svg(map, geography, WORDS.title[language], shown)}
<ul>${legend.map(([fill, words]) => `<li><svg viewBox="0 0 22 14" aria-hidden="true"><rect width="22" height="14" fill="${fill}" stroke="#44505C" stroke-width=".8"/></svg>${words}</li>`).join("")}</ul>
<details><summary>${say("table")}</summary><table><thead><tr><th>${say("area")}</th><th>${say("events")}</th></tr></thead><tbody>${rows.join("")}${rest.join("")}</tbody></table></details>
<p>${say("caution")}${map.sources.length > 0 ? ` ${say("sources")}${colon} ${escaped(map.sources.join(", "))}.` : ""}</p></body></html>`;
}

/** Few classes are spread over the whole ramp, so that the highest is always the darkest. */
const shadeOf = (index: number, last: number): number => (last === 0 ? 2 : Math.round((index / last) * (REDS.length - 1)));

function svg(map: EmbeddedMap, geography: Geography, title: string, shown: (count: number | null, state?: string) => string): string {
  const last = map.shading.classes.length - 1;
  const fillOf = ({ state, class: shade }: EmbeddedArea) => (state === "value" ? REDS[shadeOf(shade!, last)]! : state === "zero" ? ZERO : state === "suppressed" ? "url(#few)" : "url(#none)");
  const drawn = map.areas.flatMap((area) => {
    const geometry = geography.areaByPcode(area.pcode)?.geometry;
    const light = geometry && snapped(geometry as Shape, STEPS_PER_DEGREE);
    return light ? [{ area, geometry: light as AreaGeometry }] : [];
  });
  if (drawn.length === 0) return "";
  const boxes = drawn.map(({ geometry }) => bboxOf(geometry.coordinates)!);
  const [west, south, east, north] = [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])), Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
  // Equirectangular at the middle parallel: true enough for a picture, and north is up.
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / ((east - west) * stretch);
  const at = ([lon, lat]: readonly number[]) => `${Math.round((lon! - west) * stretch * scale)} ${Math.round((north - lat!) * scale)}`;
  const pathOf = (geometry: AreaGeometry) => partsOf(geometry).flat().map((ring) => `M${ring.map(at).join("L")}Z`).join("");
  const zeros = drawn.flatMap(({ area, geometry }) => {
    const middle = area.state === "zero" ? labelPoint(geometry) : undefined;
    return middle ? [`<text x="${at(middle).replace(" ", '" y="')}" dy="4">0</text>`] : [];
  });
  const paths = drawn.map(({ area, geometry }) => `<path d="${pathOf(geometry)}" fill="${fillOf(area)}"><title>${escaped(area.name)}: ${shown(area.count, area.state)}</title></path>`);
  return `<svg viewBox="0 0 ${WIDTH} ${Math.ceil((north - south) * scale)}" role="img" aria-label="${escaped(title)}"><defs>
<pattern id="none" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#F1F1ED"/><rect width="2" height="7" fill="#9AA3AB"/></pattern>
<pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#FFF7F3"/><circle cx="3" cy="3" r="1.2" fill="#44505C"/></pattern></defs>
<g stroke="#5B6670" stroke-width=".8" fill-rule="evenodd">${paths.join("")}</g><g font-size="12" text-anchor="middle" fill="#44505C">${zeros.join("")}</g></svg>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (words: string): string => words.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
