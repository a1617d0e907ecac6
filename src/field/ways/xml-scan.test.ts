import fc from "fast-check";
import { expect, test } from "vitest";
import { readSubmission } from "./submission.ts";
import { escapeXml, scanXml, XmlFault } from "./xml-scan.ts";

const answers = (inside: string) => readSubmission(`<data id="f"><meta><instanceID>1</instanceID></meta>${inside}</data>`).answers;

test("groups, repeats, comments, character data and references are read", () => {
  expect(answers("<g><a> x &amp; &#233;&#x1F404; </a><b/></g><r><n>1</n></r><r><n>2</n></r><c>1<!-- no --><![CDATA[<&>]]></c>")).toEqual({ "g/a": "x & é🐄", "r/n": ["1", "2"], c: "1<&>" });
  expect(scanXml(`<?xml version="1.0"?><!-- < --><h:d xmlns:h="x" id='a>b'><h:q w="1 > 2">y</h:q></h:d>\n`)).toMatchObject({ root: { name: "d" }, leaves: [{ path: ["q"], text: "y" }] });
  expect(scanXml(`<d id='a>b'/>`).root.attributes.get("id")).toBe("a>b");
});

test.each([
  ["a document type", `<!DOCTYPE d><d/>`], ["an entity", `<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>`], ["an unknown entity", "<d><a>&nbsp;</a></d>"], ["an entity inside", `<d><!ENTITY a "b"></d>`],
  ["two roots", "<d/><d/>"], ["words outside", "x<d/>"], ["crossed tags", "<d><a></d></a>"], ["no end", "<d><a>"], ["half a tag", "<d><a"], ["no element", "  "], ["no name", "<d>< a></a></d>"],
  ["depth", "<a>".repeat(60)], ["number", `<d>${"<a/>".repeat(20_001)}</d>`], ["half a reference", "<d><a>&amp</a></d>"], ["a character that is none", "<d><a>&#x110000;</a></d>"],
])("%s is refused", (_, xml) => { expect(() => scanXml(xml)).toThrow(XmlFault); });

test("what is written comes back, whatever it is", () => {
  // oxlint-disable-next-line no-control-regex -- those that are taken away on intake
  const words = fc.string({ unit: "grapheme", maxLength: 80 }).filter((text) => !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/.test(text));
  fc.assert(fc.property(words, (text) => { expect(answers(text.trim() ? `<a>${escapeXml(text)}</a>` : "")).toEqual(text.trim() ? { a: text.trim() } : {}); }));
});

test("any text is read or refused, and a piece of a form is never taken for a whole one", () => {
  const whole = `<data id="f"><meta><instanceID>1</instanceID></meta><g><a>x</a></g><b>&lt;</b></data>`;
  fc.assert(fc.property(fc.nat(whole.length - 1), (length) => { expect(() => readSubmission(whole.slice(0, length))).toThrow(XmlFault); }));
  const pieces = fc.array(fc.oneof(fc.constantFrom("<", ">", "</", "/>", "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "&", ";", "&amp;", "\"", "'", "=", "__proto__", "<__proto__>", "</__proto__>"), fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 60 });
  fc.assert(fc.property(pieces, (parts) => {
    try { readSubmission(`<data id="f"><meta><instanceID>1</instanceID></meta>${parts.join("")}</data>`); } catch (error) { expect(error).toBeInstanceOf(XmlFault); }
  }));
});

test("what tells the telephone or its owner is blanked in the answers and in the form as it is kept", () => {
  const read = readSubmission(`<data id="f"><deviceid>collect:Q1</deviceid><id>imei:35</id><who>tel:+2217</who><x><username>awa</username></x><said>Bakel</said><meta><instanceID>uuid:1</instanceID><deviceID>W2</deviceID></meta></data>`);
  expect(read.answers).toEqual({ said: "Bakel" });
  for (const hidden of ["Q1", "imei", "2217", "awa", "W2"]) expect(read.xml, hidden).not.toContain(hidden);
  expect(scanXml(read.xml).leaves.length).toBe(7);
});
