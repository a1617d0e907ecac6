// Random policies, records and recipients, from a world so small that agreements, decisions and suspensions meet them often.
import fc from "fast-check";
import { MARKINGS, type Marking } from "../../src/platform/marking.ts";
import { PLACES, TIMES, type Agreement, type Decision, type Policy, type Recipient, type Shareable, type Suspension, type Waiver, type Where } from "../../src/exchange/release/policy.ts";

const countries = ["SN", "ML", "MR"] as const;
const services = ["civil-protection", "prefecture", "army", "customs"] as const;
const broaderOf: Readonly<Record<string, string[]>> = { abduction: ["civilian-harm"], "armed-robbery": ["illicit-economy"] };
const kinds = ["abduction", "armed-robbery", "civilian-harm", "illicit-economy"] as const;
const people = ["officer-1", "officer-2", "officer-3"] as const;
export const RECORD = "record-1";
/** A village's name that stands in the words of every record here. */
export const VILLAGE = "Farading";

const pick = <T>(items: readonly T[]) => fc.constantFrom(...items);
const some = <T>(items: readonly T[], least = 0) => fc.subarray([...items], { minLength: least });
/** Mostly what lets things through, so that each rule is the one that decides often enough. */
const mostly = <T>(usual: T, other: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const seldom = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const days = ["2025-01-31", "2025-02-08", "2025-02-09", "2025-02-10", "2025-03-31"] as const;
export const TODAY = new Date("2025-02-09T14:30:00Z");

const places: readonly Where[] = [
  { country: "SN", countryName: "Sénégal", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya", exact: "SN060302", exactName: VILLAGE },
  { country: "SN", countryName: "Sénégal", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya", exact: "SN060301", exactName: "Missirah" },
  { country: "ML", countryName: "Mali", admin1: "ML01", admin1Name: "Kayes", exact: "ML01", exactName: "Kayes" },
  { country: "MR", countryName: "Mauritanie", admin1: "MR10", admin1Name: "Guidimakha", admin2: "MR1003", admin2Name: "Sélibaby", exact: "MR1003", exactName: "Sélibaby" },
];
const pcodes = ["SN", "ML", "MR", "SN06", "ML01", "SN0603", "MR1003"] as const;

const agreement: fc.Arbitrary<Agreement> = fc.record({
  id: fc.uuid(), state: fc.oneof({ weight: 4, arbitrary: fc.constant("in-force") }, { weight: 1, arbitrary: pick(["draft", "ended"]) }),
  parties: mostly<(typeof countries)[number][]>([...countries], some(countries, 1)), purpose: fc.constant("protection"),
  audience: mostly<{ country: string; services: string[] }[]>(countries.map((country) => ({ country, services: [...services] })), fc.array(fc.record({ country: pick(countries), services: some(services) }), { maxLength: 3 })),
  subjects: mostly(["alert", "event", "displacement", "claim"], some(["alert", "event", "displacement", "claim"])), kinds: mostly<string[]>([...kinds], some(kinds)),
  areas: mostly<string[]>([...pcodes], some(pcodes)), highestMarking: pick(MARKINGS),
  finestPlace: pick(PLACES), finestTime: pick(TIMES), masks: some(["actors", "casualties", "numbers", "grading"]),
  startsOn: mostly<string>(days[0], pick(days.slice(0, 4))), endsOn: mostly<string>(days[4], pick(days.slice(1))),
});
const decision: fc.Arbitrary<Decision> = fc.record({
  country: pick(countries), service: pick(services), outcome: pick(["share", "share", "share", "share-with-safeguards", "do-not-share"]), decidedOn: mostly<string>(days[0], pick(days)), until: mostly<string>(days[4], pick(days)),
});
const suspension: fc.Arbitrary<Suspension> = fc.record({ country: pick(countries), service: pick(services), since: pick(days), until: pick(days) }, { requiredKeys: ["country", "since"] });
const waiver: fc.Arbitrary<Waiver> = fc.record({
  record: pick([RECORD, "record-2"]), kind: pick(["protective-purpose", "imminent-danger"] as const), contacts: some(["contact-1", "contact-2"]), people: fc.array(pick(people), { maxLength: 3 }),
});

export const policies: fc.Arbitrary<Policy> = fc.record({
  owner: fc.oneof({ weight: 4, arbitrary: fc.constant("SN") }, { weight: 1, arbitrary: pick(countries) }), isExercise: seldom,
  agreements: fc.array(agreement, { maxLength: 6 }), decisions: fc.array(decision, { maxLength: 30 }), suspensions: mostly<Suspension[]>([], fc.array(suspension, { maxLength: 1 })), waivers: mostly<Waiver[]>([], fc.array(waiver, { maxLength: 2 })),
  broader: fc.constant((kind: string) => broaderOf[kind] ?? []),
});

export const recipients: fc.Arbitrary<Recipient> = fc.record({ id: pick(["contact-1", "contact-2"]), country: pick(countries), service: pick(services), isWithdrawn: seldom })
  .map((one) => ({ ...one, isArmed: one.service === "army" || one.service === "customs" }));

export const records: fc.Arbitrary<Shareable> = fc.record({
  subject: fc.oneof({ weight: 5, arbitrary: pick(["alert", "event", "displacement"]) }, { weight: 1, arbitrary: pick(["claim", "report", "sentinel", "source"]) }),
  id: fc.constant(RECORD), version: fc.constant(1), owner: fc.oneof({ weight: 6, arbitrary: fc.constant("SN") }, { weight: 1, arbitrary: pick(countries) }),
  markings: mostly<Marking[]>(["GREEN"], fc.array(pick(MARKINGS), { maxLength: 3 })), isExercise: seldom,
  isWithdrawn: seldom,
  expires: fc.option(pick(["2025-02-09T14:00:00Z", "2025-02-09T15:00:00Z"]), { nil: undefined }).map((at) => at!),
  kind: pick(kinds), where: some(places), point: fc.option(fc.constant([-11.7312345, 12.8312345] as const), { nil: undefined }).map((at) => at!),
  days: fc.constant({ from: "2025-02-08T23:10:00Z", to: "2025-02-09" }),
  coded: fc.constant({ fatalitiesBest: 3, headsTaken: 40, reliability: "C", credibility: "2", actorKinds: ["unidentified"] }),
  words: fc.constant([{ language: "fr", text: { headline: `Fuite d’habitants à ${VILLAGE}` }, namesFinePlace: true }, { language: "en", text: { headline: "Residents have fled" }, namesFinePlace: false }]),
});
