/**
 * What does a small XML document say? One pass over the text, for the answers of a form: each element without children, with
 * its path and its words. No document type, no entity but XML's own five and character numbers, so that there is nothing that
 * could expand; depth and number of elements have an end.
 */
export interface Leaf {
  /** Names without prefix, below the root: ["group", "question"]. */
  path: readonly string[];
  text: string;
  /** Where its words stand in the document, for whoever blanks them. */
  from: number;
  to: number;
}

export interface Scanned {
  root: { name: string; attributes: ReadonlyMap<string, string> };
  leaves: Leaf[];
}

/** Not XML, or more than we read: `reason` is for the sender's eyes. */
export class XmlFault extends Error {}

const MOST_DEPTH = 24;
const MOST_ELEMENTS = 20_000;
const NAME = /^[\p{L}_][\p{L}\p{N}_.:·-]*$/u;
/** The usual name: tried first, since Unicode classes are slow. */
const PLAIN_NAME = /^[A-Za-z_][\w.:-]*$/;

export function scanXml(xml: string): Scanned {
  const leaves: Leaf[] = [];
  const open: { name: string; from: number; hasChild: boolean }[] = [];
  let root: Scanned["root"] | undefined;
  let isOver = false;
  let elements = 0;
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < xml.length) {
    const less = xml.indexOf("<", at);
    if (open.length === 0 && xml.slice(at, less < 0 ? undefined : less).trim() !== "") throw new XmlFault("words outside the root element");
    if (less < 0) break;
    const next = xml.charCodeAt(less + 1);
    if (next === 33) at = endOfMarkup(xml, less, open.length > 0); // !
    else if (next === 63) at = after(xml, "?>", less); // ?
    else if (next === 47) { // /
      const end = after(xml, ">", less);
      const closing = xml.slice(less + 2, end - 1).trim();
      const element = open.pop();
      if (!element || element.name !== closing) throw new XmlFault(`</${short(closing)}> closes nothing that is open`);
      if (!element.hasChild && open.length > 0) leaves.push({ path: [...open.slice(1).map(({ name }) => localName(name)), localName(closing)], text: wordsOf(xml.slice(element.from, less)), from: element.from, to: less });
      if (open.length === 0) isOver = true;
      at = end;
    } else {
      if (isOver) throw new XmlFault("more than one root element");
      if (++elements > MOST_ELEMENTS) throw new XmlFault(`more than ${MOST_ELEMENTS} elements`);
      const end = endOfTag(xml, less);
      const isEmpty = xml.charCodeAt(end - 2) === 47;
      const inside = xml.slice(less + 1, isEmpty ? end - 2 : end - 1);
      const name = /^\S+/.exec(inside)?.[0] ?? "";
      if (!PLAIN_NAME.test(name) && !NAME.test(name)) throw new XmlFault("a tag without a name");
      const parent = open.at(-1);
      if (parent) parent.hasChild = true;
      root ??= { name: localName(name), attributes: attributesOf(inside.slice(name.length)) };
      if (isEmpty) {
        if (open.length > 0) leaves.push({ path: [...open.slice(1).map((element) => localName(element.name)), localName(name)], text: "", from: end, to: end });
        else isOver = true;
      } else {
        if (open.length >= MOST_DEPTH) throw new XmlFault(`more than ${MOST_DEPTH} elements inside each other`);
        open.push({ name, from: end, hasChild: false });
      }
      at = end;
    }
  }
  if (!root || !isOver) throw new XmlFault(root ? "it is cut off" : "no element in it");
  return { root, leaves };
}

/** Comments and character data pass; a document type does not. */
function endOfMarkup(xml: string, less: number, isInside: boolean): number {
  if (xml.startsWith("<!--", less)) return after(xml, "-->", less);
  if (isInside && xml.startsWith("<![CDATA[", less)) return after(xml, "]]>", less);
  throw new XmlFault("a document type or an entity declaration, which we do not read");
}

function after(xml: string, words: string, from: number): number {
  const found = xml.indexOf(words, from);
  if (found < 0) throw new XmlFault("it is cut off");
  return found + words.length;
}

/** A > inside quotes ends nothing. */
function endOfTag(xml: string, less: number): number {
  let quote = 0;
  for (let at = less + 1; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote) { if (code === quote) quote = 0; }
    else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at + 1;
    else if (code === 60) throw new XmlFault("a < inside a tag");
  }
  throw new XmlFault("it is cut off");
}

function attributesOf(words: string): Map<string, string> {
  return new Map([...words.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [name!, decodeReferences(double ?? single ?? "")]));
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);
const short = (words: string) => words.slice(0, 40);

/** An element's words: its text, without comments and instructions, character data as it stands. */
function wordsOf(inside: string): string {
  if (!inside.includes("<")) return decodeReferences(inside);
  let words = "";
  let at = 0;
  for (const match of inside.matchAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g)) {
    words += decodeReferences(inside.slice(at, match.index)) + (match[1] ?? "");
    at = match.index + match[0].length;
  }
  return words + decodeReferences(inside.slice(at));
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeReferences(words: string): string {
  if (!words.includes("&")) return words;
  return words.replace(/&([^;&\s]{0,12};?)/g, (_, reference: string) => {
    const [, decimal, hex] = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));$/.exec(reference) ?? [];
    const point = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : undefined;
    if (point !== undefined && point <= 0x10ffff) return String.fromCodePoint(point);
    const named = reference.endsWith(";") && Object.hasOwn(NAMED, reference.slice(0, -1)) ? NAMED[reference.slice(0, -1)] : undefined;
    if (named === undefined) throw new XmlFault(`the entity &${short(reference)} is not one of XML’s own`);
    return named;
  });
}

/** For text and for attributes. */
export const escapeXml = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&${Object.keys(NAMED).find((name) => NAMED[name] === sign)!};`);
