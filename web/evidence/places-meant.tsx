/** Which places may be meant where nobody could settle it: as they stand in today's gazetteers, with how far each lies from what was said. */
import { useQuery } from "@tanstack/react-query";
import { TextLink } from "../design/links.tsx";
import { number } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { joined, useWords } from "../frame/words.ts";
import { placeAddress } from "../places/find-places.ts";
import type { Candidate } from "./events.ts";

interface Distance { from: string; km: number; saidKm: number | null; agrees: boolean }
interface Meant { id: string; noun: string; name: string; areas: { name: string }[]; coordinates: [number, number] | null; words: string | null; distances: Distance[]; agrees: boolean | null }

export function PlacesMeant({ id, stored = [] }: { id: string; stored?: Candidate[] | undefined }) {
  const t = useWords();
  const { data } = useQuery({ queryKey: ["candidates", "event", id], queryFn: ({ signal }) => ask<{ isInDoubt: boolean; candidates: Meant[] }>(`/api/events/${id}/candidates`, { signal }) });
  if (!data?.isInDoubt && stored.length === 0) return null;
  const live = data?.candidates ?? [];
  return (
    <>
      <h3 style={{ marginTop: 12 }}>{t("event.candidates")}</h3>
      <p className="quiet small measure" style={{ margin: "2px 0 6px" }}>{live.length + stored.length > 0 ? t("event.candidatesWords") : t("event.candidatesNone")}</p>
      <ul style={{ margin: 0, paddingInlineStart: "1.1rem" }}>
        {live.map((place) => <li key={place.id}><LivePlace place={place} /></li>)}
        {live.length === 0 ? stored.map((candidate, at) => <li key={at}><strong>{candidate.name}</strong>{candidate.doubt ? <>{t("punctuation.colon")} {candidate.doubt}</> : null}</li>) : null}
      </ul>
    </>
  );
}

function LivePlace({ place }: { place: Meant }) {
  const t = useWords();
  return (
    <>
      <TextLink to={placeAddress(place)}>{place.name}</TextLink> <span className="quiet">{joined(place.areas.map(({ name }) => name)) || place.words}</span>
      {place.distances.map(({ from, km, saidKm, agrees }) => (
        <div key={from} className="small">
          {t("event.distance", { km: number(Math.round(km)), from })}
          {saidKm === null ? null : <> {t("event.saidDistance", { km: number(saidKm) })}{t("punctuation.colon")} <strong>{t(agrees ? "event.agrees" : "event.contradicts")}</strong></>}
        </div>
      ))}
    </>
  );
}
