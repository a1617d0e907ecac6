/**
 * Reads a CAP 1.2 message from elsewhere, or says what is wrong with it: element, and why. It asks for what the schema asks, in its
 * order, and beyond it for what the standard says in words: no empty list of references, no spaces in an identifier, polygons that close.
 */
import { CATEGORY, CERTAINTY, MESSAGE_TYPE, NAMESPACE, RESPONSE, SCOPE, SEVERITY, STATUS, URGENCY, type CapAlert, type CapArea, type CapInfo, type CapReference, type Named } from "./cap-alert.ts";
import { readXml, XmlFault, type XmlElement } from "./xml.ts";

/** What the sender can be told. */
export class CapFault extends Error {}

const SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const MOST = { infos: 30, areas: 300, text: 20_000 } as const;

type Many = "one" | "maybe" | "any" | "some";
type Order = readonly (readonly [name: string, many: Many])[];

const ALERT: Order = [["identifier", "one"], ["sender", "one"], ["sent", "one"], ["status", "one"], ["msgType", "one"], ["source", "maybe"], ["scope", "one"], ["restriction", "maybe"], ["addresses", "maybe"], ["code", "any"],
  ["note", "maybe"], ["references", "maybe"], ["incidents", "maybe"], ["info", "any"]];
const INFO: Order = [["language", "maybe"], ["category", "some"], ["event", "one"], ["responseType", "any"], ["urgency", "one"], ["severity", "one"], ["certainty", "one"], ["audience", "maybe"], ["eventCode", "any"], ["effective", "maybe"],
  ["onset", "maybe"], ["expires", "maybe"], ["senderName", "maybe"], ["headline", "maybe"], ["description", "maybe"], ["instruction", "maybe"], ["web", "maybe"], ["contact", "maybe"], ["parameter", "any"], ["resource", "any"], ["area", "any"]];
const AREA: Order = [["areaDesc", "one"], ["polygon", "any"], ["circle", "any"], ["geocode", "any"], ["altitude", "maybe"], ["ceiling", "maybe"]];
const PAIR: Order = [["valueName", "one"], ["value", "one"]];

export function readCap(xml: string): CapAlert {
  let root: XmlElement;
  try { root = readXml(xml); } catch (error) { throw error instanceof XmlFault ? new CapFault(error.message) : error; }
  if (root.name !== "alert") throw new CapFault(`the root element is ${root.name}, not alert`);
  if (root.namespace !== NAMESPACE) throw new CapFault(root.namespace.startsWith("urn:oasis:names:tc:emergency:cap:") ? `CAP ${root.namespace.slice(33)}: only 1.2 is read` : "not in the namespace of CAP 1.2");
  const signatures = root.children.filter(({ namespace }) => namespace === SIGNATURE);
  const held = inOrder({ ...root, children: root.children.filter((child) => !signatures.includes(child)) }, ALERT);
  const status = word(held, "status", STATUS), messageType = word(held, "msgType", MESSAGE_TYPE), scope = word(held, "scope", SCOPE);
  const infos = held.all("info");
  if (infos.length > MOST.infos) throw new CapFault(`more than ${MOST.infos} info elements`);
  if (scope === "Restricted" && !held.maybe("restriction")) throw new CapFault("restriction: is needed where the scope is Restricted");
  if (scope === "Private" && !held.maybe("addresses")) throw new CapFault("addresses: is needed where the scope is Private");
  const references = held.maybe("references");
  if (references === undefined && messageType !== "Alert") throw new CapFault(`references: is needed for ${messageType}`);
  return {
    identifier: token(held, "identifier"), sender: token(held, "sender"), sent: time(held.one("sent"), "sent"), status, messageType, scope,
    ...given("source", held.maybe("source")), ...given("restriction", held.maybe("restriction")), ...given("addresses", held.maybe("addresses")), codes: held.all("code").map(text),
    ...given("note", held.maybe("note")), references: references === undefined ? [] : referencesOf(references), ...given("incidents", held.maybe("incidents")), infos: infos.map(infoOf), hasSignature: signatures.length > 0,
  };
}

interface Held { one(name: string): string; maybe(name: string): string | undefined; all(name: string): XmlElement[] }

function inOrder(element: XmlElement, order: Order): Held {
  if (element.text.trim() !== "") throw new CapFault(`${element.name}: words where only elements may be`);
  let place = 0;
  for (const child of element.children) {
    const found = child.namespace === NAMESPACE ? order.findIndex(([name]) => name === child.name) : -1;
    if (found < 0) throw new CapFault(`${element.name}: ${child.name} has no place in it`);
    if (found < place) throw new CapFault(`${element.name}: ${child.name} stands too late`);
    place = found;
  }
  const all = (name: string) => element.children.filter((child) => child.name === name);
  for (const [name, many] of order) {
    const count = all(name).length;
    if (count === 0 && (many === "one" || many === "some")) throw new CapFault(`${element.name}: ${name} is missing`);
    if (count > 1 && (many === "one" || many === "maybe")) throw new CapFault(`${element.name}: ${name} stands there ${count} times`);
  }
  return { all, one: (name) => text(all(name)[0]!), maybe: (name) => { const [first] = all(name); return first && (isBlank(first) && name !== "references" ? undefined : text(first)); } };
}

/** Widely sent where there is nothing to say, and harmless: as if it were not there. An empty list of references is a mistake. */
const isBlank = ({ children, text: words }: XmlElement) => children.length === 0 && words.trim() === "";

function text(element: XmlElement): string {
  if (element.children.length > 0) throw new CapFault(`${element.name}: elements where only words may be`);
  const words = element.text.trim();
  if (words === "") throw new CapFault(`${element.name}: is empty`);
  if (words.length > MOST.text && element.name !== "polygon") throw new CapFault(`${element.name}: more than ${MOST.text} characters`);
  return words;
}

function word<T extends string>(held: Held, name: string, allowed: readonly T[]): T {
  const found = held.one(name);
  if (!(allowed as readonly string[]).includes(found)) throw new CapFault(`${name}: “${found.slice(0, 40)}” is none of ${allowed.join(", ")}`);
  return found as T;
}

function token(held: Held, name: string): string {
  const found = held.one(name);
  if (/[\s,<&]/.test(found)) throw new CapFault(`${name}: holds a space, a comma, < or &`);
  return found;
}

function time(words: string, name: string): string {
  if (!TIME.test(words) || Number.isNaN(Date.parse(words))) throw new CapFault(`${name}: “${words.slice(0, 40)}” is no moment like 2025-02-09T14:30:00-00:00`);
  return words;
}

const given = <K extends string>(name: K, value: string | undefined) => (value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>;

function referencesOf(words: string): CapReference[] {
  return words.split(/\s+/).map((one) => {
    const [sender, identifier, sent, ...more] = one.split(",");
    if (!sender || !identifier || !sent || more.length > 0) throw new CapFault("references: each is sender,identifier,sent");
    return { sender, identifier, sent: time(sent, "references") };
  });
}

function infoOf(element: XmlElement): CapInfo {
  const held = inOrder(element, INFO);
  const areas = held.all("area");
  if (areas.length > MOST.areas) throw new CapFault(`more than ${MOST.areas} areas`);
  const each = (name: string, allowed: readonly string[]) => held.all(name).map((one) => {
    const found = text(one);
    if (!allowed.includes(found)) throw new CapFault(`${name}: “${found.slice(0, 40)}” is none of ${allowed.join(", ")}`);
    return found;
  });
  const moment = (name: "effective" | "onset" | "expires") => { const words = held.maybe(name); return given(name, words === undefined ? undefined : time(words, name)); };
  return {
    ...given("language", held.maybe("language")), categories: each("category", CATEGORY), event: held.one("event"), responses: each("responseType", RESPONSE),
    urgency: word(held, "urgency", URGENCY), severity: word(held, "severity", SEVERITY), certainty: word(held, "certainty", CERTAINTY), eventCodes: held.all("eventCode").map(pairOf),
    ...moment("effective"), ...moment("onset"), ...moment("expires"),
    ...given("senderName", held.maybe("senderName")), ...given("headline", held.maybe("headline")), ...given("description", held.maybe("description")), ...given("instruction", held.maybe("instruction")),
    ...given("web", held.maybe("web")), ...given("contact", held.maybe("contact")), parameters: held.all("parameter").map(pairOf), areas: areas.map(areaOf),
  };
}

function pairOf(element: XmlElement): Named {
  const held = inOrder(element, PAIR);
  return { name: held.one("valueName"), value: held.maybe("value") ?? "" };
}

function areaOf(element: XmlElement): CapArea {
  const held = inOrder(element, AREA);
  return { areaDesc: held.one("areaDesc"), polygons: held.all("polygon").map((one) => polygon(text(one))), circles: held.all("circle").map((one) => circle(text(one))), geocodes: held.all("geocode").map(pairOf) };
}

const POINT = /^[+-]?\d{1,2}(?:\.\d+)?,[+-]?\d{1,3}(?:\.\d+)?$/;
const isOnEarth = (point: string) => { const [lat, lon] = point.split(",").map(Number); return POINT.test(point) && Math.abs(lat!) <= 90 && Math.abs(lon!) <= 180; };

function polygon(words: string): string {
  const points = words.split(/\s+/);
  if (!points.every(isOnEarth)) throw new CapFault("polygon: each point is latitude,longitude in degrees");
  if (points.length < 4 || points[0] !== points.at(-1)) throw new CapFault("polygon: at least four points, and the last is the first");
  return words;
}

function circle(words: string): string {
  const [centre, radius, ...more] = words.split(/\s+/);
  if (!isOnEarth(centre!) || more.length > 0 || !/^\d+(?:\.\d+)?$/.test(radius ?? "")) throw new CapFault("circle: latitude,longitude and a radius in kilometres");
  return words;
}
