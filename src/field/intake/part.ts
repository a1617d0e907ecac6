import type { Chapter } from "../../platform/chapter.ts";
import { handOver } from "./arrivals.ts";
import { endContacts } from "./contact.ts";
import { eraseAgain } from "./erase.ts";
import { finishKeyEnds } from "./key-ends.ts";
import { sendReplies } from "./replies.ts";
import { report } from "./report.noun.ts";
import { forgetOld } from "./retention.ts";
import { intakeRoutes } from "./routes.ts";

export const intake: Chapter = {
  name: "intake",
  nouns: [report],
  routes: intakeRoutes,
  jobs: [
    { name: "report-contacts", every: "*/15 * * * *", async run(node) { await endContacts(node); await finishKeyEnds(node); } },
    { name: "report-retention", every: "20 2 * * *", async run(node) { await forgetOld(node); } },
  ],
  async begin(node, log, _live, send) {
    await finishKeyEnds(node);
    await eraseAgain(node);
    return handOver(node, send, log, () => sendReplies(node, (error) => { log.info(`a reply waits: ${error.message}`); }));
  },
};
