/** What an event is, where and when it happened, and its toll: in words, and never more precise than what was said. */
import chips from "../design/chips.module.css";
import { number, when } from "../design/when.ts";
import { useCodes, type Codes } from "../frame/nouns.ts";
import { capital, joined, useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import type { EventContent } from "./events.ts";

/** Its own title, or its kind and place where nobody gave it one. */
export const titleOf = ({ title, kind, placeName }: EventContent, codes: Codes): string => title ?? capital(joined([codes.word("event-kind", kind), placeName]));

export const whenOf = ({ occurredFrom, occurredTo, datePrecision }: EventContent): string => when(occurredFrom, occurredTo, datePrecision);

/** Where nobody knows a point. */
const WITHOUT_POINT = ["unresolved", "bearing-only", "named-only"];
export const isPlaced = ({ geometry }: EventContent): boolean => Boolean(geometry);

/** Place, region, country: each once, and without the place where the title has said it already. */
export function useWhere(): (content: EventContent) => string {
  const codes = useCodes();
  const areaName = useAreaName();
  return ({ title, placeName, admin1, country }) => joined([...new Set([title === undefined ? undefined : placeName, areaName(admin1), codes.word("country", country)])]);
}

/** Said where the place is not a point: unresolved between several, known by a bearing, or by name alone. */
export function PlaceDoubt({ content }: { content: EventContent }) {
  const codes = useCodes();
  if (!WITHOUT_POINT.includes(content.placePrecision)) return null;
  return <span className={`${chips.note} ${chips.warn}`}>{codes.word("place-precision", content.placePrecision)}</span>;
}

/** Deaths as best estimate with its bounds; not known is said, and is not zero. */
export function Toll({ content: { fatalitiesBest: best, fatalitiesLow: low, fatalitiesHigh: high } }: { content: EventContent }) {
  const t = useWords();
  if (best === undefined && low === undefined && high === undefined) return <span className="quiet">{t("event.tollUnknown")}</span>;
  const bounds = low !== undefined && high !== undefined && low !== high ? t("event.bounds", { low: number(low), high: number(high) }) : "";
  if (best === undefined) return <span>{bounds || t("event.deaths", { count: low ?? high ?? 0, shown: number(low ?? high ?? 0) })}</span>;
  return <span>{t("event.deaths", { count: best, shown: number(best) })}{bounds ? <span className="quiet"> {bounds}</span> : null}</span>;
}

/** The short form for a list: a number, or nothing where there is nothing to say. */
export function TollShort({ content }: { content: EventContent }) {
  const t = useWords();
  const { fatalitiesBest: best } = content;
  if (best === undefined) return <span className="quiet" title={t("event.tollUnknown")}>?</span>;
  return <span>{number(best)}</span>;
}
