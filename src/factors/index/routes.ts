/** HTTP of the index: with choices of the moment, or as somebody kept them under a name. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import { find } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { AreaAnswer, IndicatorAnswer, Words } from "../profile/replies.ts";
import { openLook } from "../reading/look.ts";
import { buildIndex, type IndexSettings } from "./build.ts";
import { indexVersion } from "./index-version.noun.ts";

const tag = "factors";
const may = "factors.read";
const list = z.string().max(4_000).transform((words) => words.split(",").map((word) => word.trim()).filter(Boolean));

const Choices = z.strictObject({
  level: z.coerce.number().int().min(0).max(3).default(1), areas: list.optional(), indicators: list.refine((ids) => ids.every((id) => z.uuid().safeParse(id).success), { error: "indicators are named by id" }).optional(),
  normalisation: z.enum(["goalposts", "min-max", "z-score", "rank"]).default("goalposts"), weighting: z.enum(["equal", "pca"]).default("equal"), aggregation: z.enum(["arithmetic", "geometric", "copeland"]).default("arithmetic"),
  missing: z.enum(["leave-out", "median", "peers"]).default("leave-out"), draws: z.coerce.number().int().min(100).max(5_000).default(2_000), seed: z.coerce.number().int().min(0).max(2 ** 31).default(1),
  from: z.iso.date().optional(), to: z.iso.date().optional(),
});

const Effect = z.object({ first: z.number(), total: z.number() });
const Place = z.object({ median: z.number(), lower: z.number(), upper: z.number(), mean: z.number(), chanceOfTop: z.number() });
const IndexAnswer = z.object({
  settings: z.record(z.string(), z.unknown()), period: z.object({ from: z.string(), to: z.string() }), areas: z.array(AreaAnswer), mostImputed: z.number(),
  sides: z.array(z.object({
    side: z.string(), isSupported: z.boolean(), independentSources: z.int(), reasons: z.array(z.object({ why: z.string(), has: z.number(), needs: z.number(), words: Words })),
    indicators: z.array(z.object({ indicator: IndicatorAnswer, weight: z.number(), known: z.int(), sourceName: z.string().optional() })), leftOut: z.array(z.object({ indicator: IndicatorAnswer })),
    rows: z.array(z.object({ area: z.string(), missingShare: z.number(), imputedShare: z.number(), score: z.number().optional(), place: Place.optional() })),
    effects: z.record(z.string(), Effect).optional(), averageShift: z.number().optional(), explained: z.number().optional(),
  })),
  /** The kept choices that it was made by. */
  version: z.object({ id: z.uuid(), name: z.string(), version: z.int() }).optional(),
});

export const indexRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/factors/index", tag, may, summary: "Two profiles of every area of a level, with ranges of places and what each choice matters; or why a ranking is not supported",
    query: Choices, reply: IndexAnswer,
    async handle({ tx, node, caller, query: { from, to, ...settings } }) {
      return buildIndex(await openLook({ tx, node, caller }, { from, to }), settings);
    },
  }),
  route({
    method: "GET", path: "/api/index-versions/:id/result", tag, may, summary: "The index by kept choices, as they stand in their current version", params: z.object({ id: z.uuid() }), reply: IndexAnswer,
    async handle({ tx, node, caller, params }) {
      const row = await find(tx, indexVersion, params.id);
      if (!row || row.withdrawn) throw problem("record.notFound");
      const { name, ...settings } = row.content as unknown as IndexSettings & { name: string };
      return { ...(await buildIndex(await openLook({ tx, node, caller }), settings)), version: { id: row.id, name, version: row.version } };
    },
  }),
];
