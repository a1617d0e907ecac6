/** Naming a place from its id or p-code, and choosing one by writing its name: a village, or an area. */
import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCodes, useNouns } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { useAreas } from "../places/areas.ts";
import { findPlaces } from "../places/find-places.ts";
import { rowQuery } from "../platform/records.ts";
import styles from "./sealed.module.css";

export interface Where { place?: string; area?: string }

/** Down to the second level from the map's ground; finer ones by their p-code, which is never wrong. */
export function useAreaNames(): (pcode: string) => string {
  const known = new Map([...useAreas(0), ...useAreas(1), ...useAreas(2)].map(({ pcode, name }) => [pcode, name]));
  return (pcode) => known.get(pcode) ?? pcode;
}

export function PlaceName({ place, area }: Where) {
  const nameOfArea = useAreaNames();
  const { data } = useQuery({ ...rowQuery({ name: "settlement", path: "settlements" }, place ?? ""), enabled: Boolean(place) });
  if (area) return <bdi>{nameOfArea(area)}</bdi>;
  return place ? <bdi>{(data?.content.name as string | undefined) ?? "…"}</bdi> : null;
}

export function PlacePicker({ label, value, onChange }: { label: string; value: Where; onChange: (where: Where) => void }) {
  const t = useWords();
  const codes = useCodes();
  const nouns = useNouns();
  const [words, setWords] = useState("");
  const { data } = useQuery({ queryKey: ["search", "places", words], enabled: words.trim().length > 1, placeholderData: keepPreviousData, queryFn: ({ signal }) => findPlaces(words, signal) });
  if (value.place || value.area) return (
    <div>
      <p className="small" style={{ margin: "0 0 4px", fontWeight: 500 }}>{label}</p>
      <div className={styles.row}><strong><PlaceName {...value} /></strong><Button size="compact-sm" variant="default" onClick={() => { onChange({}); }}>{t("sentinels.otherPlace")}</Button></div>
    </div>
  );
  const found = words.trim().length > 1 ? (data ?? []).filter(({ noun }) => noun === "settlement" || noun === "area") : [];
  return (
    <div>
      <TextInput label={label} description={t("sentinels.placeWords")} autoComplete="off" value={words} onChange={(event) => { setWords(event.currentTarget.value); }} />
      {found.length > 0 ? (
        <ul className={styles.found}>
          {found.map((place) => (
            <li key={place.id}>
              <button type="button" onClick={() => { onChange(place.noun === "area" ? { area: place.areas[0]?.pcode ?? "" } : { place: place.id }); setWords(""); }}>
                <bdi>{place.name}</bdi> <span className="quiet small">{place.aside(codes, (noun) => inWords(nouns.find(({ name }) => name === noun)?.labels))}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
