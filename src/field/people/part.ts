/** Those who send, and those who answer for them: the sealed channel, sentinels, demands and grievances. */
import type { Chapter } from "../../platform/chapter.ts";
import { alsoReplied } from "../intake/receipt-status.ts";
import { demandAnswer } from "./demand-answer.noun.ts";
import { demandRoutes, repliesToDemand } from "./demand-routes.ts";
import { grievance } from "./grievance.noun.ts";
import { mailboxRoutes } from "./mailbox-routes.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { sealedRoutes } from "./sealed-routes.ts";
import { stillCasesJob } from "./sealed-store.ts";
import { checkInJob, sentinelRoutes } from "./sentinel-routes.ts";

alsoReplied((_node, tx, id, language) => repliesToDemand(tx, id, language));

export const people: Chapter = {
  name: "people",
  nouns: [demandAnswer, grievance],
  routes: [...sealedRoutes, ...mailboxRoutes, ...recoveryRoutes, ...sentinelRoutes, ...demandRoutes],
  jobs: [stillCasesJob, checkInJob],
};
