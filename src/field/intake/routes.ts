/** HTTP of intake: anybody may send; the sixteen digits alone let a sender read, answer and erase. No address is kept, none is asked. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { accept } from "./accept.ts";
import { Sent } from "./incoming.ts";

const tag = "field";

const sendReport = route({
  method: "POST", path: "/api/field/reports", tag, may: { anyone: "whoever saw something has no account" }, withoutTransaction: true,
  summary: "Send a report; the same id sent again is the same report. 201 means that it is kept for good",
  body: Sent, reply: z.object({ id: z.uuid(), receipt: z.string().regex(/^\d{16}$/) }),
  async handle({ node, body, reply }) {
    const { id, receipt, isRepeat } = await accept(node, body);
    reply.code(isRepeat ? 200 : 201);
    return { id, receipt };
  },
});

export const intakeRoutes: readonly AnyRoute[] = [sendReport];
