/**
 * A small XML document as a tree, for messages that strangers send: no document type, no entity but XML's own five and character
 * numbers, an end to size, depth and number of elements. There is nothing here that could expand or fetch.
 */
export interface XmlElement {
  /** Without its prefix. */
  name: string;
  namespace: string;
  children: XmlElement[];
  text: string;
}

export class XmlFault extends Error {}

const MOST_CHARACTERS = 512 * 1024;
const MOST_DEPTH = 16;
const MOST_ELEMENTS = 10_000;

const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const OPENING = new RegExp(`^<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "g");
const CLOSING = new RegExp(`^</(${NAME})\\s*>`);

export function readXml(xml: string): XmlElement {
  if (xml.length > MOST_CHARACTERS) throw new XmlFault(`more than ${MOST_CHARACTERS} characters`);
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml)) throw new XmlFault("a document type: none is accepted");
  const open: { element: XmlElement; qualified: string; spaces: ReadonlyMap<string, string> }[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < xml.length) {
    const less = xml.indexOf("<", at);
    const words = xml.slice(at, less < 0 ? xml.length : less);
    if (open.length > 0) open.at(-1)!.element.text += decoded(words);
    else if (words.trim() !== "") throw new XmlFault("words outside the root element");
    if (less < 0) break;
    if (xml.startsWith("<!--", less)) at = after(xml, "-->", less + 4);
    else if (xml.startsWith("<?", less)) at = after(xml, "?>", less + 2);
    else if (xml.startsWith("<![CDATA[", less)) {
      const end = after(xml, "]]>", less);
      if (open.length === 0) throw new XmlFault("words outside the root element");
      open.at(-1)!.element.text += xml.slice(less + 9, end - 3);
      at = end;
    } else if (xml.startsWith("</", less)) {
      const closing = CLOSING.exec(xml.slice(less, less + 200));
      const last = open.pop();
      if (!closing || last?.qualified !== closing[1]) throw new XmlFault("a closing tag that closes nothing");
      at = less + closing[0].length;
    } else {
      if (open.length === 0 && root) throw new XmlFault("more than one root element");
      const limit = xml.indexOf(">", less);
      const opening = limit < 0 ? null : OPENING.exec(xml.slice(less, limit + 1)) ?? OPENING.exec(xml.slice(less, less + 20_000));
      if (!opening) throw new XmlFault("a tag that cannot be read");
      if (++elements > MOST_ELEMENTS) throw new XmlFault(`more than ${MOST_ELEMENTS} elements`);
      if (open.length >= MOST_DEPTH) throw new XmlFault(`more than ${MOST_DEPTH} levels`);
      const spaces = namespaces(opening[2]!, open.at(-1)?.spaces);
      const [prefix, name] = opening[1]!.includes(":") ? opening[1]!.split(":") as [string, string] : ["", opening[1]!];
      if (prefix !== "" && !spaces.has(prefix)) throw new XmlFault(`the prefix ${prefix} stands for nothing`);
      const element: XmlElement = { name, namespace: spaces.get(prefix) ?? "", children: [], text: "" };
      if (open.length > 0) open.at(-1)!.element.children.push(element);
      else root = element;
      if (opening[3] !== "/") open.push({ element, qualified: opening[1]!, spaces });
      at = less + opening[0].length;
    }
  }
  if (open.length > 0) throw new XmlFault("it ends before its last tag is closed");
  if (!root) throw new XmlFault("no XML at all");
  return root;
}

function namespaces(attributes: string, above: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  let own: Map<string, string> | undefined;
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = decoded(double ?? single ?? "");
    if (name === "xmlns") (own ??= new Map(above)).set("", value);
    else if (name!.startsWith("xmlns:")) (own ??= new Map(above)).set(name!.slice(6), value);
  }
  return own ?? above ?? new Map();
}

function after(xml: string, end: string, from: number): number {
  const found = xml.indexOf(end, from);
  if (found < 0) throw new XmlFault(`no ${end} where one must follow`);
  return found + end.length;
}

const OWN: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(words: string): string {
  if (!words.includes("&")) return words;
  return words.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);?|&/g, (whole, name: string | undefined) => {
    if (!whole.endsWith(";") || name === undefined) throw new XmlFault("an ampersand that begins nothing");
    if (name in OWN) return OWN[name]!;
    const code = name.startsWith("#x") ? parseInt(name.slice(2), 16) : name.startsWith("#") ? Number(name.slice(1)) : NaN;
    const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
    if (!isCharacter) throw new XmlFault(`the entity ${name.slice(0, 20)} is not known`);
    return String.fromCodePoint(code);
  });
}
