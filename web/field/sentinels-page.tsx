/** My sentinels: who is on duty, who was to be heard of and was not, and enrolling, resting or burning one. Numbers, never names. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { day, moment } from "../design/when.ts";
import { joined, useWords } from "../frame/words.ts";
import { PlaceName } from "./place-of.tsx";
import { CallMe, EnrolForm, SentinelForm } from "./sentinels-form.tsx";
import { heard, sentinelsQuery, settle, useSentinels, type Notice, type Sentinel } from "./sentinels-questions.ts";
import styles from "./sealed.module.css";

export function SentinelsPage() {
  const t = useWords();
  const [open, setOpen] = useState<string>();
  const { data, error, isPending, refetch } = useQuery(sentinelsQuery);
  const chosen = data?.rows.find(({ id }) => id === open);
  const present = data?.rows.filter(({ state }) => state !== "left") ?? [];
  const gone = (data?.rows.length ?? 0) - present.length;
  return (
    <>
      <PageHead title={t("page.sentinels")} below={<span className="measure">{t("sentinels.words")}</span>} actions={<Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => { setOpen("new"); }}>{t("sentinels.enrol")}</Button>} />
      {open === "new" ? <EnrolForm onClose={() => { setOpen(undefined); }} /> : null}
      {chosen ? <SentinelForm key={chosen.id} sentinel={chosen} onClose={() => { setOpen(undefined); }} /> : null}
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={5} /> : (
        <>
          {data.notices.length > 0 ? <Part title={t("sentinels.notices")}><Notices notices={data.notices} /></Part> : null}
          <Part title={t("sentinels.today")}><OnDuty rows={present} today={data.now.slice(0, 10)} /></Part>
          <Part title={t("sentinels.mine")}>
            {present.length === 0 ? <Nothing title={t("sentinels.none")}>{t("sentinels.noneWords")}</Nothing> : (
              <DataTable caption={t("sentinels.mine")} rows={present} idOf={({ id }) => id} isDimmed={({ state }) => state === "resting"} columns={[
                { name: "number", head: t("sentinels.number"), cell: ({ number }) => <strong className="mono">{number}</strong> },
                { name: "place", head: t("sentinels.place"), cell: ({ place, area }) => <PlaceName {...(place ? { place } : {})} {...(area ? { area } : {})} /> },
                { name: "due", head: t("sentinels.next"), cell: (one) => <Next one={one} now={data.now} /> },
                { name: "seen", head: t("sentinels.lastHeard"), cell: ({ seenOn }) => (seenOn ? day(seenOn) : <span className="quiet">{t("sentinels.notYet")}</span>) },
                { name: "change", head: t("record.edit"), cell: ({ id, number }) => <Button size="compact-sm" variant="default" aria-label={t("sentinels.changeOne", { number })} onClick={() => { setOpen(id); }}>{t("record.edit")}</Button> },
              ]} />
            )}
            {gone > 0 ? <p className="quiet small">{t("sentinels.gone", { count: gone })}</p> : null}
          </Part>
          <Part title={t("sentinels.call")}><CallMe key={data.callAt} known={data.callAt} /></Part>
        </>
      )}
    </>
  );
}

/** By the server's clock, which also decides when a sign was missed. */
function Next({ one: { state, dueAt }, now }: { one: Sentinel; now: string }) {
  const t = useWords();
  if (state === "resting") return <span className={chips.note}>{t("sentinels.resting")}</span>;
  if (!dueAt) return <span className="quiet">{t("sentinels.offDuty")}</span>;
  return <>{moment(dueAt)}{dueAt < now ? <> <span className={`${chips.note} ${chips.warn}`}>{t("sentinels.overdue")}</span></> : null}</>;
}

function OnDuty({ rows, today }: { rows: readonly Sentinel[]; today: string }) {
  const t = useWords();
  const active = rows.filter(({ state }) => state === "active");
  const on = active.filter(({ duties }) => duties.some(({ from, to }) => from <= today && today <= to));
  const always = active.filter(({ duties }) => duties.length === 0);
  const coming = active.flatMap(({ number, duties }) => duties.filter(({ from }) => from > today).map((duty) => ({ number, ...duty }))).sort((a, b) => a.from.localeCompare(b.from)).slice(0, 6);
  return (
    <div className="measure">
      <p>{on.length + always.length === 0 ? t("sentinels.nobodyOn") : <span className="mono">{joined([...on, ...always].map(({ number }) => number))}</span>}</p>
      {coming.length > 0 ? <ul className="small">{coming.map(({ number, from, to }) => <li key={`${number}${from}`}><span className="mono">{number}</span> · {day(from)} – {day(to)}</li>)}</ul> : null}
    </div>
  );
}

function Notices({ notices }: { notices: readonly Notice[] }) {
  const t = useWords();
  const done = useSentinels(settle);
  const spoken = useSentinels(heard);
  return (
    <ul className={styles.cases} aria-live="polite">
      {notices.map(({ id, sentinel, number, what, since }) => (
        <li key={id} className={`${styles.case} ${what === "danger" ? styles.grave : ""}`}>
          <div className={styles.head}><strong>{t(`sentinels.notice.${what}`, { number })}</strong><span className="quiet small">{t("sentinels.since", { moment: moment(since) })}</span></div>
          <p className="small measure">{t(`sentinels.advice.${what}`)}</p>
          <div className={styles.row}>
            {what !== "missed" ? null : <Button size="compact-sm" loading={spoken.isPending && spoken.variables === sentinel} onClick={() => { spoken.mutate(sentinel); }}>{t("sentinels.spoken")}</Button>}
            <Button size="compact-sm" variant="default" loading={done.isPending && done.variables === id} onClick={() => { done.mutate(id); }}>{t("sentinels.settle")}</Button>
          </div>
        </li>
      ))}
      {done.error ?? spoken.error ? <li><Trouble error={done.error ?? spoken.error} /></li> : null}
    </ul>
  );
}
