/**
 * What did the week hold, and which rows does each figure rest on? Pure: from what a reader may see of the week to figures,
 * areas, alerts and what is not known. Nothing is counted that is not cited, and nothing of the other world is counted at all.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { quantile } from "../methods/stats/quantile.ts";
import { problem } from "../platform/problem.ts";

/** "id@version": a row as it was when it was counted. */
const Cited = z.string().max(60);
const Count = z.int().min(0);
const Place = z.strictObject({ country: z.string().max(4), admin1: z.string().max(20).optional(), admin2: z.string().max(20).optional(), name: z.string().max(200).optional() });

export const SeenEvent = z.strictObject({
  row: Cited, kind: z.string().max(60), from: z.iso.date(), to: z.iso.date(), where: Place,
  deaths: Count.optional(), grading: z.string().max(4).optional(), verification: z.string().max(40).optional(), source: z.uuid().optional(),
  /** Independent ones; none said, it is not known. */
  sources: Count.optional(),
});
export type SeenEvent = z.infer<typeof SeenEvent>;

export const SeenAlert = z.strictObject({
  row: Cited, kind: z.string().max(60), severity: z.string().max(20), where: z.array(Place).max(200), sentAt: z.iso.datetime(),
  chains: Count, answered: Count, firstAnswerSeconds: z.number().min(0).optional(), outcome: z.enum(["true", "false", "unverifiable"]).optional(), answers: z.array(Cited).max(500),
});
export type SeenAlert = z.infer<typeof SeenAlert>;

export const Source = z.strictObject({ id: z.uuid().optional(), name: z.string().max(300).optional(), kind: z.string().max(60).optional(), reliability: z.string().max(2).optional(), events: Count });
export type Source = z.infer<typeof Source>;

const AreaState = z.enum(["value", "zero", "no-data", "nothing-released"]);
export const AreaWeek = z.strictObject({
  pcode: z.string().max(20), country: z.string().max(4), name: z.string().max(200), events: Count, deaths: Count, tollsUnknown: Count, before: Count.nullable(), kind: z.string().max(60).optional(), state: AreaState, rows: z.array(Cited).max(20_000),
});
export type AreaWeek = z.infer<typeof AreaWeek>;

export const FIGURES = ["events", "deaths", "alerts", "answers", "unplaced", "vague", "tollsUnknown", "ungraded", "oneSource", "alertsUnanswered", "alertsOpen", "noDataAreas", "reportToBrief", "alertToAnswer", "alertsTrue", "notWarned"] as const;
/** How well the house warned: only where there was something to measure. Times in minutes, the middle one and that which 95 of 100 stay below. */
export const QUALITY = ["reportToBrief", "alertToAnswer", "alertsTrue", "notWarned"] as const satisfies readonly (typeof FIGURES)[number][];
/** On every bulletin, also where they are zero; the others only where there is something to say. */
export const LEADING = ["events", "deaths", "alerts", "answers"] as const satisfies readonly (typeof FIGURES)[number][];
export const Figure = z.strictObject({ key: z.enum(FIGURES), value: Count, of: Count.optional(), p95: Count.optional(), before: Count.nullable().optional(), isTotal: z.boolean(), rows: z.array(Cited).max(20_000), digest: z.string().length(64) })
  .refine(({ rows, digest }) => digest === digestOf(rows), "the digest is not that of the rows that the figure cites");
export type Figure = z.infer<typeof Figure>;

export const Facts = z.strictObject({
  from: z.iso.date(), to: z.iso.date(), world: z.enum(["actual", "exercise"]), country: z.string().max(4), gatheredAt: z.iso.datetime(),
  /** Set where it is what one contact would read. */
  recipient: z.string().max(200).optional(),
  figures: z.array(Figure).max(20), events: z.array(SeenEvent).max(20_000), areas: z.array(AreaWeek).max(500), alerts: z.array(SeenAlert).max(5_000), sources: z.array(Source).max(500),
}).refine(({ figures }) => LEADING.every((key) => figures.some((one) => one.key === key)) && new Set(figures.map(({ key }) => key)).size === figures.length, `figures hold each of ${LEADING.join(", ")} once, and no other twice`);
export type Facts = z.infer<typeof Facts>;

/** A first-level area of the countries that the bulletin is about, and whether somebody says they watched it, this week and the one before. */
export interface Watched {
  pcode: string; country: string; name: string; isCovered: boolean; wasCovered: boolean;
  /** Nothing with coordinates could ever be placed in it: its emptiness says nothing. */
  isWithoutOutline?: boolean;
}

export interface Seen {
  world: "actual" | "exercise"; country: string; from: string; to: string; gatheredAt: string;
  /** Of this week and the one before, also those whose days are vaguer than a week. */
  events: readonly SeenEvent[];
  before: { from: string; to: string };
  watched: readonly Watched[];
  alerts: readonly SeenAlert[];
  sources: readonly Source[];
  recipient?: string;
  /** Of the week's events: when the first report behind each came, and which met a rule and were warned of in time. By their rows. */
  reported?: readonly { row: string; at: string }[];
  warned?: readonly { row: string; isInTime: boolean }[];
}

export function factsOf({ world, country, from, to, gatheredAt, events, before, watched, alerts, sources, recipient, reported = [], warned = [] }: Seen): Facts {
  const isIn = (week: { from: string; to: string }) => (one: SeenEvent) => one.from >= week.from && one.to <= week.to;
  const week = events.filter(isIn({ from, to })), earlier = events.filter(isIn(before));
  // A recipient who gets days as months or weeks reads dates that no week holds: told as vague, too.
  const vague = events.filter((one) => one.from <= to && one.to >= from && !isIn({ from, to })(one));
  const isWatched = watched.length > 0 && watched.every(({ isCovered }) => isCovered);
  const wasWatched = watched.length > 0 && watched.every(({ wasCovered }) => wasCovered);
  const [told, unsaid] = [week.filter(({ deaths }) => deaths !== undefined), week.filter(({ deaths }) => deaths === undefined)];
  const areas = watched.map((area) => areaWeek(area, week, earlier, recipient !== undefined));
  const answered = alerts.filter((one) => one.answered > 0);
  const figure = (key: Figure["key"], value: number, rows: readonly string[], more: Partial<Figure> = {}): Figure => ({ key, value, isTotal: true, rows: [...rows], digest: digestOf(rows), ...more });
  const rowsOf = (list: readonly { row: string }[]) => list.map(({ row }) => row);
  return {
    from, to, world, country, gatheredAt, ...(recipient === undefined ? {} : { recipient }),
    figures: [
      figure("events", week.length, rowsOf(week), { isTotal: isWatched && !recipient, before: wasWatched && !recipient ? earlier.length : null }),
      figure("deaths", told.reduce((sum, { deaths }) => sum + deaths!, 0), rowsOf(told), { isTotal: isWatched && unsaid.length === 0 && !recipient }),
      figure("alerts", alerts.length, rowsOf(alerts)),
      figure("answers", alerts.reduce((sum, one) => sum + one.answered, 0), alerts.flatMap((one) => one.answers), { of: alerts.reduce((sum, one) => sum + one.chains, 0) }),
      ...notKnown("unplaced", week.filter(({ where }) => !watched.some(({ pcode }) => pcode === where.admin1))),
      ...notKnown("vague", vague), ...notKnown("tollsUnknown", unsaid), ...notKnown("ungraded", week.filter(({ verification }) => verification === "unverified")), ...notKnown("oneSource", week.filter(({ sources }) => sources !== undefined && sources < 2)),
      ...notKnown("alertsUnanswered", alerts.filter((one) => !answered.includes(one) && one.chains > 0)), ...notKnown("alertsOpen", alerts.filter(({ outcome }) => outcome === undefined)),
      ...(recipient ? [] : [figure("noDataAreas", areas.filter(({ state }) => state === "no-data").length, [])]), ...(recipient ? [] : quality()),
    ],
    events: [...week].sort(graver), areas, alerts: [...alerts].sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1)), sources: [...sources],
  };

  function quality(): Figure[] {
    const minutes = (key: Figure["key"], all: readonly { row: string; seconds: number }[]): Figure[] => {
      const [p50, p95] = [0.5, 0.95].map((share) => quantile(all.map(({ seconds }) => seconds / 60), share));
      return p50 === undefined ? [] : [figure(key, Math.round(p50), rowsOf(all), { of: all.length, p95: Math.round(p95!) })];
    };
    const known = alerts.filter(({ outcome }) => outcome === "true" || outcome === "false"), late = warned.filter(({ isInTime }) => !isInTime);
    return [
      ...minutes("reportToBrief", reported.map(({ row, at }) => ({ row, seconds: Math.max(0, (Date.parse(gatheredAt) - Date.parse(at)) / 1_000) }))),
      ...minutes("alertToAnswer", answered.map(({ row, firstAnswerSeconds = 0 }) => ({ row, seconds: firstAnswerSeconds }))),
      ...(known.length > 0 ? [figure("alertsTrue", known.filter(({ outcome }) => outcome === "true").length, rowsOf(known), { of: known.length })] : []),
      ...(warned.length > 0 ? [figure("notWarned", late.length, rowsOf(late), { of: warned.length })] : []),
    ];
  }

  function notKnown(key: Figure["key"], list: readonly { row: string }[]): Figure[] {
    return list.length === 0 ? [] : [figure(key, list.length, rowsOf(list))];
  }
}

/** Deaths first, then the newest. */
const graver = (a: SeenEvent, b: SeenEvent) => (b.deaths ?? 0) - (a.deaths ?? 0) || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.row < b.row ? -1 : 1);

function areaWeek({ pcode, country, name, isCovered, wasCovered, isWithoutOutline = false }: Watched, week: readonly SeenEvent[], earlier: readonly SeenEvent[], isReleased: boolean): AreaWeek {
  const own = week.filter(({ where }) => where.admin1 === pcode), before = earlier.filter(({ where }) => where.admin1 === pcode).length;
  const byKind = [...Map.groupBy(own, ({ kind }) => kind)].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  return {
    pcode, country, name, events: own.length, deaths: own.reduce((sum, { deaths = 0 }) => sum + deaths, 0), tollsUnknown: own.filter(({ deaths }) => deaths === undefined).length,
    before: before > 0 || (wasCovered && !isReleased && !isWithoutOutline) ? before : null, ...(byKind[0] ? { kind: byKind[0][0] } : {}),
    state: own.length > 0 ? "value" : isReleased ? "nothing-released" : isCovered && !isWithoutOutline ? "zero" : "no-data", rows: own.map(({ row }) => row),
  };
}

/** The same rows in any order give the same words. */
export const digestOf = (rows: readonly string[]): string => createHash("sha256").update([...rows].sort().join("\n")).digest("hex");

/** Row-level security keeps the worlds apart; this is the second lock. */
export function mustBeOfOneWorld(rows: readonly { id: string; status: "actual" | "exercise" }[], world: "actual" | "exercise"): void {
  const stranger = rows.find(({ status }) => status !== world);
  if (stranger) throw problem("brief.mixed", { id: stranger.id });
}
