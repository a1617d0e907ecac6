/** How many events of these kinds are known here in the period? Zero only where a source that reports such events covered it. */
import { unitedSpans, spansOf, eventConditions } from "../../evidence/index.ts";
import { sql } from "kysely";
import type { IndicatorHeld, Look } from "./look.ts";
import { without, type Reading } from "./reading.ts";

interface Counted { area: string; count: number; ids: string[] }

export async function fromEvents(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  const found: Reading[] = [];
  for (const one of indicators) {
    const counted = new Map((await eventsByArea(look, one, areas)).map((row) => [row.area, row]));
    const observers = await observersOf(look, one);
    const spans = unitedSpans(observers.flatMap((id) => spansOf((look.sources.get(id) ?? {}) as never)));
    for (const area of areas) {
      const here = counted.get(area);
      const country = look.geography.areaByPcode(area)?.country;
      const isCovered = spans.some((span) => span.country === country && span.from <= look.from && span.to >= look.to);
      const value = here?.count ?? 0;
      if (value === 0 && !isCovered) found.push(without(one.id, area, "no-data", ["aucune source ne dit avoir regardé toute la période", "no source says that it looked at the whole period", "لا مصدر يصرّح بأنه راقب الفترة كلها"], { from: look.from, to: look.to }));
      else found.push({ indicator: one.id, area, state: "value", value, from: look.from, to: look.to, unknown: isCovered ? [] : ["interval"], of: { kind: "area", areas: [area] },
        cautions: isCovered ? [] : [PARTLY], inputs: [{ noun: "event", ids: here?.ids ?? [], count: value }] });
    }
  }
  return found;
}

const PARTLY = { fr: "au moins : la période n’est pas couverte en entier", en: "at least: the period is not wholly covered", ar: "على الأقل: الفترة غير مغطاة كلها" };

/** Events by the area of any level that they are known to lie in. */
async function eventsByArea({ tx, from, to }: Look, { eventKinds = [] }: IndicatorHeld, areas: readonly string[]): Promise<Counted[]> {
  const where = eventConditions({ kind: [...eventKinds], from, to });
  const { rows } = await sql<Counted>`
    select wanted.area, count(*) as count, (array_agg(e.id::text order by e.occurred_from desc, e.id))[1:50] as ids
    from unnest(${areas}::text[]) as wanted (area) join events e on wanted.area in (e.country, e.admin1, e.admin2, e.area)
    where not e.withdrawn and ${sql.join(where, sql` and `)} group by wanted.area`.execute(tx.sql);
  return rows;
}

/** Sources that have ever reported such an event: the silence of others says nothing. */
async function observersOf({ tx }: Look, { eventKinds = [] }: IndicatorHeld): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`select distinct source from events where not withdrawn and ${sql.join(eventConditions({ kind: [...eventKinds] }), sql` and `)}`.execute(tx.sql);
  return rows.map(({ source }) => source);
}
