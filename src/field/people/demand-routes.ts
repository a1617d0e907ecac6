/**
 * HTTP of demands and grievances: what a commune asks for, from ten upwards and with a delay, and what the house answers;
 * grievances as cases; and good news, counted. The answer to a commune reaches its senders by their receipts.
 */
import { z } from "zod";
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { Language } from "../../platform/language.ts";
import { lifecycleRoutes } from "../../platform/lifecycle-routes.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { answerTo, cohesionByArea, communeOf, countedBefore, countedByCommune, DELAY_DAYS, FLOOR, grievancesWaiting } from "./commune-counts.ts";
import { demandAnswer } from "./demand-answer.noun.ts";
import { demandKinds, grievanceKinds, isDemand } from "./demand-kinds.ts";
import { grievanceCase } from "./grievance-case.ts";

const tag = "demands";
const may = "field.read";
const cohesionKinds = (): string[] => [...codeList("event-kind").codes.values()].filter(({ code, broader }) => code === "social-cohesion" || broader === "social-cohesion").map(({ code }) => code);

const Counted = { from: z.int(), delayDays: z.int(), countedBefore: z.iso.date() };
const counted = (tx: Transaction) => ({ from: FLOOR, delayDays: DELAY_DAYS, countedBefore: countedBefore(tx.now) });
const Answer = z.object({ id: z.uuid(), status: z.string(), answeredOn: z.iso.date(), wordsFr: z.string().nullable(), wordsEn: z.string().nullable(), wordsAr: z.string().nullable() });
const Written = z.strictObject({ id: z.uuid().optional(), marking: z.never().optional(), content: demandAnswer.schema });

/** An answer to a commune where fewer than ten asked would say that somebody did. */
async function heardThere(tx: Transaction, demand: string, area: string): Promise<boolean> {
  return (await countedByCommune(tx, [demand])).some((one) => one.area === area);
}

export const demandRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/field/demands", tag, may, summary: "What communes ask for: from ten upwards, by whole months, after thirty days; with the answer given, if any",
    reply: z.object({ ...Counted, rows: z.array(z.object({ demand: z.string(), area: z.string(), reports: z.int(), answer: Answer.nullable() })) }),
    async handle({ tx }) {
      const rows = [];
      for (const { kind, area, reports } of await countedByCommune(tx, demandKinds())) rows.push({ demand: kind, area, reports, answer: (await answerTo(tx, kind, area)) ?? null });
      return { ...counted(tx), rows };
    },
  }),
  route({
    method: "POST", path: `/api/${demandAnswer.path}`, tag, may: demandAnswer.may.write, summary: "Answer a commune’s demand; refused where fewer than ten have asked", body: Written, reply: envelopeOf(demandAnswer),
    async handle({ tx, body, reply }) {
      const { demand, area } = body.content;
      if (!(await heardThere(tx, demand, area))) throw problem("demand.tooFew", { floor: FLOOR });
      const known = await answerTo(tx, demand, area);
      if (known && known.id !== body.id) throw problem("record.exists");
      const { row, outcome } = await save(tx, demandAnswer, { ...body });
      if (outcome === "updated") throw problem("record.exists");
      reply.code(outcome === "inserted" ? 201 : 200);
      return row;
    },
  }),
  route({
    method: "PUT", path: `/api/${demandAnswer.path}/:id`, tag, may: demandAnswer.may.write, summary: "Change the answer to a commune; say which version you read", params: z.object({ id: z.uuid() }),
    body: z.strictObject({ basedOn: z.int().min(0), withdrawn: z.boolean().optional(), content: demandAnswer.schema }), reply: envelopeOf(demandAnswer),
    async handle({ tx, params, body }) {
      const before = await find(tx, demandAnswer, params.id);
      if (!before) throw problem("record.notFound");
      const { demand, area } = body.content;
      // What it answers stays; were it moved, it could be moved to where nobody must know that somebody asked.
      if (before.content.demand !== demand || before.content.area !== area) throw problem("record.exists");
      return (await save(tx, demandAnswer, { id: params.id, ...body })).row;
    },
  }),
  route({
    method: "GET", path: "/api/field/grievances", tag, may, summary: "Grievances by commune, from ten upwards and with a delay; and the reports that no case was opened for",
    reply: z.object({ ...Counted, rows: z.array(z.object({ kind: z.string(), area: z.string(), reports: z.int() })), waiting: z.array(z.object({ report: z.uuid(), kind: z.string(), area: z.string().nullable(), receivedOn: z.iso.date() })) }),
    handle: async ({ tx }) => ({ ...counted(tx), rows: await countedByCommune(tx, grievanceKinds()), waiting: await grievancesWaiting(tx, grievanceKinds()) }),
  }),
  route({
    method: "GET", path: "/api/field/cohesion", tag, may, summary: "Dialogue, mediation, joint feasts and other good news, by second-level area: events, and reports that are not one yet",
    reply: z.object({ rows: z.array(z.object({ kind: z.string(), area: z.string(), events: z.int(), reports: z.int() })) }),
    handle: async ({ tx }) => ({ rows: await cohesionByArea(tx, cohesionKinds()) }),
  }),
  ...lifecycleRoutes(grievanceCase),
];

/** What the sender of a demand is told with their receipt: the status and the words for their commune, once ten have asked there. */
export async function repliesToDemand(tx: Transaction, report: string, language: Language): Promise<{ words: string; at: string }[]> {
  const found = await communeOf(tx, report);
  if (!found || !isDemand(found.demand) || !(await heardThere(tx, found.demand, found.area))) return [];
  const answer = await answerTo(tx, found.demand, found.area);
  if (!answer) return [];
  const status = codeList("demand-status").codes.get(answer.status)!.labels[language];
  const said = { fr: answer.wordsFr, en: answer.wordsEn, ar: answer.wordsAr };
  const words = said[language] ?? said.fr ?? said.en ?? said.ar;
  return [{ words: words ? `${status}. ${words}` : status, at: answer.answeredOn }];
}
