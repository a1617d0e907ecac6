// What leaves as STIX is valid STIX 2.1 and says no more than the document; what comes in is checked, and a person is never taken in.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { MARKINGS } from "../../platform/marking.ts";
import type { ReleaseDocument } from "../release/document.ts";
import { parseStix, readStix, StixFault } from "./read-stix.ts";
import { bundleOf, stixOf, type StixObject } from "./stix.ts";
import { TLP_IDS } from "./tlp.ts";

const fixtures = path.resolve("../shared/fixtures/stix21");
const schemas = path.join(fixtures, "schemas");
const examples = path.resolve("conformance/stix");

const document = (more: Partial<ReleaseDocument> = {}, content: Record<string, unknown> = {}): ReleaseDocument => ({
  protocol: 1, type: "release", id: "01920000-0000-7000-8000-000000000001", reference: "01920000-0000-7000-8000-000000000002", version: 3, sender: "ML", key: "0123456789abcdef",
  recipient: { contact: "01920000-0000-7000-8000-000000000003", country: "SN", service: "prefecture" }, marking: "GREEN", issuedAt: "2025-02-09T14:30:00Z", commitment: "x",
  content: {
    subject: "alert", status: "Actual", kind: "armed-robbery", from: "2025-02-09", where: [{ country: "SN", countryName: "Sénégal", admin1: "SN06", admin1Name: "Kédougou", admin2: "SN0603", admin2Name: "Saraya" }, { country: "ML", admin1: "ML01", admin1Name: "Kayes" }],
    coded: { severity: "Severe", certainty: "Likely", credibility: "2" }, words: [{ language: "fr", headline: "Vol à main armée", description: "Près de la frontière." }], ...content,
  } as ReleaseDocument["content"], ...more,
});

function checker(): (object: StixObject) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (ajv: unknown) => void)(ajv);
  for (const folder of ["common", "observables", "sdos", "sros"]) for (const file of readdirSync(path.join(schemas, folder))) ajv.addSchema(JSON.parse(readFileSync(path.join(schemas, folder, file), "utf8")));
  return (object) => {
    const place = object.type === "bundle" || object.type === "marking-definition" ? "common" : object.type === "relationship" ? "sros" : "sdos";
    const check = ajv.getSchema(`http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/${place}/${object.type}.json`)!;
    return check(object) ? [] : check.errors!.map(({ instancePath, message }) => `${object.type} ${instancePath} ${message}`);
  };
}

test.skipIf(!existsSync(schemas))("what leaves is valid by the schemas of OASIS, at every marking, with and without a position, revoked, exercise or not", () => {
  const faults = checker();
  expect(faults({ type: "incident", id: "incident--1", spec_version: "2.1" })).not.toEqual([]);
  const all = MARKINGS.flatMap((marking) => [
    ...stixOf(document({ marking })), ...stixOf(document({ marking }, { subject: "event", status: "Exercise", where: [{ country: "ML" }], point: [-11.3, 12.26] })), ...stixOf(document({ marking }), { isRevoked: true, revokedAt: "2025-02-10T00:00:00Z" }),
  ]);
  for (const object of all) expect(faults(JSON.parse(JSON.stringify(object)))).toEqual([]);
  // The published bundle schema forgets incident and location in its list of types: the rest of the bundle is held to it.
  expect(faults(JSON.parse(JSON.stringify(bundleOf(stixOf(document()).filter(({ type }) => !["incident", "location"].includes(type))))))).toEqual([]);
});

test("it says what the document says, by codes, with its marking, and its confidence from the credibility", () => {
  const objects = stixOf(document());
  const of = (type: string) => objects.filter((one) => one.type === type);
  expect(of("incident")).toMatchObject([{ confidence: 70, labels: ["armed-robbery"], object_marking_refs: [TLP_IDS.GREEN] }]);
  expect(of("location").map(({ name, country }) => `${country} ${name}`)).toEqual(["SN Saraya", "ML Kayes"]);
  expect(of("report")).toMatchObject([{ name: "Vol à main armée", object_refs: [of("incident")[0]!.id, ...of("location").map(({ id }) => id)] }]);
  expect(of("marking-definition")).toMatchObject([{ extensions: { "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": { tlp_2_0: "green" } } }]);
  expect(of("identity")).toMatchObject([{ identity_class: "organization" }]);
});

test("truth that cannot be judged has no confidence, and an exercise says so in every name", () => {
  const objects = stixOf(document({}, { status: "Exercise", coded: { credibility: "6" } }));
  for (const { type, name, labels, confidence } of objects.filter((one) => ["incident", "report"].includes(one.type))) {
    expect(String(name), type).toMatch(/^EXERCISE/);
    expect(labels).toContain("exercise");
    expect(confidence).toBeUndefined();
  }
});

test("the same record has the same id, a later version a later time; another sender’s is another", () => {
  const incident = (one: ReleaseDocument) => stixOf(one).find(({ type }) => type === "incident")!;
  expect(incident(document({ version: 4 }))).toMatchObject({ id: incident(document()).id });
  expect(String(incident(document({ version: 4 })).modified) > String(incident(document()).modified)).toBe(true);
  expect(incident(document({ sender: "MR" })).id).not.toBe(incident(document()).id);
});

test("what leaves comes in again: the incident, its places and its marking", () => {
  const { incidents, refused } = parseStix(JSON.stringify(bundleOf(stixOf(document()))));
  expect(refused).toEqual([]);
  expect(incidents).toMatchObject([{ kind: "armed-robbery", marking: "GREEN", confidence: 70, places: [{ name: "Saraya", pcode: "SN0603" }, { name: "Kayes", pcode: "ML01" }] }]);
});

test("valid and invalid examples are what they say", () => {
  for (const file of readdirSync(path.join(examples, "valid"))) expect(parseStix(readFileSync(path.join(examples, "valid", file), "utf8")).refused, file).toEqual([]);
  const reasons = JSON.parse(readFileSync(path.join(examples, "reasons.json"), "utf8")) as Record<string, string>;
  expect(Object.keys(reasons).sort()).toEqual(readdirSync(path.join(examples, "invalid")).sort());
  for (const [file, reason] of Object.entries(reasons)) {
    const words = readFileSync(path.join(examples, "invalid", file), "utf8");
    let found: string;
    try { found = parseStix(words).refused.map((one) => one.reason).join("; "); } catch (error) { if (!(error instanceof StixFault)) throw error; found = error.message; }
    expect(found, file).toContain(reason);
  }
});

test.skipIf(!existsSync(fixtures))("others’ samples: what is valid is read, what is not is refused with a reason", () => {
  const read = (file: string) => parseStix(readFileSync(path.join(fixtures, file), "utf8"));
  for (const file of ["validator_identity.json", "infrastructure.json", "validator_tool.json", "interop-objectmarking-test.json"]) expect(read(file).refused, file).toEqual([]);
  for (const file of ["validator_invalid_braces.json", "validator_invalid_comma.json"]) expect(() => read(file), file).toThrow("it is not JSON");
  expect(read("validator_invalid_identity.json").refused.length + read("validator_invalid_timestamp.json").refused.length).toBeGreaterThanOrEqual(2);
});

test("no input makes it fall over: it is read, passed over or refused", () => {
  for (const one of [null, 1, "x", [], {}, { type: "bundle" }, { type: "bundle", id: "bundle--x", objects: 1 }, { type: "incident", id: "incident--" }, { type: "__proto__" }, { type: "incident", labels: [1] }]) {
    try { readStix([one]); parseStix(JSON.stringify(one)); } catch (error) { expect(error).toBeInstanceOf(StixFault); }
  }
});
