/** One event: what, where, when, how sure, who says so, what was inferred, and every version of what we wrote. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { IconMap2 } from "@tabler/icons-react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { GradeChip, GradeInWords } from "../design/grading.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { number } from "../design/when.ts";
import { WhereFrom } from "../design/where-from.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes, useNoun, type NounWords, type Row } from "../frame/nouns.ts";
import { capital, joined, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { History } from "../platform/history.tsx";
import { RecordActions, RecordMarks } from "../platform/record-marks.tsx";
import styles from "../platform/records.module.css";
import { Actors, Casualties } from "./event-details.tsx";
import { PlaceDoubt, titleOf, Toll, useWhere, whenOf } from "./event-words.tsx";
import { eventQuery, type EventContent, type EventRow } from "./events.ts";
import { Links } from "./links.tsx";
import { PlacesMeant } from "./places-meant.tsx";
import { WhereItWas } from "./where-it-was.tsx";

export function EventPage() {
  const { id = "" } = useParams({ strict: false });
  const { data: row } = useSuspenseQuery(eventQuery(id));
  return <OneEvent row={row} noun={useNoun("event")!} />;
}

function OneEvent({ row, noun }: { row: EventRow; noun: NounWords }) {
  const t = useWords();
  const codes = useCodes();
  const where = useWhere();
  const { content } = row;
  return (
    <article>
      <PageHead
        title={titleOf(content, codes)}
        above={<><TextLink to={ADDRESS.events}>{t("event.list")}</TextLink><span aria-hidden>·</span><span>{capital(codes.word("event-kind", content.kind))}</span></>}
        below={<><strong style={{ color: "var(--mantine-color-text)" }}>{whenOf(content)}</strong><span>{where(content)}</span><PlaceDoubt content={content} /><GradeChip {...content} /><RecordMarks row={row as unknown as Row} /></>}
        actions={<>
          {content.geometry ? <ButtonLink variant="default" to={ADDRESS.picture} search={{ at: `${content.geometry.coordinates[0]},${content.geometry.coordinates[1]},9`, event: row.id } as never} leftSection={<IconMap2 size={17} aria-hidden />}>{t("event.onMap")}</ButtonLink> : null}
          <RecordActions noun={noun} row={row as unknown as Row} />
        </>}
      />
      <div className={styles.columns}>
        <div>
          <Part title={t("event.what")}><What row={row} /></Part>
          <Part title={t("event.when")}><WhenItWas content={content} /></Part>
          <Part title={t("event.where")}><WhereItWas content={content} /><PlacesMeant id={row.id} stored={content.candidates} /></Part>
          <Part title={t("event.howSure")}><HowSure content={content} /></Part>
          <Part title={t("event.whoSays")}><WhoSays content={content} /></Part>
        </div>
        <div>
          <Part title={t("event.links")}><Links id={row.id} /></Part>
          <Part title={t("history.title")}><History noun={noun} id={row.id} /></Part>
        </div>
      </div>
    </article>
  );
}

function What({ row: { content, version, time } }: { row: EventRow }) {
  const t = useWords();
  const codes = useCodes();
  const list = (name: string, values: string[] | undefined) => values && joined(values.map((value) => codes.word(name, value)));
  return (
    <>
      {content.description ? <p className="measure own-words" style={{ whiteSpace: "pre-line", marginTop: 0 }}>{content.description}</p> : null}
      <Facts>
        <Fact name={t("event.kind")}>{codes.word("event-kind", content.kind)}</Fact>
        <Fact name={t("event.deathsHead")}><Toll content={content} /> <WhereFrom method={t("event.tollMethod")} source={<Reference noun="source" id={content.source} />} citation={content.citation} grade={content} version={version} time={time} /></Fact>
        {content.casualties?.length ? <Fact name={t("event.casualties")}><Casualties casualties={content.casualties} /></Fact> : null}
        {content.actors?.length ? <Fact name={t("event.actors")}><Actors actors={content.actors} /></Fact> : null}
        {content.tactics?.length ? <Fact name={t("event.tactics")}>{list("tactic", content.tactics)}</Fact> : null}
        {content.targets?.length ? <Fact name={t("event.targets")}>{list("target-kind", content.targets)}</Fact> : null}
        {content.movement?.length ? <Fact name={t("event.movement")}>{list("movement-mode", content.movement)}</Fact> : null}
        {content.commodities?.length ? <Fact name={t("event.commodities")}>{list("commodity", content.commodities)}</Fact> : null}
        {content.consequences?.length ? <Fact name={t("event.consequences")}>{list("consequence", content.consequences)}</Fact> : null}
        {content.payerSector ? <Fact name={t("event.payer")}>{codes.word("payer-sector", content.payerSector)}</Fact> : null}
        {content.headsTaken === undefined ? null : <Fact name={t("event.headsTaken")}>{number(content.headsTaken)}</Fact>}
        {content.headsRecovered === undefined ? null : <Fact name={t("event.headsRecovered")}>{number(content.headsRecovered)}</Fact>}
        {content.violenceKind ? <Fact name={t("event.violence")}>{codes.word("violence-kind", content.violenceKind)}</Fact> : null}
      </Facts>
    </>
  );
}

function WhenItWas({ content }: { content: EventContent }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <Facts>
      <Fact name={t("event.date")}>{whenOf(content)}</Fact>
      <Fact name={t("event.precision")}>{codes.word("date-precision", content.datePrecision)}</Fact>
      {content.inferred?.length ? <Fact name={t("event.inferred")}>{content.inferred.map((words) => <p key={words}>{words}</p>)}</Fact> : null}
    </Facts>
  );
}

function HowSure({ content }: { content: EventContent }) {
  const t = useWords();
  const codes = useCodes();
  return (
    <>
      <GradeInWords {...content} />
      <p className="quiet small measure">{t("grading.apart")}</p>
      <Facts>
        <Fact name={t("event.verification")}>{codes.word("verification", content.verification)}</Fact>
        <Fact name={t("event.independent")}>{content.independentSources === undefined ? undefined : number(content.independentSources)}</Fact>
      </Facts>
    </>
  );
}

function WhoSays({ content }: { content: EventContent }) {
  const t = useWords();
  const codes = Object.entries(content.sourceCodes ?? {});
  return (
    <Facts>
      <Fact name={t("event.source")}><Reference noun="source" id={content.source} /></Fact>
      <Fact name={t("event.citation")}>{content.citation}</Fact>
      {content.sourceEventId ? <Fact name={t("event.sourceId")}><span className="mono">{content.sourceEventId}</span></Fact> : null}
      {codes.length > 0 ? <Fact name={t("event.sourceCodes")}>{codes.map(([name, value]) => <p key={name}><span className="mono">{name}</span>{t("punctuation.colon")} {value}</p>)}</Fact> : null}
    </Facts>
  );
}
