/** One line of time: alerts, answers, silences and refusals as marks, each link as a bar where it was down; and the same as a list in words. */
import { useCodes } from "../frame/nouns.ts";
import { inWords, joined, locale, useWords } from "../frame/words.ts";
import type { DrillReview, LineEntry, Note } from "./drill-questions.ts";
import styles from "./exchange.module.css";

/** One lane each, from above: what went out or came, what was answered, what was passed on, what was refused. */
const LANES: readonly { name: "alerts" | "answers" | "passed" | "refused"; kinds: readonly string[] }[] = [
  { name: "alerts", kinds: ["issued", "arrived"] }, { name: "answers", kinds: ["answered"] }, { name: "passed", kinds: ["passed-on", "nobody"] }, { name: "refused", kinds: ["refused"] },
];
const WIDTH = 960, ROW = 30, LABEL = 190, END = 12, TICKS = 6;
const MOST_LISTED = 400;

export function DrillLine({ review }: { review: DrillReview }) {
  const t = useWords();
  const codes = useCodes();
  const { from, to, line, links, observed } = review;
  const [begin, end] = [Date.parse(from), Math.max(Date.parse(to), Date.parse(from) + 1_000)];
  const x = (at: string) => LABEL + ((WIDTH - LABEL - END) * (Math.min(end, Math.max(begin, Date.parse(at))) - begin)) / (end - begin);
  const countries = [...new Set(links.map(({ country }) => country))].sort();
  const cuts = cutsOf(observed?.notes ?? [], to);
  const rows = LANES.length + countries.length + cuts.length;
  const height = rows * ROW + 34;
  const clock = new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", second: end - begin < 1_200_000 ? "2-digit" : undefined, hourCycle: "h23" });
  const lane = (at: number) => at * ROW + ROW / 2;
  const pair = (between: readonly string[]) => between.map((one) => codes.word("country", one)).join(" – ");
  return (
    <>
      <div className={`${styles.scroll} ${styles.fromLeft}`} tabIndex={0} role="region" aria-label={t("drill.line")}>
        <svg className={styles.drillLine} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t("drill.lineWords")} style={{ minWidth: 680 }}>
          {Array.from({ length: TICKS + 1 }, (_, i) => {
            const at = new Date(begin + ((end - begin) * i) / TICKS).toISOString();
            return <g key={i}><line x1={x(at)} x2={x(at)} y1={0} y2={height - 26} className={styles.grid} /><text x={x(at)} y={height - 8} textAnchor={i === 0 ? "start" : i === TICKS ? "end" : "middle"}>{clock.format(new Date(at))}</text></g>;
          })}
          {LANES.map(({ name, kinds }, at) => (
            <g key={name} data-lane={name}>
              <text x={0} y={lane(at) + 4}>{t(`drill.lane.${name}`)}</text>
              <line x1={LABEL} x2={WIDTH - END} y1={lane(at)} y2={lane(at)} className={styles.lane} />
              {line.filter(({ kind }) => kinds.includes(kind)).map((one, i) => (one.kind === "arrived" || one.kind === "nobody"
                ? <rect key={i} x={x(one.at) - 5} y={lane(at) - 5} width={10} height={10} className={styles.mark} data-kind={one.kind} />
                : <circle key={i} cx={x(one.at)} cy={lane(at)} r={5} className={styles.mark} data-kind={one.kind} />))}
            </g>
          ))}
          {countries.map((country, i) => (
            <g key={country}>
              <text x={0} y={lane(LANES.length + i) + 4}>{t("drill.lane.link", { country: codes.word("country", country) })}</text>
              <line x1={LABEL} x2={WIDTH - END} y1={lane(LANES.length + i)} y2={lane(LANES.length + i)} className={styles.lane} />
              {links.filter((one) => one.country === country).map((one) => <rect key={one.from} x={x(one.from)} y={lane(LANES.length + i) - 6} width={Math.max(3, x(one.to) - x(one.from))} height={12} className={styles.down} />)}
            </g>
          ))}
          {cuts.map(({ between, spans }, i) => (
            <g key={between.join(" ")}>
              <text x={0} y={lane(LANES.length + countries.length + i) + 4}>{t("drill.lane.cut", { pair: pair(between) })}</text>
              <line x1={LABEL} x2={WIDTH - END} y1={lane(LANES.length + countries.length + i)} y2={lane(LANES.length + countries.length + i)} className={styles.lane} />
              {spans.map(([a, b]) => <rect key={a} x={x(a)} y={lane(LANES.length + countries.length + i) - 6} width={Math.max(3, x(b) - x(a))} height={12} className={styles.cut} />)}
            </g>
          ))}
        </svg>
      </div>
      <p className="quiet small measure">{t("drill.lineKey")}</p>
      <Listed line={line} notes={observed?.notes ?? []} />
    </>
  );
}

function Listed({ line, notes }: { line: readonly LineEntry[]; notes: readonly Note[] }) {
  const t = useWords();
  const codes = useCodes();
  const country = (code: string | undefined) => (code ? codes.word("country", code) : undefined);
  const entries = [
    ...line.map((one) => ({ at: one.at, isNote: false, words: <><strong>{t(`drill.entry.${one.kind}` as "drill.entry.issued")}</strong> <bdi>{joined([country(one.country), one.contact, one.title, ...(one.reasons ?? []).map(({ words }) => inWords(words))])}</bdi></> })),
    ...notes.map((one) => ({ at: one.at, isNote: true, words: <><strong>{t(`drill.note.${one.kind}`)}</strong> {joined(one.countries.map(country))}</> })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (entries.length === 0) return <p className="quiet">{t("drill.nothingYet")}</p>;
  return (
    <details className={styles.entries}>
      <summary>{t("drill.asList", { count: entries.length, shown: entries.length })}</summary>
      <ol className={styles.list}>{entries.slice(0, MOST_LISTED).map(({ at, isNote, words }, i) => <li key={i}><span className="quiet figures">{toTheSecond(at)}</span> · {isNote ? <span className={styles.chip}>{t("drill.leader")}</span> : null} {words}</li>)}</ol>
    </details>
  );
}

/** Minutes are too coarse where an alert is answered within one. */
const toTheSecond = (at: string) => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(at));

/** From each cut to its mending, by the pair of nodes; one that was never mended lasts to the end. */
function cutsOf(notes: readonly Note[], end: string): { between: string[]; spans: [string, string][] }[] {
  const cuts = notes.filter(({ kind }) => kind === "link-cut" || kind === "link-restored").map((one) => ({ ...one, pair: [...one.countries].sort().join(" ") }));
  return [...Map.groupBy(cuts, ({ pair }) => pair)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pair, own]) => ({
    between: pair.split(" "), spans: own.flatMap(({ at, kind }, i): [string, string][] => (kind === "link-cut" ? [[at, own.slice(i + 1).find((one) => one.kind === "link-restored")?.at ?? end]] : [])),
  }));
}
