// The same policy said another way, for comparison: a list of sentences that must all hold, each written against the words of
// the rule and not against the code that is tested.
import { MARKINGS } from "../../src/platform/marking.ts";
import type { Agreement, Policy, Recipient, Shareable } from "../../src/exchange/release/policy.ts";

const strictness = (marking: string) => MARKINGS.indexOf(marking as never);

export function mayReceive(policy: Policy, record: Shareable, recipient: Recipient, now: Date): boolean {
  const day = now.toISOString().slice(0, 10);
  const level = record.markings.length === 0 ? 4 : Math.max(...record.markings.map(strictness));
  if (!["alert", "event", "displacement"].includes(record.subject)) return false;
  if (record.isWithdrawn || recipient.isWithdrawn) return false;
  if (record.owner !== policy.owner || record.isExercise !== policy.isExercise) return false;
  if (record.expires && record.expires <= now.toISOString()) return false;
  if (level === 3 && recipient.country !== policy.owner) return false;
  if (record.subject === "displacement" && ["army", "customs"].includes(recipient.service)) return false;
  if (record.where.length === 0) return false;
  for (const { country, service, since, until } of policy.suspensions) {
    if (country === recipient.country && (!service || service === recipient.service) && since <= day && (!until || until >= day)) return false;
  }
  const urgent = policy.waivers.some((one) => one.record === record.id && one.kind === "imminent-danger" && one.people.length > 0);
  if (urgent) return recipient.service === "civil-protection";
  const decided = policy.decisions.filter((one) => one.country === recipient.country && one.service === recipient.service && one.decidedOn <= day).sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1));
  const latest = decided.filter((one) => one.decidedOn === decided[0]!.decidedOn);
  if (latest.length === 0 || latest.some((one) => one.outcome === "do-not-share") || latest.every((one) => one.until < day)) return false;
  return policy.agreements.some((one) => covers(one, policy, record, recipient, day) && level <= strictness(one.highestMarking));
}

function covers(one: Agreement, policy: Policy, record: Shareable, recipient: Recipient, day: string): boolean {
  if (one.state !== "in-force" || day < one.startsOn || day > one.endsOn) return false;
  if (![policy.owner, recipient.country].every((country) => one.parties.includes(country))) return false;
  const named = one.audience.flatMap(({ country, services }) => services.map((service) => `${country} ${service}`));
  if (!named.includes(`${recipient.country} ${recipient.service}`)) return false;
  if (!one.subjects.includes(record.subject)) return false;
  if (![record.kind, ...policy.broader(record.kind)].some((kind) => one.kinds.includes(kind))) return false;
  for (const where of record.where) {
    const inside = [where.country, where.admin1, where.admin2, where.exact].some((pcode) => pcode !== undefined && one.areas.includes(pcode));
    if (!inside) return false;
  }
  return true;
}

/** Whether these two may have a place finer than a second-level area. */
export function mayHaveVillage(policy: Policy, record: Shareable, recipient: Recipient): boolean {
  if (!["army", "customs"].includes(recipient.service)) return true;
  return policy.waivers.some(({ record: of, kind, contacts, people }) => of === record.id && kind === "protective-purpose" && contacts.includes(recipient.id) && new Set(people).size > 1);
}
