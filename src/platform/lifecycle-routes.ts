/** What can be done with this record now, and doing it: two routes for every lifecycle. */
import { z } from "zod";
import { route, type AnyRoute } from "./http.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { possibleSteps, take } from "./lifecycle-store.ts";
import { envelopeOf } from "./noun-routes.ts";

const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const StepReply = z.object({
  name: z.string(), labels: Words, to: z.string(), isPossible: z.boolean(), reason: Words.optional(),
  needsReason: z.boolean(), needsSecondPerson: z.boolean(), isWaiting: z.boolean(),
});

export function lifecycleRoutes(life: Lifecycle): AnyRoute[] {
  const base = `/api/${life.noun.path}/:id/${life.name}`;
  const names = Object.keys(life.transitions) as [string, ...string[]];
  return [
    route({
      method: "GET", path: base, tag: life.noun.name, may: life.noun.may.read, summary: `Where a ${life.noun.labels.en} stands in its ${life.name}, and what may follow`,
      params: z.object({ id: z.uuid() }), reply: z.object({ state: z.string(), steps: z.array(StepReply) }),
      handle: ({ tx, params }) => possibleSteps(tx, life, params.id),
    }),
    route({
      method: "POST", path: `${base}/:step`, tag: life.noun.name, may: life.noun.may.read, summary: `Take a step of the ${life.name}; each step has a permission of its own`,
      params: z.object({ id: z.uuid(), step: z.enum(names) }), body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }),
      reply: z.object({ isWaiting: z.boolean(), row: envelopeOf(life.noun) }),
      handle: ({ tx, params, body }) => take(tx, life, params.id, params.step, body.reason),
    }),
  ];
}
