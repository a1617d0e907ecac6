/** HTTP of the chapter, beside what every noun has: search, what lies at a point, what lies near it. */
import { z } from "zod";
import { route, type AnyRoute } from "../platform/http.ts";
import { problem } from "../platform/problem.ts";
import { locate } from "./locate.ts";
import { atAnswer, AtAnswer, looking, nearAnswer, NearAnswer, searchAnswer, SearchAnswer } from "./place-answer.ts";
import { confirmed } from "./place-store.ts";
import { areaNames, PLACE_NOUNS } from "./queries.ts";
import { resolveArea } from "./resolve.ts";

const Lon = z.coerce.number().min(-180).max(180);
const Lat = z.coerce.number().min(-90).max(90);
const Country = z.string().regex(/^[A-Z]{2}$/);
const tag = "places";

export const placeRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/places/search", tag, may: "places.read",
    summary: "Places that a name may mean, best first; spelling is forgiven, homonyms come with their area, nothing is chosen silently",
    query: z.object({
      q: z.string().trim().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).default(10), country: Country.optional(),
      area: z.string().max(120).optional(), typing: z.stringbool().default(true),
    }),
    reply: SearchAnswer,
    async handle({ node, tx, query: { q, area, ...options } }) {
      const look = await looking(node, tx);
      return searchAnswer(look, q, { ...options, ...(area ? { area: resolveArea(look.geography, area).pcode } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/places/at", tag, may: "places.read", summary: "The areas that hold a point, the nearest border and whose it is, the nearest route, river reach, crossing and settlements",
    query: z.object({ lon: Lon, lat: Lat }), reply: AtAnswer,
    handle: async ({ node, tx, query: { lon, lat } }) => atAnswer(await looking(node, tx), [lon, lat]),
  }),
  route({
    method: "GET", path: "/api/places/near", tag, may: "places.read", summary: "Places within so many kilometres of a point, or the nearest few of a kind, nearest first",
    query: z.object({
      lon: Lon, lat: Lat, km: z.coerce.number().positive().max(2_000).optional(), limit: z.coerce.number().int().min(1).max(500).default(50),
      noun: z.enum(PLACE_NOUNS).optional(), kind: z.string().max(400).optional(),
    }),
    reply: NearAnswer,
    async handle({ node, tx, query: { lon, lat, km, limit, noun, kind } }) {
      return nearAnswer(await looking(node, tx), [lon, lat], { count: limit, ...(km ? { withinKm: km } : {}), ...(noun ? { nouns: [noun] } : {}), ...(kind ? { kinds: kind.split(",") } : {}) });
    },
  }),
  route({
    method: "GET", path: "/api/places/areas", tag, may: "places.read", summary: "What the areas of a level are called, those without an outline too", query: z.object({ level: z.coerce.number().int().min(0).max(3).default(1) }),
    reply: z.array(z.object({ id: z.uuid(), name: z.string(), nameFr: z.string().optional(), nameEn: z.string().optional(), nameAr: z.string().optional(), pcode: z.string(), country: z.string(), parentPcode: z.string().optional() })),
    handle: ({ tx, query: { level } }) => areaNames(tx, level),
  }),
  route({
    method: "GET", path: "/api/places/:id/surroundings", tag, may: "places.read", summary: "What lies around a place that has coordinates",
    params: z.object({ id: z.uuid() }), reply: AtAnswer,
    async handle({ node, tx, params: { id } }) {
      const look = await looking(node, tx);
      const place = look.store.get(id, tx.caller);
      if (!place || !(await confirmed(tx, [place])).has(id)) throw problem("record.notFound");
      if (!place.coordinates) throw problem("place.unlocated", { name: place.name, words: place.locationWords ?? place.pcode ?? place.noun });
      return atAnswer(look, place.coordinates, { own: locate(look.geography, place).country });
    },
  }),
];
