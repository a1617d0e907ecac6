import { hearFirst } from "../field/index.ts";
import type { Chapter } from "../platform/chapter.ts";
import { agreement } from "./agreements/agreement.noun.ts";
import { dueDiligence } from "./agreements/due-diligence.noun.ts";
import { agreementRoutes } from "./agreements/routes.ts";
import { suspension } from "./agreements/suspension.noun.ts";
import { alertRule } from "./alerts/alert-rule.noun.ts";
import { alert } from "./alerts/alert.noun.ts";
import { alertRoutes } from "./alerts/routes.ts";
import { rulesJob } from "./alerts/run-rules.ts";
import { capRoutes } from "./cap/routes.ts";
import { alertsCommand, contactsCommand } from "./commands.ts";
import { channelRoutes } from "./contacts/channels.ts";
import { contact } from "./contacts/contact.noun.ts";
import { coverageRoute } from "./contacts/coverage.ts";
import { answer } from "./delivery/answer.noun.ts";
import { answerByReply } from "./delivery/answers.ts";
import { delivery } from "./delivery/delivery.noun.ts";
import { keepDispatching } from "./delivery/dispatch.ts";
import { request } from "./delivery/request.noun.ts";
import { deliveryRoutes } from "./delivery/routes.ts";
import { drill } from "./exercise/drill.noun.ts";
import { drillRoutes } from "./exercise/routes.ts";
import { exchangeCommand } from "./federation/commands.ts";
import { receivedRecord } from "./federation/received-record.noun.ts";
import { finishRotation } from "./federation/rotate.ts";
import { federationRoutes } from "./federation/routes.ts";
import { keepSynchronising } from "./federation/synchronise.ts";
import { taxiiRoutes } from "./formats/taxii-routes.ts";
import { dataIncident } from "./governance/data-incident.noun.ts";
import { incidentRoutes } from "./governance/incident-routes.ts";
import { governanceRoutes } from "./governance/routes.ts";
import { release } from "./release/release.noun.ts";
import { qualityRoutes } from "./quality/routes.ts";
import { releaseRoutes } from "./release/routes.ts";
import { requestRoutes } from "./requests/routes.ts";

export const exchange: Chapter = {
  name: "exchange",
  nouns: [contact, agreement, dueDiligence, suspension, release, alertRule, alert, delivery, answer, request, receivedRecord, drill, dataIncident],
  routes: [...channelRoutes, coverageRoute, ...agreementRoutes, ...releaseRoutes, ...alertRoutes, ...deliveryRoutes, ...capRoutes, ...federationRoutes, ...taxiiRoutes, ...governanceRoutes, ...qualityRoutes, ...requestRoutes, ...drillRoutes, ...incidentRoutes],
  commands: [alertsCommand, contactsCommand, exchangeCommand],
  jobs: [rulesJob],
  async begin(node, log, live) {
    hearFirst(answerByReply);
    await finishRotation(node);
    const endings = [keepDispatching(node, log, live), keepSynchronising(node, log, live)];
    return async () => { await Promise.all(endings.map((end) => end())); };
  },
};
