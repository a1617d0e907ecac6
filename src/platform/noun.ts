/**
 * A noun is declared once. From the declaration come its schema check, its API with OpenAPI, a plain list, page and form,
 * a map layer, CSV with HXL, GeoJSON and OGC collection, its import with dry run and rejects, its journal and versions.
 * Its table is plain SQL in a migration; `noun-schema.test` checks the two against each other.
 */
import { z } from "zod";
import { columnOf, type Content, type Field, type Fields } from "./field.ts";
import { labels, type Labels, type LabelTuple } from "./language.ts";
import { MARKINGS, type Marking } from "./marking.ts";
import type { Permission } from "./roles.ts";

export type Geometry = "point" | "line" | "polygon";

export interface Declaration<F extends Fields> {
  labels: LabelTuple;
  plural: LabelTuple;
  geometry?: Geometry;
  /** Marking of a new row unless its author says otherwise. */
  marking: Marking;
  may: { read: Permission; write: Permission };
  /** Part of the ground that an exercise plays on (places, codes): read in both worlds. */
  isGround?: boolean;
  fields: F;
  /** Columns of the plain list, in order; each is also a filter where its kind allows. */
  list: readonly (keyof F & string)[];
  /** What a person calls one of these: the field that names it in a list, a link, a popup. */
  title: keyof F & string;
  /** Order of the list: a required field, then id. Default: the title, ascending. */
  order?: { by: keyof F & string; descending: boolean };
  /** Fields that a text search reads. */
  search?: readonly (keyof F & string)[];
  /** What no single field can say: end after start, low ≤ best ≤ high. Returns the field at fault and the problem's words. */
  check?: (content: Content<F>) => { field: string; reason: LabelTuple } | undefined;
  /** Fields that only a lifecycle's steps change, with the state a new record begins in. */
  stepped?: Partial<Readonly<Record<keyof F & string, string>>>;
  /** Columns that are computed from the content on every write (an H3 cell, say): never sent, never exported. */
  derived?: { columns: Readonly<Record<string, string>>; of: (content: Content<F> & { geometry?: GeoJsonGeometry | null }) => Record<string, unknown> };
  /** The marking below which a row with this content does not go, whatever its author says. */
  atLeast?: (content: Content<F>) => Marking | undefined;
  /** Rows that no export and no collection ever holds, whoever asks: said of a content, and the same in SQL. */
  stays?: { isOne: (content: Content<F>) => boolean; where: string };
  /** Other systems' name for it, e.g. { stix: "location" }. */
  formats?: Readonly<Record<string, string>>;
}

export interface Noun<F extends Fields = Fields> extends Omit<Declaration<F>, "labels" | "plural" | "order" | "search"> {
  name: string;
  /** Path segment and, in snake case, the table: "crossing" → "crossings". */
  path: string;
  table: string;
  labels: Labels;
  plural: Labels;
  order: { by: string; descending: boolean };
  search: readonly string[];
  schema: z.ZodType<Content<F> & { geometry?: GeoJsonGeometry | null }>;
}

export type AnyNoun = Noun<any>;

/** What a noun's row looks like to a program: its content, and what every version of every noun carries. */
export interface Envelope {
  id: string;
  type: string;
  version: number;
  author: string;
  time: string;
  marking: Marking;
  owner: string;
  status: "actual" | "exercise";
  withdrawn: boolean;
}
export type Row<F extends Fields = Fields> = Envelope & { content: Content<F> & { geometry?: GeoJsonGeometry | null } };

export interface GeoJsonGeometry {
  type: "Point" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon";
  coordinates: any;
}

export function noun<const F extends Fields>(name: string, declaration: Declaration<F>, path = pluralOf(name)): Noun<F> {
  const { order, search, ...rest } = declaration;
  for (const column of declaration.list) if (!(column in declaration.fields)) throw new Error(`${name}: no field ${column}`);
  return {
    ...rest,
    name,
    path,
    table: path.replaceAll("-", "_"),
    labels: labels(declaration.labels),
    plural: labels(declaration.plural),
    order: order ?? { by: declaration.title, descending: false },
    search: search ?? [declaration.title],
    schema: schemaOf(declaration) as Noun<F>["schema"],
  };
}

const pluralOf = (name: string) => (name.endsWith("y") ? `${name.slice(0, -1)}ies` : name.endsWith("s") ? name : name.endsWith("ch") || name.endsWith("sh") ? `${name}es` : `${name}s`);

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const Line = z.array(Position).min(2);
const Ring = z.array(Position).min(4);

const GEOMETRIES = {
  point: z.object({ type: z.literal("Point"), coordinates: Position }),
  line: z.union([
    z.object({ type: z.literal("LineString"), coordinates: Line }),
    z.object({ type: z.literal("MultiLineString"), coordinates: z.array(Line).min(1) }),
  ]),
  polygon: z.union([
    z.object({ type: z.literal("Polygon"), coordinates: z.array(Ring).min(1) }),
    z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
  ]),
};

/** Absent and null are the same answer, "not known"; one form is stored, so that equal content hashes equally. */
const nullish = (schema: z.ZodType): z.ZodType => schema.nullish().transform((value) => value ?? undefined);

/** The same checks for a program that never writes null: fewer steps a field, for a hundred thousand rows. */
export const schemaWithoutNulls = (noun: AnyNoun): z.ZodType => schemaOf(noun, (schema) => schema.optional());

function schemaOf<F extends Fields>(declaration: Pick<Declaration<F>, "fields" | "geometry" | "check">, optional = nullish) {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(declaration.fields)) shape[name] = field.isOptional ? optional(field.schema) : field.schema;
  if (declaration.geometry) shape.geometry = optional(GEOMETRIES[declaration.geometry]);
  const object = z.strictObject(shape);
  const { check } = declaration;
  if (!check) return object;
  return object.superRefine((content, context) => {
    const fault = check(content as Content<F>);
    if (fault) context.addIssue({ code: "custom", path: [fault.field], message: fault.reason[1], params: { reason: labels(fault.reason) } });
  });
}

export const MarkingWord = z.enum(MARKINGS);

/** Every column of the noun's own table, after the ones that all nouns share. */
export function columnsOf(noun: AnyNoun): readonly { name: string; column: string; field: Field }[] {
  let columns = columnsByNoun.get(noun);
  if (!columns) columnsByNoun.set(noun, columns = Object.entries(noun.fields as Fields).map(([name, field]) => ({ name, column: columnOf(name), field })));
  return columns;
}

/** Asked for every row that is written. */
const columnsByNoun = new WeakMap<AnyNoun, readonly { name: string; column: string; field: Field }[]>();
