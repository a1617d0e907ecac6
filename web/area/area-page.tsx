/**
 * One area, for a planner who is tired: what changed, how sure are we, what is expected of me; then the counts that carry the
 * answer, and everything that it was made from. It prints on A4 and reads in black and white.
 */
import { Button, Menu } from "@mantine/core";
import { IconDownload, IconMap2, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { Origin } from "../charts/origin.tsx";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day } from "../design/when.ts";
import { filterOf } from "../evidence/event-filter.ts";
import { Dossier } from "../factors/dossier-lazy.tsx";
import { FilterBar } from "../evidence/filter-bar.tsx";
import { address } from "../frame/api.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useEventSeq } from "../frame/live.ts";
import type { Search } from "../frame/routes.tsx";
import { useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { areaQuery, recordQuery, type AreaAnswer } from "./area-answer.ts";
import styles from "./area.module.css";
import { AreaNames, nameHere } from "./area-names.tsx";
import { ByKind } from "./by-kind.tsx";
import { ByMonth, ByYear } from "./by-period.tsx";
import { Claims } from "./claims.tsx";
import { Comparison } from "./comparison.tsx";
import { Latest } from "./latest.tsx";
import { Questions } from "./questions.tsx";
import { SurgeMark } from "./surge-mark.tsx";
import { Neighbours, Surroundings } from "./surroundings.tsx";

export function AreaPage() {
  const { pcode = "" } = useParams({ strict: false }) as { pcode?: string };
  const search = useSearch({ strict: false }) as Search;
  const { data, error, isPending, refetch } = useQuery(areaQuery(pcode, { ...placeless(search), before: search.before, now: search.now }, useEventSeq()));
  if (isPending) return <><PageHead title={pcode} /><Waiting rows={10} /></>;
  if (error && !data) return <><PageHead title={pcode} /><Trouble error={error} onRetry={() => { void refetch(); }} /></>;
  return <OneArea answer={data!} search={search} />;
}

/** The page is about one area: whatever else the address says of places does not narrow it. */
function placeless(search: Search): Search {
  const { country: _, admin1: __, admin2: ___, area: ____, ...rest } = filterOf(search);
  return rest;
}

/** The filter that means this area, for the list, the map and the exports. */
const FIELD = ["country", "admin1", "admin2"] as const;
const hereOf = ({ level, pcode }: AreaAnswer["area"]): Search => ({ [FIELD[level] ?? "area"]: pcode });

function OneArea({ answer, search }: { answer: AreaAnswer; search: Search }) {
  const t = useWords();
  const me = useMe();
  const areaName = useAreaName();
  const { data: record } = useQuery(recordQuery(answer.area.pcode));
  const { area, above, provenance } = answer;
  const name = nameHere(area, record);
  const events: Search = { ...placeless(search), ...hereOf(area) };
  return (
    <article className={styles.page}>
      <PageHead
        title={name}
        above={[...above].reverse().map(({ pcode, name: other }) => <span key={pcode}><TextLink to={ADDRESS.areaPage} params={{ pcode }} search={placeless(search) as never}>{areaName(pcode) ?? other}</TextLink> <span aria-hidden>›</span></span>)}
        below={<AreaNames area={area} record={record} shown={name} />}
        actions={<>
          <ButtonLink variant="default" to={ADDRESS.picture} search={events as never} leftSection={<IconMap2 size={17} aria-hidden />}>{t("event.onMap")}</ButtonLink>
          <Menu>
            <Menu.Target><Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>{t("record.export")}</Button></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component="a" href={address("/api/events/export.csv", events)} download>{t("areaPage.eventsCsv")}</Menu.Item>
              <Menu.Item component="a" href={address("/api/events/export.geojson", events)} download>{t("areaPage.eventsGeojson")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => { window.print(); }}>{t("areaPage.print")}</Button>
        </>}
      />
      <p className={styles.printOnly}>{t("areaPage.printed", { day: day(new Date().toISOString()), marking: me.clearance })}</p>
      <FilterBar search={search} />
      <Questions answer={answer} />
      <Part title={t("areaPage.counts")}>
        <ByYear answer={answer} name={name} />
        <SurgeMark surge={answer.surge} />
      </Part>
      <Part title={t("areaPage.compare")}>
        <Comparison answer={answer} search={search} name={name} />
        <Claims claims={answer.claims} />
      </Part>
      <Part title={t("areaPage.when")}><ByMonth answer={answer} name={name} /></Part>
      <Part title={t("areaPage.what")}><ByKind answer={answer} name={name} /></Part>
      <Part title={t("areaPage.around")}>
        <div className={styles.columns}>
          <Surroundings answer={answer} />
          <Neighbours answer={answer} search={placeless(search)} />
        </div>
      </Part>
      <Dossier pcode={area.pcode} />
      <Part title={t("areaPage.latest")} aside={<TextLink to={ADDRESS.events} search={events as never} className="no-print">{t("areaPage.allEvents")}</TextLink>}>
        <Latest answer={answer} />
      </Part>
      <Part title={t("areaPage.origin")}>
        <div className="measure"><Origin provenance={provenance} /></div>
        <p className="quiet small measure">{t("areaPage.caution")}</p>
      </Part>
    </article>
  );
}
