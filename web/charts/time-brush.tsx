/**
 * A stretch of time, chosen with the pointer or by keys over the counts of every month, and played forward. Months that nobody
 * looked at are hatched. While it is dragged only the brush moves; the choice counts when it is let go.
 */
import { useElementSize } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import { monthName } from "./in-words.ts";
import { between, firstDayOf, grouped, moved, type MonthCount, type Stretch } from "./months.ts";
import styles from "./time-brush.module.css";

interface Props {
  /** Every month from the first to the last, in order. */
  months: readonly MonthCount[];
  /** The months that are chosen; nothing: all. */
  chosen: Stretch | undefined;
  onChoose: (chosen: Stretch | undefined) => void;
}

const HEIGHT = 52;
const NARROWEST_BAR_PX = 3;
const LABEL_PX = 44;
const TICK_MS = 1_000;
/** What is played where nothing is chosen: a year that moves along. */
const PLAYED_MONTHS = 12;

const nameOf = (month: number) => monthName(firstDayOf(month), "short");

export function TimeBrush({ months, chosen, onChoose }: Props) {
  const t = useWords();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const whole: Stretch = [months[0]!.month, months.at(-1)!.month];
  const [dragged, setDragged] = useState<Stretch>();
  const shown = dragged ?? chosen;
  const [isPlaying, setPlaying] = usePlaying(chosen, whole, onChoose);
  return (
    <div className={styles.time}>
      <div className={styles.head}>
        <span className={styles.words}>{shown ? <><strong>{nameOf(shown[0])} – {nameOf(shown[1])}</strong> · {t("charts.eventsBegun", { count: countIn(months, shown), shown: number(countIn(months, shown)) })}</> : <>{t("charts.wholeTime", { from: nameOf(whole[0]), to: nameOf(whole[1]) })} <span className={styles.hint}>{t("charts.dragToChoose")}</span></>}</span>
        {months.some(({ isCovered }) => !isCovered) ? <span className={styles.missing}><span aria-hidden />{t("charts.noData")}</span> : null}
        <button type="button" className={styles.button} onClick={() => { setPlaying(!isPlaying); }}>{isPlaying ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}{t(isPlaying ? "charts.pause" : "charts.play")}</button>
        {chosen ? <button type="button" className={styles.button} onClick={() => { setPlaying(false); onChoose(undefined); }}><IconX size={16} aria-hidden />{t("charts.allTime")}</button> : null}
      </div>
      <div ref={ref} dir="ltr" className={styles.track}>
        {width > 0 ? <Track months={months} whole={whole} shown={shown} width={width} onDrag={setDragged} onChoose={(next) => { setPlaying(false); setDragged(undefined); onChoose(next); }} /> : null}
      </div>
    </div>
  );
}

const countIn = (months: readonly MonthCount[], [from, to]: Stretch) => months.reduce((sum, { month, count }) => (month >= from && month <= to ? sum + count : sum), 0);

/** Moves the chosen stretch a month at a time, until it reaches the end. */
function usePlaying(chosen: Stretch | undefined, whole: Stretch, onChoose: Props["onChoose"]): [boolean, (isPlaying: boolean) => void] {
  const [isPlaying, setPlaying] = useState(false);
  const now = useRef({ chosen, whole, onChoose });
  useEffect(() => { now.current = { chosen, whole, onChoose }; });
  useEffect(() => {
    if (!isPlaying) return undefined;
    const step = () => {
      const { chosen: held, whole: [first, last], onChoose: choose } = now.current;
      const isAtEnd = !held || held[1] >= last;
      const length = held && held[1] - held[0] < last - first ? held[1] - held[0] : PLAYED_MONTHS - 1;
      choose(isAtEnd ? between(first, first + length, [first, last]) : moved(held, 1, [first, last]));
    };
    step();
    const timer = window.setInterval(() => { if (now.current.chosen && now.current.chosen[1] >= now.current.whole[1]) setPlaying(false); else step(); }, TICK_MS);
    return () => { window.clearInterval(timer); };
  }, [isPlaying]);
  return [isPlaying, setPlaying];
}

interface TrackProps { months: readonly MonthCount[]; whole: Stretch; shown: Stretch | undefined; width: number; onDrag: (stretch: Stretch) => void; onChoose: (stretch: Stretch) => void }

function Track({ months, whole, shown, width, onDrag, onChoose }: TrackProps) {
  const t = useWords();
  const hatch = useId();
  const [first, last] = whole;
  const pxPerMonth = width / (last - first + 1);
  const xOf = (month: number) => (month - first) * pxPerMonth;
  const monthAt = (event: PointerEvent) => first + Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / pxPerMonth);
  const drag = useRef<{ at: number; stretch: Stretch | undefined; now: Stretch }>(undefined);

  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = monthAt(event);
    // Taken up inside a stretch, it is moved; outside, a new one begins.
    const isInside = shown !== undefined && at >= shown[0] && at <= shown[1] && shown[1] - shown[0] < last - first;
    drag.current = { at, stretch: isInside ? shown : undefined, now: isInside ? shown : between(at, at, whole) };
    onDrag(drag.current.now);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const held = drag.current;
    if (!held) return;
    const at = monthAt(event);
    held.now = held.stretch ? moved(held.stretch, at - held.at, whole) : between(held.at, at, whole);
    onDrag(held.now);
  };
  const up = () => {
    if (drag.current) onChoose(drag.current.now);
    drag.current = undefined;
  };

  const groups = grouped(months, Math.floor(width / NARROWEST_BAR_PX));
  const top = Math.max(1, ...groups.map(({ count }) => count));
  const gap = pxPerMonth * (groups[0]!.to - groups[0]!.from + 1) > 5 ? 1 : 0;
  const bars = groups.filter(({ count }) => count > 0).map(({ from, to, count }) => {
    const tall = Math.max(1.5, (count / top) * (HEIGHT - 4));
    return `M${xOf(from).toFixed(1)} ${HEIGHT}v${(-tall).toFixed(1)}H${(xOf(to + 1) - gap).toFixed(1)}V${HEIGHT}Z`;
  }).join("");
  const missing = groups.filter(({ isCovered }) => !isCovered).map(({ from, to }) => `M${xOf(from).toFixed(1)} 0H${xOf(to + 1).toFixed(1)}V${HEIGHT}H${xOf(from).toFixed(1)}Z`).join("");
  const everyYears = Math.max(1, Math.ceil(LABEL_PX / (pxPerMonth * 12)));
  const years = months.filter(({ month }) => month % 12 === 0 && (month / 12) % everyYears === 0);
  return (
    <>
      <div data-brush className={styles.field} style={{ height: HEIGHT }} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
        <svg width={width} height={HEIGHT} role="img" aria-label={t("charts.timeLabel")}>
          <defs><pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" className={styles.hatch} /></pattern></defs>
          <path d={missing} fill={`url(#${hatch})`} />
          <path d={bars} className={styles.bars} />
          {shown ? <>
            <rect x={0} width={Math.max(0, xOf(shown[0]))} height={HEIGHT} className={styles.outside} />
            <rect x={xOf(shown[1] + 1)} width={Math.max(0, width - xOf(shown[1] + 1))} height={HEIGHT} className={styles.outside} />
          </> : null}
        </svg>
        {shown ? <div className={styles.stretch} style={{ left: xOf(shown[0]), width: xOf(shown[1] + 1) - xOf(shown[0]) }} /> : null}
      </div>
      {(["from", "to"] as const).map((end) => <Handle key={end} end={end} whole={whole} stretch={shown ?? whole} x={end === "from" ? xOf((shown ?? whole)[0]) : xOf((shown ?? whole)[1] + 1)} isAtRest={!shown} width={width} onDrag={onDrag} onChoose={onChoose} />)}
      <div className={styles.years} aria-hidden>{years.map(({ month }) => <span key={month} style={{ left: xOf(month) }}>{month / 12}</span>)}</div>
    </>
  );
}

interface HandleProps { end: "from" | "to"; whole: Stretch; stretch: Stretch; x: number; width: number; isAtRest: boolean; onDrag: (stretch: Stretch) => void; onChoose: (stretch: Stretch) => void }

/** One end of the stretch: dragged, or moved by keys a month or a year at a time. */
function Handle({ end, whole, stretch, x, width, isAtRest, onDrag, onChoose }: HandleProps) {
  const t = useWords();
  const [first, last] = whole;
  const month = end === "from" ? stretch[0] : stretch[1];
  const withEnd = (next: number): Stretch => (end === "from" ? [Math.max(first, Math.min(next, stretch[1])), stretch[1]] : [stretch[0], Math.min(last, Math.max(next, stretch[0]))]);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: first - month, End: last - month }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChoose(withEnd(month + step));
  };
  const held = useRef<Stretch>(undefined);
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const left = event.currentTarget.parentElement!.getBoundingClientRect().left;
    const at = first + Math.round((event.clientX - left) / (width / (last - first + 1)));
    onDrag((held.current = withEnd(end === "from" ? at : at - 1)));
  };
  return (
    <div role="slider" tabIndex={0} className={styles.handle} data-rest={isAtRest || undefined} style={{ left: x, height: HEIGHT }} aria-label={t(end === "from" ? "charts.timeFrom" : "charts.timeTo")}
      aria-valuemin={first} aria-valuemax={last} aria-valuenow={month} aria-valuetext={monthName(firstDayOf(month))} onKeyDown={press}
      onPointerDown={(event) => { event.stopPropagation(); event.currentTarget.setPointerCapture(event.pointerId); }} onPointerMove={move} onPointerUp={() => { if (held.current) onChoose(held.current); held.current = undefined; }} />
  );
}
