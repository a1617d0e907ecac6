/**
 * Did anybody look? Inside a source's coverage an absence is a zero, outside it is "no data". A period of a country is covered
 * where some source looked at all of it, partly covered where sources looked at some of it.
 */
import type { CoverageSpan } from "./source.noun.ts";

export type Coverage = "full" | "part" | "none";

/** Spans of one country that overlap or follow each other are one. */
export function unitedSpans(spans: readonly CoverageSpan[]): CoverageSpan[] {
  const united: CoverageSpan[] = [];
  for (const span of [...spans].sort((a, b) => compare(a.country, b.country) || compare(a.from, b.from))) {
    const last = united.at(-1);
    if (last && last.country === span.country && span.from <= dayAfter(last.to)) {
      if (span.to > last.to) united[united.length - 1] = { ...last, to: span.to };
    } else united.push(span);
  }
  return united;
}

/** A source's own words about its coverage, span by span; one that states none covers nothing. */
export function spansOf({ coverage, coverageCountries = [], coverageFrom, coverageTo }: { coverage?: CoverageSpan[]; coverageCountries?: string[]; coverageFrom?: string; coverageTo?: string }): CoverageSpan[] {
  if (coverage) return coverage;
  if (!coverageFrom || !coverageTo) return [];
  return coverageCountries.map((country) => ({ country, from: coverageFrom, to: coverageTo }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
