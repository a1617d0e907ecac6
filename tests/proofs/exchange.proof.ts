// Who may know, and who is told: release over random policies, records and recipients; escalation over restarts, clock jumps and
// a directory that changes.
import { proveEscalation } from "./escalation.ts";
import type { Proof } from "./proof.ts";
import { proveRelease } from "./release.ts";

export const proof: Proof = {
  usage: "exchange [--rounds N] [--alerts N] [--seed N]",
  options: { rounds: { type: "string", default: "100000" }, alerts: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
  async prove({ rounds, alerts, seed }, say) {
    say(`release: ${rounds} policies, records and recipients`);
    const release = proveRelease(Number(rounds), Number(seed));
    say(`escalation: ${alerts} alerts`);
    const escalation = proveEscalation(Number(alerts), Number(seed));
    const faults = release.leaked + release.missing + release.tooFine + escalation.doubled + escalation.afterAnswer + escalation.lost + escalation.late + escalation.stuck;
    return { result: { release, escalation }, holds: faults === 0 && release.released > 0 && escalation.notified > 0 };
  },
};
