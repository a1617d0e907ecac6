/** `faleme brief`: the week's bulletin and an alert's sheet as files, without a page. */
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { loadShippedPlaces } from "../places/index.ts";
import type { Command, Invocation, Printed } from "../platform/command.ts";
import { LANGUAGES } from "../platform/language.ts";
import { problem } from "../platform/problem.ts";
import { makeAlertSheet } from "./make-alert-sheet.ts";
import { BULLETIN_MARKINGS, bulletinCalled, bulletinSheet, contentOf, makeBulletin } from "./make-bulletin.ts";
import { print, type Sheet } from "./press.ts";
import { mondayOf } from "./week.ts";

const USAGE = "brief bulletin --week DAY [--marking CLEAR|GREEN|AMBER] | bulletin ID | alert ID  --out FILE.pdf|FILE.svg [--language fr|en|ar] [--contact ID] [--exercise]";
const text = { type: "string" } as const;

export const briefCommand: Command = {
  verb: "brief",
  summary: "the two-page bulletin of a week, or the one-page sheet of an alert, as PDF; for a contact, only what is released to them",
  usage: USAGE,
  options: { week: text, marking: { type: "string", default: "GREEN" }, language: text, out: text, contact: text, exercise: { type: "boolean", default: false } },
  async run(invocation) {
    const { positionals: [what, id, ...more], values: { language, out } } = invocation;
    if (!out || more.length > 0 || (what !== "alert" && what !== "bulletin") || (what === "alert" && !id)) throw problem("command.usage", { reason: "bulletin or alert, and --out", usage: `faleme ${USAGE}` });
    if (language !== undefined && !(LANGUAGES as readonly string[]).includes(language)) throw problem("command.usage", { reason: `no language ${language}`, usage: `faleme ${USAGE}` });
    if (id !== undefined && !/^[0-9a-f-]{36}$/i.test(id)) throw problem("record.notFound");
    await loadShippedPlaces(invocation.node);
    return what === "alert" ? alertTo(invocation, id!) : bulletinTo(invocation, id);
  },
};

const caller = ({ node, values }: Invocation) => node.keeper("command-line", values.exercise === true);
const formatOf = (out: string): Sheet["format"] => (out.endsWith(".svg") ? "svg" : "pdf");

async function alertTo(invocation: Invocation, id: string): Promise<Printed> {
  const { node, values: { language, contact, out } } = invocation;
  return written(await node.db.as(caller(invocation), (tx) => makeAlertSheet(tx, node, { id, language, contact, format: formatOf(out) })), out, { alert: id });
}

async function bulletinTo(invocation: Invocation, known: string | undefined): Promise<Printed> {
  const { node, values: { week, marking, language = "fr", contact, out } } = invocation;
  if (!known && (!week || Number.isNaN(Date.parse(week)) || !(BULLETIN_MARKINGS as readonly string[]).includes(marking))) throw problem("command.usage", { reason: "--week DAY, and a marking up to AMBER", usage: `faleme ${USAGE}` });
  const id = known ?? (await makeBulletin(node, caller(invocation), { week: mondayOf(week), marking })).id;
  const { sheet, state } = await node.db.as(caller(invocation), async (tx) => {
    const sheet = await bulletinSheet(tx, node, { id, language, contact, format: formatOf(out) });
    return { sheet, state: contentOf(await bulletinCalled(tx, id)).state };
  });
  return written(sheet, out, { bulletin: id, state });
}

async function written(sheet: Sheet, out: string, more: Record<string, string>): Promise<Printed> {
  const { bytes, pages } = await print(sheet);
  try {
    const file = createWriteStream(out);
    file.end(bytes);
    await finished(file);
  } catch (error) {
    throw problem("file.cannotWrite", { file: out, reason: (error as NodeJS.ErrnoException).code ?? "?" });
  }
  const json = { ...more, file: out, pages, bytes: bytes.length };
  return { json, words: `${out}: ${pages} page${pages > 1 ? "s" : ""}, ${bytes.length} bytes (${Object.entries(more).map(([name, value]) => `${name} ${value}`).join(", ")}).` };
}
