/**
 * The form as telephones read it: an ODK XForm (getodk.github.io/xforms-spec) from the tree of questions. Words go through itext,
 * so that a telephone shows the language it is set to; ${names} become paths, relative inside a repeat, so that each round of it
 * speaks of its own answers. Nothing in it asks for the device, its number or its owner.
 */
import { REFERENCE, TYPES, flat, type Form, type Question, type Words } from "./xlsform.ts";
import { escapeXml } from "./xml-scan.ts";

const NAMESPACES = 'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

interface Place { path: string[]; /** Paths of the repeats around it, outermost first. */ repeats: string[] }

export function xformOf(form: Form): string {
  const places = placesOf(form.questions);
  const write = writerOf(form, places);
  const all = flat(form.questions);
  const filtered = [...new Set(all.filter(({ choiceFilter }) => choiceFilter).map(({ list }) => list!))];
  return `<?xml version="1.0" encoding="UTF-8"?>
<h:html ${NAMESPACES}><h:head><h:title>${escapeXml(form.title)}</h:title><model odk:xforms-version="1.0.0">
${write.itext()}
<instance><data id="${escapeXml(form.formId)}" version="${escapeXml(form.version)}">${instanceOf(form.questions)}<meta><instanceID/>${form.instanceName ? "<instanceName/>" : ""}</meta></data></instance>
${filtered.map((list) => choiceInstance(form, list)).join("\n")}
${all.map(write.bind).join("\n")}
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
${form.instanceName ? `<bind nodeset="/data/meta/instanceName" type="string" calculate="${escapeXml(write.expression(form.instanceName, { path: [], repeats: [] }))}"/>` : ""}
</model></h:head><h:body>
${form.questions.map(write.control).join("\n")}
</h:body></h:html>
`;
}

function placesOf(questions: readonly Question[], above: Place = { path: [], repeats: [] }): Map<Question, Place> {
  const places = new Map<Question, Place>();
  for (const question of questions) {
    const path = [...above.path, question.name];
    places.set(question, { path, repeats: above.repeats });
    const inner = { path, repeats: question.kind === "repeat" ? [...above.repeats, `/data/${path.join("/")}`] : above.repeats };
    for (const [child, place] of placesOf(question.children, inner)) places.set(child, place);
  }
  return places;
}

const isExpression = (words: string) => /[(${]/.test(words);

function instanceOf(questions: readonly Question[]): string {
  return questions.map((question) => {
    const { name, kind, children } = question;
    if (kind === "group") return `<${name}>${instanceOf(children)}</${name}>`;
    // The pattern of each round, and the first one.
    if (kind === "repeat") return `<${name} jr:template="">${instanceOf(children)}</${name}><${name}>${instanceOf(children)}</${name}>`;
    const initial = question.default && !isExpression(question.default) ? escapeXml(question.default) : "";
    return initial ? `<${name}>${initial}</${name}>` : `<${name}/>`;
  }).join("");
}

const choiceInstance = (form: Form, list: string) => `<instance id="${escapeXml(list)}"><root>${form.choices.get(list)!.map(({ name, more }, i) =>
  `<item><itextId>${escapeXml(choiceText(list, i))}</itextId><name>${escapeXml(name)}</name>${[...more].map(([column, words]) => `<${column}>${escapeXml(words)}</${column}>`).join("")}</item>`).join("")}</root></instance>`;

/** Where the choices of such an instance stand: the path of its elements above. */
const CHOICES = ["", "root", "item"].join("/");

const choiceText = (list: string, i: number) => `choice:${list}:${i}`;

function writerOf(form: Form, places: ReadonlyMap<Question, Place>) {
  const byName = new Map([...places].map(([{ name }, place]) => [name, place]));
  const texts = new Map<string, { words: Words; from: Place }>();
  const pathOf = (question: Question) => `/data/${places.get(question)!.path.join("/")}`;

  /** A path from one question to another: through the innermost repeat that both are in, else from the root. */
  function reference(name: string, from: Place, isInFilter = false): string {
    const to = byName.get(name)!;
    const shared = to.repeats.filter((repeat, i) => from.repeats[i] === repeat).at(-1);
    if (!shared) return ` /data/${to.path.join("/")} `;
    const depth = shared.split("/").length - 2;
    // Inside a filter "here" is the choice; the question is current().
    return ` ${isInFilter ? "current()/" : ""}${"../".repeat(from.path.length - depth)}${to.path.slice(depth).join("/")} `;
  }
  const expression = (words: string, from: Place, isInFilter = false) => words.replace(REFERENCE, (_, name: string) => reference(name, from, isInFilter));
  /** Words may show an answer. */
  const shown = (words: string, from: Place) => {
    let at = 0;
    let written = "";
    for (const match of words.matchAll(REFERENCE)) {
      written += `${escapeXml(words.slice(at, match.index))}<output value="${escapeXml(reference(match[1]!, from))}"/>`;
      at = match.index + match[0].length;
    }
    return written + escapeXml(words.slice(at));
  };
  const text = (id: string, words: Words, from: Place) => { texts.set(id, { words, from }); return `jr:itext('${id}')`; };
  const attribute = (name: string, value: string | undefined) => (value ? ` ${name}="${escapeXml(value)}"` : "");

  for (const question of places.keys()) {
    const at = places.get(question)!;
    for (const part of ["label", "hint", "constraintMessage", "requiredMessage"] as const) if (question[part].size > 0) text(`${pathOf(question)}:${part}`, question[part], at);
  }
  for (const [list, choices] of form.choices) choices.forEach(({ name, label }, i) => text(choiceText(list, i), label.size > 0 ? label : new Map([[form.defaultLanguage, name]]), { path: [], repeats: [] }));

  const ref = (question: Question, part: "label" | "hint") => (question[part].size > 0 ? `<${part} ref="jr:itext('${pathOf(question)}:${part}')"/>` : "");

  function bind(question: Question): string {
    const { kind, type, relevant, constraint, required, readOnly, calculation, constraintMessage, requiredMessage } = question;
    const from = places.get(question)!;
    const [path, of] = [pathOf(question), (words: string | undefined) => words && expression(words, from)];
    if (kind !== "question") return relevant ? `<bind nodeset="${path}"${attribute("relevant", of(relevant))}/>` : "";
    const dynamic = from.repeats.length === 0 ? setvalue(question, "odk-instance-first-load") : "";
    const preload = type === "today" ? ' jr:preload="date" jr:preloadParams="today"' : type === "start" || type === "end" ? ` jr:preload="timestamp" jr:preloadParams="${type}"` : "";
    const isDecimal = type === "range" && [...question.parameters.values()].some((value) => value.includes("."));
    return `<bind nodeset="${path}" type="${isDecimal ? "decimal" : TYPES[type]}"${attribute("relevant", of(relevant))}${attribute("constraint", of(constraint))}${attribute("required", of(required))}${attribute("readonly", type === "note" ? "true()" : of(readOnly))}${attribute("calculate", of(calculation))}`
      + `${constraintMessage.size > 0 ? ` jr:constraintMsg="jr:itext('${path}:constraintMessage')"` : ""}${requiredMessage.size > 0 ? ` jr:requiredMsg="jr:itext('${path}:requiredMessage')"` : ""}${preload}/>${dynamic}`;
  }

  /** A default that is computed. */
  function setvalue(question: Question, event: string): string {
    if (!question.default || !isExpression(question.default)) return "";
    return `<setvalue event="${event}" ref="${pathOf(question)}"${attribute("value", expression(question.default, places.get(question)!))}/>`;
  }

  function control(question: Question): string {
    const { kind, type, appearance, children } = question;
    const [path, look] = [pathOf(question), attribute("appearance", appearance)];
    const words = ref(question, "label") + ref(question, "hint");
    if (kind === "group") return `<group ref="${path}"${look}>${ref(question, "label")}${children.map(control).join("")}</group>`;
    if (kind === "repeat") {
      const count = question.repeatCount ? ` jr:count="${escapeXml(expression(question.repeatCount, places.get(question)!).trim())}" jr:noAddRemove="true()"` : "";
      const computed = flat(children).filter((child) => places.get(child)!.repeats.at(-1) === path).map((child) => setvalue(child, "odk-instance-first-load odk-new-repeat"));
      return `<group ref="${path}">${ref(question, "label")}<repeat nodeset="${path}"${count}${look}>${computed.join("")}${children.map(control).join("")}</repeat></group>`;
    }
    if (["calculate", "hidden", "today", "start", "end"].includes(type)) return "";
    if (type === "select_one") return `<select1 ref="${path}"${look}>${words}${itemsOf(question)}</select1>`;
    if (type === "select_multiple") return `<select ref="${path}"${look}>${words}${itemsOf(question)}</select>`;
    if (type === "rank") return `<odk:rank ref="${path}"${look}>${words}${itemsOf(question)}</odk:rank>`;
    if (type === "acknowledge") return `<trigger ref="${path}"${look}>${words}</trigger>`;
    if (type === "range") return `<range ref="${path}" start="${question.parameters.get("start") ?? 0}" end="${question.parameters.get("end") ?? 10}" step="${question.parameters.get("step") ?? 1}"${look}>${words}</range>`;
    const media = { image: "image/*", audio: "audio/*", video: "video/*", file: "application/*" }[type];
    return media ? `<upload ref="${path}" mediatype="${media}"${look}>${words}</upload>` : `<input ref="${path}"${look}>${words}</input>`;
  }

  function itemsOf(question: Question): string {
    const { list, choiceFilter } = question;
    if (choiceFilter) {
      return `<itemset nodeset="instance('${escapeXml(list!)}')${CHOICES}[${escapeXml(expression(choiceFilter, places.get(question)!, true))}]"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>`;
    }
    return form.choices.get(list!)!.map(({ name }, i) => `<item><label ref="jr:itext('${escapeXml(choiceText(list!, i))}')"/><value>${escapeXml(name)}</value></item>`).join("");
  }

  const nameOf = (language: string) => language || "default";
  /** What a language does not say is said in the default one. */
  const itext = () => `<itext>${form.languages.map((language) => `<translation lang="${escapeXml(nameOf(language))}"${language === form.defaultLanguage ? ' default="true()"' : ""}>${[...texts].map(([id, { words, from }]) =>
    `<text id="${escapeXml(id)}"><value>${shown(words.get(language) ?? words.get(form.defaultLanguage) ?? [...words.values()][0] ?? "", from)}</value></text>`).join("")}</translation>`).join("")}</itext>`;

  return { bind, control, itext, expression };
}
