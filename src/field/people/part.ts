/** Those who send, and those who answer for them: the sealed channel, sentinels, demands and grievances. */
import type { Chapter } from "../../platform/chapter.ts";
import { mailboxRoutes } from "./mailbox-routes.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { sealedRoutes } from "./sealed-routes.ts";
import { stillCasesJob } from "./sealed-store.ts";
import { checkInJob, sentinelRoutes } from "./sentinel-routes.ts";

export const people: Chapter = {
  name: "people",
  nouns: [],
  routes: [...sealedRoutes, ...mailboxRoutes, ...recoveryRoutes, ...sentinelRoutes],
  jobs: [stillCasesJob, checkInJob],
};
