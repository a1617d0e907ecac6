/** Two to four areas side by side, indicator by indicator; each cell keeps its own kind of nothing. */
import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing as NothingHere, Trouble, Waiting } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { useAreas } from "../places/areas.ts";
import { compareQuery, nameOf, useCodesReady, type Comparison } from "./factors.ts";
import styles from "./factors.module.css";
import { WhereFrom } from "./lineage.tsx";
import { Bar, Figure, Notes } from "./reading.tsx";

const MOST = 4;

export function ComparePage() {
  const t = useWords();
  useCodesReady();
  const navigate = useNavigate();
  const { areas: asked = "" } = useSearch({ strict: false }) as Search;
  const chosen = asked.split(",").filter(Boolean).slice(0, MOST);
  const options = [...useAreas(1), ...useAreas(2)];
  const names = new Map(options.map(({ pcode, name }) => [pcode, name]));
  const { data, error, isPending, refetch } = useQuery({ ...compareQuery(chosen), enabled: chosen.length > 0 });
  const choose = (next: string[]) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, areas: next.join(",") || undefined })) as never }); };
  const choices = [...new Map(options.map(({ pcode, name }) => [pcode, { value: pcode, label: `${name} (${pcode})` }])).values()];
  return (
    <>
      <PageHead title={t("page.compareAreas")} above={<TextLink to={ADDRESS.factors}>{t("chapter.factors")}</TextLink>} below={<span className="measure">{t("factors.notNetted")}</span>} />
      <div className={`${styles.tools} no-print`}>
        <div style={{ flexBasis: "36rem" }}><MultiSelect label={t("factors.areasToCompare")} data={choices} value={chosen} onChange={choose} maxValues={MOST} searchable clearable limit={40} /></div>
      </div>
      {chosen.length === 0 ? <NothingHere title={t("factors.chooseAreas")}>{t("factors.chooseAreasWords")}</NothingHere>
        : isPending ? <Waiting rows={10} /> : error && !data ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : <Table comparison={data!} names={names} />}
    </>
  );
}

function Table({ comparison: { areas, indicators }, names }: { comparison: Comparison; names: ReadonlyMap<string, string> }) {
  const t = useWords();
  const codes = useCodes();
  const groups = [...Map.groupBy(indicators, ({ indicator }) => `${indicator.side} ${indicator.factor}`)].sort(([a], [b]) => order(a) - order(b));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("page.compareAreas")}>
      <table className={styles.table}>
        <thead><tr><th scope="col">{t("factors.indicator")}</th>{areas.map(({ pcode, name }) => <th key={pcode} scope="col"><TextLink to={ADDRESS.areaPage} params={{ pcode }}>{names.get(pcode) ?? name}</TextLink></th>)}</tr></thead>
        {groups.map(([key, rows]) => (
          <tbody key={key}>
            <tr data-head><th scope="rowgroup" colSpan={areas.length + 1}>{codes.word("profile-side", key.split(" ")[0]!)} · {codes.word("factor", key.split(" ")[1]!)}</th></tr>
            {rows.map(({ indicator, readings }) => (
              <tr key={indicator.id}>
                <th scope="row">{nameOf(indicator)}</th>
                {readings.map((reading) => (
                  <td key={reading.area} data-state={reading.state}>{reading.isModelled ? <span className={styles.leading}>{t("factors.model.badge")}</span> : null}<span className={styles.figure}><Figure reading={reading} unit={indicator.unit} /></span> <WhereFrom indicator={indicator} pcode={reading.area} /><Bar reading={reading} indicator={indicator} /><Notes reading={{ ...reading, unknown: [], cautions: [] }} unit={indicator.unit} /></td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const SIDES = ["vulnerability", "resilience", "pressure"];
const order = (key: string) => SIDES.indexOf(key.split(" ")[0]!);
