/** The chapter's only door: which events are meant, whether anybody looked, and what a text must not carry out. */
export { loadRecords, type Loaded } from "./case/load.ts";
export { spansOf, unitedSpans, type Coverage } from "./coverage.ts";
export { EventFilter, eventConditions } from "./event-filter.ts";
export { event } from "./event.noun.ts";
export { whereFields, type Candidate } from "./where-fields.ts";
export { MASK, screen, type Finding, type Screened } from "./screening.ts";
export { CoverageMap } from "./picture/coverage.ts";
export { readSources, type SourceRow } from "./picture/queries.ts";
