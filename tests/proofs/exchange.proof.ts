// `npm run prove -- exchange`: who gets what, and that between three nodes nothing is lost, doubled or leaked, whatever the line does.
import { withCluster } from "../nodes/cluster.ts";
import { proveNodes } from "../nodes/fuzz.ts";
import { measureBacklog, measureEventStorm, measureLatency, measureStorm, measureTaxii } from "../nodes/measure.ts";
import { proveBothSides } from "./both-sides.ts";
import { proveEscalation } from "./escalation.ts";
import type { Proof } from "./proof.ts";
import { proveRelease } from "./release.ts";

export const proof: Proof = {
  usage: "exchange [--rounds N] [--steps N] [--worlds N] [--records N] [--alerts N] [--seed N]",
  options: {
    rounds: { type: "string", default: "100000" }, steps: { type: "string", default: "300" }, worlds: { type: "string", default: "3" }, records: { type: "string", default: "100000" }, alerts: { type: "string", default: "10000" }, seed: { type: "string", default: "1" },
  },
  async prove({ rounds, steps, worlds, records, alerts, seed }, say) {
    const n = { rounds: Number(rounds), steps: Number(steps), worlds: Number(worlds), records: Number(records), alerts: Number(alerts), seed: Number(seed) };
    say(`release: ${n.rounds} random policies, records and recipients …`);
    const release = proveRelease(n.rounds, n.seed);
    say("the same, asked on both sides …");
    const bothSides = proveBothSides(n.rounds, n.seed);
    say(`escalation: ${n.alerts} alerts …`);
    const escalation = proveEscalation(n.alerts, n.seed);
    return withCluster(async (adminUrl) => {
      const nodes = [];
      for (let i = 0; i < n.worlds; i++) {
        say(`three nodes in bad weather, seed ${n.seed + i}: ${n.steps} steps …`);
        nodes.push(await proveNodes({ adminUrl }, n.steps, n.seed + i));
      }
      say(`a backlog of ${n.records} records …`);
      const backlog = await measureBacklog({ adminUrl }, n.records);
      say("a tenth of it over a line that is cut one time in three …");
      const cut = await measureBacklog({ adminUrl }, Math.ceil(n.records / 10), 0.33);
      say(`a storm of ${n.alerts} alerts …`);
      const storm = await measureStorm({ adminUrl }, n.alerts);
      say(`the same number of events, of which rules make alerts …`);
      const eventStorm = await measureEventStorm({ adminUrl }, n.alerts);
      say("from approval to the other side, and pages of TAXII …");
      const latency = await measureLatency({ adminUrl }, 40);
      const taxii = await measureTaxii({ adminUrl }, Math.min(n.records, 10_000), 20);
      const sound = [release.leaked, release.missing, release.tooFine, bothSides.leaked, bothSides.missing, bothSides.takenWithoutAgreement, bothSides.takenTooFine, bothSides.takenByAnother,
        escalation.doubled, escalation.afterAnswer, escalation.lost, escalation.late, escalation.stuck, backlog.lost, backlog.doubled, cut.lost, cut.doubled, storm.lost, storm.doubled, eventStorm.lost, eventStorm.doubled,
        ...nodes.flatMap(({ lost, doubled, leaked, unconfirmed, badProofs, unconverged }) => [lost, doubled, leaked, unconfirmed, badProofs, unconverged])];
      // Speeds are printed against their goals; a busy machine does not make a proof false.
      const goals = { backlogUnder60s: backlog.seconds < 60, noOpOneRequestUnder5KB: backlog.noOpRequests === 1 && backlog.noOpBytes < 5_000, stormAMinute: storm.alertsPerMinute >= 10_000 && eventStorm.eventsPerMinute >= 10_000, p95Under1s: latency.p95Ms < 1_000, taxii20PagesASecond: taxii.pagesPerSecond >= 20 };
      return { result: { release, bothSides, escalation, nodes, backlog, cut, storm, eventStorm, latency, taxii, goals }, holds: sound.every((count) => count === 0) && goals.noOpOneRequestUnder5KB };
    });
  },
};
