/** "Near X, towards Y": two places by their names, however they are spelt. Homonyms come with their area, and nobody chooses for the officer. */
import { Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCodes, useNouns } from "../frame/nouns.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import { findPlaces, type FoundPlace } from "../places/find-places.ts";
import styles from "./exchange.module.css";

export type LonLat = readonly [number, number];
export interface Around { near?: PlaceChosen | undefined; towards?: PlaceChosen | undefined }
export interface PlaceChosen { id: string; label: string; at: LonLat }

export function NearTowards({ value, onGive }: { value: Around; onGive: (next: Around) => void }) {
  const t = useWords();
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ padding: 0, marginBottom: 6 }}>{t("write.nearTowards")}</legend>
      <div className={styles.pair}>
        <PlaceSelect label={t("write.near")} value={value.near} onGive={(near) => { onGive({ ...value, near }); }} />
        <PlaceSelect label={t("write.towards")} value={value.towards} onGive={(towards) => { onGive({ ...value, towards }); }} />
      </div>
    </fieldset>
  );
}

/** As a question to the server. */
export const asAsked = ({ near, towards }: Around): Record<string, number> => ({
  ...(near ? { nearLon: near.at[0], nearLat: near.at[1] } : {}), ...(towards ? { towardsLon: towards.at[0], towardsLat: towards.at[1] } : {}),
});

/** Places that stand somewhere; an area is added by its own name, below. */
function PlaceSelect({ label, value, onGive }: { label: string; value: PlaceChosen | undefined; onGive: (next: PlaceChosen | undefined) => void }) {
  const t = useWords();
  const codes = useCodes();
  const nouns = useNouns();
  const [words, setWords] = useState("");
  const asked = words.trim();
  const isAsked = asked.length > 1 && asked !== value?.label;
  const { data, isFetching } = useQuery<FoundPlace[]>({ queryKey: ["find-places", asked], enabled: isAsked, staleTime: 60_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => findPlaces(asked, signal) });
  const nounWord = (name: string) => inWords(nouns.find((noun) => noun.name === name)?.labels);
  const found = (isAsked ? data ?? [] : []).flatMap((place) => (place.coordinates ? [{ id: place.id, label: joined([place.name, place.aside(codes, nounWord)]), at: place.coordinates }] : []));
  const options = [...new Map([...(value ? [value] : []), ...found].map((one) => [one.id, one])).values()];
  return (
    <Select label={label} searchable clearable clearButtonProps={{ "aria-label": t("write.clearPlace", { label }) }} value={value?.id ?? null} data={options.map(({ id, label: shown }) => ({ value: id, label: shown }))}
      // The server has forgiven the spelling already.
      filter={({ options: all }) => all} onSearchChange={setWords} nothingFoundMessage={asked.length > 1 && !isFetching ? t("write.noPlace") : t("write.typePlace")}
      onChange={(id) => { onGive(options.find((one) => one.id === id)); }} />
  );
}
