// CAP 1.2 out is valid against OASIS's own schema, what comes in is read or refused with its reason, and nothing expands.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { CATEGORY, CERTAINTY, MESSAGE_TYPE, RESPONSE, SEVERITY, STATUS, URGENCY, type CapAlert } from "./cap-alert.ts";
import { CapFault, readCap } from "./read-cap.ts";
import { writeCap } from "./write-cap.ts";

const folder = path.resolve("../shared/fixtures/cap12");
const fixture = (name: string, encoding: BufferEncoding = "utf8") => readFileSync(path.join(folder, name), encoding);

// Words of any script, with all that XML must escape or cannot hold in it.
const words = fc.oneof(fc.constantFrom("Vol à main armée", "سطو مسلح", "a & b < c > \"d\" 'e' ]]>", "tab\tand\nline", "\u0000\u0008\ud800x", "<!DOCTYPE x>", "&lol;"), fc.string({ unit: "binary", minLength: 1, maxLength: 60 })).map((one) => `x${one}x`);
const moment = fc.constantFrom("2025-02-09T12:30:00-00:00", "2025-02-09T12:30:00+01:00");
const pair = fc.record({ name: words, value: words });
const capAlerts: fc.Arbitrary<CapAlert> = fc.record({
  identifier: fc.uuid(), sender: fc.constant("faleme@node.sn"), sent: moment, status: fc.constantFrom(...STATUS), messageType: fc.constantFrom(...MESSAGE_TYPE), scope: fc.constant("Restricted" as const), restriction: words, note: words,
  codes: fc.array(words, { maxLength: 2 }), references: fc.array(fc.record({ sender: fc.constant("a@b"), identifier: fc.uuid(), sent: moment }), { minLength: 1, maxLength: 2 }), hasSignature: fc.constant(false),
  infos: fc.array(fc.record({
    language: fc.constantFrom("fr", "en", "ar"), categories: fc.array(fc.constantFrom(...CATEGORY), { minLength: 1, maxLength: 2 }), event: words, responses: fc.array(fc.constantFrom(...RESPONSE), { maxLength: 2 }),
    urgency: fc.constantFrom(...URGENCY), severity: fc.constantFrom(...SEVERITY), certainty: fc.constantFrom(...CERTAINTY), headline: words, description: words, instruction: words, expires: moment,
    eventCodes: fc.array(pair, { maxLength: 1 }), parameters: fc.array(pair, { maxLength: 2 }),
    areas: fc.array(fc.record({ areaDesc: words, polygons: fc.constant(["12.1,-11.5 12.2,-11.5 12.2,-11.4 12.1,-11.5"]), circles: fc.constant(["12.5,-11.9 30"]), geocodes: fc.array(pair, { maxLength: 1 }) }), { maxLength: 2 }),
  }), { maxLength: 2 }),
});
/** As XML reads it back: unwritable characters gone, ends trimmed, a carriage return taken for a line end by a parser is ours to keep. */
const asRead = (alert: CapAlert): CapAlert => JSON.parse(JSON.stringify(alert), (_, value) => (typeof value === "string" ? value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "").trim() : value)); // eslint-disable-line no-control-regex

test("whatever the words, what is written is read back the same", () => {
  fc.assert(fc.property(capAlerts, (alert) => { expect(readCap(writeCap(alert))).toEqual(asRead(alert)); }), { numRuns: 300 });
});

const valid = `<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender><sent>2025-02-09T12:30:00-00:00</sent><status>Exercise</status><msgType>Alert</msgType><scope>Public</scope></alert>`;

test("status Exercise is read as one", () => { expect(readCap(valid).status).toBe("Exercise"); });

describe("is refused, and says why", () => {
  test.each([
    ["an entity that expands a billion times", `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>${valid}`, /document type/],
    ["an entity that reads a file", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${valid.replace(">a<", ">&e;<")}`, /document type/],
    ["an unknown entity", valid.replace(">a<", ">&lol;<"), /entity lol is not known/],
    ["a null character by number", valid.replace(">a<", ">&#0;<"), /not known/],
    ["a thousand levels", `${"<alert>".repeat(1_000)}`, /levels/],
    ["half a message", valid.slice(0, 150), /cannot be read|last tag|closes nothing/],
    ["another root", valid.replaceAll("alert", "warning"), /root element is warning/],
    ["CAP 1.1", valid.replace("cap:1.2", "cap:1.1"), /only 1\.2/],
    ["no namespace", valid.replace(/ xmlns="[^"]+"/, ""), /namespace/],
    ["a status of its own", valid.replace("Exercise", "Drill"), /status: “Drill”/],
    ["a moment without an offset", valid.replace("00-00:00", "00Z"), /sent: /],
    ["a day that is none", valid.replace("2025-02-09", "2025-02-39"), /sent: /],
    ["an identifier with a space", valid.replace(">a<", ">a b<"), /identifier: holds a space/],
    ["an update of nothing", valid.replace(">Alert<", ">Update<"), /references: is needed for Update/],
    ["a restricted message that does not say how", valid.replace("Public", "Restricted"), /restriction: is needed/],
    ["elements out of order", valid.replace("<identifier>a</identifier><sender>b</sender>", "<sender>b</sender><identifier>a</identifier>"), /stands too late/],
    ["an element twice", valid.replace("<sender>b</sender>", "<sender>b</sender><sender>c</sender>"), /stands there 2 times/],
    ["an element of somebody else’s", valid.replace("</scope>", "</scope><script xmlns=\"urn:x\">1</script>"), /script has no place/],
    ["a message that is too long", valid.replace(">a<", `>${"a".repeat(600_000)}<`), /characters/],
    ["no XML", "hello", /words outside|no XML/],
    ["an open polygon", valid.replace("</scope>", "</scope><info><category>Met</category><event>e</event><urgency>Past</urgency><severity>Minor</severity><certainty>Likely</certainty><area><areaDesc>x</areaDesc><polygon>1,1 2,2 3,3 4,4</polygon></area></info>"), /polygon/],
  ])("%s", (_, xml, reason) => {
    expect(() => readCap(xml)).toThrow(CapFault);
    expect(() => readCap(xml)).toThrow(reason);
  });
});

test("no text of any kind makes it throw anything but a reason", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.tuple(fc.nat(valid.length), fc.string({ maxLength: 3 })).map(([at, more]) => valid.slice(0, at) + more + valid.slice(at + 1))), (xml) => {
    try { readCap(xml); } catch (error) { expect(error).toBeInstanceOf(CapFault); }
  }), { numRuns: 2_000 });
});

describe.skipIf(!existsSync(folder))("against the standard’s own schema and samples (skipped where they do not lie beside the repository)", () => {
  const isValid = async (xml: string) => validateXML({ xml: [{ fileName: "alert.xml", contents: xml }], schema: [fixture("cap12.xsd")] });

  test("what is written is valid", async () => {
    for (const alert of fc.sample(capAlerts, { numRuns: 12, seed: 7 })) {
      const { valid: holds, errors } = await isValid(writeCap(alert));
      expect(errors.map(({ message }) => message)).toEqual([]);
      expect(holds).toBe(true);
    }
    // The schema must be able to say no.
    expect((await isValid(valid.replace("Public", "Anybody"))).valid).toBe(false);
  });

  test.each([
    ["australia.cap", { infos: 2, areas: 2 }], ["canada.cap", { infos: 2, areas: 4 }], ["canada_signed.cap", { infos: 2, areas: 4, hasSignature: true }],
  ])("%s is read", (name, expected) => {
    const { infos, hasSignature } = readCap(fixture(name));
    expect({ infos: infos.length, areas: infos.flatMap(({ areas }) => areas).length, ...(hasSignature ? { hasSignature } : {}) }).toEqual(expected);
  });

  test.each([
    ["invalid.cap", "alert: scope is missing"], ["canada_errors.cap", "references: is empty"], ["noaa_errors.cap", "CAP 1.1: only 1.2 is read"], ["earthquake.cap", "CAP 1.1: only 1.2 is read"],
    ["weather.cap", "CAP 1.1: only 1.2 is read"], ["xee.cap", "a document type: none is accepted"],
  ])("%s is refused: %s", (name, reason) => { expect(() => readCap(fixture(name))).toThrow(reason); });
});
