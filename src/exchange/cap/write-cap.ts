/** CAP 1.2 as XML, in the order of the schema; whatever could break out of an element is escaped, whatever XML cannot hold is left out. */
import { NAMESPACE, type CapAlert, type CapArea, type CapInfo, type Named } from "./cap-alert.ts";

export function writeCap(alert: CapAlert): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`, `<alert xmlns="${NAMESPACE}">`,
    ...[
      tag("identifier", alert.identifier), tag("sender", alert.sender), tag("sent", alert.sent), tag("status", alert.status), tag("msgType", alert.messageType), tag("source", alert.source), tag("scope", alert.scope),
      tag("restriction", alert.restriction), tag("addresses", alert.addresses), ...alert.codes.map((code) => tag("code", code)), tag("note", alert.note),
      tag("references", alert.references.length > 0 ? alert.references.map(({ sender, identifier, sent }) => `${sender},${identifier},${sent}`).join(" ") : undefined), tag("incidents", alert.incidents),
      ...alert.infos.map(info),
    ].filter(Boolean),
    `</alert>`, "",
  ].join("\n");
}

function info(one: CapInfo): string {
  return block("info", [
    tag("language", one.language), ...one.categories.map((category) => tag("category", category)), tag("event", one.event), ...one.responses.map((response) => tag("responseType", response)),
    tag("urgency", one.urgency), tag("severity", one.severity), tag("certainty", one.certainty), ...one.eventCodes.map((code) => pair("eventCode", code)),
    tag("effective", one.effective), tag("onset", one.onset), tag("expires", one.expires), tag("senderName", one.senderName), tag("headline", one.headline), tag("description", one.description),
    tag("instruction", one.instruction), tag("web", one.web), tag("contact", one.contact), ...one.parameters.map((parameter) => pair("parameter", parameter)), ...one.areas.map(area),
  ]);
}

const area = ({ areaDesc, polygons, circles, geocodes }: CapArea): string =>
  block("area", [tag("areaDesc", areaDesc), ...polygons.map((polygon) => tag("polygon", polygon)), ...circles.map((circle) => tag("circle", circle)), ...geocodes.map((code) => pair("geocode", code))]);

const pair = (name: string, { name: valueName, value }: Named): string => block(name, [tag("valueName", valueName), tag("value", value)]);

const block = (name: string, inside: string[]): string => `<${name}>\n${inside.filter(Boolean).join("\n")}\n</${name}>`;

/** An element that has nothing to say is not there: the standard forbids empty ones. */
const tag = (name: string, words: string | undefined): string => (words === undefined || words === "" ? "" : `<${name}>${escaped(words)}</${name}>`);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (words: string) => words.replace(UNWRITABLE, "").replace(/[&<>"']/g, (letter) => ESCAPES[letter]!);
