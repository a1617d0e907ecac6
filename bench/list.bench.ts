// How fast is a page of the event list, whatever is filtered, however deep, and a search of the texts? Over HTTP, as the
// restricted role with row-level security. Baseline: the first page by bare SQL as the tables' owner, without it.
import type { Node } from "../src/platform/node.ts";
import { cursorOf } from "../src/platform/noun-store.ts";
import { datasetDir, FULL, p95, QUICK, SEARCHED, withEvents } from "./dataset.ts";
import { openHouse, type House } from "./house.ts";
import type { BenchResult } from "./run.ts";

const LIST_GOAL_MS = 50;
const SEARCH_GOAL_MS = 200;
const ROUNDS = 40;

const LISTS: Readonly<Record<string, readonly string[]>> = {
  none: [""],
  country: ["country=ML", "country=SN", "country=BF"],
  admin1: ["admin1=ML01", "admin1=SN03", "admin1=MR05"],
  admin2: ["admin2=ML0101", "admin2=SN0302"],
  kind: ["kind=ambush-of-convoy", "kind=cattle-theft", "kind=flood"],
  broadKind: ["kind=armed-attack", "kind=illicit-economy"],
  period: ["from=2020-01-01&to=2020-12-31", "from=1999-03-01&to=1999-03-31", "from=2010-06-01"],
  together: ["country=ML&kind=armed-attack&from=2015-01-01&to=2019-12-31", "admin1=SN03&kind=extortion&from=2001-01-01", "country=MR&reliability=A&fatalitiesMin=5"],
};
const SEARCHES: Readonly<Record<string, readonly string[]>> = {
  commonWord: [`q=${SEARCHED.common}`],
  rareWord: [`q=${SEARCHED.rare}`],
  beginning: ["q=patr", "q=hippo"],
  twoWords: ["q=patrouille marché"],
  wordInCountry: [`q=${SEARCHED.common}&country=SN`, `q=${SEARCHED.rare}&country=ML`],
  noSuchWord: ["q=xylophone"],
};

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const count = quick ? QUICK : FULL;
  const figures: Record<string, number> = { events: count };
  await withEvents(count, async (node) => {
    const house = await openHouse(datasetDir(count));
    try {
      await house.get("/api/map/summary"); // the server is up and has read what it reads at the start
      const lists = { ...LISTS, ...(await deepPages(node)) };
      for (const [name, queries] of Object.entries(lists)) figures[`${name}P95Ms`] = await measured(house, queries);
      for (const [name, queries] of Object.entries(SEARCHES)) figures[`${name}P95Ms`] = await measured(house, queries);
      figures.worstListP95Ms = Math.max(...Object.keys(lists).map((name) => figures[`${name}P95Ms`]!));
      figures.worstSearchP95Ms = Math.max(...Object.keys(SEARCHES).map((name) => figures[`${name}P95Ms`]!));
      figures.baselineBareSqlP95Ms = await node.owner(async (client) => {
        const times: number[] = [];
        for (let i = 0; i < ROUNDS * 2; i++) {
          const at = performance.now();
          await client.query("select * from events where not withdrawn order by occurred_from desc, id desc limit 51");
          times.push(performance.now() - at);
        }
        return p95(times);
      });
      figures.listOverBareSql = figures.noneP95Ms! / figures.baselineBareSqlP95Ms;
    } finally {
      await house.close();
    }
  });
  return {
    name: "list", figures,
    goals: [
      { name: "list p95 ms, worst filter", goal: LIST_GOAL_MS, measured: figures.worstListP95Ms!, isMet: figures.worstListP95Ms! < LIST_GOAL_MS },
      { name: "text search p95 ms, worst words", goal: SEARCH_GOAL_MS, measured: figures.worstSearchP95Ms!, isMet: figures.worstSearchP95Ms! < SEARCH_GOAL_MS },
    ],
  };
}

/** Pages far down, unfiltered and filtered: the cursor names the row before. */
async function deepPages(node: Node): Promise<Record<string, string[]>> {
  const cursorAt = async (share: number, where = "true") => {
    const from = `from events where not withdrawn and ${where}`;
    const { rows: [row] } = await node.owner((client) => client.query(`select id, occurred_from ${from} order by occurred_from desc, id desc offset (select floor(count(*) * ${share}) ${from}) limit 1`));
    return `cursor=${cursorOf(row.occurred_from, row.id)}`;
  };
  return {
    deepPage: [await cursorAt(0.25), await cursorAt(0.9)],
    deepFilteredPage: [`country=ML&${await cursorAt(0.5, "country = 'ML'")}`, `admin1=SN03&${await cursorAt(0.9, "admin1 = 'SN03'")}`],
  };
}

async function measured(house: House, queries: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of queries) {
      const at = performance.now();
      const reply = await house.get(`/api/events?${query}`);
      const words = await reply.text();
      if (!reply.ok) throw new Error(`${query}: ${words}`);
      if (round > 1) times.push(performance.now() - at); // the first two warm the caches
    }
  }
  return p95(times);
}
