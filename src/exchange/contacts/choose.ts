/**
 * Which contacts is an alert for? Those in charge of an affected area (or of its route or reach) who have a function that is
 * asked for. Deputies and duty officers wait their turn, unless nobody else is there; and an area that nobody answers for is said.
 */
import { covers, coversWay } from "./covers.ts";

export interface Candidate {
  id: string;
  country: string;
  service: string;
  level: string;
  areas: readonly string[];
  routes?: readonly string[] | undefined;
  reaches?: readonly string[] | undefined;
  functions: readonly string[];
  isDutyOfficer: boolean;
  deputies?: readonly string[] | undefined;
  nextLevel?: string | undefined;
}

export interface Wanted {
  /** Each affected area as its own p-code, those above it, and its country. */
  areas: readonly { pcode: string; country: string; chain: readonly string[] }[];
  ways: readonly string[];
  functions: readonly string[];
  severity: string;
}

export interface Choice {
  chosen: { id: string; areas: string[] }[];
  /** Affected areas for which there is no contact at all. */
  uncovered: string[];
}

export function chooseContacts(contacts: readonly Candidate[], { areas, ways, functions, severity }: Wanted): Choice {
  const able = contacts.filter((one) => one.functions.some((name) => functions.includes(name)) && (one.level !== "political" || severity === "Extreme"));
  const held = new Map<string, Set<string>>();
  const uncovered: string[] = [];
  for (const { pcode, country, chain } of areas) {
    const own = able.filter((one) => covers(one, chain) || (one.country === country && coversWay(one, ways)));
    const first = firstRung(own);
    // Nobody for the area itself: whoever keeps watch for its country.
    const found = first.length > 0 ? first : able.filter((one) => one.isDutyOfficer && one.country === country);
    if (found.length === 0) uncovered.push(pcode);
    for (const { id } of found) held.set(id, (held.get(id) ?? new Set()).add(pcode));
  }
  return { chosen: [...held].map(([id, pcodes]) => ({ id, areas: [...pcodes].sort() })).sort((a, b) => (a.id < b.id ? -1 : 1)), uncovered };
}

function firstRung(own: readonly Candidate[]): Candidate[] {
  const later = new Set(own.flatMap(({ deputies = [], nextLevel }) => [...deputies, ...(nextLevel ? [nextLevel] : [])]));
  return own.filter((one) => {
    const peers = own.filter((other) => other !== one && other.country === one.country && other.service === one.service && !other.isDutyOfficer);
    return !(later.has(one.id) && !isCircle(one, own)) && !(one.isDutyOfficer && peers.length > 0);
  });
}

/** Two that stand in for each other are both first. */
const isCircle = (one: Candidate, own: readonly Candidate[]) =>
  own.some((other) => (other.deputies ?? []).includes(one.id) && (one.deputies ?? []).includes(other.id));
