/** Steps of this chapter's lifecycles: where two people must agree, the second is one who may approve. And drafts alone are edited. */
import { z } from "zod";
import { route, type AnyRoute } from "../platform/http.ts";
import { stateOf, type Lifecycle } from "../platform/lifecycle.ts";
import { lifecycleRoutes } from "../platform/lifecycle-routes.ts";
import { possibleSteps, take } from "../platform/lifecycle-store.ts";
import type { Transaction } from "../platform/database.ts";
import { MarkingWord, type AnyNoun, type Row } from "../platform/noun.ts";
import { envelopeOf } from "../platform/noun-routes.ts";
import { find, save } from "../platform/noun-store.ts";
import { problem } from "../platform/problem.ts";

export async function takeStep(tx: Transaction, life: Lifecycle, id: string, name: string, reason: string | undefined): Promise<{ row: Row; isWaiting: boolean }> {
  const { steps } = await possibleSteps(tx, life, id);
  if (steps.find((step) => step.name === name)?.isWaiting && !tx.caller.may.has("exchange.approve")) throw problem("permission.denied", { permission: "exchange.approve" });
  return take(tx, life, id, name, reason);
}

/** The lifecycle's own GET; its steps are taken by the chapter's routes, which do what follows from them. */
export const stepsRoute = (life: Lifecycle): AnyRoute => lifecycleRoutes(life).find(({ method }) => method === "GET")!;

/** Instead of the generated ones: what has been issued or signed is not edited any more. */
export function draftOnlyRoutes(life: Lifecycle): AnyRoute[] {
  const { noun } = life;
  const path = `/api/${noun.path}/:id`;
  const params = z.object({ id: z.uuid() });
  const draft = async (tx: Transaction, id: string): Promise<Row> => {
    const row = await find(tx, noun, id);
    if (!row) throw problem("record.notFound");
    if (stateOf(life, row) !== life.initial) throw problem("record.settled", { state: stateOf(life, row) });
    return row;
  };
  return [
    route({
      method: "PUT", path, tag: noun.name, may: noun.may.write, summary: `Change a ${noun.labels.en} while it is a draft; say which version you read`, params,
      body: z.strictObject({ basedOn: z.int().min(0), marking: MarkingWord.optional(), withdrawn: z.boolean().optional(), content: noun.schema }), reply: envelopeOf(noun),
      async handle({ tx, params: { id }, body }) {
        await draft(tx, id);
        return (await save(tx, noun, { id, ...body })).row;
      },
    }),
    route({
      method: "DELETE", path, tag: noun.name, may: noun.may.write, summary: `Withdraw a ${noun.labels.en} while it is a draft`, params, reply: envelopeOf(noun),
      async handle({ tx, params: { id } }) {
        const row = await draft(tx, id);
        return (await save(tx, noun, { id, content: row.content, withdrawn: true })).row;
      },
    }),
  ];
}

/** Nobody writes these by hand: they are the trace of an act. */
export function traceOnlyRoutes(noun: AnyNoun): AnyRoute[] {
  const refuse = (): never => { throw problem("record.trace"); };
  const base = `/api/${noun.path}`;
  return [
    route({ method: "POST", path: base, tag: noun.name, may: noun.may.write, summary: `Refused: a ${noun.labels.en} is written by what happens`, handle: refuse }),
    route({ method: "PUT", path: `${base}/:id`, tag: noun.name, may: noun.may.write, summary: `Refused: a ${noun.labels.en} is written by what happens`, params: z.object({ id: z.uuid() }), handle: refuse }),
    route({ method: "DELETE", path: `${base}/:id`, tag: noun.name, may: noun.may.write, summary: `Refused: a ${noun.labels.en} is written by what happens`, params: z.object({ id: z.uuid() }), handle: refuse }),
  ];
}
