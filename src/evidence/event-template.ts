/** The table that a person fills in to bring own events: the columns of the export, those that are needed first. */
import type { Language } from "../platform/language.ts";
import { csvLine, tagOf } from "../platform/noun-export.ts";
import { columnsOf } from "../platform/noun.ts";
import { event } from "./event.noun.ts";

/** What a table is refused without, and what one would otherwise forget. */
const FIRST = ["sourceEventId", "kind", "occurredFrom", "occurredTo", "datePrecision", "placeName", "placePrecision", "country"];
/** Made by the platform, or too deep for a cell that people type. */
const NOT_TYPED = ["candidates", "area", "admin1", "admin2", "crossings", "route", "reach", "sourceCodes", "inferred"];

export function eventTemplate(language: Language): string {
  const columns = columnsOf(event);
  const named = new Map(columns.map((column) => [column.name, column]));
  const ordered = [...FIRST.map((name) => named.get(name)!), ...columns.filter(({ name }) => !FIRST.includes(name) && !NOT_TYPED.includes(name))];
  const names = [...ordered.map(({ name }) => name), "lon", "lat", "marking"];
  const tags = [...ordered.map(({ name, field }) => tagOf(name, field, language)), "#geo+lon", "#geo+lat", "#meta+marking"];
  return `${csvLine(names)}${csvLine(tags)}`;
}
