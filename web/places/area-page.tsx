/** One area's record: its names and codes, what lies above and below it, its history. What happened there has a page of its own. */
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Waiting } from "../design/states.tsx";
import { ask } from "../frame/api.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useNoun, type Page } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { fieldValue, listAddressOf } from "../platform/field-value.tsx";
import { History } from "../platform/history.tsx";
import { RecordActions, RecordMarks } from "../platform/record-marks.tsx";
import { rowQuery } from "../platform/records.ts";
import styles from "../platform/records.module.css";
import { nameOf, useAreas } from "./areas.ts";

interface AreaContent { name: string; nameFr?: string; nameEn?: string; nameAr?: string; pcode: string; areaType?: string; parentPcode?: string }

export function AreaPage() {
  const t = useWords();
  const { id = "" } = useParams({ strict: false });
  const noun = useNoun("area")!;
  const { data: row } = useSuspenseQuery(rowQuery(noun, id));
  const content = row.content as unknown as AreaContent;
  const parent = [...useAreas(0), ...useAreas(1)].find(({ pcode }) => pcode === content.parentPcode);
  const mayRead = useMay("evidence.read");
  const stated = noun.fields.map((field) => ({ field, value: fieldValue(field, row.content[field.name], row.content) })).filter(({ value }) => value !== undefined);
  return (
    <article>
      <PageHead
        title={nameOf(content)}
        above={<><TextLink to={listAddressOf(noun)}>{capital(inWords(noun.plural))}</TextLink>{parent ? <><span aria-hidden>›</span><TextLink to={ADDRESS.area} params={{ id: parent.id }}>{parent.name}</TextLink></> : null}</>}
        below={<><span>{content.areaType}</span><span className="mono">{content.pcode}</span><RecordMarks row={row} /></>}
        actions={<>
          {mayRead ? <ButtonLink variant="default" to={ADDRESS.areaPage} params={{ pcode: content.pcode }}>{t("area.recorded")}</ButtonLink> : null}
          <RecordActions noun={noun} row={row} />
        </>}
      />
      <div className={styles.columns}>
        <Facts>{stated.map(({ field, value }) => <Fact key={field.name} name={inWords(field.labels)}>{value}</Fact>)}</Facts>
        <div>
          <Part title={t("area.below")}><Below pcode={content.pcode} /></Part>
          <Part title={t("history.title")}><History noun={noun} id={id} /></Part>
        </div>
      </div>
    </article>
  );
}

function Below({ pcode }: { pcode: string }) {
  const t = useWords();
  const { data, isPending } = useQuery({ queryKey: ["below", "area", pcode], queryFn: ({ signal }) => ask<Page>("/api/areas", { signal, query: { parentPcode: pcode, limit: 200 } }) });
  if (isPending) return <Waiting rows={3} />;
  if (!data || data.rows.length === 0) return <p className="quiet" style={{ margin: 0 }}>{t("area.noneBelow")}</p>;
  return <ul style={{ margin: 0, padding: 0, listStyle: "none", columns: "9rem" }}>{data.rows.map((row) => <li key={row.id}><TextLink to={ADDRESS.area} params={{ id: row.id }}>{nameOf(row.content as unknown as AreaContent)}</TextLink></li>)}</ul>;
}
