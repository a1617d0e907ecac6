/** HTTP of what we hand over: bulletins and their decisions, and paper as PDF or as pictures of its pages. */
import { z } from "zod";
import { spanOf } from "../exchange/index.ts";
import { route, type AnyRoute } from "../platform/http.ts";
import { LANGUAGES } from "../platform/language.ts";
import { lifecycleRoutes } from "../platform/lifecycle-routes.ts";
import { envelopeOf } from "../platform/noun-routes.ts";
import { list } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";
import { bulletinLife } from "./bulletin-life.ts";
import { bulletin } from "./bulletin.noun.ts";
import { makeAlertSheet } from "./make-alert-sheet.ts";
import { BULLETIN_MARKINGS, bulletinCalled, bulletinSheet, contentOf, decide, holds, isWhole, makeBulletin, refreshBulletin } from "./make-bulletin.ts";
import { paper } from "./paper-reply.ts";
import { publicKeys, reportToBrief } from "./queries.ts";

const tag = "briefs";
const Id = z.object({ id: z.uuid() });
const LanguageWord = z.enum(LANGUAGES);
const Format = z.enum(["pdf", "svg"]).default("pdf");
const steps = Object.keys(bulletinLife.transitions) as [string, ...string[]];

const refused = (method: "PUT" | "DELETE"): AnyRoute => route({
  method, path: "/api/bulletins/:id", tag: "bulletin", may: "briefs.write", summary: "Refused: a bulletin is made from its week, and goes only by a decision with its reason", params: Id,
  handle: () => { throw problem("record.trace"); },
});

export const briefRoutes: readonly AnyRoute[] = [
  ...lifecycleRoutes(bulletinLife as never).filter(({ method }) => method === "GET"), refused("PUT"), refused("DELETE"),
  route({
    method: "GET", path: "/api/briefs", tag, may: "briefs.read", summary: "Bulletins, the newest week first, each with its state and the last decision about it",
    reply: z.array(z.object({
      id: z.uuid(), title: z.string(), week: z.iso.date(), state: z.string(), marking: z.string(), status: z.string(), gatheredAt: z.string(), events: z.int(), alerts: z.int(),
      last: z.object({ step: z.string(), at: z.string(), reason: z.string() }).nullable(),
    })),
    async handle({ tx }) {
      const { rows } = await list(tx, bulletin, { limit: 60 });
      return rows.map((row) => {
        const { title, week, state, facts, statements = [] } = contentOf(row);
        const last = statements.at(-1);
        return { id: row.id, title, week, state, marking: row.marking, status: row.status, gatheredAt: facts.gatheredAt, events: facts.events.length, alerts: facts.alerts.length, last: last ? { step: last.step, at: last.at, reason: last.reason } : null };
      });
    },
  }),
  route({
    method: "GET", path: "/api/briefs/timeliness", tag, may: "exchange.read", summary: "Of the bulletins released in a period: how long from the first report behind each of their events to the decision",
    query: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }), reply: z.object({ bulletins: z.int(), n: z.int(), p50Seconds: z.number().nullable(), p95Seconds: z.number().nullable() }),
    async handle({ tx, query }) {
      const day = (ago: number) => new Date(tx.now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
      const { bulletins, seconds } = await reportToBrief(tx, query.from ?? day(365), query.to ?? day(0));
      return { bulletins, ...spanOf(seconds) };
    },
  }),
  route({
    method: "POST", path: "/api/bulletins", tag: "bulletin", may: "briefs.write", withoutTransaction: true, summary: "Make a week's bulletin: its figures are counted as a reader of its marking would, and kept with the rows that they rest on",
    body: z.strictObject({ id: z.uuid().optional(), week: z.iso.date(), marking: z.enum(BULLETIN_MARKINGS).default("GREEN") }), reply: envelopeOf(bulletin as never),
    async handle({ node, caller, body, reply }) {
      const row = await makeBulletin(node, caller, body);
      reply.code(201);
      return row;
    },
  }),
  route({
    method: "POST", path: "/api/bulletins/:id/refresh", tag: "bulletin", may: "briefs.write", withoutTransaction: true, summary: "Count a draft's week again, as it is known now", params: Id, reply: envelopeOf(bulletin as never),
    handle: ({ node, caller, params }) => refreshBulletin(node, caller, params.id),
  }),
  route({
    method: "POST", path: "/api/bulletins/:id/publishing/:step", tag: "bulletin", may: "briefs.read", summary: "Release, hold, take up, withdraw or drop a bulletin; each has a permission of its own, needs a reason, and is signed",
    params: z.object({ id: z.uuid(), step: z.enum(steps) }), body: z.strictObject({ reason: z.string().trim().min(1).max(500) }), reply: z.object({ isWaiting: z.boolean(), row: envelopeOf(bulletin as never) }),
    handle: ({ tx, node, params, body }) => decide(tx, node, params.id, params.step, body.reason),
  }),
  route({
    method: "GET", path: "/api/bulletins/:id/decisions", tag: "bulletin", may: "briefs.read", summary: "What was decided about a bulletin and why, and whether each is what the node signed; and whether its figures still give their digests", params: Id,
    reply: z.object({ isWhole: z.boolean(), decisions: z.array(z.object({ step: z.string(), at: z.string(), by: z.string(), reason: z.string(), key: z.string(), holds: z.boolean() })) }),
    async handle({ tx, node, params }) {
      const row = await bulletinCalled(tx, params.id);
      const { statements = [], facts } = contentOf(row);
      const keys = await publicKeys(tx, statements.map(({ key }) => key));
      return { isWhole: isWhole(facts), decisions: statements.map((one) => ({ step: one.step, at: one.at, by: one.by, reason: one.reason, key: one.key, holds: holds(row, node, one, keys.get(one.key) ?? "") })) };
    },
  }),
  route({
    method: "GET", path: "/api/bulletins/:id/paper", tag: "bulletin", may: "briefs.read", withoutTransaction: true, summary: "A bulletin on two pages; with a contact, as they would read it after release", params: Id,
    query: z.strictObject({ language: LanguageWord.optional(), format: Format, contact: z.uuid().optional() }),
    async handle({ node, caller, params, query, language }) {
      const asked = { id: params.id, language: query.language ?? language, format: query.format, contact: seenAs(caller.may.has("exchange.read"), query.contact) };
      return paper(await node.db.as(caller, (tx) => bulletinSheet(tx, node, asked)), `bulletin-${asked.language}`);
    },
  }),
  route({
    method: "GET", path: "/api/alerts/:id/sheet", tag: "alert", may: "exchange.read", withoutTransaction: true, summary: "An alert on one page: the officer's own draft, or for a contact what was released to them and nothing else", params: Id,
    query: z.strictObject({ language: LanguageWord.optional(), format: Format, contact: z.uuid().optional() }),
    async handle({ node, caller, params, query, language }) {
      const asked = { id: params.id, language: query.language ?? (query.contact ? undefined : language), format: query.format, contact: query.contact };
      return paper(await node.db.as(caller, (tx) => makeAlertSheet(tx, node, asked)), "alert");
    },
  }),
];

function seenAs(mayAsk: boolean, contact: string | undefined): string | undefined {
  if (contact && !mayAsk) throw problem("permission.denied", { permission: "exchange.read" });
  return contact;
}
