// How fast does one node get to another what waits for it, and how soon does an alert stand there? Baseline: a request that has nothing to say.
import { withCluster } from "../tests/nodes/cluster.ts";
import { measureBacklog, measureEventStorm, measureLatency, measureStorm, measureTaxii } from "../tests/nodes/measure.ts";
import type { BenchResult } from "./run.ts";

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const records = quick ? 5_000 : 100_000;
  return withCluster(async (adminUrl) => {
    const backlog = await measureBacklog({ adminUrl }, records);
    const storm = await measureStorm({ adminUrl }, quick ? 1_000 : 10_000);
    const events = await measureEventStorm({ adminUrl }, quick ? 1_000 : 10_000);
    const latency = await measureLatency({ adminUrl }, quick ? 10 : 50);
    const taxii = await measureTaxii({ adminUrl }, quick ? 1_000 : 10_000, quick ? 3 : 40);
    const goal = (name: string, wanted: number, measured: number, isMet: boolean) => ({ name, goal: wanted, measured, isMet });
    return {
      name: "exchange between nodes",
      figures: {
        records, backlogSeconds: backlog.seconds, recordsPerSecond: backlog.recordsPerSecond, bytesPerRecord: backlog.bytes / records, msPerRecordOverNoOp: (backlog.seconds * 1_000) / records / backlog.noOpMs, noOpMs: backlog.noOpMs, noOpBytes: backlog.noOpBytes,
        stormAlertsPerMinute: storm.alertsPerMinute, stormEventsPerMinute: events.eventsPerMinute, approveToShownP50Ms: latency.p50Ms, approveToShownP95Ms: latency.p95Ms, issueP50Ms: latency.issueP50Ms, taxiiPagesPerSecond: taxii.pagesPerSecond, taxiiFirstPageMs: taxii.firstMs,
      },
      goals: [
        goal("100,000 records, seconds", 60, (backlog.seconds / records) * 100_000, (backlog.seconds / records) * 100_000 < 60), goal("bytes of a round with nothing new", 5_000, backlog.noOpBytes, backlog.noOpBytes < 5_000),
        goal("alerts a minute", 10_000, storm.alertsPerMinute, storm.alertsPerMinute >= 10_000), goal("events a minute that rules make alerts of", 10_000, events.eventsPerMinute, events.eventsPerMinute >= 10_000), goal("p95 from approval to the other side, ms", 1_000, latency.p95Ms, latency.p95Ms < 1_000),
        goal("TAXII pages a second", 20, taxii.pagesPerSecond, taxii.pagesPerSecond >= 20),
      ],
    };
  });
}
