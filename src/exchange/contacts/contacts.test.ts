import { expect, test } from "vitest";
import { isArmedService } from "./armed.ts";
import { chooseContacts, type Candidate } from "./choose.ts";
import { isOnDuty, isTimeZone, nextOnDuty } from "./hours.ts";
import { codeList } from "../../platform/codes.ts";

const post = (id: string, more: Partial<Candidate> = {}): Candidate => ({ id, country: "SN", service: "civil-protection", level: "operational", areas: ["SN0603"], functions: ["emergency-response"], isDutyOfficer: false, ...more });
const saraya = { pcode: "SN0603", country: "SN", chain: ["SN0603", "SN06", "SN"] };
const wanted = { areas: [saraya], ways: [], functions: ["emergency-response"], severity: "Severe" };
const chosen = (...contacts: Candidate[]) => chooseContacts(contacts, wanted).chosen.map(({ id }) => id);

test("a contact is chosen by area, by what lies above it, and by function", () => {
  expect(chosen(post("a"), post("b", { areas: ["SN06"] }), post("c", { areas: ["SN"] }), post("d", { areas: ["ML01"] }), post("e", { functions: ["interdiction"] }))).toEqual(["a", "b", "c"]);
});

test("a contact without areas is nobody's", () => { expect(chosen(post("a", { areas: [] }))).toEqual([]); });

test("deputies and duty officers wait their turn, the political level for the gravest", () => {
  expect(chosen(post("a", { deputies: ["b"], nextLevel: "d" }), post("b"), post("c", { isDutyOfficer: true }), post("d"), post("e", { level: "political", service: "prefecture" }))).toEqual(["a"]);
  expect(chooseContacts([post("e", { level: "political" })], { ...wanted, severity: "Extreme" }).chosen).toHaveLength(1);
});

test("where an area has nobody, its country's duty officer is told; where there is none either, it is said", () => {
  expect(chosen(post("a", { areas: ["SN0501"], isDutyOfficer: true }))).toEqual(["a"]);
  expect(chooseContacts([post("a", { areas: ["ML01"], country: "ML", isDutyOfficer: true })], wanted)).toEqual({ chosen: [], uncovered: ["SN0603"] });
});

test("a route or a reach is a charge too, in its own country", () => {
  const reach = "0198f2a0-0000-7000-8000-000000000001";
  expect(chooseContacts([post("a", { areas: ["SN"], reaches: [reach], country: "MR" }), post("b", { areas: ["XX"], reaches: [reach] })], { ...wanted, ways: [reach], areas: [{ ...saraya, chain: ["SN0603"] }] }).chosen.map(({ id }) => id)).toEqual(["b"]);
});

test("hours are the contact's own, past midnight too", () => {
  const night = { timeZone: "Africa/Dakar", hours: [{ days: [5], from: "22:00", to: "06:00" }] };
  expect(["2025-02-07T21:59:00Z", "2025-02-07T22:00:00Z", "2025-02-08T05:59:00Z", "2025-02-08T06:00:00Z", "2025-02-08T22:30:00Z"].map((at) => isOnDuty(night, new Date(at)))).toEqual([false, true, true, false, false]);
  // Nine in the morning in Algiers is eight in Dakar.
  expect(isOnDuty({ timeZone: "Africa/Algiers", hours: [{ days: [1], from: "09:00", to: "17:00" }] }, new Date("2025-02-10T08:00:00Z"))).toBe(true);
  expect(isOnDuty({ timeZone: "Africa/Dakar" }, new Date())).toBe(true);
});

test("the next duty is found within the week", () => {
  expect(nextOnDuty({ timeZone: "Africa/Dakar", hours: [{ days: [1], from: "08:00", to: "17:00" }] }, new Date("2025-02-07T12:00:00Z")).toISOString()).toBe("2025-02-10T08:00:00.000Z");
});

test("a time zone is one that exists", () => { expect(["Africa/Nouakchott", "Mars/Olympus", ""].map(isTimeZone)).toEqual([true, false, false]); });

test("the services that the design calls armed are armed, and one that nobody has listed is too", () => {
  for (const service of ["army", "gendarmerie", "police", "intelligence", "customs", "forestry"]) expect(isArmedService(service), service).toBe(true);
  expect([...codeList("service-kind").codes.keys()].filter((service) => !isArmedService(service))).toEqual(["civil-protection", "prefecture", "commune", "health", "education", "livestock-service", "mines-service", "justice", "early-warning-centre"]);
  expect(isArmedService("a-new-force")).toBe(true);
});
