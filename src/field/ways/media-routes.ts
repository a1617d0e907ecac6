/** HTTP of media: anyone who sent a report brings its files, piece by piece over a bad link; whoever reads reports looks at the clean copy. */
import { z } from "zod";
import { Bytes, route, type AnyRoute } from "../../platform/http.ts";
import { problem } from "../../platform/problem.ts";
import { harmless } from "../intake/incoming.ts";
import { addCustody, custodyOf, mediaRow, mediaRows, type MediaRow } from "./media-queries.ts";
import { appendMedia, beginUpload, MOST_MEDIA_BYTES, openMedia, uploadState } from "./media.ts";

const tag = "field";
const anyone = { anyone: "whoever saw something has no account" };
const Id = z.object({ id: z.uuid() });
const Exercise = z.object({ exercise: z.stringbool().default(false) });
const Upload = z.object({ id: z.uuid(), bytes: z.int(), arrived: z.int(), state: z.enum(["arriving", "kept", "refused", "destroyed"]) });
const upload = ({ id, bytes, arrived, state }: MediaRow): z.input<typeof Upload> => ({ id, bytes, arrived, state });

/** Why somebody opens what was sealed: kept in the record of custody. */
const REASONS = ["verification", "court", "protection"] as const;

export const mediaRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/field/media", tag, may: anyone, withoutTransaction: true, reply: Upload,
    summary: "Announce a file of a report that was sent before: its length and SHA-256; the same again says how far it is",
    body: z.strictObject({ report: z.uuid().toLowerCase(), bytes: z.int().min(1).max(MOST_MEDIA_BYTES), sha256: z.string().regex(/^[0-9a-f]{64}$/), question: z.string().max(200).transform(harmless).optional(), exercise: z.boolean().default(false) }),
    async handle({ node, body: { question, ...body }, reply }) {
      const row = await beginUpload(node, { ...body, ...(question ? { question } : {}) });
      reply.code(201).header("upload-offset", row.arrived);
      return upload(row);
    },
  }),
  route({
    method: "GET", path: "/api/field/media/:id/upload", tag, may: anyone, withoutTransaction: true, params: Id, query: Exercise, reply: Upload,
    summary: "How much of a file is here (HEAD: in Upload-Offset)",
    async handle({ node, params, query, reply }) {
      const row = await uploadState(node, params.id, query.exercise);
      if (!row) throw problem("record.notFound");
      reply.header("upload-offset", row.arrived);
      return upload(row);
    },
  }),
  route({
    method: "PATCH", path: "/api/field/media/:id/upload", tag, may: anyone, withoutTransaction: true, rawBody: true, params: Id, query: Exercise, reply: Upload,
    summary: "Bring more of a file (application/octet-stream), from the byte in Upload-Offset on; what arrived before a cut stays",
    async handle({ node, params, query, request, reply }) {
      const offset = Number(request.headers["upload-offset"]);
      if (!Number.isSafeInteger(offset) || offset < 0) throw problem("input.invalid", { reason: "Upload-Offset", faults: [{ field: "Upload-Offset", reason: "a whole number" }] });
      const row = await appendMedia(node, { id: params.id, exercise: query.exercise, offset, bytes: request.raw as AsyncIterable<Buffer> });
      reply.header("upload-offset", row.arrived);
      return upload(row);
    },
  }),
  route({
    method: "GET", path: "/api/field/reports/:id/media", tag, may: "field.read", params: Id, summary: "The files of a report: what each is, whether there is a clean copy, until when it is kept",
    reply: z.array(z.object({ id: z.uuid(), type: z.string().nullable(), question: z.string().nullable(), bytes: z.int(), sha256: z.string().nullable(), hasCleanCopy: z.boolean(), state: Upload.shape.state, receivedAt: z.string(), deleteOn: z.string() })),
    handle: async ({ tx, params }) => (await mediaRows(tx, params.id)).map(({ id, type, question, bytes, sha256, cleanSha256, state, receivedAt, deleteOn }) => ({ id, type, question, bytes, sha256, hasCleanCopy: cleanSha256 !== null && state === "kept", state, receivedAt, deleteOn })),
  }),
  route({
    method: "GET", path: "/api/field/media/:id", tag, may: "field.read", params: Id, summary: "The copy without place, device and owner",
    async handle({ tx, node, params }) {
      const { type, bytes } = await openMedia(node, tx, params.id, "clean");
      return new Bytes(type, bytes, { "content-disposition": "inline", "content-security-policy": "default-src 'none'; sandbox" });
    },
  }),
  route({
    method: "POST", path: "/api/field/media/:id/original", tag, may: "field.triage", params: Id, body: z.strictObject({ reason: z.enum(REASONS) }),
    summary: "Open the sealed original; who, when and why is recorded with it",
    async handle({ tx, node, params, body }) {
      const { row, type, bytes } = await openMedia(node, tx, params.id, "original");
      await addCustody(tx, row.id, `open-${body.reason}`, row.sha256);
      return new Bytes(type, bytes, { "content-disposition": `attachment; filename="${row.id}"` });
    },
  }),
  route({
    method: "GET", path: "/api/field/media/:id/custody", tag, may: "field.read", params: Id, summary: "Who had the original in hand, when and why",
    reply: z.array(z.object({ at: z.string(), actor: z.string(), act: z.string(), sha256: z.string().nullable() })),
    async handle({ tx, params }) {
      if (!(await mediaRow(tx, params.id))) throw problem("record.notFound");
      return custodyOf(tx, params.id);
    },
  }),
];
