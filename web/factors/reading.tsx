/** One reading, as a person reads it: the number with its interval and what is not known of it, or which kind of nothing it is. */
import { useCodes } from "../frame/nouns.ts";
import { joined, language, useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import { when } from "../design/when.ts";
import { figure, isNumber, rampOf, type Indicator, type Reading } from "./factors.ts";
import styles from "./factors.module.css";
import { useIndicators } from "./indicators.ts";

export function useFigure() {
  const t = useWords();
  return (value: number, unit: string) => figure(value, unit, (one) => t(`factors.unit.${one as "km"}`));
}

export function Figure({ reading, unit }: { reading: Reading; unit: string }) {
  const t = useWords();
  const write = useFigure();
  const { value, low, high } = reading;
  if (!isNumber(reading)) return <Nothing reading={reading} />;
  if (value !== undefined) return <span>{write(value, unit)}</span>;
  return <span>{t("factors.between", { low: write(low!, unit), high: write(high!, unit) })}</span>;
}

/** Missing, suppressed, not asked, no data: each has its own sign, and its word. */
export function Nothing({ reading: { state } }: { reading: Pick<Reading, "state"> }) {
  const codes = useCodes();
  return <span className={styles.nothing}><span className={styles.sign} data-state={state} aria-hidden />{codes.word("estimate-state", state)}</span>;
}

/** What the survey itself says where a modelled value stands: with its interval and its respondents, or that it is hidden. */
export function Direct({ direct, unit }: { direct: NonNullable<Reading["direct"]>; unit: string }) {
  const words = useDirectWords();
  return isNumber(direct) ? <span>{words(direct, unit)}</span> : <Nothing reading={direct} />;
}

function useDirectWords() {
  const t = useWords();
  const codes = useCodes();
  const write = useFigure();
  return ({ state, value, low, high, respondents }: NonNullable<Reading["direct"]>, unit: string): string => {
    if (value === undefined) return codes.word("estimate-state", state);
    const range = low === undefined || high === undefined ? "" : ` (${write(low, unit)} – ${write(high, unit)})`;
    return `${write(value, unit)}${range}${respondents === undefined ? "" : ` · ${t("factors.respondents", { shown: new Intl.NumberFormat(language()).format(respondents) })}`}`;
  };
}

/** Where the number lies between its goalposts; the range is what is not sure. */
export function Bar({ reading, indicator }: { reading: Reading; indicator: Indicator }) {
  const { value, low, high, intervalKind } = reading;
  const [from, to] = [indicator.goalpostLow, indicator.goalpostHigh];
  if (!isNumber(reading) || from === undefined || to === undefined || to <= from) return null;
  const at = (number: number) => `${Math.min(100, Math.max(0, ((number - from) / (to - from)) * 100))}%`;
  const width = (a: number, b: number) => `calc(${at(b)} - ${at(a)})`;
  return (
    <div className={styles.bar} aria-hidden style={{ "--side": rampOf(indicator.side)[3] } as never}>
      {low !== undefined && high !== undefined ? <span className={styles.range} data-words={intervalKind === "words" || undefined} style={{ left: at(low), width: width(low, high) }} /> : null}
      {value !== undefined ? <span className={styles.tick} style={{ left: at(value) }} /> : null}
    </div>
  );
}

export function Notes({ reading, unit }: { reading: Reading; unit: string }) {
  const t = useWords();
  const codes = useCodes();
  const write = useFigure();
  const areaName = useAreaName();
  const ofDirect = useDirectWords();
  const indicators = useIndicators();
  const { direct, covariates, leansOnSurvey = 0, isModelled, value, low, high, intervalKind, words, unknown, cautions, why, of, from, to, respondents, inferred } = reading;
  const lines = [
    why?.[language()],
    direct ? t("factors.model.directBeside", { said: ofDirect(direct, unit) }) : undefined,
    isModelled ? t(covariates ? "factors.model.leansOn" : "factors.model.leansOnNone", { names: joined((covariates ?? []).map((key) => indicators.find((one) => one.key === key)?.names[language()] ?? key)), share: write(leansOnSurvey, "share") }) : undefined,
    isNumber(reading) && of.kind !== "area" ? t(`factors.scope.${of.kind}`, { areas: of.words ?? joined(of.areas.map((pcode) => areaName(pcode) ?? pcode)) }) : undefined,
    value !== undefined && low !== undefined && high !== undefined ? t("factors.interval", { low: write(low, unit), high: write(high, unit), kind: codes.word("interval-kind", intervalKind ?? "") }) : undefined,
    [words, respondents === undefined ? undefined : t("factors.respondents", { shown: new Intl.NumberFormat(language()).format(respondents) }), from && to && isNumber(reading) ? spanOf(from, to) : undefined].filter(Boolean).join(" · "),
    // Without a number of respondents nothing else of a survey can be judged: one sentence says so.
    unknown.includes("respondents") ? t("factors.unknown.sample") : unknown.length > 0 ? t("factors.unknown.words", { what: joined(unknown.map((one) => t(`factors.unknown.${one}`))) }) : undefined,
    ...cautions.map((caution) => caution[language()]), ...(inferred ?? []).map((one) => t("factors.inferred", { what: one })),
  ].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? <div className={styles.notes}>{lines.map((line) => <p key={line} className="own-words">{line}</p>)}</div> : null;
}

/** A whole year is that year. */
const spanOf = (from: string, to: string) => when(from, to, from.endsWith("-01-01") && to.endsWith("-12-31") ? "year" : "day");
