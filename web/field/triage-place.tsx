/** Where it was: a place of the gazetteer, near one and towards another, or a place that cannot be found, in an area that is certain. */
import { NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCodes, useNouns } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { useAreas, useNamedAreas } from "../places/areas.ts";
import { findPlaces, type FoundPlace } from "../places/find-places.ts";
import type { PanelProps } from "./triage-report-page.tsx";
import type { WhereSaid } from "./triage-report.ts";
import { Panel } from "./triage-panel.tsx";
import styles from "./triage.module.css";

export function PlacePanel({ row, work, onClose }: PanelProps) {
  const t = useWords();
  const [place, setPlace] = useState(row.content.placeName ?? "");
  const [near, setNear] = useState("");
  const [towards, setTowards] = useState("");
  const [area, setArea] = useState("");
  const [isBusy, setBusy] = useState(false);
  const send = async (where: WhereSaid) => {
    setBusy(true);
    if (await work({ where })) onClose();
    setBusy(false);
  };
  const said: WhereSaid = { ...(place.trim() ? { place: place.trim() } : {}), ...(near.trim() ? { near: near.trim() } : {}), ...(towards.trim() ? { towards: towards.trim() } : {}), ...(area ? { area } : {}) };
  return (
    <Panel title={t("triage.placeIt")} onClose={onClose} isBusy={isBusy} canSend={Object.keys(said).length > 0} send={t("triage.placeAsSaid")} onSend={() => void send(said)}>
      <PlaceFinder words={place} onWords={setPlace} label={t("phone.place")} onChoose={(chosen) => void send({ placeId: chosen.id, ...(near.trim() ? { near: near.trim() } : {}), ...(towards.trim() ? { towards: towards.trim() } : {}) })} />
      <div className={styles.pair}>
        <TextInput label={t("phone.near")} value={near} maxLength={160} onChange={(event) => { setNear(event.currentTarget.value); }} />
        <TextInput label={t("phone.towards")} value={towards} maxLength={160} onChange={(event) => { setTowards(event.currentTarget.value); }} />
        <AreaSelect value={area} onGive={setArea} />
      </div>
      <p className="quiet small" style={{ margin: 0 }}>{t("triage.placeWords")}</p>
    </Panel>
  );
}

/** A region, or a second-level area below it, for a place that no gazetteer holds. */
export function AreaSelect({ value, onGive }: { value: string; onGive: (pcode: string) => void }) {
  const t = useWords();
  const codes = useCodes();
  const regions = useAreas(1);
  const districts = useNamedAreas(2);
  const byName = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);
  const item = ({ pcode, name, country }: { pcode: string; name: string; country: string }) => ({ value: pcode, label: `${name} (${country})` });
  const countries = useAreas(0).map(({ pcode, country }) => ({ value: pcode, label: codes.word("country", country) })).sort(byName);
  return (
    <NativeSelect label={t("phone.area")} value={value} onChange={(event) => { onGive(event.currentTarget.value); }}
      data={[{ value: "", label: t("form.notKnown") }, { group: t("phone.districts"), items: districts.map(item).sort(byName) }, { group: t("phone.regions"), items: regions.map(item).sort(byName) }, { group: t("phone.countries"), items: countries }].filter((one) => !Array.isArray((one as { items?: unknown[] }).items) || (one as { items: unknown[] }).items.length > 0)} />
  );
}

/** Places that the words may mean: arrows walk through them, Enter takes the marked one. Nothing is marked until somebody walks. */
export function PlaceFinder({ words, onWords, onChoose, label, chosen }: { words: string; onWords: (words: string) => void; onChoose: (place: FoundPlace) => void; label: string; chosen?: string | undefined }) {
  const t = useWords();
  const codes = useCodes();
  const nouns = useNouns();
  const [at, setAt] = useState(-1);
  const asked = words.trim();
  const { data } = useQuery<FoundPlace[]>({ queryKey: ["find-places", asked], enabled: asked.length > 1, staleTime: 60_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => findPlaces(asked, signal) });
  const shown: readonly FoundPlace[] = asked.length > 1 ? data ?? [] : [];
  const nounWord = (name: string) => inWords(nouns.find((noun) => noun.name === name)?.labels);
  return (
    <div>
      <TextInput data-first label={label} value={words} maxLength={160} autoComplete="off" spellCheck={false}
        onChange={(event) => { onWords(event.currentTarget.value); setAt(-1); }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") { event.preventDefault(); setAt(Math.min(at + 1, shown.length - 1)); }
          if (event.key === "ArrowUp") { event.preventDefault(); setAt(Math.max(at - 1, -1)); }
          if (event.key === "Enter" && shown[at]) { event.preventDefault(); onChoose(shown[at]); setAt(-1); }
        }} />
      <p className="unseen" role="status">{shown[at] ? `${shown[at].name}, ${shown[at].aside(codes, nounWord)}` : asked.length > 1 ? t("phone.found", { count: shown.length, shown: shown.length }) : ""}</p>
      {shown.length > 0 ? (
        <ul className={styles.found} style={{ marginTop: 6 }}>
          {shown.map((place, i) => (
            <li key={place.id}>
              <button type="button" tabIndex={-1} aria-current={i === at || place.id === chosen} onClick={() => { onChoose(place); }}>{place.name}<small>{place.aside(codes, nounWord)}</small></button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
