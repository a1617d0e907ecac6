/** HTTP of data incidents: what the register says names nobody, so its words are screened like an alert's before they are kept. */
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { stateOf } from "../../platform/lifecycle.ts";
import { lifecycleRoutes } from "../../platform/lifecycle-routes.ts";
import type { Node } from "../../platform/node.ts";
import { MarkingWord } from "../../platform/noun.ts";
import { envelopeOf } from "../../platform/noun-routes.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { wordsMustNameNobody } from "../alerts/screen-words.ts";
import { dataIncident, incidentLife, type IncidentContent } from "./data-incident.noun.ts";

const noun = dataIncident as never;
const Envelope = envelopeOf(noun);

const screened = (tx: Transaction, node: Node, { title, what, measures, told }: IncidentContent) =>
  wordsMustNameNobody(tx, node, [title, what, ...(measures ? [measures] : []), ...(told ?? []).map(({ by }) => by)]);

export const incidentRoutes: readonly AnyRoute[] = [
  ...lifecycleRoutes(incidentLife as never),
  route({
    method: "POST", path: "/api/data-incidents", tag: "data-incident", may: "exchange.write", summary: "Write down a data incident: what, which data, since when, who was told; it names nobody",
    body: z.strictObject({ id: z.uuid().optional(), marking: MarkingWord.optional(), content: dataIncident.schema }), reply: Envelope,
    async handle({ tx, node, body, reply }) {
      await screened(tx, node, body.content as never);
      const { row, outcome } = await save(tx, noun, { ...body, basedOn: undefined });
      if (outcome === "updated") throw problem("record.exists");
      reply.code(outcome === "inserted" ? 201 : 200);
      return row;
    },
  }),
  route({
    method: "PUT", path: "/api/data-incidents/:id", tag: "data-incident", may: "exchange.write", summary: "Add to a data incident that is not closed: measures, who was told; say which version you read", params: z.object({ id: z.uuid() }),
    body: z.strictObject({ basedOn: z.int().min(0), marking: MarkingWord.optional(), content: dataIncident.schema }), reply: Envelope,
    async handle({ tx, node, params: { id }, body }) {
      const before = await find(tx, noun, id);
      if (!before) throw problem("record.notFound");
      if (stateOf(incidentLife as never, before) === "closed") throw problem("record.settled", { state: "closed" });
      await screened(tx, node, body.content as never);
      return (await save(tx, noun, { id, ...body })).row;
    },
  }),
  route({
    method: "DELETE", path: "/api/data-incidents/:id", tag: "data-incident", may: "exchange.approve", summary: "Withdraw what was no incident; whoever may approve a release does it, and its versions stay", params: z.object({ id: z.uuid() }), reply: Envelope,
    async handle({ tx, params: { id } }) {
      const row = await find(tx, noun, id);
      if (!row) throw problem("record.notFound");
      return (await save(tx, noun, { id, content: row.content, withdrawn: true })).row;
    },
  }),
];
