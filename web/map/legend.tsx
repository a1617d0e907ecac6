/** The legend in words: every sign that occurs, what zero and unknown mean here, and what is not on the map at all. */
import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { number } from "../design/when.ts";
import type { EventFilter } from "../evidence/event-filter.ts";
import type { Summary } from "../evidence/events.ts";
import { TextLink } from "../design/links.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { useFamily } from "./event-strip.tsx";
import { FAMILIES, familyColour, PALETTES } from "./palette.ts";
import styles from "./picture.module.css";
import { ShadeLegend } from "./shade-words.tsx";
import type { AreaShades } from "./shades.ts";

export function Legend({ summary, filter, shades }: { summary: Summary | undefined; filter: EventFilter; shades: AreaShades | undefined }) {
  const t = useWords();
  const codes = useCodes();
  const familyOf = useFamily();
  const appearance = useComputedColorScheme("light");
  const isRoomy = useMediaQuery("(min-width: 75em) and (min-height: 44em)", false, { getInitialValueInEffect: false });
  const colours = PALETTES[appearance];
  const families = FAMILIES.filter((family) => summary?.byKind.some(({ kind }) => familyOf(kind) === family));
  const line = (colour: string, width: number, dashes?: string) => <svg width="22" height="12" aria-hidden><line x1="0" y1="6" x2="22" y2="6" stroke={colour} strokeWidth={width} {...(dashes ? { strokeDasharray: dashes } : {})} /></svg>;
  return (
    <details className={`${styles.legend}`} open={isRoomy}>
      <summary>{t("legend.title")}</summary>
      {shades ? <ShadeLegend shades={shades} /> : null}
      <ul>
        {families.map((family) => <Sign key={family} sign={<svg width="14" height="14" aria-hidden><circle cx="7" cy="7" r="5.5" fill={familyColour(family, appearance)} stroke={colours.cluster} strokeWidth="1.5" /></svg>}>{codes.word("event-kind", family)}</Sign>)}
        {summary && summary.count > 0 ? <>
          <Sign isWide sign={<svg width="18" height="16" aria-hidden><circle cx="9" cy="8" r="6.5" fill={colours.cluster} stroke={familyColour(families[0] ?? "other", appearance)} strokeWidth="2.5" /><text x="9" y="11" fontSize="8" textAnchor="middle" fill={colours.clusterInk}>12</text></svg>}>{t("legend.cluster")}</Sign>
          <Sign isWide sign={<svg width="20" height="16" aria-hidden><circle cx="10" cy="8" r="7" fill={colours.cluster} stroke={colours.quietInk} strokeWidth="1.2" /><text x="10" y="11" fontSize="8" textAnchor="middle" fill={colours.clusterInk}>≈3</text></svg>}>{t("legend.area")}</Sign>
        </> : null}
        {summary?.count === 0 ? <Sign isWide sign={<strong>0</strong>}>{t("legend.zero")}</Sign> : null}
        {summary && summary.notOnMap > 0 ? <Sign isWide sign={<strong className="figures">{number(summary.notOnMap)}</strong>}>{t("legend.notOnMap")} <TextLink to={ADDRESS.events} search={{ ...filter, placed: "no" } as never}>{t("legend.listThem")}</TextLink></Sign> : null}
        <Sign isWide sign={<svg width="22" height="14" aria-hidden><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="5" stroke={colours.claim} strokeWidth="1.4" /></pattern></defs><rect x="1" y="1" width="20" height="12" fill="url(#hatch)" stroke={colours.claim} strokeDasharray="2 2" /></svg>}>{t("legend.claim")}</Sign>
      </ul>
      <ul>
        <Sign sign={line(colours.border, 2.4, "6 2 2 2")}>{t("legend.border")}</Sign>
        <Sign sign={line(colours.regionLine, 1.4)}>{t("legend.region")}</Sign>
        <Sign sign={line(colours.river, 2.6)}>{t("legend.river")}</Sign>
        <Sign sign={line(colours.route, 2)}>{t("legend.route")}</Sign>
        <Sign sign={<svg width="12" height="12" aria-hidden><circle cx="6" cy="6" r="4" fill={colours.land} stroke={colours.crossing} strokeWidth="1.6" /></svg>}>{t("legend.crossing")}</Sign>
      </ul>
    </details>
  );
}

const Sign = ({ sign, isWide, children }: { sign: ReactNode; isWide?: boolean; children: ReactNode }) => <li data-wide={isWide || undefined}><span className={styles.sign}>{sign}</span><span>{children}</span></li>;
