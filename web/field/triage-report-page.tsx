/** One report: what was said, what is settled of it, what may be the same, and every act of triage under one key. */
import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { GradeChip, GradeInWords } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Done, Trouble } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { Refusal } from "../frame/api.ts";
import { useCodes, useNoun } from "../frame/nouns.ts";
import { useMay, useMe } from "../frame/session.ts";
import { capital, inWords, joined, useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { Actor } from "../platform/actor.tsx";
import { Reference } from "../platform/field-value.tsx";
import { GeometryInWords } from "../platform/geometry-in-words.tsx";
import { History } from "../platform/history.tsx";
import records from "../platform/records.module.css";
import { AskPanel } from "./triage-ask.tsx";
import { ClosePanel } from "./triage-close.tsx";
import { CodePanel } from "./triage-code.tsx";
import { ConflictPanel } from "./triage-conflict.tsx";
import { ClaimPanel, EventPanel } from "./triage-evidence.tsx";
import { GradePanel } from "./triage-grade.tsx";
import { Keys, useKeys, type Key } from "./triage-keys.tsx";
import { LinkPanel, Lookalikes } from "./triage-links.tsx";
import { PlacePanel } from "./triage-place.tsx";
import { neighbourOf, reportQuery, standingQuery, useAct, type Conflict, type ReportRow, type Work } from "./triage-report.ts";
import { Said } from "./triage-said.tsx";
import { About, agoOf, dayOf, useAbout, usePlaceOf } from "./triage-words.tsx";
import styles from "./triage.module.css";

const PANELS = { p: "place", c: "code", g: "grade", a: "ask", l: "link", e: "event", m: "claim", x: "close" } as const;
type Panel = (typeof PANELS)[keyof typeof PANELS];

/** What every panel is given: the report, a way to work on it, and a way to be gone. */
export interface PanelProps { row: ReportRow; work(work: Omit<Work, "basedOn">): Promise<boolean>; onClose(): void }

export function ReportPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { data: row } = useSuspenseQuery(reportQuery(id));
  return <OneReport key={id} row={row} />;
}

function OneReport({ row }: { row: ReportRow }) {
  const t = useWords();
  const codes = useCodes();
  const me = useMe();
  const about = useAbout();
  const placeOf = usePlaceOf();
  const navigate = useNavigate();
  const mayWork = useMay("field.triage");
  const noun = useNoun("report")!;
  const asked = (useSearch({ strict: false }) as { do?: string }).do;
  // What is typed is based on what was read when the panel opened, whatever came in since: that is how a conflict is noticed.
  const [opened, setOpened] = useState<{ panel: Panel; version: number } | undefined>(() => {
    const first = Object.values(PANELS).find((one) => one === asked);
    return first && { panel: first, version: row.version };
  });
  const panel = opened?.panel;
  const setPanel = (next: Panel) => { setOpened({ panel: next, version: row.version }); };
  const [conflict, setConflict] = useState<{ told: Conflict; work: Omit<Work, "basedOn"> }>();
  const [done, setDone] = useState<string>();
  const act = useAct(row.id);
  const { content } = row;
  const isOver = content.state === "erased" || content.mergedInto !== undefined;
  const work = async (wanted: Omit<Work, "basedOn">, basedOn = opened?.version ?? row.version): Promise<boolean> => {
    setDone(undefined);
    try {
      const { isWaiting } = await act.mutateAsync({ what: "", method: "PATCH", body: { basedOn, ...wanted } }) as { isWaiting: boolean };
      setDone(isWaiting ? t("triage.waitsForSecond") : t("triage.saved"));
      setConflict(undefined);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code === "report.conflict") setConflict({ told: error.details as unknown as Conflict, work: wanted });
      return false;
    }
  };
  const close = () => { setOpened(undefined); };
  const toggleOwner = () => void work({ change: { assignee: content.assignee === me.id ? null : me.id } });
  useKeys((key) => {
    if (key === "Escape" && panel) { close(); return true; }
    if (key === "j" || key === "k") {
      const next = neighbourOf(row.id, key === "j" ? 1 : -1);
      if (next) void navigate({ to: ADDRESS.report, params: { id: next } });
      return next !== undefined;
    }
    if (key === "u") { void navigate({ to: ADDRESS.field }); return true; }
    if (!mayWork || isOver) return false;
    if (key === "t") { toggleOwner(); return true; }
    const wanted = PANELS[key as keyof typeof PANELS];
    if (wanted) setPanel(wanted);
    return wanted !== undefined;
  });
  const props: PanelProps = { row, work, onClose: close };
  const saidRefusal = act.error instanceof Refusal && act.error.code === "report.conflict" ? undefined : act.error;
  return (
    <article>
      <PageHead title={`${about(content)}${t("punctuation.colon")} ${placeOf(content)}`}
        above={<><TextLink to={ADDRESS.field}>{t("triage.queue")}</TextLink><span aria-hidden>·</span><span className="mono">{row.id.slice(0, 8)}</span></>}
        below={<>
          <span className={styles.chip}>{codes.word("report-state", content.state)}</span>
          <span title={moment(content.receivedAt)}>{t("triage.receivedAgo", { ago: agoOf(content.receivedAt), way: codes.word("report-way", content.way) })}</span>
          {content.reliability && content.credibility ? <GradeChip reliability={content.reliability} credibility={content.credibility} /> : null}
          <MarkingChip marking={row.marking} />
          <span>{t("triage.owner")}{t("punctuation.colon")} {content.assignee ? content.assignee === me.id ? t("triage.me") : <Actor id={content.assignee} /> : t("triage.nobody")}</span>
        </>} />
      {content.mergedInto ? <MergedNotice row={row} into={content.mergedInto} /> : null}
      {content.screening === "only-names" && !isOver ? <p className="notice">{t("triage.onlyNamesWords")}</p> : null}
      {mayWork && !isOver ? <Acts panel={panel} onOpen={setPanel} row={row} onOwner={toggleOwner} /> : null}
      {saidRefusal ? <Trouble error={saidRefusal} /> : done ? <Done>{done}</Done> : null}
      {conflict ? <ConflictPanel conflict={conflict.told} onSettle={(kept) => work(settled(conflict.work, kept, conflict.told.fields.map(({ field }) => field)), conflict.told.current)} onClose={() => { setConflict(undefined); }} /> : null}
      {panel && mayWork && !isOver ? <PanelNow panel={panel} {...props} /> : null}
      <div className={records.columns}>
        <div>
          <Part title={t("triage.said")}><Said id={row.id} mayWork={mayWork} isErased={content.state === "erased"} /></Part>
          <Coded row={row} />
        </div>
        <div>
          {content.state === "erased" || content.mergedInto ? null : <Part title={t("triage.lookalikes")}><Lookalikes row={row} mayWork={mayWork} /></Part>}
          <Taken id={row.id} />
          <Part title={t("history.title")}><History noun={noun} id={row.id} /></Part>
        </div>
      </div>
    </article>
  );
}

/** My change without what I gave up. Placing is one act: it is done again whole, or not at all. */
function settled(work: Omit<Work, "basedOn">, kept: Record<string, unknown>, fields: readonly string[]): Omit<Work, "basedOn"> {
  const { where, change = {}, ...rest } = work;
  if (where) return fields.some((field) => field in kept) ? { ...rest, where, change } : { ...rest, change };
  return { ...rest, change: { ...Object.fromEntries(Object.entries(change).filter(([name]) => !fields.includes(name))), ...kept } };
}

function PanelNow({ panel, ...props }: PanelProps & { panel: Panel }) {
  switch (panel) {
    case "place": return <PlacePanel {...props} />;
    case "code": return <CodePanel {...props} />;
    case "grade": return <GradePanel {...props} />;
    case "ask": return <AskPanel {...props} />;
    case "link": return <LinkPanel {...props} />;
    case "event": return <EventPanel {...props} />;
    case "claim": return <ClaimPanel {...props} />;
    default: return <ClosePanel {...props} />;
  }
}

/** Every act as a button with its key; one that is off says why. */
function Acts({ row, panel, onOpen, onOwner }: { row: ReportRow; panel: Panel | undefined; onOpen: (panel: Panel) => void; onOwner: () => void }) {
  const t = useWords();
  const { data } = useQuery(standingQuery(row.id));
  const step = (name: string) => data?.steps.find((one) => one.name === name);
  const closing = step("close");
  const off: Partial<Record<Key, string | undefined>> = {
    e: row.content.event ? t("triage.hasEvent") : row.content.reliability ? undefined : t("triage.gradeFirst"),
    m: row.content.claim ? t("triage.hasClaim") : row.content.reliability ? undefined : t("triage.gradeFirst"),
    x: data && !closing ? t("triage.isClosed") : undefined,
  };
  const reopening = step("reopen");
  return (
    <>
      <div className={`${styles.acts} no-print`}>
        {(Object.entries(PANELS) as [Key, Panel][]).map(([key, name]) => (
          <TestedButton key={key} size="compact-md" variant={panel === name ? "filled" : "default"} off={off[key]} onClick={() => { onOpen(name); }}>{capital(t(`triageKey.${key}`))}<kbd className={styles.key} aria-hidden>{key}</kbd></TestedButton>
        ))}
        <Button size="compact-md" variant="default" onClick={onOwner}>{capital(t("triageKey.t"))}<kbd className={styles.key} aria-hidden>t</kbd></Button>
        {reopening ? <Reopen row={row} off={reopening.isPossible ? undefined : inWords(reopening.reason)} /> : null}
      </div>
      <Keys of={["j", "k", "u"]} />
    </>
  );
}

function Reopen({ row, off }: { row: ReportRow; off: string | undefined }) {
  const t = useWords();
  const act = useAct(row.id);
  return <TestedButton size="compact-md" variant="default" off={off} onClick={() => { act.mutate({ what: "", method: "PATCH", body: { basedOn: row.version, step: "reopen", reason: t("triage.reopenReason") } }); }}>{t("triage.reopen")}</TestedButton>;
}

function MergedNotice({ row, into }: { row: ReportRow; into: string }) {
  const t = useWords();
  const act = useAct(row.id);
  const mayWork = useMay("field.triage");
  return (
    <div className="notice">
      {t("triage.mergedInto")} <TextLink to={ADDRESS.report} params={{ id: into }}>{t("triage.theOther")}</TextLink>{" "}
      {mayWork ? <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => { act.mutate({ what: "/part", body: { basedOn: row.version } }); }}>{t("triage.part")}</Button> : null}
      {act.error ? <Trouble error={act.error} /> : null}
    </div>
  );
}

function Coded({ row: { content } }: { row: ReportRow }) {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const area = joined([...new Set([content.area, content.admin2, content.admin1].map((pcode) => pcode && (areaName(pcode) ?? pcode)))].concat(content.country ? [codes.word("country", content.country)] : []));
  return (
    <>
      <Part title={t("event.where")}>
        <Facts>
          <Fact name={t("event.placeName")}>{content.placeName}</Fact>
          {content.locationWords ? <Fact name={t("event.locationWords")}>{content.locationWords}</Fact> : null}
          <Fact name={t("event.precision")}>{content.placePrecision ? codes.word("place-precision", content.placePrecision) : undefined}</Fact>
          <Fact name={t("event.area")}>{area}</Fact>
          <Fact name={t("event.coordinates")}>{content.geometry ? <GeometryInWords geometry={content.geometry} /> : t("event.noCoordinates")}</Fact>
          {content.candidates?.length ? <Fact name={t("triage.candidates")}>{joined(content.candidates.map(({ name, pcode }) => (pcode ? `${name} (${pcode})` : name)))}</Fact> : null}
        </Facts>
      </Part>
      <Part title={t("triage.whatAndWhen")}>
        <Facts>
          <Fact name={t("event.kind")}><About content={content} /></Fact>
          <Fact name={t("event.date")}>{dayOf(content)}</Fact>
          <Fact name={t("triage.howKnown")}>{content.howKnown ? codes.word("how-known", content.howKnown) : undefined}</Fact>
          <Fact name={t("triage.numbers")}>{content.numbers?.length ? joined(content.numbers.map(({ value, of }) => `${number(value)}${of ? ` ${of}` : ""}`)) : undefined}</Fact>
        </Facts>
      </Part>
      <Part title={t("event.howSure")}>
        {content.reliability && content.credibility ? <GradeInWords reliability={content.reliability} credibility={content.credibility} /> : <p className="quiet">{t("triage.notGraded")}</p>}
        <Facts>
          <Fact name={t("triage.group")}>{content.sourceGroup}</Fact>
          {content.event ? <Fact name={t("triage.event")}><Reference noun="event" id={content.event} /></Fact> : null}
          {content.claim ? <Fact name={t("triage.claim")}><Reference noun="claim" id={content.claim} /></Fact> : null}
        </Facts>
      </Part>
    </>
  );
}

/** What people did with it, and why. */
function Taken({ id }: { id: string }) {
  const t = useWords();
  const { data } = useQuery(standingQuery(id));
  if (!data || (data.taken.length === 0 && data.merged.length === 0)) return null;
  return (
    <Part title={t("triage.taken")}>
      <ul className={styles.taken}>
        {data.merged.map((other) => <li key={other}>{t("triage.mergedHere")} <TextLink to={ADDRESS.report} params={{ id: other }} className="mono">{other.slice(0, 8)}</TextLink></li>)}
        {data.taken.map((step) => (
          <li key={`${step.at}${step.transition}`}>
            {t(`triageStep.${step.transition}` as "triageStep.grade")}{step.isDone ? "" : ` (${t("triage.waits")})`} <span className="quiet">· <Actor id={step.actor} /> · {moment(step.at)}</span>
            {step.reason ? <div className="quiet own-words">{step.reason}</div> : null}
          </li>
        ))}
      </ul>
    </Part>
  );
}
