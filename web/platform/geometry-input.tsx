/** Where a record lies: two numbers for a point; for a line or an outline, the geometry as GeoJSON from the tool that drew it. */
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Geometry, GeoJsonGeometry } from "../../src/platform/noun.ts";
import { useWords } from "../frame/words.ts";
import styles from "./records.module.css";

interface Props { geometry: Geometry; value: GeoJsonGeometry | null | undefined; error: string | undefined; onChange: (value: GeoJsonGeometry | undefined) => void }

export function GeometryInput({ geometry, ...rest }: Props) {
  return geometry === "point" ? <PointInput {...rest} /> : <DrawnInput {...rest} />;
}

function PointInput({ value, error, onChange }: Omit<Props, "geometry">) {
  const t = useWords();
  const [lon, setLon] = useState(String(value?.coordinates[0] ?? ""));
  const [lat, setLat] = useState(String(value?.coordinates[1] ?? ""));
  const give = (nextLon: string, nextLat: string) => {
    setLon(nextLon);
    setLat(nextLat);
    onChange(nextLon === "" || nextLat === "" ? undefined : { type: "Point", coordinates: [Number(nextLon), Number(nextLat)] });
  };
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="unseen">{t("geometry.name")}</legend>
      <div className={styles.pair}>
        <TextInput type="number" step="any" min={-90} max={90} label={t("geometry.lat")} value={lat} error={error} onChange={(event) => { give(lon, event.currentTarget.value); }} />
        <TextInput type="number" step="any" min={-180} max={180} label={t("geometry.lon")} value={lon} onChange={(event) => { give(event.currentTarget.value, lat); }} />
      </div>
      <p className="quiet small">{t("geometry.leaveOut")}</p>
    </fieldset>
  );
}

function DrawnInput({ value, error, onChange }: Omit<Props, "geometry">) {
  const t = useWords();
  const [words, setWords] = useState(value ? JSON.stringify(value) : "");
  const [isUnreadable, setUnreadable] = useState(false);
  const read = (next: string) => {
    setWords(next);
    try {
      onChange(next.trim() === "" ? undefined : JSON.parse(next) as GeoJsonGeometry);
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  return <Textarea label={t("geometry.name")} description={t("geometry.geojson")} error={isUnreadable ? t("form.jsonUnreadable") : error} autosize minRows={2} maxRows={8} value={words} onChange={(event) => { read(event.currentTarget.value); }} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", direction: "ltr" } }} />;
}
