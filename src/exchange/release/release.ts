/**
 * May this recipient have this record, and what of it? One pure function of policy, record, recipient and day, the same on
 * every node. Nothing is allowed that no agreement names; an empty list is nobody; of several markings the strictest counts;
 * what leaves is coarser than what is held. Every "no" says why, and all of why, so that "why has X not got this?" has an answer.
 */
import { OWNER_ONLY_RANK, rankOf, strictest } from "../../platform/marking.ts";
import { PLACES, SUBJECTS, TIMES, type Agreement, type FinestPlace, type FinestTime, type PartOf, type Policy, type Recipient, type Shareable, type Where } from "./policy.ts";

export const REASONS = [
  "never-leaves", "withdrawn", "expired", "not-ours", "other-world", "recipient-withdrawn", "suspended", "no-due-diligence", "due-diligence-refused",
  "no-agreement", "marking-too-strict", "only-own-country", "displacement-to-armed", "not-civil-protection", "no-place", "nothing-in-it",
] as const;
export type Reason = (typeof REASONS)[number];

export interface Released {
  isReleased: true;
  /** None in imminent danger: then the waiver stands for it. */
  agreement?: string;
  place: FinestPlace;
  time: FinestTime;
  masks: readonly string[];
  content: ReleasedContent;
}
export interface Refused { isReleased: false; reasons: readonly Reason[] }

/** What the recipient reads. */
export interface ReleasedContent {
  subject: string;
  status: "Actual" | "Exercise";
  kind: string;
  from?: string;
  to?: string;
  where: readonly Where[];
  point?: readonly [lon: number, lat: number];
  coded: Readonly<Record<string, unknown>>;
  words?: readonly Readonly<Record<string, string>>[];
  parts?: readonly PartOf[];
}

const CIVIL_PROTECTION = "civil-protection";
/** Of an event's coded fields, those that a mask hides. */
const MASKED: Readonly<Record<string, readonly string[]>> = {
  actors: ["actorKinds", "violenceKind"],
  casualties: ["fatalitiesBest", "fatalitiesLow", "fatalitiesHigh"],
  numbers: ["headsTaken", "headsRecovered", "peopleLow", "peopleHigh", "grouped"],
  grading: ["reliability", "credibility", "verification", "independentSources"],
  targets: ["targets"],
  movement: ["movement", "headedFor"],
};

export function release(policy: Policy, record: Shareable, recipient: Recipient, now: Date): Released | Refused {
  const today = now.toISOString().slice(0, 10);
  const waivers = policy.waivers.filter((waiver) => waiver.record === record.id);
  // Nothing is hurried that is made of what others were given before.
  const isUrgent = !record.parts && waivers.some(({ kind, people }) => kind === "imminent-danger" && people.length > 0);
  const refusals = new Set<Reason>([...never(policy, record, recipient, now), ...suspended(policy, recipient, today)]);
  // In imminent danger nothing is waited for, and nobody but civil protection is told.
  if (isUrgent && recipient.service !== CIVIL_PROTECTION) refusals.add("not-civil-protection");
  if (!isUrgent) for (const reason of undecided(policy, recipient, today)) refusals.add(reason);

  const found = isUrgent ? undefined : agreementFor(policy, record, recipient, today);
  if (record.parts?.length === 0) refusals.add("nothing-in-it");
  else if (!isUrgent && !found) refusals.add(hasOneButForMarking(policy, record, recipient, today) ? "marking-too-strict" : "no-agreement");
  if (refusals.size > 0) return { isReleased: false, reasons: REASONS.filter((reason) => refusals.has(reason)) };

  const mayBeFine = !recipient.isArmed || isProtective(waivers, recipient);
  const place = coarser(found?.finestPlace ?? "exact", mayBeFine ? "exact" : "admin2");
  const time = found?.finestTime ?? "day";
  const masks = found?.masks ?? [];
  const content = contentOf(record, place, time, masks);
  if (content.where.length === 0) return { isReleased: false, reasons: ["no-place"] };
  return { isReleased: true, ...(found ? { agreement: found.id } : {}), place, time, masks, content };
}

function* never(policy: Policy, record: Shareable, recipient: Recipient, now: Date): Generator<Reason> {
  const rank = rankOf(strictest(record.markings));
  if (!(SUBJECTS as readonly string[]).includes(record.subject)) yield "never-leaves";
  if (record.isWithdrawn) yield "withdrawn";
  if (record.expires !== undefined && record.expires <= now.toISOString()) yield "expired";
  if (record.owner !== policy.owner) yield "not-ours";
  if (record.isExercise !== policy.isExercise) yield "other-world";
  if (recipient.isWithdrawn) yield "recipient-withdrawn";
  // AMBER+STRICT stays in the organisation; RED is for named recipients, whom an agreement must name at RED.
  if (rank === OWNER_ONLY_RANK && recipient.country !== policy.owner) yield "only-own-country";
  if (record.subject === "displacement" && recipient.isArmed) yield "displacement-to-armed";
}

/** No `until`: until somebody lifts it. Questions (`requests/may-ask.ts`) ask the same. */
export function* suspended({ suspensions }: Policy, recipient: Recipient, today: string): Generator<Reason> {
  const stands = suspensions.some(({ country, service, since, until }) =>
    country === recipient.country && (service === undefined || service === recipient.service) && since <= today && (until === undefined || today <= until));
  if (stands) yield "suspended";
}

/** The last decision counts; of two of one day, the stricter. */
export function* undecided({ decisions }: Policy, recipient: Recipient, today: string): Generator<Reason> {
  const own = decisions.filter(({ country, service, decidedOn }) => country === recipient.country && service === recipient.service && decidedOn <= today);
  const last = own.reduce((latest, { decidedOn }) => (decidedOn > latest ? decidedOn : latest), "");
  const standing = own.filter(({ decidedOn }) => decidedOn === last);
  if (standing.some(({ outcome }) => outcome === "do-not-share")) yield "due-diligence-refused";
  else if (!standing.some(({ until }) => today <= until)) yield "no-due-diligence";
}

/** Of several agreements that allow it, the one that gives least: finer is never had by signing twice. */
function agreementFor(policy: Policy, record: Shareable, recipient: Recipient, today: string): Agreement | undefined {
  const rank = rankOf(strictest(record.markings));
  return allowing(policy, record, recipient, today)
    .filter(({ highestMarking }) => rank <= rankOf(highestMarking))
    .sort((a, b) => PLACES.indexOf(a.finestPlace) - PLACES.indexOf(b.finestPlace) || TIMES.indexOf(a.finestTime) - TIMES.indexOf(b.finestTime)
      || b.masks.length - a.masks.length || (a.id < b.id ? -1 : 1))[0];
}

const hasOneButForMarking = (policy: Policy, record: Shareable, recipient: Recipient, today: string) => allowing(policy, record, recipient, today).length > 0;

function allowing(policy: Policy, record: Shareable, recipient: Recipient, today: string): Agreement[] {
  const kinds = [record.kind, ...policy.broader(record.kind)];
  return policy.agreements.filter((one) =>
    one.state === "in-force" && one.startsOn <= today && today <= one.endsOn &&
    one.parties.includes(policy.owner) && one.parties.includes(recipient.country) &&
    one.audience.some(({ country, services }) => country === recipient.country && services.includes(recipient.service)) &&
    one.subjects.includes(record.subject) &&
    // Each of its parts was asked for by its own kind and areas; that they are of one week says more than a month.
    (record.parts ? one.finestTime !== "month" && record.where.some((where) => isIn(one, where)) : kinds.some((kind) => one.kinds.includes(kind)) &&
    // All of where it is, or where it is felt: an area outside the agreement is not told in passing.
    record.where.length > 0 && record.where.every((where) => isIn(one, where))));
}

const isIn = ({ areas }: Agreement, where: Where): boolean => codesOf(where).some((pcode) => areas.includes(pcode));

const codesOf = ({ country, admin1, admin2, exact }: Where): string[] => [country, admin1, admin2, exact].filter((pcode) => pcode !== undefined);

const isProtective = (waivers: Policy["waivers"], recipient: Recipient) =>
  waivers.some(({ kind, contacts, people }) => kind === "protective-purpose" && contacts.includes(recipient.id) && new Set(people).size >= 2);

const coarser = (a: FinestPlace, b: FinestPlace): FinestPlace => PLACES[Math.min(PLACES.indexOf(a), PLACES.indexOf(b))]!;

function contentOf(record: Shareable, place: FinestPlace, time: FinestTime, masks: readonly string[]): ReleasedContent {
  const hidden = new Set(masks.flatMap((mask) => MASKED[mask] ?? []));
  const coded = Object.fromEntries(Object.entries(record.coded).filter(([name, value]) => !hidden.has(name) && value !== undefined));
  // Words that name a village would undo what coarsening does; the recipient gets the standard text made of the coded fields.
  const words = (record.words ?? []).filter(({ namesFinePlace }) => place === "exact" || !namesFinePlace).map(({ language, text }) => ({ language, ...text }));
  return {
    subject: record.subject, status: record.isExercise ? "Exercise" : "Actual", kind: record.kind,
    ...(record.days.from ? { from: coarseDay(record.days.from, time) } : {}), ...(record.days.to ? { to: coarseDay(record.days.to, time) } : {}),
    where: distinct(record.where.map((where) => coarsePlace(where, place))),
    ...(record.point && place === "exact" ? { point: record.point } : {}),
    coded, ...(words.length > 0 ? { words } : {}), ...(record.parts ? { parts: record.parts } : {}),
  };
}

/** Nothing finer than asked is kept, names included; the words "why" stay. */
export function coarsePlace(where: Where, place: FinestPlace): Where {
  const level = PLACES.indexOf(place);
  const { country, countryName, admin1, admin1Name, admin2, admin2Name, exact, exactName, because } = where;
  return {
    country, ...said("countryName", countryName),
    ...(level >= 1 ? { ...said("admin1", admin1), ...said("admin1Name", admin1Name) } : {}),
    ...(level >= 2 ? { ...said("admin2", admin2), ...said("admin2Name", admin2Name) } : {}),
    ...(level >= 3 ? { ...said("exact", exact), ...said("exactName", exactName) } : {}),
    ...(because ? { because } : {}),
  };
}

const said = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value });

/** A moment becomes its day, a day its week (by its Monday) or its month. */
export function coarseDay(when: string, time: FinestTime): string {
  const day = when.slice(0, 10);
  if (time === "month") return day.slice(0, 7);
  if (time === "day") return day;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Two villages of one district are one district, once. */
export function distinct(all: readonly Where[]): Where[] {
  const found = new Map<string, Where>();
  for (const where of all) {
    const key = codesOf(where).join("|");
    const before = found.get(key);
    found.set(key, before ? { ...before, because: [...new Set([...(before.because ?? []), ...(where.because ?? [])])].sort() } : where);
  }
  return [...found.values()];
}
