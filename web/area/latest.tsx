/** The latest events, each with how often its kind had happened there before; and the repetitions that are only asserted. */
import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { number, when } from "../design/when.ts";
import { rounded } from "../charts/in-words.ts";
import { DataTable } from "../design/data-table.tsx";
import { GradeChip } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { Nothing } from "../design/states.tsx";
import { PlaceDoubt, titleOf, TollShort, whenOf } from "../evidence/event-words.tsx";
import type { EventRow } from "../evidence/events.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { repeatsQuery, type AreaAnswer, type Repeats } from "./area-answer.ts";
import styles from "./area.module.css";

/** Near enough to be called the same place, long enough to be remembered. */
const WITHIN_KM = 20;
const WITHIN_DAYS = 730;

export function Latest({ answer: { latest, recurrences } }: { answer: AreaAnswer }) {
  const t = useWords();
  const codes = useCodes();
  if (latest.length === 0) return <Nothing title={t("areaPage.nothing")}>{t("areaPage.nothingWords")}</Nothing>;
  return (
    <>
      <DataTable<EventRow> caption={t("areaPage.latest")} rows={latest} idOf={({ id }) => id} link={(row, words) => <TextLink to={ADDRESS.event} params={{ id: row.id }} data-row>{words}</TextLink>}
        columns={[
          { name: "title", head: t("event.what"), cell: ({ content }) => titleOf(content, codes) },
          { name: "when", head: t("event.when"), cell: ({ content }) => <span className="figures">{whenOf(content)}</span> },
          { name: "where", head: t("event.where"), cell: ({ content }) => <span>{content.placeName} <PlaceDoubt content={content} /></span> },
          { name: "nth", head: t("areaPage.nth"), cell: ({ id }) => <Nth id={id} /> },
          { name: "toll", head: t("event.tollHead"), isNumber: true, cell: ({ content }) => <TollShort content={content} /> },
          { name: "grade", head: t("event.grade"), cell: ({ content }) => <GradeChip {...content} /> },
          { name: "marking", head: t("record.marking"), cell: ({ marking }) => <MarkingChip marking={marking} /> },
        ]} />
      <p className="quiet small measure">{t("areaPage.nthWords", { km: number(WITHIN_KM), days: number(WITHIN_DAYS) })}</p>
      {recurrences.length > 0 ? (
        <>
          <h3 className={styles.subhead}>{t("areaPage.recurrences")}</h3>
          <ul className={styles.claims}>
            {recurrences.map(({ id, title, figureWords, reliability, credibility, about }) => (
              <li key={id}>
                <p className={styles.claimTitle}><TextLink to={ADDRESS.claim} params={{ id }}>{title}</TextLink>{figureWords ? <> <strong>{figureWords}</strong></> : null} <GradeChip reliability={reliability} credibility={credibility} /></p>
                <p className="quiet">{about.length > 0 ? about.map((event) => <Asserted key={event} id={event} />) : t("areaPage.assertedOnly")}</p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** "3rd", with the earlier ones on asking. */
function Nth({ id }: { id: string }) {
  const t = useWords();
  const { data } = useQuery(repeatsQuery(id, WITHIN_KM, WITHIN_DAYS));
  if (!data) return <span className="quiet">…</span>;
  if (data.nth === null) return <span className="quiet">{t("areaPage.cannotSearch")}</span>;
  if (data.nth === 1) return <span>{t("areaPage.first")}</span>;
  return (
    <Popover width="min(26rem, calc(100vw - 2rem))" position="bottom" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target><button type="button" className={styles.nth}>{t("areaPage.ordinal", { count: data.nth, ordinal: true, shown: number(data.nth) })}</button></Popover.Target>
      <Popover.Dropdown><Earlier repeats={data} /></Popover.Dropdown>
    </Popover>
  );
}

function Earlier({ repeats: { words, earlier, nth } }: { repeats: Repeats }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <div className={styles.earlier}>
      <p tabIndex={-1} data-autofocus>{inWords(words)}</p>
      <ol reversed>
        {earlier.map((one) => (
          <li key={one.id}>
            <TextLink to={ADDRESS.event} params={{ id: one.id }}>{one.title ?? codes.word("event-kind", one.kind)}</TextLink>
            <span className="quiet small"> {when(one.occurredFrom, one.occurredTo, one.datePrecision)} · {t("areaPage.km", { km: rounded(one.km) })} · {one.grading}</span>
          </li>
        ))}
      </ol>
      {nth !== null && earlier.length < nth - 1 ? <p className="quiet small">{t("areaPage.earlierCut", { shown: number(earlier.length), of: number(nth - 1) })}</p> : null}
    </div>
  );
}

function Asserted({ id }: { id: string }) {
  const { data } = useQuery(repeatsQuery(id, WITHIN_KM, WITHIN_DAYS));
  return data ? <>{inWords(data.words)} </> : null;
}
