/** TAXII 2.1, a closed door: a contact who was given a key reads, with its own tools, what was released to it. One collection a contact, never written to. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { route, type AnyRoute, type Call } from "../../platform/http.ts";
import type { Node } from "../../platform/node.ts";
import { stixId } from "./stix.ts";
import { catchUp, dropKey, keysMade, makeKey, nextAfter, objectsOf, readerWith, type Kept, type Reader, type Wanted } from "./taxii-store.ts";

const tag = "taxii";
export const TAXII = "application/taxii+json;version=2.1";
const STIX = "application/stix+json;version=2.1";
const DOOR = { door: "taxii", strangersOnly: "contacts’ tools prove themselves by their key" } as const;
const MOST = 1_000;
const MOST_BYTES = 10 * 2 ** 20;
/** Written by hand: the type must stand exactly as the standard spells it, and nothing be added to it. */
function words(reply: FastifyReply, value: unknown, code = 200, headers: Record<string, string> = {}): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(code, { "content-type": TAXII, "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers }).end(typeof value === "string" ? value : JSON.stringify(value));
  return reply;
}
const fault = (reply: FastifyReply, code: number, title: string, headers: Record<string, string> = {}) => words(reply, { title, http_status: String(code) }, code, headers);

const Params = z.object({ id: z.uuid() });
const List = z.string().max(2_000).optional();
const Query = z.object({ added_after: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).default(MOST), next: z.string().max(60).optional(), "match[id]": List, "match[type]": List, "match[version]": List, "match[spec_version]": List });
type Query = z.output<typeof Query>;

const collectionId = (contact: string) => stixId("collection", contact).slice("collection--".length);
const collectionOf = ({ contact, exercise }: Reader) => ({
  id: collectionId(contact), title: exercise ? "EXERCISE – released to this contact" : "Released to this contact", description: "What the release policy granted to this contact, and nothing else", can_read: true, can_write: false, media_types: [STIX],
});

interface Asking { reader: Reader | undefined; isWrong: boolean }

async function asking(node: Node, request: FastifyRequest): Promise<Asking> {
  const [scheme = "", given = ""] = (request.headers.authorization ?? "").split(" ");
  const key = /^bearer$/i.test(scheme) ? given : /^basic$/i.test(scheme) ? Buffer.from(given, "base64").toString().split(":").slice(1).join(":") : "";
  if (key === "") return { reader: undefined, isWrong: request.headers.authorization !== undefined };
  const reader = await node.db.as(node.keeper("taxii"), (tx) => readerWith(tx, key));
  return { reader, isWrong: !reader };
}

/** Checks what every request must say, and finds whose it is. */
async function reading<Q, P>({ node, request, reply, params }: Call<Q, unknown, P>, work: (reader: Reader) => Promise<FastifyReply>): Promise<FastifyReply> {
  if (!accepts(request)) return fault(reply, 406, `Accept: ${TAXII}`);
  const { reader, isWrong } = await asking(node, request);
  if (isWrong) return fault(reply, 401, "This key opens nothing", { "www-authenticate": 'Basic realm="taxii"' });
  if (!reader || collectionId(reader.contact) !== (params as { id: string }).id) return fault(reply, 404, "No such collection for you");
  return work(reader);
}

/** `*`/`*` and a TAXII type of no version or of this one. */
function accepts(request: FastifyRequest): boolean {
  return (request.headers.accept ?? "*/*").split(",").some((one) => {
    const [type = "", ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    const version = parameters.find((part) => part.startsWith("version="))?.slice("version=".length).replaceAll('"', "");
    return type === "*/*" || type === "application/*" || (type === "application/taxii+json" && (version === undefined || version === "2.1"));
  });
}

const many = (list: string | undefined) => list?.split(",").map((one) => one.trim()).filter(Boolean);

async function paged(node: Node, reply: FastifyReply, reader: Reader, query: Query, wanted: Partial<Wanted>, show: (rows: Kept[]) => string): Promise<FastifyReply> {
  const { rows, more } = await node.db.as(node.keeper("taxii", reader.exercise), async (tx) => {
    await catchUp(tx, reader);
    if (many(query["match[spec_version]"])?.includes("2.1") === false) return { rows: [], more: false };
    return objectsOf(tx, reader, { limit: Math.min(query.limit, MOST), addedAfter: query.added_after, next: query.next, ids: many(query["match[id]"]), types: many(query["match[type]"]), versions: many(query["match[version]"]), ...wanted });
  });
  const headers = rows.length > 0 ? { "x-taxii-date-added-first": rows[0]!.addedAt, "x-taxii-date-added-last": rows.at(-1)!.addedAt } : {};
  return words(reply, `{"more":${more}${more ? `,"next":"${nextAfter(rows.at(-1)!)}"` : ""}${rows.length > 0 ? `,"objects":${show(rows)}` : ""}}`, 200, headers as Record<string, string>);
}

const objectsIn = (rows: readonly Kept[]) => `[${rows.map((row) => row.words).join(",")}]`;
const manifestOf = (rows: readonly Kept[]) => JSON.stringify(rows.map(({ id, addedAt, modified }) => ({ id, date_added: addedAt, version: modified, media_type: STIX })));
const base = (request: FastifyRequest) => `${request.protocol}://${request.headers.host ?? "localhost"}`;
const versionsOf = (rows: readonly Kept[]) => JSON.stringify(rows.map(({ modified }) => modified));

export const taxiiRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/taxii2/", tag, may: DOOR, summary: "TAXII 2.1 discovery", withoutTransaction: true,
    handle: ({ node, request, reply }) => (accepts(request) ? words(reply, { title: `Falémé ${node.organisation}`, description: "What was released, for the tools of its recipients", default: `${base(request)}/taxii2/released/`, api_roots: [`${base(request)}/taxii2/released/`] }) : fault(reply, 406, `Accept: ${TAXII}`)),
  }),
  route({
    method: "GET", path: "/taxii2/released/", tag, may: DOOR, summary: "The API root", withoutTransaction: true,
    handle: ({ node, request, reply }) => (accepts(request) ? words(reply, { title: `Falémé ${node.organisation}`, versions: [TAXII], max_content_length: MOST_BYTES }) : fault(reply, 406, `Accept: ${TAXII}`)),
  }),
  route({
    method: "GET", path: "/taxii2/released/collections/", tag, may: DOOR, summary: "The collection of whoever asks; without a key, none", withoutTransaction: true,
    async handle({ node, request, reply }) {
      if (!accepts(request)) return fault(reply, 406, `Accept: ${TAXII}`);
      const { reader, isWrong } = await asking(node, request);
      if (isWrong) return fault(reply, 401, "This key opens nothing", { "www-authenticate": 'Basic realm="taxii"' });
      return words(reply, reader ? { collections: [collectionOf(reader)] } : {});
    },
  }),
  route({ method: "GET", path: "/taxii2/released/collections/:id/", tag, may: DOOR, summary: "One collection", params: Params, withoutTransaction: true, handle: (call) => reading(call, async (reader) => words(call.reply, collectionOf(reader))) }),
  route({
    method: "GET", path: "/taxii2/released/collections/:id/objects/", tag, may: DOOR, summary: "Objects in the order in which they were added, up to a thousand a page", params: Params, query: Query, withoutTransaction: true,
    handle: (call) => reading(call, (reader) => paged(call.node, call.reply, reader, call.query, {}, objectsIn)),
  }),
  route({
    method: "GET", path: "/taxii2/released/collections/:id/manifest/", tag, may: DOOR, summary: "What is in the collection, without its content", params: Params, query: Query, withoutTransaction: true,
    handle: (call) => reading(call, (reader) => paged(call.node, call.reply, reader, call.query, {}, manifestOf)),
  }),
  route({
    method: "GET", path: "/taxii2/released/collections/:id/objects/:name/", tag, may: DOOR, summary: "One object, by its STIX id", params: Params.extend({ name: z.string().max(120) }), query: Query, withoutTransaction: true,
    handle: (call) => reading(call, (reader) => paged(call.node, call.reply, reader, call.query, { ids: [call.params.name] }, objectsIn)),
  }),
  route({
    method: "GET", path: "/taxii2/released/collections/:id/objects/:name/versions/", tag, may: DOOR, summary: "The versions of one object", params: Params.extend({ name: z.string().max(120) }), query: Query, withoutTransaction: true,
    handle: (call) => reading(call, async (reader) => {
      const { rows, more } = await call.node.db.as(call.node.keeper("taxii", reader.exercise), (tx) => objectsOf(tx, reader, { ids: [call.params.name], versions: ["all"], limit: MOST }));
      return words(call.reply, `{"more":${more}${rows.length > 0 ? `,"versions":${versionsOf(rows)}` : ""}}`);
    }),
  }),
  route({
    method: "POST", path: "/taxii2/released/collections/:id/objects/", tag, may: DOOR, summary: "Refused: nothing is written here", params: Params, rawBody: true, withoutTransaction: true,
    handle: (call) => reading(call, async () => fault(call.reply, 403, "This collection is read only")),
  }),
  route({
    method: "POST", path: "/api/contacts/:id/taxii-key", tag: "contact", may: "exchange.settle", summary: "Make a TAXII key for a contact’s tools, in place of an earlier one; it is shown once", params: Params, body: z.strictObject({}), reply: z.object({ key: z.string(), collection: z.uuid() }),
    async handle({ tx, params, reply }) {
      reply.code(201);
      return { key: await makeKey(tx, params.id), collection: collectionId(params.id) };
    },
  }),
  route({
    method: "DELETE", path: "/api/contacts/:id/taxii-key", tag: "contact", may: "exchange.settle", summary: "Take a contact’s TAXII key back", params: Params, reply: z.object({ isDropped: z.boolean() }),
    async handle({ tx, params }) { return { isDropped: await dropKey(tx, params.id) }; },
  }),
  route({
    method: "GET", path: "/api/exchange/taxii-keys", tag: "exchange", may: "exchange.settle", summary: "Which contacts’ tools hold a TAXII key, since when, and when each was last used; never a key",
    reply: z.array(z.object({ contact: z.uuid(), title: z.string(), country: z.string(), service: z.string(), madeAt: z.string(), lastUsedAt: z.string().nullable(), objects: z.int(), collection: z.uuid() })),
    handle: async ({ tx }) => (await keysMade(tx)).map((one) => ({ ...one, collection: collectionId(one.contact) })),
  }),
];
