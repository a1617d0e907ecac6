/**
 * Has this happened here before? The earlier events of the same kind within a radius and a time, listed; and where somebody
 * merely asserts that it was the third of its kind, that it is asserted and not listed.
 */
import type { Labels } from "../../platform/language.ts";
import { lonLatDistanceM } from "../../methods/spatial/sphere.ts";
import { latOf, lonOf } from "../../methods/spatial/mercator.ts";
import type { Row } from "../../platform/noun.ts";
import { dayNumber, dayWords, matching } from "../map-filter.ts";
import type { Lens } from "./lens.ts";
import { METHODS, type Provenance } from "./provenance.ts";
import { eventsByIds, recurrenceClaims, type GrowthClaim } from "./queries.ts";
import { repeatSentence } from "./repeats-words.ts";
import { tallyOf } from "./tally.ts";

export interface Earlier { id: string; title?: string; kind: string; occurredFrom: string; occurredTo: string; datePrecision: string; placeName?: string; placePrecision: string; grading: string; km: number; daysBefore: number }

export interface Repeats {
  event: string;
  kind: string;
  withinKm: number;
  withinDays: number;
  /** This event is the nth of its kind there; null where its place is not known closely, so that nothing can be searched around it. */
  nth: number | null;
  /** Nearest in time first; at most `MOST_LISTED`. */
  earlier: Earlier[];
  /** Somebody says that it was the nth; the earlier ones may be described nowhere. */
  asserted: (GrowthClaim & { isListed: boolean })[];
  words: Labels;
  provenance: Provenance;
}

export const MOST_LISTED = 100;
/** Coordinates of an event that is known no closer than its district stand for the district: they are near nothing. */
export const CLOSE: readonly string[] = ["exact", "near"];
const M_PER_KM = 1_000;

export async function repeats(lens: Lens, row: Row, { km, days }: { km: number; days: number }): Promise<Repeats> {
  const { kind, occurredFrom, placePrecision, geometry } = row.content as { kind: string; occurredFrom: string; placePrecision: string; geometry?: { coordinates: [number, number] } };
  const on = dayNumber(occurredFrom);
  const filter = { kind: [kind], from: dayWords(on - days), to: occurredFrom };
  const at = CLOSE.includes(placePrecision) ? geometry?.coordinates : undefined;
  const near = at ? within(lens, filter, at, km, { id: row.id, on, days }) : [];
  const listed = near.slice(0, MOST_LISTED);
  const rows = new Map((await eventsByIds(lens.tx, listed.map(({ id }) => id))).map((one) => [one.id, one]));
  const earlier = listed.flatMap(({ id, km }): Earlier[] => {
    const found = rows.get(id)?.content as Record<string, any> | undefined;
    if (!found) return [];
    const { title, kind, occurredFrom, occurredTo, datePrecision, placeName, placePrecision, reliability, credibility } = found;
    return [{ id, title, kind, occurredFrom, occurredTo, datePrecision, placeName, placePrecision, grading: `${reliability}${credibility}`, km: Math.round(km * 10) / 10, daysBefore: on - dayNumber(occurredFrom) }];
  });
  const nth = at ? near.length + 1 : null;
  const asserted = (await lens.withSourceNames(await recurrenceClaims(lens.tx, row))).map((claim) => ({ ...claim, isListed: nth !== null && claim.figureLow !== undefined && nth >= claim.figureLow }));
  return {
    event: row.id, kind, withinKm: km, withinDays: days, nth, earlier, asserted, words: repeatSentence({ nth, km, days, asserted }),
    provenance: await lens.provenance(METHODS.repeats, tallyOf(lens.columns, near.map(({ slot }) => slot)), filter),
  };
}

interface Near { id: string; km: number; day: number; slot: number }

/** Earlier events that match, newest first; of two on one day, the one with the lesser id came first. */
function within({ columns, caller }: Lens, filter: { kind: string[]; from: string; to: string }, [lon, lat]: readonly [number, number], km: number, { id, on, days }: { id: string; on: number; days: number }): Near[] {
  const isClose = columns.sureness.test(({ hasPoint, precision }) => hasPoint && CLOSE.includes(precision));
  const found: Near[] = [];
  const slots = matching(columns, filter, caller);
  for (let k = 0; k < slots.length; k++) {
    const slot = slots[k]!;
    const day = columns.day[slot]!;
    if (isClose[columns.sureness.numbers[slot]!] === 0 || day < on - days || day > on) continue;
    const away = lonLatDistanceM(lon, lat, lonOf(columns.x[slot]!), latOf(columns.y[slot]!)) / M_PER_KM;
    if (away > km) continue;
    const other = columns.idOf(slot);
    if (other !== id && (day < on || other < id)) found.push({ id: other, km: away, day, slot });
  }
  return found.sort((a, b) => b.day - a.day || (a.id < b.id ? 1 : -1));
}
