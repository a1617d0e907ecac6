/** HTTP of forms, for whoever settles them. Telephones ask `open-rosa-routes.ts`. */
import path from "node:path";
import { z } from "zod";
import { authOf } from "../../platform/auth.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { harmless } from "../intake/incoming.ts";
import { keepForm, openOrClose, questionsAsked } from "./form-store.ts";
import { withBody } from "./request-body.ts";
import { SheetFaults } from "./sheet-faults.ts";
import { MOST_WORKBOOK_BYTES, readWorkbook } from "./workbook.ts";
import { readXlsForm } from "./xlsform.ts";

const tag = "field";
const may = "field.settle";
const Kept = z.object({ id: z.uuid(), title: z.string(), formId: z.string(), formVersion: z.string(), languages: z.array(z.string()), questionCount: z.int(), isOpen: z.boolean() });
const keptOf = ({ id, content: { title, formId, formVersion, languages, questionCount, isOpen } }: Awaited<ReturnType<typeof keepForm>>): z.input<typeof Kept> => ({ id, title, formId, formVersion, languages, questionCount, isOpen });

export const formRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/field/forms", tag, may, withoutTransaction: true, rawBody: true, reply: Kept,
    summary: "Send an XLSForm (.xlsx, application/octet-stream): checked whole, every fault with its row, then listed to telephones; isTrial=true only checks",
    query: z.object({ file: z.string().min(1).max(200), isTrial: z.stringbool().default(false) }),
    handle: ({ node, caller, language, query, request, reply }) => withBody(request, MOST_WORKBOOK_BYTES, async (bytes) => {
      // As other tools do: where the sheet says no id, the file's name is it.
      const called = harmless(path.basename(query.file).replace(/\.xlsx?$/i, "")).replaceAll(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, 100) || "form";
      const book = await readWorkbook(bytes);
      try {
        const kept = keptOf(await node.db.as(caller, (tx) => keepForm(tx, readXlsForm(book, called, tx.now), query.isTrial)));
        reply.code(query.isTrial ? 200 : 201);
        return kept;
      } catch (error) {
        throw error instanceof SheetFaults ? error.in(language) : error;
      }
    }),
  }),
  ...(["POST /api/forms", "PUT /api/forms/:id"] as const).map((address) => route({
    method: address.split(" ")[0] as "POST" | "PUT", path: address.split(" ")[1]!, tag, may, summary: "A form comes from a sheet and is not written by hand (409)",
    handle: () => { throw problem("form.bySheet"); },
  })),
  route({
    method: "PUT", path: "/api/field/forms/:id/open", tag, may, summary: "List a form to telephones, or list it no more", params: z.object({ id: z.uuid() }), body: z.strictObject({ isOpen: z.boolean() }), reply: Kept,
    handle: async ({ tx, params, body }) => keptOf(await openOrClose(tx, params.id, body.isOpen)),
  }),
  route({
    method: "GET", path: "/api/field/form-address", tag, may, summary: "What is typed into ODK Collect or KoboCollect as the server’s address", reply: z.object({ address: z.string() }),
    handle: ({ caller, request }) => ({ address: `${authOf(request).urlOf(request)}/openrosa${caller.exercise ? "/exercise" : ""}` }),
  }),
  route({
    method: "GET", path: "/api/field/form-questions", tag, may: "field.read", summary: "The questions of a form in its newest version, for whoever reads its answers; none where the form is not known here",
    query: z.object({ form: z.string().max(200).default("") }),
    handle: async ({ tx, query }) => (await questionsAsked(tx, query.form)) ?? [],
  }),
];

