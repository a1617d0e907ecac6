/** After action: what became of one exercise, from this node's own rows; to be read together, printed, and learnt from. Marked EXERCISE throughout. */
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { ByAlert, ByContact, PassedOn, Refusals, useLength } from "./drill-tables.tsx";
import { DrillLine } from "./drill-line.tsx";
import { reviewQuery, type DrillReview, type Spread } from "./drill-questions.ts";
import { Bars, Figure } from "./figures.tsx";
import styles from "./exchange.module.css";
import { useAct } from "./questions.ts";

export function DrillPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = useQuery(reviewQuery(id));
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={8} height={56} />;
  return <Read id={id} review={data} />;
}

function Read({ id, review }: { id: string; review: DrillReview }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const end = useAct(() => ask(`/api/drills/${id}/end`, { method: "POST" }));
  return (
    <article>
      <PageHead title={review.title} above={<TextLink to={ADDRESS.drills}>{t("page.drills")}</TextLink>}
        below={<span className={styles.marks}><span className={styles.exercise}>{t("alerts.exercise")}</span> <span className="figures">{moment(review.from)} – {review.isRunning ? <span className={`${styles.chip} ${styles.warn}`}>{t("drill.running")}</span> : moment(review.to)}</span> <span>{t("drill.ofNode", { country: codes.word("country", review.country) })}</span></span>}
        actions={<>
          {review.isRunning ? <TestedButton off={mayWrite ? undefined : t("alerts.mayNotWrite")} loading={end.isPending} onClick={() => { end.mutate(undefined); }}>{t("drill.end")}</TestedButton> : null}
          <Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => { print(); }}>{t("picture.print")}</Button>
        </>} />
      {end.error ? <Trouble error={end.error} /> : null}
      <p className="notice"><span className={styles.exercise}>{t("alerts.exercise")}</span> {t("drill.notReal")}</p>
      {review.scenario ? <p className="measure own-words">{review.scenario}</p> : null}
      <Figures review={review} />
      <Part title={t("drill.line")}><DrillLine review={review} /></Part>
      <Part title={t("drill.times")}><p className="quiet small measure">{t("drill.timesWords")}</p><Spreads review={review} /></Part>
      <Part title={t("drill.byAlert")}><ByAlert alerts={review.alerts} country={review.country} /></Part>
      <Part title={t("drill.byContact")}><ByContact contacts={review.contacts} /></Part>
      <Part title={t("drill.passedOn")}><PassedOn passed={review.passedOn} /></Part>
      <Part title={t("drill.refusals")}><Refusals refusals={review.refusals} alerts={review.alerts} /></Part>
      <Part title={t("drill.whole")}><Whole review={review} /></Part>
      <p className={styles.marks}><span className={styles.exercise}>{t("alerts.exercise")}</span> <span className="quiet small">{t("drill.readAs")}</span></p>
    </article>
  );
}

function Figures({ review: { counts, deliver, answer } }: { review: DrillReview }) {
  const t = useWords();
  const ofThem = (part: number, of: number) => t("quality.of", { part: number(part), of: number(of) });
  const length = useLength();
  return (
    <dl className={styles.figures}>
      <Figure name={t("drill.issued")} value={number(counts.issued)} aside={t("drill.arrived", { shown: number(counts.arrived) })} />
      <Figure name={t("quality.delivered")} value={ofThem(counts.delivered, counts.told)} />
      <Figure name={t("quality.acknowledged")} value={ofThem(counts.answered, counts.chains)} aside={counts.stillOpen > 0 ? t("drill.stillOpen", { shown: number(counts.stillOpen) }) : undefined} />
      <Figure name={t("quality.unanswered")} value={number(counts.unanswered)} />
      <Figure name={t("quality.escalated")} value={number(counts.passedOn)} />
      <Figure name={t("drill.refused")} value={number(counts.refused)} />
      <Figure name={t("quality.deliverTime")} value={length(deliver.p50)} aside={t("quality.p95", { value: length(deliver.p95) })} />
      <Figure name={t("quality.answerTime")} value={length(answer.p50)} aside={t("quality.p95", { value: length(answer.p95) })} />
    </dl>
  );
}

const SPREADS = ["deliver", "answer", "arrive", "answerToOthers"] as const;

function Spreads({ review }: { review: DrillReview }) {
  const t = useWords();
  return <div className={styles.spreads}>{SPREADS.map((name) => <section key={name}><h3>{t(`drill.spread.${name}`)}</h3><OneSpread spread={review[name]} /></section>)}</div>;
}

function OneSpread({ spread: { count, p50, p95, longest, bars } }: { spread: Spread }) {
  const t = useWords();
  const length = useLength();
  if (count === 0) return <p className="quiet">{t("drill.noTime")}</p>;
  // Up to the last span in which anything lies.
  const shown = bars.slice(0, bars.findLastIndex((bar) => bar.count > 0) + 1);
  return (
    <>
      <p className="figures">{t("drill.spreadWords", { count, shown: number(count), p50: length(p50), p95: length(p95), longest: length(longest) })}</p>
      <Bars rows={shown.map((bar) => ({ name: bar.upTo === null ? t("drill.longer", { value: length(bars.at(-2)!.upTo) }) : t("drill.upTo", { value: length(bar.upTo) }), count: bar.count }))} />
    </>
  );
}

/** Lost, twice, where it must not be: what this node can say by itself, and what was seen by whoever looked at all nodes. */
function Whole({ review: { copies, inActualWorld, observed } }: { review: DrillReview }) {
  const t = useWords();
  const codes = useCodes();
  const length = (milliseconds: number | undefined) => (milliseconds === undefined ? "–" : t("drill.milliseconds", { shown: number(milliseconds) }));
  return (
    <div className={styles.document}>
      <table>
        <caption className="unseen">{t("drill.whole")}</caption>
        <tbody>
          <tr><th scope="row">{t("drill.copiesOut")}</th><td>{t("drill.copiesOutWords", { sent: number(copies.sent), confirmed: number(copies.confirmed), waiting: number(copies.waiting), refused: number(copies.refusedThere), withheld: number(copies.withheld) })}</td></tr>
          <tr><th scope="row">{t("drill.copiesIn")}</th><td>{t("drill.copiesInWords", { received: number(copies.received), again: number(copies.cameAgain) })}</td></tr>
          <tr><th scope="row">{t("drill.twiceHere")}</th><td className="figures">{number(copies.twice)}</td></tr>
          <tr><th scope="row">{t("drill.inActual")}</th><td className="figures">{number(inActualWorld)}</td></tr>
        </tbody>
      </table>
      <h3>{t("drill.fromOutside")}</h3>
      {observed ? <>
        <p className="quiet small">{t("drill.outsideWords", { nodes: observed.nodes.map((one) => codes.word("country", one)).join(", ") })}</p>
        <table>
          <caption className="unseen">{t("drill.fromOutside")}</caption>
          <tbody>
            <tr><th scope="row">{t("drill.lost")}</th><td className="figures">{number(observed.lost)}</td></tr>
            <tr><th scope="row">{t("drill.doubled")}</th><td className="figures">{number(observed.doubled)}</td></tr>
            <tr><th scope="row">{t("drill.leaked")}</th><td className="figures">{number(observed.leaked)}</td></tr>
            <tr><th scope="row">{t("drill.cuts")}</th><td className="figures">{number(observed.cuts)}</td></tr>
            <tr><th scope="row">{t("drill.deliverAbroad")}</th><td className="figures">{length(observed.p50DeliverMs)} · {t("quality.p95", { value: length(observed.p95DeliverMs) })}</td></tr>
            <tr><th scope="row">{t("drill.deliverGood")}</th><td className="figures">{t("quality.p95", { value: length(observed.p95DeliverOverGoodLinksMs) })}</td></tr>
            <tr><th scope="row">{t("drill.answerAbroad")}</th><td className="figures">{length(observed.p50AcknowledgeMs)} · {t("quality.p95", { value: length(observed.p95AcknowledgeMs) })}</td></tr>
          </tbody>
        </table>
      </> : <p className="quiet">{t("drill.nobodyLookedWords")}</p>}
    </div>
  );
}
