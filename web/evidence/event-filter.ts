/** Which events are meant? The filter as the address holds it; map, list, counts and exports all ask with the same words. */
import type { Search } from "../frame/routes.tsx";

/** Days and lists of codes, as the server's own filter names them; several values stand with commas between. */
export const FILTER_NAMES = [
  "q", "from", "to", "kind", "tactic", "target", "commodity", "actor", "country", "admin1", "admin2", "area", "borderKm", "source", "reliability", "credibility", "marking", "fatalitiesMin", "fatalitiesMax",
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type EventFilter = Readonly<Partial<Record<FilterName, string>>>;

export const filterOf = (search: Search): EventFilter =>
  Object.fromEntries(FILTER_NAMES.map((name) => [name, search[name]] as const).filter(([, value]) => value));

/** Words of a text are one value, whatever commas they hold. */
export const valuesOf = (filter: EventFilter, name: FilterName): string[] => (name === "q" ? [filter.q ?? ""] : filter[name]?.split(",") ?? []).filter(Boolean);

/** The search without any filter: keys to write over the address with. */
export const NO_FILTER: Search = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));
