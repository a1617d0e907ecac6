/** What lies around: the border, the nearest route, river and crossing; and the neighbours with their own counts. */
import { useQuery } from "@tanstack/react-query";
import { Known } from "../charts/known.tsx";
import { rounded } from "../charts/in-words.ts";
import { Fact, Facts } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { Waiting } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { Reference } from "../platform/field-value.tsx";
import { aroundQuery, type AreaAnswer } from "./area-answer.ts";
import styles from "./area.module.css";

export function Surroundings({ answer: { border } }: { answer: AreaAnswer }) {
  const t = useWords();
  const codes = useCodes();
  const { data, isPending } = useQuery({ ...aroundQuery(border?.from ?? [0, 0]), enabled: border !== null });
  if (!border) return <p className="quiet measure">{t("areaPage.noOutline")}</p>;
  const kilometres = (km: number) => <span className="figures">{t("areaPage.km", { km: rounded(km) })}</span>;
  return (
    <div>
      <h3 className={styles.subhead}>{t("areaPage.nearest")}</h3>
      <Facts>
        <Fact name={t("areaPage.border")}>
          {kilometres(border.km)}, {codes.word("country", border.country)}
          {border.precisionKm === null ? null : <span className="quiet"> {t("areaPage.within", { km: rounded(border.precisionKm) })}</span>}
        </Fact>
        {isPending ? <Waiting rows={3} /> : (["route", "reach", "crossing"] as const).map((noun) => {
          const near = data?.[noun];
          return <Fact key={noun} name={t(`areaPage.${noun}`)}>{near ? <>{kilometres(near.km)}, <Reference noun={noun} id={near.id} /></> : t("areaPage.noneKnown")}</Fact>;
        })}
      </Facts>
      <p className="quiet small measure">{t("areaPage.fromLabel")}</p>
    </div>
  );
}

export function Neighbours({ answer: { area, neighbours }, search }: { answer: AreaAnswer; search: Search }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  if (neighbours.length === 0) return <p className="quiet measure">{t("areaPage.noNeighbour")}</p>;
  return (
    <div>
      <h3 className={styles.subhead}>{t("areaPage.neighbours")}</h3>
      <table className={styles.neighbours}>
        <caption className="unseen">{t("areaPage.neighbours")}</caption>
        <thead><tr><th scope="col">{t("filter.area")}</th><th scope="col">{t("areaPage.events")}</th></tr></thead>
        <tbody>
          {[...neighbours].sort((a, b) => b.count - a.count).map(({ pcode, name, country, count, state }) => (
            <tr key={pcode}>
              <th scope="row"><TextLink to={ADDRESS.areaPage} params={{ pcode }} search={search as never}>{areaName(pcode) ?? name}</TextLink>{country === area.country ? null : <span className="quiet">, {codes.word("country", country)}</span>}</th>
              <td><Known value={count} state={state} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
