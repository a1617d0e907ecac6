/** The shaded areas in words: the legend's classes with their edges and how many areas each holds, and the number of one area. */
import { CloseButton } from "@mantine/core";
import { rounded, periodName, timesWords } from "../charts/in-words.ts";
import { WithOrigin } from "../charts/origin.tsx";
import { ButtonLink } from "../design/links.tsx";
import { number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import styles from "./picture.module.css";
import { classColour, ZERO_COLOUR, type AreaShade, type AreaShades } from "./shades.ts";

const BAR_HEIGHT = 34;

/** A class by its edges: a whole number's class ends one below the next. */
function edges({ shading: { method, classes } }: AreaShades, index: number): string {
  const { from, to } = classes[index]!;
  if (method === "fixed") return index === 0 ? `< ${rounded(to!)}` : to === null ? `≥ ${rounded(from)}` : `${rounded(from)} – ${rounded(to)}`;
  const end = index === classes.length - 1 ? to! : to! - 1;
  return from >= end ? number(from) : `${number(from)} – ${number(end)}`;
}

export interface ShadeSign { colour: string; look: "class" | "zero" | "missing" | "suppressed"; words: string }

/** Every drawing that occurs, for the legend on the page and on a sheet that leaves it. */
export function useShadeSigns(): (shades: AreaShades) => ShadeSign[] {
  const t = useWords();
  return (shades) => {
    const count = (state: AreaShade["state"]) => shades.areas.filter((area) => area.state === state).length;
    const many = (areas: number) => t("shade.areas", { count: areas, shown: number(areas) });
    // An area without an outline is not drawn, so it is no sign of the legend (`ShadeLegend` counts it).
    const missing = shades.areas.filter(({ state, reason }) => state === "no-data" && reason !== "no-outline");
    const reason = missing.every(({ reason: why }) => why === "no-period") ? t("shade.why.no-period") : t("shade.missing");
    return [
      ...shades.shading.classes.map(({ areas }, i): ShadeSign => ({ colour: classColour(shades, i), look: "class", words: `${edges(shades, i)} · ${many(areas)}` })),
      ...(count("zero") > 0 ? [{ colour: ZERO_COLOUR, look: "zero" as const, words: `${t("shade.zero")} · ${many(count("zero"))}` }] : []),
      ...(missing.length > 0 ? [{ colour: "", look: "missing" as const, words: `${reason} · ${many(missing.length)}` }] : []),
      ...(count("suppressed") > 0 ? [{ colour: "", look: "suppressed" as const, words: t("shade.suppressed") }] : []),
    ];
  };
}

export function useShadeTitle(): (shades: AreaShades) => string {
  const t = useWords();
  return ({ measure, period, against }) => {
    const when = period ? periodName(period.from, period.to) : undefined;
    return `${t(`shade.title.${measure}`)}${when ? `, ${when}` : ""}${against ? ` ${t("shade.against", { period: periodName(against.from, against.to) })}` : ""}`;
  };
}

export function ShadeLegend({ shades }: { shades: AreaShades }) {
  const t = useWords();
  const signs = useShadeSigns()(shades);
  const title = useShadeTitle()(shades);
  const { outside, unlocated } = shades;
  const outlineless = shades.areas.filter(({ reason }) => reason === "no-outline").length;
  return (
    <div className={styles.shadeLegend}>
      <p><WithOrigin provenance={shades.provenance}><strong>{title}</strong></WithOrigin></p>
      <Histogram shades={shades} />
      <ul>
        {signs.map(({ colour, look, words }) => (
          <li key={words} data-wide><span className={styles.sign}><Swatch colour={colour} look={look} /></span><span className="figures">{words}</span></li>
        ))}
        {outlineless > 0 ? <li data-wide><strong className="figures">{number(outlineless)}</strong> <span>{t("shade.outlineless")}</span></li> : null}
        {unlocated.count > 0 ? <li data-wide><strong className="figures">{number(unlocated.count)}</strong> <span>{t("shade.unlocated")}</span></li> : null}
        {outside.count > 0 ? <li data-wide><strong className="figures">{number(outside.count)}</strong> <span>{t("shade.outside")}</span></li> : null}
      </ul>
    </div>
  );
}

export function Swatch({ colour, look }: Pick<ShadeSign, "colour" | "look">) {
  const box = { x: 0.5, y: 0.5, width: 21, height: 13, stroke: "#6E6453", strokeWidth: 0.8 };
  return (
    <svg width="22" height="14" aria-hidden>
      {look === "class" || look === "zero" ? <rect {...box} fill={colour} /> : <rect {...box} fill="var(--surface-sunk)" />}
      {look === "zero" ? <text x="11" y="11" fontSize="10" textAnchor="middle" fill="#44505C">0</text> : null}
      {look === "missing" ? [2, 8, 14, 20].map((x) => <line key={x} x1={x - 5} y1="13" x2={x + 3} y2="1" stroke="#8B9196" strokeWidth="1.6" />) : null}
      {look === "suppressed" ? [4, 9, 14, 19].map((x) => <circle key={x} cx={x - 1} cy="7" r="1.4" fill="#8B9196" />) : null}
    </svg>
  );
}

/** How the areas spread over the values: a class with one area and a class with thirty do not weigh the same. */
function Histogram({ shades: { shading: { histogram } } }: { shades: AreaShades }) {
  const t = useWords();
  if (histogram.length < 2) return null;
  const top = Math.max(...histogram.map(({ areas }) => areas));
  const wide = 100 / histogram.length;
  return (
    <svg className={styles.histogram} viewBox={`0 0 100 ${BAR_HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t("shade.histogram", { from: rounded(histogram[0]!.from), to: rounded(histogram.at(-1)!.to) })}>
      {histogram.map(({ from, areas }, i) => <rect key={from} x={i * wide} width={Math.max(wide - 0.8, 0.6)} y={BAR_HEIGHT - (areas / top) * BAR_HEIGHT} height={(areas / top) * BAR_HEIGHT} fill="currentColor" opacity="0.45" />)}
    </svg>
  );
}

/** An area's number with what is known of it, or why there is none. */
export function useShadeWords(): (shades: AreaShades, area: AreaShade) => { figure: string; more: string } {
  const t = useWords();
  return ({ measure }, { value, state, reason, count, fatalities, unknown, change }) => {
    if (state === "no-data") return { figure: t("charts.noData"), more: t(`shade.why.${reason ?? "not-covered"}`) };
    if (state === "suppressed") return { figure: t("charts.suppressed"), more: t("shade.suppressed") };
    const tolls = `${t("event.deaths", { count: fatalities, shown: number(fatalities) })}${unknown > 0 ? ` · ${t("event.unknownTolls", { count: unknown, shown: number(unknown) })}` : ""}`;
    if (measure === "fatalities") return { figure: t("event.deaths", { count: value ?? 0, shown: number(value ?? 0) }), more: t("event.count", { count, shown: number(count) }) };
    if (measure === "events" || !change) return { figure: t("event.count", { count, shown: number(count) }), more: count > 0 ? tolls : t("shade.zero") };
    const interval = `${rounded(change.lower)} – ${change.upper === null ? "∞" : rounded(change.upper)}`;
    return { figure: change.ratio === null ? t("shade.fromNone") : timesWords(change.ratio), more: t(change.isUncertain ? "shade.changeUncertain" : "shade.change", { before: number(change.before), now: number(change.now), interval }) };
  };
}

export function OpenedShade({ shades, pcode, name, search, onClose }: { shades: AreaShades; pcode: string; name: string | undefined; search: Search; onClose: () => void }) {
  const t = useWords();
  const wordsOf = useShadeWords();
  const area = shades.areas.find((one) => one.pcode === pcode);
  if (!area) return null;
  const { figure, more } = wordsOf(shades, area);
  return (
    <section className={`${styles.opened} no-print`} aria-label={t("shade.opened")}>
      <div className={styles.openedHead}><h2 style={{ fontSize: "1rem" }}>{name ?? area.name}</h2><CloseButton aria-label={t("map.close")} onClick={onClose} /></div>
      <p><WithOrigin provenance={shades.provenance}><strong>{figure}</strong></WithOrigin> <span className="quiet">{more}</span></p>
      <div className={styles.row}><ButtonLink to={ADDRESS.areaPage} params={{ pcode }} search={search as never} size="compact-sm">{t("shade.openArea")}</ButtonLink></div>
    </section>
  );
}
