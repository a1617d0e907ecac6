/** `faleme alerts` and `faleme contacts`: the board, the measures, a rule tried on history, gaps in the directory, and how messages leave. */
import { existsSync, readFileSync } from "node:fs";
import { loadShippedPlaces } from "../places/index.ts";
import type { Command, Invocation, Printed } from "../platform/command.ts";
import { find, invalid } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { alertRule } from "./alerts/alert-rule.noun.ts";
import { dryRun } from "./alerts/dry-run.ts";
import { boardRows } from "./alerts/queries.ts";
import type { RuleContent } from "./alerts/rules.ts";
import { contactCoverage } from "./contacts/coverage.ts";
import { measures } from "./delivery/measures.ts";
import { keepMailPassword, mailPassword, outwardSettings, OutwardSettings, settleOutward } from "./delivery/settings.ts";
import { signingKey } from "./release/signing.ts";

const flag = { type: "boolean", default: false } as const;
const text = { type: "string" } as const;

const ALERTS = "alerts board | measures [--from DAY] [--to DAY] | dry-run --rule ID|FILE.json --from DAY --to DAY  [--exercise]";

export const alertsCommand: Command = {
  verb: "alerts",
  summary: "what is out and waits for an answer, whether warning became response, and how many alerts a rule would have made",
  usage: ALERTS,
  options: { from: text, to: text, rule: text, exercise: flag },
  run: (invocation) => chosen(invocation, { board, measures: measured, "dry-run": tried }, ALERTS),
};

const CONTACTS = "contacts coverage [--level 0-3] | key | outward [--url URL] [--mail-host HOST --mail-port N --mail-from ADDRESS --mail-user NAME --mail-password-file FILE --mail-secure] [--push mailto:ADDRESS] [--none]  [--exercise]";

export const contactsCommand: Command = {
  verb: "contacts",
  summary: "areas and functions that nobody answers for, the key that this node signs with, and the mail server and address that messages use",
  usage: CONTACTS,
  options: { level: { type: "string", default: "2" }, url: text, "mail-host": text, "mail-port": text, "mail-from": text, "mail-user": text, "mail-password-file": text, "mail-secure": flag, push: text, none: flag, exercise: flag },
  run: (invocation) => chosen(invocation, { coverage, key, outward }, CONTACTS),
};

function chosen(invocation: Invocation, acts: Record<string, (invocation: Invocation) => Promise<Printed>>, usage: string): Promise<Printed> {
  const [name = "", ...more] = invocation.positionals;
  const act = acts[name];
  if (!act || more.length > 0) throw problem("command.usage", { reason: act ? `${name} takes no ${more[0]}` : `what about it? ${Object.keys(acts).join(", ")}`, usage: `faleme ${usage}` });
  return act(invocation);
}

const caller = ({ node, values }: Invocation) => node.keeper("command-line", values.exercise === true);

async function board(invocation: Invocation): Promise<Printed> {
  const { rows } = await invocation.node.db.as(caller(invocation), boardRows);
  const json = rows.map(({ affected: _, ...row }) => row);
  return { json, words: json.length === 0 ? "No alert is out and none is drafted." : json.map((one) => `${one.state.padEnd(10)} ${one.severity.padEnd(8)} ${one.sentAt ?? "not sent".padEnd(20)} ${one.answered}/${one.chains} answered  ${one.title}`).join("\n") };
}

async function measured(invocation: Invocation): Promise<Printed> {
  const { from = "2000-01-01", to = new Date().toISOString().slice(0, 10) } = invocation.values;
  const json = await invocation.node.db.as(caller(invocation), (tx) => measures(tx, from, to));
  return { json, words: Object.entries(json).map(([name, value]) => `${name.padEnd(18)} ${typeof value === "object" ? JSON.stringify(value) : value}`).join("\n") };
}

async function tried(invocation: Invocation): Promise<Printed> {
  const { node, values: { rule, from, to } } = invocation;
  if (!rule || !from || !to) throw problem("command.usage", { reason: "--rule, --from and --to", usage: `faleme ${ALERTS}` });
  await loadShippedPlaces(node);
  const json = await node.db.as(caller(invocation), async (tx) => {
    const held = existsSync(rule) ? ruleIn(rule) : /^[0-9a-f-]{36}$/.test(rule) ? (await find(tx, alertRule as never, rule))?.content : undefined;
    if (!held) throw problem("record.notFound");
    return dryRun(tx, node, held as unknown as RuleContent, from, to);
  });
  const months = Object.entries(json.byMonth).map(([month, count]) => `${month}  ${count}`).join("\n");
  return { json, words: `${json.events} events, ${json.hits} would have met the rule, ${json.alerts} alerts after grouping; ${json.unplaced} events have no close position.${months ? `\n${months}` : ""}` };
}

function ruleIn(file: string): unknown {
  let words: unknown;
  try { words = JSON.parse(readFileSync(file, "utf8")); } catch { throw problem("input.notJson"); }
  const parsed = alertRule.schema.safeParse(words);
  if (!parsed.success) throw invalid(parsed.error.issues);
  return parsed.data;
}

async function coverage(invocation: Invocation): Promise<Printed> {
  await loadShippedPlaces(invocation.node);
  const all = await invocation.node.db.as(caller(invocation), (tx) => contactCoverage(tx, Number(invocation.values.level)));
  const gaps = all.flatMap(({ pcode, name, functions }) => Object.entries(functions).filter(([, state]) => state !== "covered").map(([what, state]) => ({ pcode, name, function: what, state })));
  return { json: { areas: all.length, gaps }, words: gaps.length === 0 ? `All ${all.length} areas have a contact for every function.` : gaps.map((gap) => `${gap.pcode.padEnd(10)} ${gap.name}: ${gap.function}, ${gap.state}`).join("\n") };
}

async function key({ node }: Invocation): Promise<Printed> {
  const { id, publicKey } = await node.db.as(node.keeper("command-line"), (tx) => signingKey(node, tx));
  return { json: { id, publicKey }, words: `${id}  ${publicKey}` };
}

async function outward({ node, values }: Invocation): Promise<Printed> {
  const isChange = ["url", "mail-host", "push"].some((name) => values[name] !== undefined) || values.none;
  const json = await node.db.as(node.keeper("command-line"), async (tx) => {
    if (!isChange) return outwardSettings(tx);
    const before = values.none ? {} : await outwardSettings(tx);
    const mail = values["mail-host"] === undefined ? undefined
      : { host: values["mail-host"], port: Number(values["mail-port"] ?? 587), secure: values["mail-secure"] === true, from: values["mail-from"], ...(values["mail-user"] ? { user: values["mail-user"] } : {}) };
    const parsed = OutwardSettings.safeParse({ ...before, ...(values.url ? { publicUrl: values.url } : {}), ...(mail ? { mail } : {}), ...(values.push ? { push: { subject: values.push } } : {}) });
    if (!parsed.success) throw problem("command.usage", { reason: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "), usage: `faleme ${CONTACTS}` });
    if (values.none) keepMailPassword(node, undefined);
    if (values["mail-password-file"]) {
      if (!existsSync(values["mail-password-file"])) throw problem("file.missing", { file: values["mail-password-file"] });
      keepMailPassword(node, readFileSync(values["mail-password-file"], "utf8").trim());
    }
    await settleOutward(tx, parsed.data);
    return parsed.data;
  });
  return { json: { ...json, hasMailPassword: mailPassword(node) !== undefined }, words: Object.keys(json).length === 0 ? "Nothing is set: no message leaves this node." : JSON.stringify(json, undefined, 2) };
}
