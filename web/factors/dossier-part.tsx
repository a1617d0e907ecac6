/** The dossier's second half on the area page: the two profiles, incidents apart, registers, what moved, and what is unknown. */
import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { address } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { joined, useWords } from "../frame/words.ts";
import { profileQuery, seriesQuery, useCodesReady } from "./factors.ts";
import { RegistersPart } from "./registers-part.tsx";
import { SmallMultiples } from "./small-multiples.tsx";
import { Indicators, TwoProfiles } from "./two-profiles.tsx";

const FORMATS = [["csv", "CSV (HXL)"], ["geojson", "GeoJSON"], ["sdmx.csv", "SDMX-CSV"]] as const;

export function DossierPart({ pcode }: { pcode: string }) {
  const t = useWords();
  useCodesReady();
  const codes = useCodes();
  const { data: profile, error, isPending, refetch } = useQuery(profileQuery(pcode));
  const { data: series } = useQuery(seriesQuery(pcode));
  if (isPending) return <Part title={t("factors.title")}><Waiting rows={8} /></Part>;
  if (error && !profile) return <Part title={t("factors.title")}><Trouble error={error} onRetry={() => { void refetch(); }} /></Part>;
  const { states, period } = profile!;
  const known = (states.value ?? 0) + (states.interval ?? 0);
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  const aside = (
    <span className="no-print" style={{ display: "inline-flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
      <TextLink to={ADDRESS.compareAreas} search={{ areas: pcode } as never}>{t("factors.compareWith")}</TextLink>
      <Menu>
        <Menu.Target><Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}>{t("factors.export")}</Button></Menu.Target>
        <Menu.Dropdown>{FORMATS.map(([format, words]) => <Menu.Item key={format} component="a" href={address(`/api/factors/profile/${pcode}/export.${format}`)} download>{words}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
    </span>
  );
  return (
    <>
      <Part title={t("factors.title")} aside={aside}>
        <p className="quiet small measure" style={{ marginTop: 0 }}>{t("factors.notNetted")} {t("factors.known", { known, all, kinds: joined(Object.entries(states).filter(([state]) => state !== "value" && state !== "interval").map(([state, count]) => `${codes.word("estimate-state", state)} : ${count}`)) })}</p>
        <TwoProfiles profile={profile!} />
      </Part>
      <Part title={t("factors.incidents")}>
        <p className="quiet small measure" style={{ marginTop: 0 }}>{t("factors.incidentsWords", { from: day(period.from), to: day(period.to) })}</p>
        <div style={{ maxWidth: "48rem" }}><Indicators measured={profile!.incidents} pcode={pcode} /></div>
      </Part>
      <Part title={t("factors.registers")}><RegistersPart registers={profile!.registers} /></Part>
      {series && series.series.length > 0 ? <Part title={t("factors.overTime")}><SmallMultiples series={series.series} /></Part> : null}
    </>
  );
}
