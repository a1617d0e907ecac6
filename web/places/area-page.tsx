/** One area: what was recorded in it, by kind and by year; what lies below it; its own record and history. */
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { IconMap2 } from "@tabler/icons-react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { WhereFrom } from "../design/where-from.tsx";
import { CountInWords } from "../evidence/count-in-words.tsx";
import { summaryQuery, type Summary, type Toll } from "../evidence/events.ts";
import { ask } from "../frame/api.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useEventSeq } from "../frame/live.ts";
import { useCodes, useNoun, type Page } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { fieldValue, listAddressOf } from "../platform/field-value.tsx";
import { History } from "../platform/history.tsx";
import { RecordActions, RecordMarks } from "../platform/record-marks.tsx";
import { rowQuery } from "../platform/records.ts";
import styles from "../platform/records.module.css";
import { capital, inWords, useWords } from "../frame/words.ts";
import { nameOf, useAreaName, useAreas } from "./areas.ts";
import { TollTable } from "./toll-table.tsx";

interface AreaContent { name: string; nameFr?: string; nameEn?: string; nameAr?: string; pcode: string; level: number; areaType?: string; parentPcode?: string; country: string }

export function AreaPage() {
  const t = useWords();
  const { id = "" } = useParams({ strict: false });
  const noun = useNoun("area")!;
  const { data: row } = useSuspenseQuery(rowQuery(noun, id));
  const content = row.content as unknown as AreaContent;
  const parent = [...useAreas(0), ...useAreas(1)].find(({ pcode }) => pcode === content.parentPcode);
  const mayRead = useMay("evidence.read");
  return (
    <article>
      <PageHead
        title={nameOf(content)}
        above={<><TextLink to={listAddressOf(noun)}>{capital(inWords(noun.plural))}</TextLink>{parent ? <><span aria-hidden>›</span><TextLink to={ADDRESS.area} params={{ id: parent.id }}>{parent.name}</TextLink></> : null}</>}
        below={<><span>{content.areaType}</span><span className="mono">{content.pcode}</span><RecordMarks row={row} /></>}
        actions={<>
          <ButtonLink variant="default" to={ADDRESS.picture} search={{ area: content.pcode } as never} leftSection={<IconMap2 size={17} aria-hidden />}>{t("event.onMap")}</ButtonLink>
          <RecordActions noun={noun} row={row} />
        </>}
      />
      <div className={styles.columns}>
        <div>
          {mayRead ? <Part title={t("area.recorded")}><Recorded pcode={content.pcode} /></Part> : null}
          <Part title={t("area.record")}>
            <Facts>{noun.fields.map((field) => ({ field, value: fieldValue(field, row.content[field.name], row.content) })).filter(({ value }) => value !== undefined).map(({ field, value }) => <Fact key={field.name} name={inWords(field.labels)}>{value}</Fact>)}</Facts>
          </Part>
        </div>
        <div>
          <Part title={t("area.below")}><Below pcode={content.pcode} /></Part>
          <Part title={t("history.title")}><History noun={noun} id={id} /></Part>
        </div>
      </div>
    </article>
  );
}

function Recorded({ pcode }: { pcode: string }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const { data, error, isPending, refetch } = useQuery(summaryQuery({ area: pcode }, useEventSeq()));
  if (isPending) return <Waiting rows={4} />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data.count === 0) return <Nothing title={t("area.nothing")}>{t("area.nothingWords")}</Nothing>;
  const regions = data.byAdmin1.filter((one) => one.pcode !== pcode);
  return (
    <>
      <p style={{ marginTop: 0 }}><CountInWords summary={data} /> <WhereFrom method={t("area.method")} /> <TextLink to={ADDRESS.events} search={{ area: pcode } as never}>{t("legend.listThem")}</TextLink></p>
      <TollTable caption={t("area.byYear")} head={t("area.year")} rows={byYear(data).map(({ year, ...toll }) => ({ key: year, name: year, ...toll }))} />
      <TollTable caption={t("area.byKind")} head={t("event.kind")} rows={[...data.byKind].sort((a, b) => b.count - a.count).map(({ kind, ...toll }) => ({ key: kind, name: codes.word("event-kind", kind), ...toll }))} />
      {regions.length > 1 ? <TollTable caption={t("area.byRegion")} head={t("filter.admin1")} rows={[...regions].sort((a, b) => b.count - a.count).map(({ pcode: region, ...toll }) => ({ key: region ?? "", name: region ? areaName(region) ?? region : t("area.regionUnknown"), ...toll }))} /> : null}
      <p className="quiet small measure">{t("area.caution")}</p>
    </>
  );
}

/** Every year from the first to the last that has an event: a year in between without any is a zero, and is shown. */
export function byYear({ byMonth }: Pick<Summary, "byMonth">): ({ year: string } & Toll)[] {
  const years = new Map<string, Toll>();
  const all = byMonth.map(({ month }) => Number(month.slice(0, 4)));
  for (let year = Math.min(...all); year <= Math.max(...all); year++) years.set(String(year), { count: 0, fatalities: 0, unknown: 0 });
  for (const { month, ...toll } of byMonth) {
    const sum = years.get(month.slice(0, 4))!;
    sum.count += toll.count;
    sum.fatalities += toll.fatalities;
    sum.unknown += toll.unknown;
  }
  return [...years].map(([year, toll]) => ({ year, ...toll }));
}

function Below({ pcode }: { pcode: string }) {
  const t = useWords();
  const { data, isPending } = useQuery({ queryKey: ["below", "area", pcode], queryFn: ({ signal }) => ask<Page>("/api/areas", { signal, query: { parentPcode: pcode, limit: 200 } }) });
  if (isPending) return <Waiting rows={3} />;
  if (!data || data.rows.length === 0) return <p className="quiet" style={{ margin: 0 }}>{t("area.noneBelow")}</p>;
  return <ul style={{ margin: 0, padding: 0, listStyle: "none", columns: "9rem" }}>{data.rows.map((row) => <li key={row.id}><TextLink to={ADDRESS.area} params={{ id: row.id }}>{nameOf(row.content as unknown as AreaContent)}</TextLink></li>)}</ul>;
}
