/** The index: choices on screen, two profiles, ranges of places, which choice matters; or the reasons why there is no ranking. */
import { Button, Select, TextInput } from "@mantine/core";
import { queryOptions, keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay } from "../frame/session.ts";
import { joined, language, useWords } from "../frame/words.ts";
import { newId } from "../platform/new-id.ts";
import { useAreas } from "../places/areas.ts";
import { nameOf, rampOf, useCodesReady, type Indicator } from "./factors.ts";
import styles from "./factors.module.css";

interface Place { median: number; lower: number; upper: number; chanceOfTop: number }
interface Side {
  side: "vulnerability" | "resilience"; isSupported: boolean; independentSources: number; reasons: { why: string; words: Record<"fr" | "en" | "ar", string> }[];
  indicators: { indicator: Indicator; weight: number; known: number; sourceName?: string }[]; leftOut: { indicator: Indicator }[];
  rows: { area: string; missingShare: number; imputedShare: number; score?: number; place?: Place }[];
  effects?: Record<string, { first: number; total: number }>; averageShift?: number; explained?: number;
}
interface Index { areas: { pcode: string; name: string }[]; sides: Side[]; version?: { id: string; name: string; version: number } }

const CHOICES = { normalisation: ["goalposts", "min-max", "z-score", "rank"], weighting: ["equal", "pca"], aggregation: ["arithmetic", "geometric", "copeland"] } as const;
const MISSING = ["leave-out", "median", "peers"] as const;
const COUNTRIES = ["SN", "ML", "MR"] as const;

export function IndexPage() {
  const t = useWords();
  useCodesReady();
  const codes = useCodes();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const level = search.level === "2" ? 2 : 1;
  const options = useAreas(level);
  const areas = options.filter(({ country }) => (search.country ? country === search.country : (COUNTRIES as readonly string[]).includes(country))).map(({ pcode }) => pcode);
  const asked = { level, areas: areas.join(","), normalisation: search.normalisation ?? "goalposts", weighting: search.weighting ?? "equal", aggregation: search.aggregation ?? "arithmetic", missing: search.missing ?? "leave-out" };
  const { data, error, isPending, refetch } = useQuery(queryOptions({
    queryKey: ["factors", "indicator", "indicator-value", "estimate", "index", asked], enabled: areas.length > 0, placeholderData: keepPreviousData, queryFn: ({ signal }) => ask<Index>("/api/factors/index", { signal, query: asked }),
  }));
  const change = (more: Search) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, ...more })) as never }); };
  return (
    <>
      <PageHead title={t("page.factorIndex")} above={<TextLink to={ADDRESS.factors}>{t("chapter.factors")}</TextLink>} below={<span className="measure">{t("factors.indexWords")}</span>} />
      <div className={`${styles.tools} no-print`}>
        <div><Select label={t("factors.country")} value={search.country ?? ""} allowDeselect={false} onChange={(country) => { change({ country: country || undefined }); }} data={[{ value: "", label: t("factors.threeCountries") }, ...COUNTRIES.map((code) => ({ value: code, label: codes.word("country", code) }))]} /></div>
        <div><Select label={t("factors.level")} value={String(level)} allowDeselect={false} onChange={(next) => { change({ level: next === "2" ? "2" : undefined }); }} data={[{ value: "1", label: t("factors.regions") }, { value: "2", label: t("factors.districts") }]} /></div>
        {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((choice) => <div key={choice}><Select label={t(`factors.choice.${choice}`)} value={asked[choice]} allowDeselect={false} onChange={(next) => { change({ [choice]: next ?? undefined }); }} data={CHOICES[choice].map((one) => ({ value: one, label: codes.word(choice, one) }))} /></div>)}
        <div><Select label={t("factors.choice.missing")} value={asked.missing} allowDeselect={false} onChange={(next) => { change({ missing: next ?? undefined }); }} data={MISSING.map((one) => ({ value: one, label: t(`factors.missingRule.${one}`) }))} /></div>
      </div>
      {isPending ? <Waiting rows={10} /> : error && !data ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : <>
        {data!.sides.map((side) => <OneSide key={side.side} side={side} names={new Map(options.map(({ pcode, name }) => [pcode, name]))} />)}
        <KeepChoices choices={{ level, areas, normalisation: asked.normalisation, weighting: asked.weighting, aggregation: asked.aggregation, draws: 2_000, seed: 1 }} />
      </>}
    </>
  );
}

function OneSide({ side: { side, isSupported, reasons, indicators, leftOut, rows, effects, averageShift }, names }: { side: Side; names: ReadonlyMap<string, string> }) {
  const t = useWords();
  const percent = (share: number) => new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(share);
  const ranked = rows.filter(({ place }) => place).sort((a, b) => a.place!.median - b.place!.median);
  const last = Math.max(2, ranked.length);
  const at = (place: number) => `${((place - 1) / (last - 1)) * 100}%`;
  return (
    <Part title={t(`factors.side.${side}`)}>
      {!isSupported ? (
        <div className={styles.refusal} role="note"><p><strong>{t("factors.notRanked")}</strong></p><ul>{reasons.map(({ why, words }) => <li key={why}>{words[language()]}</li>)}</ul></div>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t(`factors.side.${side}`)}>
          <table className={styles.table} style={{ "--side": rampOf(side)[2] } as never}>
            <thead><tr><th scope="col">{t("factors.area")}</th><th scope="col">{t("factors.places")}</th><th scope="col">{t("factors.range")}</th><th scope="col">{t("factors.imputed")}</th></tr></thead>
            <tbody>{ranked.map(({ area, place, imputedShare, missingShare }) => (
              <tr key={area}>
                <th scope="row"><TextLink to={ADDRESS.areaPage} params={{ pcode: area }}>{names.get(area) ?? area}</TextLink></th>
                <td className={styles.figure}>{t("factors.placeRange", { lower: Math.round(place!.lower), upper: Math.round(place!.upper) })}</td>
                <td><div className={styles.band} aria-hidden><span style={{ left: at(place!.lower), width: `calc(${at(place!.upper)} - ${at(place!.lower)})` }} /><i style={{ left: at(place!.median) }} /></div></td>
                <td>{percent(imputedShare)} <span className="quiet small">({t("factors.missingOf", { share: percent(missingShare) })})</span></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {effects ? <p className="small measure">{t("factors.effects", { shift: new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(averageShift!), effects: joined(Object.entries(effects).sort(([, a], [, b]) => b.total - a.total).map(([name, { first, total }]) => `${t(`factors.effect.${name as "sample"}`)} ${percent(first)} / ${percent(total)}`)) })}</p> : null}
      <p className="small measure">{t("factors.usedIndicators", { names: indicators.length > 0 ? joined(indicators.map(({ indicator, weight, known, sourceName }) => `${nameOf(indicator)} (${percent(weight)}, ${known}/${rows.length}${sourceName ? `, ${sourceName}` : ""})`)) : "–" })}</p>
      {leftOut.length > 0 ? <p className="quiet small measure">{t("factors.leftOut", { names: joined(leftOut.map(({ indicator }) => nameOf(indicator))) })}</p> : null}
    </Part>
  );
}

/** Choices are a record: named, versioned, with their author in the journal. */
function KeepChoices({ choices }: { choices: Record<string, unknown> }) {
  const t = useWords();
  const client = useQueryClient();
  const mayEdit = useMay("factors.edit");
  const [name, setName] = useState("");
  const keep = useMutation({ mutationFn: () => ask("/api/index-versions", { method: "POST", body: { id: newId(), content: { ...choices, name } } }), onSuccess: () => client.invalidateQueries({ queryKey: ["record", "index-version"] }) });
  if (!mayEdit) return null;
  return (
    <div className="no-print">
      <Part title={t("factors.keepChoices")} aside={<TextLink to="/factors/$noun" params={{ noun: "index-versions" } as never}>{t("factors.keptChoices")}</TextLink>}>
        <div className={styles.tools}>
          <div><TextInput label={t("factors.choicesName")} value={name} onChange={({ currentTarget }) => { setName(currentTarget.value); keep.reset(); }} /></div>
          <Button variant="default" disabled={!name.trim()} loading={keep.isPending} onClick={() => { keep.mutate(); }}>{t("factors.keepNow")}</Button>
        </div>
        {keep.error ? <Trouble error={keep.error} /> : keep.isSuccess ? <Done>{t("factors.kept")}</Done> : null}
      </Part>
    </div>
  );
}
