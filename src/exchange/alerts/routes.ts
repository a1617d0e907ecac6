/** HTTP of alerts: drafts from events, whom they would reach, their steps and follow-ups, the board with its clocks, rules tried on history. */
import { z } from "zod";
import { event } from "../../evidence/event.noun.ts";
import { isCode } from "../../platform/codes.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { markingOf } from "../../platform/marking.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find, findMany, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { outcomeReply } from "../release/routes.ts";
import { preview } from "../release/issue.ts";
import { draftOnlyRoutes, stepsRoute } from "../steps.ts";
import { takeAlertStep, follow, wouldBeTold, type Sent } from "./acts.ts";
import { alertLife } from "./alert-life.ts";
import { alertRule } from "./alert-rule.noun.ts";
import { Affected, alert, Info } from "./alert.noun.ts";
import { draftFrom } from "./draft.ts";
import { dryRun } from "./dry-run.ts";
import { guidanceFor } from "./guidance.ts";
import { concernOfEvent, concernOfWords } from "./occurrence.ts";
import { boardRows, stepsOf, trailOf } from "./queries.ts";

const tag = "exchange";
const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Id = z.object({ id: z.uuid() });
const LonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const coded = (list: string) => z.string().refine((word) => isCode(list, word), { error: `not in the code list ${list}` });
const Said = { near: LonLat.optional(), towards: LonLat.optional() };
const [Lon, Lat] = [z.coerce.number().min(-180).max(180), z.coerce.number().min(-90).max(90)];
const Around = { nearLon: Lon.optional(), nearLat: Lat.optional(), towardsLon: Lon.optional(), towardsLat: Lat.optional() };
const ConcernReply = z.object({ basis: z.string(), countries: z.array(z.string()), affected: z.array(Affected) });
const pair = (name: "near" | "towards", lon: number | undefined, lat: number | undefined) => (lon === undefined || lat === undefined ? {} : { [name]: [lon, lat] as const });
const saidIn = ({ nearLon, nearLat, towardsLon, towardsLat }: Partial<Record<keyof typeof Around, number | undefined>>) => ({ ...pair("near", nearLon, nearLat), ...pair("towards", towardsLon, towardsLat) });
const SentReply = z.object({ isWaiting: z.boolean(), row: envelopeOf(alert as never), outcomes: z.array(z.looseObject({ contact: z.uuid(), isReleased: z.boolean() })), uncovered: z.array(z.string()) });
const sentReply = ({ outcomes, ...sent }: Sent) => ({ ...sent, outcomes: outcomes.map((one) => outcomeReply(one, false)) });
const stepNames = Object.keys(alertLife.transitions) as [string, ...string[]];
const LONGEST_DAYS = 3_700;

export const alertRoutes: readonly AnyRoute[] = [
  stepsRoute(alertLife as never), ...draftOnlyRoutes(alertLife as never),
  route({
    method: "POST", path: "/api/alerts/draft", tag: "alert", may: "exchange.write", summary: "A draft from events: affected areas and countries computed, functions and words proposed; nothing is sent",
    body: z.strictObject({ id: z.uuid().optional(), events: z.array(z.uuid()).min(1).max(100), urgency: coded("cap-urgency").default("Expected"), severity: coded("cap-severity").default("Moderate"), functions: z.array(coded("contact-function")).optional(), ...Said }),
    reply: envelopeOf(alert as never),
    async handle({ tx, node, body: { id, events, near, towards, ...wish }, reply }) {
      const rows = (await findMany(tx, event, events)).filter(({ withdrawn }) => !withdrawn).sort((a, b) => events.indexOf(a.id) - events.indexOf(b.id));
      if (rows.length < new Set(events).size) throw problem("record.notFound");
      const { marking, content } = await draftFrom(tx, node, rows, { ...wish, said: { ...(near ? { near } : {}), ...(towards ? { towards } : {}) } });
      reply.code(201);
      return (await save(tx, alert, { ...(id ? { id } : {}), marking, content })).row;
    },
  }),
  route({
    method: "GET", path: "/api/exchange/affected/:id", tag, may: "exchange.read", summary: "Which areas and countries an event concerns, why, and by what it was located",
    params: Id, query: z.strictObject(Around), reply: ConcernReply,
    async handle({ tx, node, params, query }) {
      const row = await find(tx, event, params.id);
      if (!row || row.withdrawn) throw problem("record.notFound");
      return concernOfEvent(tx, node, row, { said: saidIn(query) });
    },
  }),
  route({
    method: "GET", path: "/api/exchange/affected-near", tag, may: "exchange.read", summary: "Which areas and countries something concerns that no event records yet: near this point, towards that one",
    query: z.strictObject({ lon: Around.nearLon.unwrap(), lat: Around.nearLat.unwrap(), towardsLon: Around.towardsLon, towardsLat: Around.towardsLat }), reply: ConcernReply,
    handle: ({ tx, node, query: { lon, lat, ...rest } }) => concernOfWords(tx, node, { ...saidIn(rest), near: [lon, lat] }),
  }),
  route({
    method: "GET", path: "/api/alerts/:id/audience", tag: "alert", may: "exchange.read", summary: "Whom an alert would reach, in what form and why not; affected areas for which there is no contact", params: Id,
    reply: z.object({ uncovered: z.array(z.string()), contacts: z.array(z.looseObject({ contact: z.uuid(), isReleased: z.boolean(), areas: z.array(z.string()) })) }),
    async handle({ tx, node, params }) {
      const row = await find(tx, alert, params.id);
      if (!row) throw problem("record.notFound");
      const { chosen, uncovered } = await wouldBeTold(tx, node, row);
      const outcomes = await preview(tx, node, { subject: "alert", row }, chosen.map(({ id }) => id));
      return { uncovered, contacts: outcomes.map((one) => ({ ...outcomeReply(one), areas: chosen.find(({ id }) => id === one.recipient.id)!.areas })) };
    },
  }),
  route({
    method: "POST", path: "/api/alerts/:id/alerting/:step", tag: "alert", may: "exchange.read", summary: "Take a step of an alert; each step has a permission of its own. Issued, each contact gets a signed document and a deadline, or a reason is kept",
    params: z.object({ id: z.uuid(), step: z.enum(stepNames) }), body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }), reply: SentReply,
    handle: async ({ tx, node, params, body }) => sentReply(await takeAlertStep(tx, node, params.id, params.step, body.reason)),
  }),
  route({
    method: "POST", path: "/api/alerts/:id/follow", tag: "alert", may: "exchange.write", summary: "Update, cancel or end an alert in one step; everyone who was told is told", params: Id,
    body: z.strictObject({
      id: z.uuid().optional(), type: z.enum(["update", "cancel", "all-clear"]), reason: z.string().trim().min(1).max(500).optional(),
      changes: z.strictObject({ info: z.array(Info).min(1).max(3), severity: coded("cap-severity"), urgency: coded("cap-urgency"), certainty: coded("cap-certainty"), affected: z.array(Affected).max(200), responses: z.array(coded("cap-response")).max(9) }).partial().optional(),
    }), reply: SentReply,
    handle: async ({ tx, node, params, body }) => sentReply(await follow(tx, node, params.id, body as never)),
  }),
  route({
    method: "GET", path: "/api/alerts/:id/trail", tag: "alert", may: "exchange.read", summary: "What became of an alert: who decided, who was told when and by what, who answered, what followed", params: Id,
    reply: z.object({
      steps: z.array(z.object({ at: z.string(), transition: z.string(), actor: z.string(), reason: z.string().nullable(), isDone: z.boolean() })),
      deliveries: z.array(z.looseObject({ id: z.uuid(), contact: z.uuid(), rung: z.string(), state: z.string() })), answers: z.array(z.looseObject({ id: z.uuid(), kind: z.string(), way: z.string() })),
      following: z.array(z.looseObject({ id: z.uuid(), messageType: z.string(), state: z.string() })), hits: z.int(),
    }),
    async handle({ tx, params }) {
      if (!(await find(tx, alert, params.id))) throw problem("record.notFound");
      return { steps: await stepsOf(tx, params.id), ...(await trailOf(tx, params.id)) };
    },
  }),
  route({
    method: "GET", path: "/api/exchange/board", tag, may: "exchange.read", summary: "The board: drafts and alerts that are out, with their clocks; seconds left until the next rung is asked",
    reply: z.array(z.looseObject({ id: z.uuid(), title: z.string(), state: z.string(), status: z.enum(["actual", "exercise"]), marking: z.string(), secondsLeft: z.number().nullable() })),
    async handle({ tx }) {
      const { rows, seconds, seenAt } = await boardRows(tx);
      // The house's clock moves when it is looked at; between two looks the machine's tells the rest.
      const since = Math.max(0, (tx.now.getTime() - Date.parse(seenAt)) / 1_000);
      return rows.map(({ dueAt, exercise, marking, ...row }) => ({ ...row, status: exercise ? "exercise" as const : "actual" as const, marking: markingOf(marking), secondsLeft: dueAt === null ? null : Math.max(0, Math.round(dueAt - seconds - since)) }));
    },
  }),
  route({
    method: "GET", path: "/api/exchange/guidance", tag, may: "exchange.read", summary: "Checklist, instruction and text to be read out for alerts of a kind",
    query: z.strictObject({ kind: coded("event-kind").optional() }), reply: z.object({ checklist: z.array(Words), instruction: Words, relay: Words }),
    handle: ({ query }) => { const { checklist, ...rest } = guidanceFor(query.kind ?? "other"); return { checklist: [...checklist], ...rest }; },
  }),
  route({
    method: "POST", path: "/api/exchange/dry-run", tag, may: "exchange.write", summary: "How many alerts a rule would have made over the events that are held, by month, with examples; nothing is written",
    body: z.strictObject({ rule: alertRule.schema, from: z.iso.date(), to: z.iso.date() }),
    reply: z.object({ from: z.string(), to: z.string(), events: z.int(), hits: z.int(), alerts: z.int(), unplaced: z.int(), byMonth: z.record(z.string(), z.int()), examples: z.array(z.object({ place: z.string(), first: z.string(), last: z.string(), events: z.array(z.uuid()) })) }),
    handle({ tx, node, body: { rule, from, to } }) {
      if (to < from || Date.parse(to) - Date.parse(from) > LONGEST_DAYS * 86_400_000) throw problem("input.invalid", { reason: "to: after from, and at most ten years later" });
      return dryRun(tx, node, rule as never, from, to);
    },
  }),
];
