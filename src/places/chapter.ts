import type { Chapter } from "../platform/chapter.ts";
import { access } from "./access.noun.ts";
import { area } from "./area.noun.ts";
import { border } from "./border.noun.ts";
import { placesCommand } from "./commands.ts";
import { crossing } from "./crossing.noun.ts";
import { areasImporter } from "./import-areas.ts";
import { gazetteerImporter } from "./import-gazetteer.ts";
import { groundRoutes } from "./ground-routes.ts";
import { naturalArea } from "./natural-area.noun.ts";
import { reach } from "./reach.noun.ts";
import { route } from "./route.noun.ts";
import { placeRoutes } from "./routes.ts";
import { settlement } from "./settlement.noun.ts";
import { loadShippedPlaces } from "./shipped.ts";
import { site } from "./site.noun.ts";

export const places: Chapter = {
  name: "places",
  nouns: [area, settlement, site, route, reach, border, crossing, naturalArea, access],
  routes: [...placeRoutes, ...groundRoutes],
  commands: [placesCommand],
  importers: [areasImporter, gazetteerImporter],
  async begin(node, log) {
    const loaded = await loadShippedPlaces(node);
    if (loaded) log.info("shipped places", { ...loaded });
  },
};
