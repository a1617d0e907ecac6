/**
 * HTTP of governance: what a data-protection impact assessment and a sharing protocol are written from, as this node is set now.
 * Nothing here is a text that somebody wrote once: when a door opens or an agreement ends, the documents say so.
 */
import { z } from "zod";
import { retentionPeriods } from "../../field/index.ts";
import { DOORS, doorStates } from "../../platform/doors.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { isArmedService } from "../contacts/armed.ts";
import { outwardSettings } from "../delivery/settings.ts";
import { REVIEW_HOURS } from "../release/release-life.ts";
import { agreementsHeld, counts, incidents, incidentsRegistered, servicesTold } from "./queries.ts";

const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const nullable = z.string().nullable();

export const governanceRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/exchange/governance", tag: "exchange", may: "exchange.read",
    summary: "What is shared with whom under what, which doors are open, how long things are kept and what went wrong: the live facts of the impact assessment and the sharing protocol",
    reply: z.object({
      country: z.string(), askedAt: z.string(), isExercise: z.boolean(),
      agreements: z.array(z.looseObject({ id: z.uuid(), title: z.string(), state: z.string() })),
      services: z.array(z.object({ country: z.string(), service: z.string(), contacts: z.int(), reachable: z.int(), isArmed: z.boolean(), outcome: nullable, until: nullable, isSuspended: z.boolean() })),
      doors: z.array(z.object({ name: z.string(), labels: Words, widens: Words, isOpen: z.boolean() })),
      outward: z.object({ mail: z.boolean(), push: z.boolean(), links: z.boolean() }),
      counts: z.object({ documents: z.int(), revoked: z.int(), given: z.int(), refused: z.int(), toReview: z.int() }),
      reviewHours: z.int(), retention: z.array(z.object({ what: z.string(), days: z.int() })),
      incidents: z.array(z.object({ kind: z.string(), at: z.string(), title: z.string(), id: nullable, country: nullable })),
      register: z.array(z.object({ id: z.uuid(), title: z.string(), kind: z.string(), dataKinds: z.array(z.string()), happenedOn: nullable, foundOn: z.string(), told: z.int(), state: z.string() })),
    }),
    async handle({ tx, node }) {
      const [doors, outward] = [new Map((await doorStates(tx)).map(({ name, isOpen }) => [name, isOpen])), await outwardSettings(tx)];
      return {
        country: node.organisation, askedAt: tx.now.toISOString(), isExercise: tx.caller.exercise, agreements: (await agreementsHeld(tx)).map((one) => ({ ...one })),
        services: (await servicesTold(tx)).map((one) => ({ ...one, isArmed: one.isArmed || isArmedService(one.service) })),
        doors: DOORS.map(({ name, labels, widens }) => ({ name, labels, widens, isOpen: doors.get(name) === true })),
        outward: { mail: outward.mail !== undefined, push: outward.push !== undefined, links: outward.publicUrl !== undefined },
        counts: await counts(tx), reviewHours: REVIEW_HOURS, retention: await retentionPeriods(tx), incidents: await incidents(tx, REVIEW_HOURS), register: await incidentsRegistered(tx),
      };
    },
  }),
];
