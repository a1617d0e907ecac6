/** Where it happened, as it was said. A place that nobody could settle keeps its candidates and gets no point. */
import { Fact, Facts } from "../design/facts.tsx";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { GeometryInWords } from "../platform/geometry-in-words.tsx";
import { Reference } from "../platform/field-value.tsx";
import type { EventContent } from "./events.ts";

type Placed = Pick<EventContent, "placeName" | "placePrecision" | "locationWords" | "country" | "area" | "admin1" | "admin2" | "geometry" | "route" | "reach" | "crossings">;

export function WhereItWas({ content }: { content: Placed }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const named = (pcode: string | undefined) => (pcode ? `${areaName(pcode) ?? ""} ${areaName(pcode) ? `(${pcode})` : pcode}`.trim() : undefined);
  return (
    <Facts>
      <Fact name={t("event.placeName")}>{content.placeName}</Fact>
      {content.locationWords ? <Fact name={t("event.locationWords")}>{content.locationWords}</Fact> : null}
      <Fact name={t("event.precision")}>{codes.word("place-precision", content.placePrecision)}</Fact>
      <Fact name={t("event.area")}>{[...new Set([named(content.area), named(content.admin2), named(content.admin1), codes.word("country", content.country)].filter(Boolean))].join(" · ")}</Fact>
      <Fact name={t("event.coordinates")}>{content.geometry ? <GeometryInWords geometry={content.geometry} /> : t("event.noCoordinates")}</Fact>
      {content.route ? <Fact name={t("event.route")}><Reference noun="route" id={content.route} /></Fact> : null}
      {content.reach ? <Fact name={t("event.reach")}><Reference noun="reach" id={content.reach} /></Fact> : null}
      {content.crossings?.length ? <Fact name={t("event.crossings")}>{content.crossings.map((id) => <p key={id}><Reference noun="crossing" id={id} /></p>)}</Fact> : null}
    </Facts>
  );
}
