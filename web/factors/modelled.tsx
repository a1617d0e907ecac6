/** Where a survey asked too few: what areas like these lead one to expect, always beside the survey's own values, and what the model is worth. */
import { Button, MultiSelect } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { ModelAnswer } from "../../src/factors/survey/model-routes.ts";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { nameOf, type Indicator } from "./factors.ts";
import styles from "./factors.module.css";
import { useIndicators } from "./indicators.ts";
import { Direct, useFigure } from "./reading.tsx";

type Model = z.infer<typeof ModelAnswer>;
const MOST_COVARIATES = 5;

const modelQuery = (id: string, covariates: string) => queryOptions({
  queryKey: ["factors", "estimate", "indicator", "indicator-value", "model", id, covariates], retry: false, queryFn: ({ signal }) => ask<Model>(`/api/factors/indicators/${id}/model`, { signal, query: { covariates } }),
});

export function ModelledPart({ indicator }: { indicator: Indicator }) {
  const t = useWords();
  const indicators = useIndicators();
  const [covariates, setCovariates] = useState<string[]>([]);
  const [asked, setAsked] = useState<string>();
  const { data, error, isFetching } = useQuery({ ...modelQuery(indicator.id, asked ?? ""), enabled: asked !== undefined });
  // What happened is not what foretells an opinion; everything else may be tried.
  const options = indicators.filter(({ id, origin }) => id !== indicator.id && origin !== "event-count").map((one) => ({ value: one.id, label: nameOf(one) }));
  return (
    <div id="modelled">
      <Part title={t("factors.model.title")}>
        <p className="quiet small measure" style={{ marginTop: 0 }}>{t("factors.model.words")}</p>
        <div className={`${styles.tools} no-print`}>
          <div style={{ flexBasis: "32rem" }}><MultiSelect label={t("factors.model.covariates")} description={t("factors.model.covariatesWords")} data={options} value={covariates} onChange={setCovariates} maxValues={MOST_COVARIATES} searchable clearable limit={40} /></div>
          <Button variant="default" loading={isFetching} onClick={() => { setAsked(covariates.join(",")); }}>{t("factors.model.ask")}</Button>
        </div>
        {asked === undefined ? null : error ? <Trouble error={error} /> : data ? <Outcome model={data} /> : <Waiting rows={4} />}
      </Part>
    </div>
  );
}

function Outcome({ model }: { model: Model }) {
  const t = useWords();
  const write = useFigure();
  const areaName = useAreaName();
  const client = useQueryClient();
  const mayKeep = useMay("factors.import");
  const { indicator: { id, unit }, rows, covariates } = model;
  const keep = useMutation({ mutationFn: () => ask(`/api/factors/indicators/${id}/model`, { method: "POST", body: { covariates: covariates.map((one) => one.id) } }), onSuccess: () => client.invalidateQueries({ queryKey: ["factors"] }) });
  return (
    <>
      {rows.length === 0 ? <p role="status">{t("factors.model.noneWeak")}</p> : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("factors.model.title")}>
          <table className={styles.table}>
            <thead><tr>{(["area", "direct", "modelled", "interval", "leans"] as const).map((head) => <th key={head} scope="col">{t(`factors.model.${head}`)}</th>)}</tr></thead>
            <tbody>{rows.map(({ area, direct, modelled }) => (
              <tr key={area.pcode}>
                <th scope="row"><TextLink to={ADDRESS.areaPage} params={{ pcode: area.pcode }}>{areaName(area.pcode) ?? area.name}</TextLink></th>
                <td><Direct direct={direct} unit={unit} /></td>
                <td><span className={styles.figure}>{write(modelled.value, unit)}</span> <span className={styles.leading}>{t("factors.model.badge")}</span></td>
                <td>{write(modelled.low, unit)} – {write(modelled.high, unit)}</td>
                <td>{write(modelled.leansOnSurvey, "share")}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      <Diagnostics model={model} />
      {rows.length > 0 && mayKeep ? <Button className="no-print" loading={keep.isPending} onClick={() => { keep.mutate(); }}>{t("factors.model.keep")}</Button> : null}
      {keep.error ? <Trouble error={keep.error} /> : keep.isSuccess ? <Done>{t("factors.model.kept")}</Done> : null}
    </>
  );
}

/** By luck alone one area in twenty lies that far off. */
const FAR_BY_CHANCE = 0.05;
const CLEAR = 1.96;

function Diagnostics({ model: { areas, wave, areaDeviation, coefficients, covariates, far, error, indicator: { unit } } }: { model: Model }) {
  const t = useWords();
  const write = useFigure();
  const nameBy = new Map(covariates.map((one) => [one.key, nameOf(one)]));
  const links = coefficients.flatMap(({ key, value, standardError }) => {
    const name = nameBy.get(key);
    return name === undefined ? [] : [t(`factors.model.${Math.abs(value) < CLEAR * standardError ? "unclear" : value > 0 ? "up" : "down"}`, { name })];
  });
  return (
    <>
      <h3 style={{ marginTop: 16 }}>{t("factors.model.diagnostics")}</h3>
      <ul className="small measure">
        <li className="own-words">{t("factors.model.learnt", { areas, wave: wave.name })}</li>
        {links.map((words) => <li key={words}>{words}</li>)}
        <li>{areaDeviation > 0 ? t("factors.model.deviation", { by: write(areaDeviation, unit) }) : t("factors.model.noDeviation")}</li>
        <li>{t("factors.model.far", { far, areas })}{far > Math.max(1, Math.ceil(FAR_BY_CHANCE * areas)) ? ` ${t("factors.model.farMany")}` : ""}</li>
        {error ? <li>{t("factors.model.error", { direct: write(error.direct, unit), modelled: write(error.modelled, unit) })}</li> : null}
      </ul>
    </>
  );
}
