/**
 * OGC API – Features, Part 1 (17-069r4): Core and GeoJSON, CRS84, read-only, for every noun that has a geometry.
 * A door: closed until `faleme open ogc`. A stranger then reads rows marked CLEAR; whoever is signed in reads what they may.
 * Free text and authors stay inside, whoever asks: this is a way out for programs.
 */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Fields } from "./field.ts";
import { Bytes, route, type AnyRoute, type May } from "./http.ts";
import { featureOf } from "./noun-export.ts";
import type { AnyNoun, Row } from "./noun.ts";
import { filtersOf, leaving } from "./noun-routes.ts";
import { find, list } from "./noun-store.ts";
import { BoxWords, inBox, inInterval, IntervalWords, type Box, type Interval } from "./ogc-query.ts";
import { problem } from "./problem.ts";
import type { Permission } from "./roles.ts";

const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const CONFORMS_TO = ["http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"];
const JSON_TYPE = "application/json";
const GEOJSON_TYPE = "application/geo+json";
/** A client that asks for more gets this many, and a link to the next page. */
const LARGEST_PAGE = 1_000;

/** A page's own parameters; whatever else was asked is a filter that the noun declares. */
interface Page { f?: string; bbox?: Box; datetime?: Interval; limit: number; cursor?: string }

const Format = z.object({ f: z.enum(["json", "geojson"]).optional() });

export function ogcRoutes(nouns: readonly AnyNoun[]): AnyRoute[] {
  const shown = nouns.filter((noun) => noun.geometry);
  const may = (permission: Permission): May => ({ door: "ogc", permission });
  const about = { method: "GET", tag: "ogc", may: may("places.read"), query: Format.strict() } as const;
  return [
    route({
      ...about, path: "/ogc", summary: "OGC API – Features: landing page",
      handle: ({ request }) => json({
        title: "Falémé", description: "Areas, places, routes and events of a border region, as far as the reader may see them",
        links: [
          link(request, "", "self", JSON_TYPE, "This document"),
          link(request, "/../api/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "The API, for programs"),
          link(request, "/../api/docs", "service-doc", "text/html", "The API, for people"),
          link(request, "/conformance", "conformance", JSON_TYPE, "What of the standard is here"),
          link(request, "/collections", "data", JSON_TYPE, "What can be read"),
        ],
      }),
    }),
    route({ ...about, path: "/ogc/conformance", summary: "OGC API – Features: conformance classes", handle: () => json({ conformsTo: CONFORMS_TO }) }),
    route({
      ...about, path: "/ogc/collections", summary: "OGC API – Features: every collection",
      handle: ({ request }) => json({
        links: [link(request, "/collections", "self", JSON_TYPE, "This document")],
        collections: shown.map((noun) => collection(noun, request)),
      }),
    }),
    ...shown.flatMap((noun) => ofCollection(noun, may(noun.may.read))),
  ];
}

function ofCollection(noun: AnyNoun, may: May): AnyRoute[] {
  const path = `/collections/${noun.path}`;
  const Asked = filtersOf(noun).extend({
    ...Format.shape, bbox: BoxWords.optional(), datetime: IntervalWords.optional(), limit: z.coerce.number().int().min(1).default(100), cursor: z.string().max(400).optional(),
  });
  return [
    route({ method: "GET", path: `/ogc${path}`, tag: "ogc", may, query: Format.strict(), summary: `OGC API – Features: the collection of ${noun.plural.en}`, handle: ({ request }) => json(collection(noun, request)) }),
    route({
      method: "GET", path: `/ogc${path}/items`, tag: "ogc", may, query: Asked, summary: `OGC API – Features: ${noun.plural.en}, a page at a time`,
      async handle({ tx, query, request }) {
        const { f: _, bbox, datetime, limit, cursor, ...filters } = query as unknown as Page;
        const where = [...leaving(noun), bbox && inBox(noun, bbox), datetime && inInterval(noun, datetime)].filter((condition) => condition !== undefined);
        const page = await list(tx, noun, { filters, where, cursor, limit: Math.min(limit, LARGEST_PAGE) });
        const here = `${path}/items`;
        const links = [link(request, here + searchOf(request), "self", GEOJSON_TYPE, "This page"), link(request, path, "collection", JSON_TYPE, noun.plural.en)];
        if (page.next) links.push(link(request, here + searchOf(request, page.next), "next", GEOJSON_TYPE, "The next page"));
        const features = page.rows.map((row) => released(noun, row));
        return geojson({ type: "FeatureCollection", timeStamp: tx.now.toISOString(), numberReturned: features.length, links, features });
      },
    }),
    route({
      method: "GET", path: `/ogc${path}/items/:id`, tag: "ogc", may, params: z.object({ id: z.uuid() }), query: Format.strict(), summary: `OGC API – Features: one ${noun.labels.en}`,
      async handle({ tx, params, request }) {
        const row = await find(tx, noun, params.id);
        if (!row || row.withdrawn || noun.stays?.isOne(row.content)) throw problem("record.notFound");
        const links = [link(request, `${path}/items/${row.id}`, "self", GEOJSON_TYPE, noun.labels.en), link(request, path, "collection", JSON_TYPE, noun.plural.en)];
        return geojson({ ...released(noun, row), links });
      },
    }),
  ];
}

function collection(noun: AnyNoun, request: FastifyRequest) {
  const path = `/collections/${noun.path}`;
  return {
    id: noun.path, title: noun.plural.en, itemType: "feature", crs: [CRS84],
    links: [link(request, path, "self", JSON_TYPE, noun.plural.en), link(request, `${path}/items`, "items", GEOJSON_TYPE, noun.plural.en)],
  };
}

function released(noun: AnyNoun, row: Row) {
  const { properties, ...rest } = featureOf(row);
  const fields = noun.fields as Fields;
  const leaving = Object.entries(properties).filter(([name]) => name !== "author" && !fields[name]?.isFreeText);
  return { ...rest, properties: Object.fromEntries(leaving) };
}

function link(request: FastifyRequest, path: string, rel: string, type: string, title: string) {
  // A proxy that ends TLS says so; the word changes nothing but the links that its own client gets back.
  const scheme = request.headers["x-forwarded-proto"] === "https" ? "https" : request.protocol;
  return { href: `${scheme}://${request.host}/ogc${path}`.replace("/ogc/..", ""), rel, type, title };
}

function searchOf(request: FastifyRequest, cursor?: string): string {
  const search = new URLSearchParams(request.query as Record<string, string>);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `?${search}` : "";
}

// As bytes, so that no charset is added to the type: neither JSON nor GeoJSON has that parameter.
const json = (value: unknown) => new Bytes(JSON_TYPE, Buffer.from(JSON.stringify(value)));
const geojson = (value: unknown) => new Bytes(GEOJSON_TYPE, Buffer.from(JSON.stringify(value)));
