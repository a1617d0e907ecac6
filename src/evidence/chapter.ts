import type { Chapter } from "../platform/chapter.ts";
import { claim } from "./claim.noun.ts";
import { displacement } from "./displacement.noun.ts";
import { eventsCommand } from "./event-command.ts";
import { eventRoutes } from "./event-routes.ts";
import { event } from "./event.noun.ts";
import { feedCommand } from "./feeds/feed-command.ts";
import { worldRoute } from "./exercise/world.ts";
import { eventImporters } from "./import/importers.ts";
import { flow } from "./flow.noun.ts";
import { link } from "./link.noun.ts";
import { openMapIndex } from "./map-index.ts";
import { mapRoutes } from "./map-routes.ts";
import { operation } from "./operation.noun.ts";
import { embedRoutes } from "./picture/embed-routes.ts";
import { pictureRoutes } from "./picture/routes.ts";
import { relocateCommand, relocationJob } from "./relocate-events.ts";
import { screeningRoutes } from "./screening-routes.ts";
import { source } from "./source.noun.ts";
import { lifecycleRoutes } from "../platform/lifecycle-routes.ts";
import { claimVerification, eventVerification } from "./verification.ts";

export const evidence: Chapter = {
  name: "evidence",
  nouns: [source, event, claim, operation, flow, displacement, link],
  importers: eventImporters,
  commands: [eventsCommand, feedCommand, relocateCommand],
  jobs: [relocationJob],
  routes: [...eventRoutes, ...screeningRoutes, ...mapRoutes, ...pictureRoutes, ...embedRoutes, worldRoute, ...lifecycleRoutes(eventVerification), ...lifecycleRoutes(claimVerification)],
  async begin(node, log, live) {
    const map = openMapIndex(node, live, log);
    return () => map.close();
  },
};
