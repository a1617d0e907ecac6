/** One claim: what somebody asserts and nobody has settled. Its words, its grading, its expiry; never a dot on a map. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { GradeChip, GradeInWords } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { day, number, when } from "../design/when.ts";
import { useCodes, useNoun } from "../frame/nouns.ts";
import { capital, joined, useWords } from "../frame/words.ts";
import { listAddressOf, Reference } from "../platform/field-value.tsx";
import { History } from "../platform/history.tsx";
import { RecordActions, RecordMarks } from "../platform/record-marks.tsx";
import { rowQuery } from "../platform/records.ts";
import styles from "../platform/records.module.css";
import type { EventContent } from "./events.ts";
import { Links } from "./links.tsx";
import { WhereItWas } from "./where-it-was.tsx";

interface ClaimContent extends Pick<EventContent, "placeName" | "placePrecision" | "locationWords" | "candidates" | "country" | "area" | "admin1" | "admin2" | "route" | "reliability" | "credibility" | "verification" | "independentSources" | "source" | "citation"> {
  title: string; kind: string; statement: string; bearingFrom?: string; bearing?: string; saidOn: string; datePrecision: string; expiresOn: string;
  figureWords?: string; figureLow?: number; figureHigh?: number; compares?: string[]; commodities?: string[]; corroboration: string;
}

export function ClaimPage() {
  const t = useWords();
  const codes = useCodes();
  const { id = "" } = useParams({ strict: false });
  const noun = useNoun("claim")!;
  const { data: row } = useSuspenseQuery(rowQuery(noun, id));
  const content = row.content as unknown as ClaimContent;
  return (
    <article>
      <PageHead
        title={content.title}
        above={<><TextLink to={listAddressOf(noun)}>{t("claim.list")}</TextLink><span aria-hidden>·</span><span>{capital(codes.word("claim-kind", content.kind))}</span></>}
        below={<><Expiry on={content.expiresOn} /><GradeChip {...content} /><RecordMarks row={row} /></>}
        actions={<RecordActions noun={noun} row={row} />}
      />
      <p className="notice measure">{t("claim.what")}</p>
      <div className={styles.columns}>
        <div>
          <Part title={t("claim.statement")}>
            <p className="measure own-words" style={{ whiteSpace: "pre-line", marginTop: 0 }}>{content.statement}</p>
            <Facts>
              <Fact name={t("claim.saidOn")}>{when(content.saidOn, content.saidOn, content.datePrecision)}</Fact>
              <Fact name={t("claim.expiresOn")}>{day(content.expiresOn)}</Fact>
              {content.figureWords || content.figureLow !== undefined || content.figureHigh !== undefined ? <Fact name={t("claim.figure")}>{content.figureWords} <Bounds low={content.figureLow} high={content.figureHigh} /></Fact> : null}
              {content.compares?.length ? <Fact name={t("claim.compares")}>{content.compares.join(" / ")}</Fact> : null}
              {content.commodities?.length ? <Fact name={t("event.commodities")}>{joined(content.commodities.map((code) => codes.word("commodity", code)))}</Fact> : null}
            </Facts>
          </Part>
          <Part title={t("event.where")}>
            <WhereItWas content={content} />
            {content.bearingFrom ? <Facts><Fact name={t("claim.bearing")}>{t("claim.bearingWords", { bearing: content.bearing ? codes.word("bearing", content.bearing) : "?", from: content.bearingFrom })}</Fact></Facts> : null}
          </Part>
          <Part title={t("event.howSure")}>
            <GradeInWords {...content} />
            <p className="quiet small measure">{t("grading.apart")}</p>
            <Facts>
              <Fact name={t("claim.corroboration")}>{codes.word("corroboration", content.corroboration)}</Fact>
              <Fact name={t("event.verification")}>{codes.word("verification", content.verification)}</Fact>
              <Fact name={t("event.independent")}>{content.independentSources === undefined ? undefined : number(content.independentSources)}</Fact>
              <Fact name={t("event.source")}><Reference noun="source" id={content.source} /></Fact>
              <Fact name={t("event.citation")}>{content.citation}</Fact>
            </Facts>
          </Part>
        </div>
        <div>
          <Part title={t("event.links")}><Links id={id} /></Part>
          <Part title={t("history.title")}><History noun={noun} id={id} /></Part>
        </div>
      </div>
    </article>
  );
}

function Expiry({ on }: { on: string }) {
  const t = useWords();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const isPast = on < today;
  return <span className={`${chips.note} ${isPast ? chips.warn : ""}`}>{t(isPast ? "claim.expired" : "claim.holdsUntil", { day: day(on) })}</span>;
}

function Bounds({ low, high }: { low: number | undefined; high: number | undefined }) {
  const t = useWords();
  if (low === undefined && high === undefined) return null;
  if (low !== undefined && high !== undefined) return <span className="quiet">{t("event.bounds", { low: number(low), high: number(high) })}</span>;
  return <span className="quiet">{low === undefined ? t("event.atMost", { high: number(high!) }) : t("event.atLeast", { low: number(low) })}</span>;
}
