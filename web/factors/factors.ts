/** Questions about why here: profiles, comparisons, maps, series, lineage, surveys and the index. */
import { keepPreviousData, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { CompareAnswer, IndicatorAnswer, LineageAnswer, MapAnswer, Measured as MeasuredAnswer, ProfileAnswer, SeriesAnswer } from "../../src/factors/profile/replies.ts";
import type { Reading as ReadingAnswer } from "../../src/factors/reading/reading.ts";
import { ask, type Query } from "../frame/api.ts";
import { codesQuery } from "../frame/nouns.ts";
import { language, locale } from "../frame/words.ts";

export type Profile = z.infer<typeof ProfileAnswer>;
export type Measured = MeasuredAnswer;
export type Reading = ReadingAnswer;
export type Indicator = IndicatorAnswer;
export type Comparison = z.infer<typeof CompareAnswer>;
export type AcrossAreas = z.infer<typeof MapAnswer>;
export type Series = z.infer<typeof SeriesAnswer>;
export type Lineage = z.infer<typeof LineageAnswer>;

/** Before anything is drawn: a code that is shown before its word is known would be read as one. */
export const useCodesReady = (): void => { useSuspenseQuery(codesQuery); };

/** What an answer of this chapter is made from: when one of these changes, it is asked again. */
const MADE_FROM = ["indicator", "indicator-value", "estimate", "wave", "question", "dispute", "service-state", "grievance-count", "event"] as const;

const about = <T>(name: string, path: string, query: Query = {}) => queryOptions({
  queryKey: ["factors", ...MADE_FROM, name, path, query], queryFn: ({ signal }) => ask<T>(path, { signal, query }), placeholderData: keepPreviousData,
});

export const profileQuery = (pcode: string) => about<Profile>("profile", `/api/factors/profile/${encodeURIComponent(pcode)}`);
export const compareQuery = (areas: readonly string[]) => about<Comparison>("compare", "/api/factors/compare", { areas: areas.join(",") });
export const acrossQuery = (id: string, level: number) => about<AcrossAreas>("across", `/api/factors/indicators/${id}/areas`, { level });
export const seriesQuery = (pcode: string) => about<Series>("series", `/api/factors/series/${encodeURIComponent(pcode)}`);
export const lineageQuery = (id: string, pcode: string) => about<Lineage>("lineage", `/api/factors/indicators/${id}/lineage/${encodeURIComponent(pcode)}`);

export const nameOf = ({ names }: Pick<Indicator, "names">): string => names[language()];

export const isNumber = ({ state }: { state: string }): boolean => state === "value" || state === "interval";
export const middleOf = ({ value, low, high }: Pick<Reading, "value" | "low" | "high">): number | undefined => value ?? (low !== undefined && high !== undefined ? (low + high) / 2 : undefined);

/** A number in its unit, as the reader's language writes it. @param word what stands behind a number that is no share */
export function figure(value: number, unit: string, word: (unit: string) => string): string {
  const write = (options: Intl.NumberFormatOptions, shown = value) => new Intl.NumberFormat(locale(), options).format(shown);
  if (unit === "share") return write({ style: "percent", maximumFractionDigits: value > 0 && value < 0.1 ? 1 : 0 });
  const number = write({ maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
  return unit === "count" || unit === "rank" || unit === "other" ? number : `${number}\u00a0${word(unit)}`;
}

/** Browns for what makes vulnerable, blues for what makes resilient: never green against red. */
export const RAMPS = { vulnerability: ["#FFFFD4", "#FED98E", "#FE9929", "#D95F0E", "#993404"], resilience: ["#F0F9E8", "#BAE4BC", "#7BCCC4", "#43A2CA", "#0868AC"], pressure: ["#FEE5D9", "#FCAE91", "#FB6A4A", "#DE2D26", "#A50F15"] } as const;
export const rampOf = (side: string): readonly string[] => RAMPS[side as keyof typeof RAMPS] ?? RAMPS.pressure;

/** Few classes are spread over the whole ramp, so that the highest is always the darkest. */
export const colourOf = (side: string, index: number, classes: number): string => rampOf(side)[classes <= 1 ? 2 : Math.round((index / (classes - 1)) * 4)]!;
