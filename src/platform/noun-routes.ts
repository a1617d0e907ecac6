/**
 * The API that every noun has: list, one, history, create, change, withdraw, and exports. A chapter may answer one of
 * these paths itself (a route of its own with the same method and path wins).
 */
import { sql } from "kysely";
import { z } from "zod";
import type { Caller } from "./caller.ts";
import type { Field, Fields } from "./field.ts";
import { route, Streamed, type AnyRoute, type Bytes } from "./http.ts";
import { csvOf, geojsonOf, withoutFreeText, type Format } from "./noun-export.ts";
import { columnsOf, MarkingWord, type AnyNoun, type Row } from "./noun.ts";
import { count, each, find, history, list, save } from "./noun-store.ts";
import { problem } from "./problem.ts";

type Asked = { cursor?: string; limit: number; q?: string } & Record<string, unknown>;
const Id = z.object({ id: z.uuid() });

export function nounRoutes(noun: AnyNoun): AnyRoute[] {
  const base = `/api/${noun.path}`;
  const tag = noun.name;
  const { read, write } = noun.may;
  const Filters = filtersOf(noun);
  const Paged = Filters.extend({ cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(500).default(50), q: z.string().max(200).optional() });
  const Envelope = envelopeOf(noun);
  const Written = z.strictObject({ id: z.uuid().optional(), marking: MarkingWord.optional(), content: noun.schema });
  return [
    route({
      method: "GET", path: base, tag, may: read, summary: `List ${noun.plural.en}, a page at a time`,
      query: Paged,
      reply: z.object({ rows: z.array(Envelope), next: z.string().optional() }),
      handle({ tx, query }) {
        const { cursor, limit, q, ...filters } = query as Asked;
        return list(tx, noun, { filters, cursor, limit, search: q });
      },
    }),
    route({
      method: "GET", path: `${base}/count`, tag, may: read, summary: `Count ${noun.plural.en} that match`,
      query: Filters.extend({ q: z.string().max(200).optional() }), reply: z.object({ count: z.int() }),
      async handle({ tx, query }) {
        const { q, ...filters } = query as Asked;
        return { count: await count(tx, noun, { filters, search: q }) };
      },
    }),
    route({
      method: "GET", path: `${base}/export.:format`, tag, may: read, summary: `Export ${noun.plural.en} as CSV with HXL tags, or GeoJSON`,
      params: z.object({ format: z.enum(["csv", "geojson"]) }), query: Filters.extend({ withFreeText: WithFreeText }),
      handle({ tx, caller, params: { format }, query: { withFreeText, ...filters }, language }) {
        return exported(noun, format, each(tx, noun, { filters: filters as Record<string, unknown>, where: leaving(noun) }), language, mayTakeText(noun, caller, withFreeText));
      },
    }),
    route({
      method: "GET", path: `${base}/:id`, tag, may: read, summary: `Read one ${noun.labels.en}`, params: Id, reply: Envelope,
      handle: async ({ tx, params }) => (await find(tx, noun, params.id)) ?? notFound(),
    }),
    route({
      method: "GET", path: `${base}/:id/history`, tag, may: read, summary: `Every version of one ${noun.labels.en}, oldest first`, params: Id, reply: z.array(Envelope),
      async handle({ tx, params }) {
        const versions = await history(tx, noun, params.id);
        return versions.length > 0 ? versions : notFound();
      },
    }),
    route({
      method: "POST", path: base, tag, may: write, summary: `Write a new ${noun.labels.en}; the same id and content sent again is the same write`, body: Written, reply: Envelope,
      async handle({ tx, body, reply }) {
        const { row, outcome } = await save(tx, noun, { ...body, basedOn: undefined });
        if (outcome === "updated") throw problem("record.exists");
        reply.code(outcome === "inserted" ? 201 : 200);
        return row;
      },
    }),
    route({
      method: "PUT", path: `${base}/:id`, tag, may: write, summary: `Change a ${noun.labels.en}; say which version you read`, params: Id,
      body: z.strictObject({ basedOn: z.int().min(0), marking: MarkingWord.optional(), withdrawn: z.boolean().optional(), content: noun.schema }), reply: Envelope,
      async handle({ tx, params, body }) {
        if (!(await find(tx, noun, params.id))) notFound();
        return (await save(tx, noun, { id: params.id, ...body })).row;
      },
    }),
    route({
      method: "DELETE", path: `${base}/:id`, tag, may: write, summary: `Withdraw a ${noun.labels.en}; it can be brought back`, params: Id, reply: Envelope,
      async handle({ tx, params }) {
        const row = (await find(tx, noun, params.id)) ?? notFound();
        return (await save(tx, noun, { id: row.id, content: row.content, withdrawn: true })).row;
      },
    }),
  ];
}

/** Of its rows, those that may leave in an export or a collection. */
export const leaving = (noun: AnyNoun) => (noun.stays ? [sql`(${sql.raw(noun.stays.where)}) is not true`] : []);

/** Free text stays here, unless somebody who may write it asks for it. */
export const WithFreeText = z.stringbool().default(false);

export function mayTakeText(noun: AnyNoun, caller: Caller, asked: unknown): boolean {
  if (asked && !caller.may.has(noun.may.write)) throw problem("permission.denied", { permission: noun.may.write });
  return asked === true;
}

export function exported(noun: AnyNoun, format: Format, batches: AsyncGenerator<Row[]>, language: "fr" | "en" | "ar", withFreeText = false): Streamed | Bytes {
  if (format === "csv") return new Streamed("text/csv; charset=utf-8", `${noun.path}.csv`, csvOf(noun, batches, language, { withFreeText }));
  return new Streamed("application/geo+json", `${noun.path}.geojson`, geojsonOf(withFreeText ? batches : withoutFreeText(noun, batches)));
}

function notFound(): never {
  throw problem("record.notFound");
}

/** Each list column is a filter: equality, and bounds where the kind has an order. */
export function filtersOf(noun: AnyNoun): z.ZodObject {
  const shape: Record<string, z.ZodType> = { marking: MarkingWord.optional() };
  for (const { name, field } of columnsOf(noun).filter(({ name }) => noun.list.includes(name))) {
    const one = filterValue(field);
    if (!one) continue;
    shape[name] = one.optional();
    if (["day", "integer", "decimal"].includes(field.kind)) {
      shape[`${name}Min`] = one.optional();
      shape[`${name}Max`] = one.optional();
    }
  }
  return z.strictObject(shape);
}

function filterValue(field: Field): z.ZodType | undefined {
  if (field.kind === "json") return undefined;
  if (field.kind === "integer" || field.kind === "decimal") return z.coerce.number();
  if (field.kind === "flag") return z.stringbool();
  if (field.kind === "reference" || field.kind === "references") return z.uuid();
  if (field.kind === "codes" || field.kind === "texts") return z.string().max(200);
  return field.schema;
}

export function envelopeOf(noun: AnyNoun) {
  return z.object({
    id: z.uuid(), type: z.literal(noun.name), version: z.int(), author: z.string(), time: z.iso.datetime(), marking: MarkingWord,
    owner: z.string(), status: z.enum(["actual", "exercise"]), withdrawn: z.boolean(), content: noun.schema,
  });
}

/** What a generated list, page or form needs to know of a noun; the web client draws from it. */
export function describe(noun: AnyNoun) {
  return {
    name: noun.name, path: noun.path, labels: noun.labels, plural: noun.plural, geometry: noun.geometry, marking: noun.marking, may: noun.may,
    list: noun.list, title: noun.title,
    fields: Object.entries(noun.fields as Fields).map(([name, field]) => ({
      name, kind: field.kind, labels: field.labels, isOptional: field.isOptional, unit: field.unit, codeList: field.codeList, noun: field.noun,
      maxLength: field.maxLength, isFreeText: field.isFreeText ?? false,
      ...(field.kind === "json" ? { structure: z.toJSONSchema(field.schema, { io: "input", unrepresentable: "any" }) } : {}),
    })),
  };
}
