/**
 * Does this event make this rule speak? Pure: the event, the rule, and what is around the event. A rule asks for kinds, places,
 * distances and numbers; there is nothing here that could ask who somebody is.
 */
import { adjustForMany } from "../../methods/stats/false-discovery.ts";
import { surge } from "../../methods/stats/surge.ts";

export interface RuleContent {
  title: string; kind: string; isActive: boolean; mode: string; eventKinds?: readonly string[]; countries?: readonly string[]; areas?: readonly string[];
  borderKm?: number; nth?: number; withinKm?: number; withinDays?: number; urgency: string; severity: string; functions: readonly string[]; groupHours?: number;
}
export interface Rule extends RuleContent { id: string }

export interface RuleEvent {
  id: string; kind: string; country: string; area?: string; admin1?: string; admin2?: string;
  from: string; to: string; datePrecision: string;
  /** Only where the place is known closely. */
  point?: readonly [lon: number, lat: number];
  tactics: readonly string[]; targets: readonly string[]; consequences: readonly string[];
}

export interface Around {
  /** To the nearest border; undefined where that cannot be said. */
  borderKm(event: RuleEvent): number | undefined;
  /** Earlier events of these kinds around it. */
  earlier(event: RuleEvent, kinds: readonly string[], km: number, days: number): number;
  broader(kind: string): readonly string[];
}

export const DEFAULTS = { borderKm: 30, nth: 3, withinKm: 20, withinDays: 730, groupHours: 24 } as const;

const VIOLENT = ["armed-attack", "civilian-harm", "armed-robbery", "cattle-theft", "abuse"];
const POSTS = ["post", "customs-post", "installation"];
const FLIGHT = ["panic", "short-flight", "displacement"];
const holds = (list: readonly string[], wanted: readonly string[]) => wanted.some((one) => list.includes(one));

export function isMet(rule: RuleContent, event: RuleEvent, around: Around): boolean {
  const isOf = (kinds: readonly string[]) => holds([event.kind, ...around.broader(event.kind)], kinds);
  if (rule.countries && rule.countries.length > 0 && !rule.countries.includes(event.country)) return false;
  if (rule.areas && rule.areas.length > 0 && !holds(rule.areas, [event.country, event.admin1, event.admin2, event.area].filter((code) => code !== undefined))) return false;
  const { eventKinds } = rule;
  if (eventKinds && eventKinds.length > 0 && !isOf(eventKinds)) return false;
  switch (rule.kind) {
    case "border-proximity": {
      if (!eventKinds?.length && !isOf(VIOLENT)) return false;
      const km = around.borderKm(event);
      // Without a position no distance can be said; an effect across the border was.
      return km === undefined ? event.consequences.includes("cross-border-effect") : km <= (rule.borderKm ?? DEFAULTS.borderKm);
    }
    case "nth-at-place":
      if (!event.point || (!eventKinds?.length && !isOf(VIOLENT))) return false;
      return around.earlier(event, eventKinds?.length ? eventKinds : [event.kind], rule.withinKm ?? DEFAULTS.withinKm, rule.withinDays ?? DEFAULTS.withinDays) + 1 >= (rule.nth ?? DEFAULTS.nth);
    case "attack-on-post": return isOf(["attack-on-post", "attack-on-installation"]) || (isOf(["armed-attack"]) && holds(event.targets, POSTS));
    case "abduction": return isOf(["abduction"]) || event.tactics.includes("abduction");
    case "displacement-or-panic": return isOf(["panic-displacement"]) || holds(event.consequences, FLIGHT);
    case "threat-message": return isOf(["threat-message"]) || event.tactics.includes("online-threat");
    default: return false; // a surge is of an area's week, below
  }
}

/** Where events that speak of the same thing meet: the second-level area, or what is known. */
export const placeOf = ({ admin2, admin1, country }: Pick<RuleEvent, "admin2" | "admin1" | "country">): string => admin2 ?? admin1 ?? country;

export const SURGE_WEEKS = 26;
const SURGE_RATE = 0.05;

/** Areas whose last week is more than their own weeks before explain, adjusted for how many were tested. Weeks that nobody covered are undefined. */
export function surging(areas: ReadonlyMap<string, readonly (number | undefined)[]>): Set<string> {
  const tested = [...areas].flatMap(([place, weeks]) => {
    const observed = weeks.at(-1);
    const found = observed === undefined ? undefined : surge(observed, weeks.slice(0, -1));
    return found && found.observed > 0 ? [{ place, chance: found.chance }] : [];
  });
  const adjusted = adjustForMany(tested.map(({ chance }) => chance));
  return new Set(tested.filter((_, i) => adjusted[i]! <= SURGE_RATE).map(({ place }) => place));
}

export interface Grouped { place: string; events: string[]; first: string; last: string }

/** Hits in order of time, put together where they are of one place and within so many hours of the first. */
export function grouped(hits: readonly { event: RuleEvent }[], hours: number): Grouped[] {
  const groups: Grouped[] = [];
  const open = new Map<string, Grouped>();
  for (const { event } of hits) {
    const place = placeOf(event);
    const group = open.get(place);
    if (group && (Date.parse(event.from) - Date.parse(group.first)) / 3_600_000 < Math.max(hours, 1)) {
      group.events.push(event.id);
      group.last = event.from;
    } else {
      const begun = { place, events: [event.id], first: event.from, last: event.from };
      open.set(place, begun);
      groups.push(begun);
    }
  }
  return groups;
}
