// How fast does the server answer what the picture asks: areas, timeline, an area's page, surges, where a number is from?
// Baseline: the same counts by SQL, as the restricted role.
import { callerWith } from "../tests/database/test-node.ts";
import { datasetDir, p95, QUICK, withEvents } from "./dataset.ts";
import { openHouse } from "./house.ts";
import type { BenchResult } from "./run.ts";

const COUNT = 300_000;
const GOAL_MS = 150;
const FILTER = "kind=armed-attack,extortion&from=2012-01-01&to=2022-12-31";
const QUESTIONS: Record<string, string> = {
  areas: "areas?level=2", areasFiltered: `areas?level=1&${FILTER}`, change: "areas?level=1&measure=change&from=2022-01-01&to=2022-12-31",
  timelineByMonth: "timeline?by=month", timelineByWeek: `timeline?by=week&${FILTER}`, brushed: "timeline?by=month&from=2019-03-01&to=2020-08-31",
  areaPage: "area/ML01", surges: "surges?level=1&week=2024-01-08", origin: `origin?${FILTER}`, nearBorder: "areas?level=1&borderKm=30", words: "areas?level=1&q=patrouille",
  mines: "mines?km=15", flows: "flows", cattle: "cattle",
};

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const count = quick ? QUICK : COUNT;
  const figures: Record<string, number> = { events: count };
  const slow: string[] = [];
  await withEvents(count, async (node) => {
    const house = await openHouse(datasetDir(count));
    try {
      await (await house.get("/api/map/summary")).json();
      for (const [name, question] of Object.entries(QUESTIONS)) {
        const times: number[] = [];
        for (let i = 0; i < 15; i++) {
          const at = performance.now();
          const reply = await house.get(`/api/picture/${question}`);
          if (!reply.ok) throw new Error(`${question}: ${await reply.text()}`);
          await reply.arrayBuffer();
          if (i === 0) figures[`${name}FirstMs`] = performance.now() - at;
          else times.push(performance.now() - at);
        }
        figures[`${name}P95Ms`] = p95(times);
        if (p95(times) > GOAL_MS) slow.push(name);
      }
      const analyst = { ...callerWith("analyst", "AMBER"), id: "bench" };
      const at = performance.now();
      await node.db.as(analyst, (tx) => tx.client.query("select admin2, count(*), sum(fatalities_best) from events where not withdrawn group by 1"));
      figures.baselineSqlByAreaMs = performance.now() - at;
      figures.sqlOverAreas = figures.baselineSqlByAreaMs / figures.areasP95Ms!;
    } finally {
      await house.close();
    }
  });
  const worst = Math.max(...Object.keys(QUESTIONS).map((name) => figures[`${name}P95Ms`]!));
  return { name: "picture-server", figures, goals: [{ name: `answer p95 ms, the slowest${slow.length > 0 ? ` (over: ${slow.join(", ")})` : ""}`, goal: GOAL_MS, measured: worst, isMet: worst <= GOAL_MS }] };
}
