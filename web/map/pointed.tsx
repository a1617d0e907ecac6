/** What the pointer is on, in words; and the event that was opened from the map. */
import { Button, CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { GradeChip } from "../design/grading.tsx";
import { ButtonLink } from "../design/links.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day, number } from "../design/when.ts";
import { PlaceDoubt, titleOf, Toll, useWhere, whenOf } from "../evidence/event-words.tsx";
import { eventQuery } from "../evidence/events.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { capital, useWords } from "../frame/words.ts";
import { nameOf, useAreaName } from "../places/areas.ts";
import { Reference } from "../platform/field-value.tsx";
import type { Pointed } from "./make-map.ts";
import styles from "./picture.module.css";
import { useShadeWords } from "./shade-words.tsx";
import type { AreaShades } from "./shades.ts";

export function PointedWords({ pointed: { layer, x, y, tags, all }, shades }: { pointed: Pointed; shades: AreaShades | undefined }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const shadeWords = useShadeWords();
  const place = { left: x + 14, top: y + 14, ...(x > 420 ? { left: "auto", right: `calc(100% - ${x - 10}px)` } : {}) };
  if (layer === "event-points") {
    return (
      <div className={styles.pointed} style={place} aria-hidden>
        <p><strong>{capital(codes.word("event-kind", String(tags.kind)))}</strong></p>
        <p className="quiet">{day(String(tags.day))} · {String(tags.grading)} · {codes.word("place-precision", String(tags.precision))}</p>
      </div>
    );
  }
  if (layer === "claims" || layer === "claim-routes") {
    const claims = distinct(all);
    return (
      <div className={styles.pointed} style={place} aria-hidden>
        <p><strong>{t("map.claims", { count: claims.length, shown: number(claims.length) })}</strong></p>
        {claims.slice(0, MOST_CLAIMS).map((claim) => <p key={claim.id}>{claim.title} <span className="quiet">{claim.grading}</span></p>)}
        <p className="quiet">{t("map.claimWords")}</p>
      </div>
    );
  }
  if (layer === "shades" || layer === "shades-missing" || layer === "shades-suppressed") {
    const area = shades?.areas.find(({ pcode }) => pcode === tags.pcode);
    if (!shades || !area) return null;
    const { figure, more } = shadeWords(shades, area);
    return (
      <div className={styles.pointed} style={place} aria-hidden>
        <p><strong>{nameOf(tags as never)}</strong></p>
        <p>{figure}</p>
        <p className="quiet">{more}</p>
      </div>
    );
  }
  const count = Number(tags.count);
  const unknown = Number(tags.unknown ?? 0);
  return (
    <div className={styles.pointed} style={place} aria-hidden>
      <p><strong>{t("event.count", { count, shown: number(count) })}</strong></p>
      {count > unknown ? <p className="quiet">{t("event.deaths", { count: Number(tags.fatalities), shown: number(Number(tags.fatalities)) })}{unknown > 0 ? ` · ${t("event.unknownTolls", { count: unknown, shown: number(unknown) })}` : ""}</p> : <p className="quiet">{t("event.tollUnknown")}</p>}
      <p className="quiet">{layer === "event-areas" ? t("map.knownFor", { area: areaName(String(tags.pcode)) ?? String(tags.pcode) }) : t("map.mostly", { family: codes.word("event-kind", String(tags.family)) })}</p>
    </div>
  );
}

const MOST_CLAIMS = 4;

/** A shape that lies over several tiles is met once in each. */
const distinct = (all: Pointed["all"]) => [...new Map(all.map((tags) => [String(tags.id), { id: String(tags.id), title: String(tags.title), grading: String(tags.grading) }])).values()];

/** Claims that lie one over the other at the point that was opened: each leads to its own page. */
export function OpenedClaims({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const t = useWords();
  return (
    <section className={`${styles.opened} no-print`} aria-label={t("claim.list")}>
      <div className={styles.openedHead}><h2 style={{ fontSize: "1rem" }}>{t("map.claims", { count: ids.length, shown: number(ids.length) })}</h2><CloseButton aria-label={t("map.close")} onClick={onClose} /></div>
      <p className="quiet small">{t("map.claimWords")}</p>
      <ul style={{ margin: 0, paddingInlineStart: "1.1rem", maxHeight: "9rem", overflowY: "auto" }}>{ids.map((id) => <li key={id}><Reference noun="claim" id={id} /></li>)}</ul>
    </section>
  );
}

export function OpenedEvent({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords();
  const codes = useCodes();
  const where = useWhere();
  const { data, error, isPending } = useQuery(eventQuery(id));
  return (
    <section className={`${styles.opened} no-print`} aria-label={t("map.opened")}>
      {isPending ? <Waiting rows={2} /> : error ? <><Trouble error={error} /><Button variant="default" size="xs" onClick={onClose}>{t("map.close")}</Button></> : <>
        <div className={styles.openedHead}><h2 style={{ fontSize: "1rem", overflowWrap: "anywhere" }}>{titleOf(data.content, codes)}</h2><CloseButton aria-label={t("map.close")} onClick={onClose} /></div>
        <p><strong>{whenOf(data.content)}</strong> · {where(data.content)} <PlaceDoubt content={data.content} /></p>
        <div className={styles.row}><Toll content={data.content} /><GradeChip {...data.content} /><ButtonLink to={ADDRESS.event} params={{ id }} size="compact-sm">{t("map.openPage")}</ButtonLink></div>
      </>}
    </section>
  );
}
