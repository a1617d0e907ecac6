/** A made-up exercise week and alert, for tests of paper: every line that a sheet can hold, at its longest. */
import { readFileSync } from "node:fs";
import { geographyFrom, type Geography } from "../../src/places/index.ts";
import type { SheetContent, SheetOrigin } from "../../src/briefs/alert-sheet.ts";
import { factsOf, type Facts, type SeenAlert, type SeenEvent } from "../../src/briefs/facts.ts";

export function shippedGeography(): Geography {
  const { features } = JSON.parse(readFileSync(new URL("../../data/places/areas.geojson", import.meta.url), "utf8"));
  return geographyFrom(features.map(({ id, properties, geometry }: any) => ({
    id, ...properties, ...(geometry ? { geometry } : {}), spellings: [properties.nameFr, properties.nameEn, properties.nameAr, ...(properties.spellings ?? [])].filter((one) => one !== undefined),
  })));
}

const id = (kind: number, n: number) => `01940000-000${kind}-7000-8000-${String(n).padStart(12, "0")}@1`;
const AREAS = ["ML01", "SN06", "SN12", "MR10", "ML02", "ML05", "MR04", "SN09", "ML03", "GN006", "MR03", "SN07", "ML04", "MR02", "ML06", "ML07", "SN10"];
const KINDS = ["armed-attack", "attack-on-installation", "ambush-of-convoy", "abduction", "cattle-theft"];

/** @param events how many; the longest week has more of everything than two pages can list */
export function sampleWeek(geography: Geography, events = 90, alerts = 20): Facts {
  const week: SeenEvent[] = Array.from({ length: events }, (_, n) => {
    const admin1 = AREAS[n % AREAS.length]!, day = `2025-02-0${3 + (n % 7)}`;
    return { row: id(1, n), kind: KINDS[n % KINDS.length]!, from: day, to: day, where: { country: admin1.slice(0, 2), admin1, name: geography.areaByPcode(admin1)!.name }, ...(n % 4 === 3 ? {} : { deaths: n % 5 }), grading: "C3", verification: n % 3 === 0 ? "unverified" : "checked", sources: 1 + (n % 2) };
  });
  const vague: SeenEvent = { row: id(3, 1), kind: "armed-attack", from: "2025-02-01", to: "2025-02-28", where: { country: "ML", admin1: "ML01" } };
  const unplaced: SeenEvent = { row: id(3, 2), kind: "abduction", from: "2025-02-04", to: "2025-02-04", where: { country: "ML" }, grading: "D4" };
  return factsOf({
    world: "exercise", country: "SN", from: "2025-02-03", to: "2025-02-09", before: { from: "2025-01-27", to: "2025-02-02" }, gatheredAt: "2025-02-10T06:00:00.000Z", events: events > 0 ? [...week, vague, unplaced] : [],
    watched: geography.areas.filter(({ level, hierarchy, validTo }) => level === 1 && hierarchy === "admin" && !validTo).map(({ pcode, country, name }) => ({ pcode, country, name, isCovered: country !== "GN", wasCovered: country === "SN" })),
    alerts: Array.from({ length: alerts }, (_, n): SeenAlert => ({
      row: id(2, n), kind: KINDS[(n + 1) % KINDS.length]!, severity: "Severe", where: [{ country: "SN", admin1: "SN06", admin2: "SN0603", name: "Saraya" }, { country: "ML", admin1: "ML01", name: "Kayes" }], sentAt: `2025-02-0${3 + (n % 7)}T10:15:00Z`,
      chains: n % 3, answered: n % 3 === 2 ? 1 : 0, ...(n % 3 === 2 ? { firstAnswerSeconds: 2_100, outcome: "true" as const, answers: [id(4, n)] } : { answers: [] }),
    })),
    reported: week.slice(0, 30).map(({ row, from }, n) => ({ row, at: `${from}T${String(6 + (n % 12)).padStart(2, "0")}:00:00Z` })), warned: week.slice(0, 20).map(({ row }, n) => ({ row, isInTime: n % 4 !== 0 })),
    sources: Array.from({ length: 9 }, (_, n) => ({ id: `01940000-0005-7000-8000-00000000000${n}`, name: `Source d’exercice numéro ${n} au nom assez long pour remplir une ligne`, kind: "other", reliability: "C", events: 12 - n })),
  });
}

export const SAMPLE_ALERT: SheetContent = {
  status: "Exercise", kind: "armed-robbery", from: "2025-02-08",
  where: [{ country: "SN", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya" }, { country: "ML", admin1: "ML01", admin1Name: "Kayes" }],
  coded: { severity: "Severe", urgency: "Immediate", certainty: "Possible", messageType: "Alert", responses: ["Monitor", "Prepare"], basis: "linked-event" },
};
export const SAMPLE_ORIGIN: SheetOrigin = {
  alert: "01940000-0002-7000-8000-000000000001", version: 2, marking: "GREEN", country: "SN", recipient: "protection civile, Saraya", expiresAt: "2025-02-12T12:00:00Z", code: "K7P4XW2M",
  signed: { document: "01940000-0006-7000-8000-000000000001", key: "ab12cd34ef560011", at: "2025-02-08T12:10:00Z" },
};
