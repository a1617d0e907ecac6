/** Embeds of the picture: a map of counts by area, and counts by period, for pages of other sites. The door `embed` stands before them. */
import { z } from "zod";
import { embedMay, embedSettings, framed } from "../../platform/embed.ts";
import { route, type AnyRoute, type Call } from "../../platform/http.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { EventFilter } from "../event-filter.ts";
import { areaPicture, type AreaPicture } from "./areas.ts";
import { drawEmbed } from "./embed-map.ts";
import { openLens } from "./lens.ts";
import { totalOf, withheld } from "./suppress.ts";
import { timeline } from "./timeline.ts";

const tag = "embed";
const JSON_TYPE = "application/json";

/** What an embed may be narrowed by: when, what and where. */
const Narrowed = EventFilter.pick({ from: true, to: true, kind: true, country: true, admin1: true });
const MapAsked = Narrowed.extend({ level: z.coerce.number().int().min(1).max(2).default(1) });
const StepsAsked = Narrowed.extend({ by: z.enum(["month", "year"]).default("year") });
type MapQuestion = z.output<typeof MapAsked>;

export interface EmbeddedArea { pcode: string; name: string; country: string; count: number | null; state: AreaPicture["areas"][number]["state"]; class: number | null }
export interface EmbeddedMap {
  level: number;
  period: AreaPicture["period"];
  /** Counts below this are not shown. */
  smallestCount: number;
  total: { count: number; isExact: boolean };
  areas: EmbeddedArea[];
  outside: number | null;
  unlocated: number | null;
  shading: AreaPicture["shading"];
  sources: string[];
}

async function embedded({ tx, node, caller }: Pick<Call, "tx" | "node" | "caller">, { level, ...filter }: MapQuestion) {
  const { smallestCount: k, ...settings } = await embedSettings(tx);
  const lens = await openLens({ tx, node, caller }, filter);
  // Classes are made of what is shown, or their edges would tell of what is not.
  const picture = await areaPicture(lens, { level, measure: "events", smallest: k });
  const areas = picture.areas.map(({ pcode, name, country, class: shade, state, ...toll }): EmbeddedArea => {
    const shown = withheld(toll, state, k);
    return { pcode, name, country, count: shown.state === "no-data" ? null : shown.count, state: shown.state, class: shown.state === "value" ? shade : null };
  });
  const [outside, unlocated] = [picture.outside, picture.unlocated].map((bucket) => withheld(bucket, "value", k).count);
  const parts = [...picture.areas.map((area) => withheld(area, area.state, k)), { count: outside! }, { count: unlocated! }];
  const map: EmbeddedMap = {
    level, period: picture.period, smallestCount: k, total: totalOf(parts), areas, outside: outside!, unlocated: unlocated!, shading: picture.shading,
    sources: picture.provenance.sources.flatMap(({ name }) => name ?? []),
  };
  return { map, lens, settings: { ...settings, smallestCount: k } };
}

export const embedRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/embed/areas.json", tag, may: embedMay, summary: "Events marked CLEAR by area, small counts withheld",
    query: MapAsked,
    async handle(call) {
      const { map, settings } = await embedded(call, call.query);
      return framed(settings, JSON_TYPE, JSON.stringify(map));
    },
  }),
  route({
    method: "GET", path: "/embed/areas", tag, may: embedMay, summary: "The same as a page to frame: a map drawn on the server, without script, and its table",
    query: MapAsked.extend({ lang: z.enum(LANGUAGES).optional() }),
    async handle(call) {
      const { lang, ...asked } = call.query;
      const { map, lens, settings } = await embedded(call, asked);
      return framed(settings, "text/html; charset=utf-8", drawEmbed(map, lens.geography, lang ?? call.language));
    },
  }),
  route({
    method: "GET", path: "/embed/timeline.json", tag, may: embedMay, summary: "Events marked CLEAR by month or year, small counts withheld",
    query: StepsAsked,
    async handle({ tx, node, caller, query: { by, ...filter } }) {
      const settings = await embedSettings(tx);
      const lens = await openLens({ tx, node, caller }, filter);
      const { steps, earlier, countries } = await timeline(lens, by);
      const shown = steps.map(({ from, to, state: asCounted, coverage, ...toll }) => {
        const { count, state } = withheld(toll, asCounted, settings.smallestCount);
        return { from, to, coverage, count, state };
      });
      const total = totalOf([...shown, withheld(earlier, "value", settings.smallestCount)]);
      return framed(settings, JSON_TYPE, JSON.stringify({ by, countries, smallestCount: settings.smallestCount, total, steps: shown }));
    },
  }),
];
