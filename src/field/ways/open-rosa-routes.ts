/**
 * OpenRosa 1.0, as ODK Collect and KoboCollect speak it (docs.getodk.org/openrosa): the list of forms, each form, and filled
 * ones with their pictures, in one request or in several that repeat the form. In Collect the server's address is
 * https://HOST/openrosa, for an exercise https://HOST/openrosa/exercise; no account is asked, as for the page.
 */
import { z } from "zod";
import { authOf } from "../../platform/auth.ts";
import { Bytes, route, type AnyRoute, type Call } from "../../platform/http.ts";
import { Problem, problem } from "../../platform/problem.ts";
import { accept } from "../intake/accept.ts";
import { harmless } from "../intake/incoming.ts";
import { sentence } from "../intake/reply-words.ts";
import { decoded } from "./decoded.ts";
import { openForms, questionsKnown, xformText } from "./form-store.ts";
import { keepMedia, MOST_MEDIA_BYTES } from "./media.ts";
import { partsOf, type Part } from "./multipart.ts";
import { uuidOf } from "./repeat-id.ts";
import { withBody } from "./request-body.ts";
import { saidInAnswers } from "./said-in-answers.ts";
import { readSubmission, type Submission } from "./submission.ts";
import { escapeXml, XmlFault } from "./xml-scan.ts";

const HEADERS = { "x-openrosa-version": "1.0", "x-openrosa-accept-content-length": "10000000" };
const MOST_XML_BYTES = 2 * 2 ** 20;
/** Collect keeps to what we say above, unless one file alone is larger. */
const MOST_BYTES = MOST_MEDIA_BYTES + MOST_XML_BYTES;
const tag = "field";
const may = { anyone: "whoever fills a form has no account; the questions of an open form are no secret" };

const xml = (body: string) => new Bytes("text/xml; charset=utf-8", `<?xml version="1.0" encoding="UTF-8"?>\n${body}`, HEADERS);
const answer = (nature: string, words: string) => xml(`<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="${nature}">${escapeXml(words)}</message></OpenRosaResponse>`);

export const openRosaRoutes: readonly AnyRoute[] = ["/openrosa", "/openrosa/exercise"].flatMap((base) => {
  const exercise = base !== "/openrosa";
  return [
    route({
      method: "GET", path: `${base}/formList`, tag, may, withoutTransaction: true, summary: "OpenRosa: the forms that telephones may fill",
      async handle({ node, request }) {
        const url = authOf(request).urlOf(request);
        const forms = await openForms(node, exercise);
        return xml(`<xforms xmlns="http://openrosa.org/xforms/xformsList">${forms.map(({ id, title, formId, formVersion, hash }) =>
          `<xform><formID>${escapeXml(formId)}</formID><name>${escapeXml(title)}</name><version>${escapeXml(formVersion)}</version><hash>md5:${hash}</hash><downloadUrl>${escapeXml(`${url}${base}/forms/${id}/form.xml`)}</downloadUrl><manifestUrl>${escapeXml(`${url}${base}/forms/${id}/manifest`)}</manifestUrl></xform>`).join("")}</xforms>`);
      },
    }),
    route({
      method: "GET", path: `${base}/forms/:id/form.xml`, tag, may, withoutTransaction: true, summary: "OpenRosa: one form, as an XForm", params: z.object({ id: z.uuid() }),
      async handle({ node, params }) {
        const text = await xformText(node, exercise, params.id);
        if (!text) throw problem("record.notFound");
        return new Bytes("text/xml; charset=utf-8", text, HEADERS);
      },
    }),
    route({
      method: "GET", path: `${base}/forms/:id/manifest`, tag, may, withoutTransaction: true, summary: "OpenRosa: files that belong to a form; ours have none", params: z.object({ id: z.uuid() }),
      handle: () => xml('<manifest xmlns="http://openrosa.org/xforms/xformsManifest"/>'),
    }),
    route({
      method: "GET", path: `${base}/submission`, tag, may, withoutTransaction: true, summary: "OpenRosa: whether filled forms are taken here, and how large (HEAD)",
      handle({ request, reply }) {
        reply.code(204).headers({ ...HEADERS, location: `${authOf(request).urlOf(request)}${base}/submission` });
        return undefined;
      },
    }),
    route({
      method: "POST", path: `${base}/submission`, tag, may, withoutTransaction: true, rawBody: true, summary: "OpenRosa: a filled form with its files; 201, and 202 for a repetition",
      async handle(call) {
        try {
          return await withBody(call.request, MOST_BYTES, (body) => taken(call, exercise, body));
        } catch (error) {
          if (!(error instanceof Problem) && !(error instanceof XmlFault)) throw error;
          const found = error instanceof Problem ? error : problem("submission.refused", { reason: error.message });
          call.reply.code(found.status);
          return answer("submit_error", found.in(call.language));
        }
      },
    }),
  ];
});

/** Kept for good, all of it, before it is answered. */
async function taken({ node, request, reply, language }: Call, exercise: boolean, body: Buffer): Promise<Bytes> {
  const parts = partsOf(body, String(request.headers["content-type"] ?? ""));
  const filled = parts?.find(({ name }) => name === "xml_submission_file") ?? (parts ? undefined : bareXml(request.headers["content-type"], body));
  if (!filled) throw problem("submission.refused", { reason: "no xml_submission_file in it" });
  if (filled.bytes.length > MOST_XML_BYTES) throw problem("request.tooLarge", { limit: `${MOST_XML_BYTES / 2 ** 20} MB` });
  const read = readSubmission(textOf(filled.bytes));
  const files = (parts ?? []).filter((part) => part !== filled && part.filename !== undefined && part.bytes.length > 0);
  const id = uuidOf(`odk ${read.instanceId}`);
  const questions = (await questionsKnown(node, exercise, read.formId, read.formVersion)) ?? [];
  const said = saidInAnswers(read.answers, questions);
  const { receipt, isRepeat } = await accept(node, {
    id, way: "odk", answers: read.answers, form: read.formId.slice(0, 120) || "?", exercise, language,
    original: { type: "text/xml", bytes: Buffer.from(read.xml) }, ...(said ? { said } : {}),
  });
  for (const file of files) await keepMedia(node, { report: id, exercise, bytes: file.bytes, ...questionOf(read, file) });
  reply.code(isRepeat ? 202 : 201);
  return answer("submit_success", sentence("receivedWithNumber", language, receipt.replace(/(\d{4})(?=\d)/g, "$1 ")));
}

/** Some clients send the XML alone. */
function bareXml(type: string | undefined, body: Buffer): Part | undefined {
  return /^(text|application)\/xml\b/i.test(type ?? "") ? { name: "xml_submission_file", type: "text/xml", bytes: body } : undefined;
}

const textOf = (bytes: Buffer) => decoded(bytes, /^<\?xml[^>]{0,80}encoding=["']([\w-]{1,20})["']/.exec(bytes.subarray(0, 120).toString("latin1"))?.[1]);

/** The answer that is the file's name says to which question the file belongs; the name itself is not kept. */
function questionOf({ answers }: Submission, { filename }: Part): { question?: string } {
  const found = Object.entries(answers).find(([, value]) => [value].flat().includes(filename!))?.[0];
  return found ? { question: harmless(found).slice(0, 200) } : {};
}

