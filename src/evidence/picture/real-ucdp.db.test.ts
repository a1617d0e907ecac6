// The report's sevenfold against the real UCDP file: one event in Kayes in 2021, nobody looking from 2022 on, so it cannot be tested.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { bring } from "../../../tests/evidence/rows.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { openLive } from "../../platform/live.ts";
import { silent } from "../../platform/log.ts";
import { loadCase } from "../case/load.ts";
import { openMapIndex } from "../map-index.ts";
import { pictureRoutes } from "./routes.ts";

const FILE = fileURLToPath(new URL("../../../../shared/data/ucdp/ged241-west-africa-1989-2021.csv.gz", import.meta.url));
const isHere = existsSync(FILE);

describe.skipIf(!isHere)(`with the UCDP file of ../shared/data${isHere ? "" : " (skipped: that folder is not here)"}`, async () => {
  const node = await testNode();
  const http = await served(node, pictureRoutes);
  const endings: (() => Promise<void>)[] = [];
  const ask = async (path: string): Promise<any> => (await http.get(`/api/picture/${path}`, callerWith("analyst", "AMBER"))).json();

  beforeAll(async () => {
    await loadShippedPlaces(node);
    await bring(node, "ucdp", FILE);
    await loadCase(node, "report");
    const live = await openLive(node, silent);
    const index = openMapIndex(node, live, silent);
    endings.push(() => index.close(), () => live.stop());
  }, 120_000);
  afterAll(async () => { for (const end of endings) await end(); });

  test("Kayes, year by year: nine events in the file's coverage, no data after it but what the report itself tells", async () => {
    const { byYear } = await ask("area/ML01");
    const years = new Map(byYear.map(({ from, count, state }: any) => [from.slice(0, 4), [count, state]]));
    expect(["2011", "2018", "2020", "2021"].map((year) => years.get(year))).toEqual([[3, "value"], [2, "value"], [3, "value"], [1, "value"]]);
    expect(["2012", "2017", "2019"].map((year) => years.get(year))).toEqual([[0, "zero"], [0, "zero"], [0, "zero"]]);
    expect([years.get("2022"), years.get("2023"), years.get("2024")]).toEqual([[0, "no-data"], [0, "no-data"], [1, "value"]]);
  });

  test("the claim of growth is shown with what we have, and that this cannot test it", async () => {
    const { claims, growth } = await ask("area/ML01");
    expect(claims[0]).toMatchObject({ figureLow: 7, verdict: "cannot-be-tested", own: { before: { count: 1, coverage: { state: "full" } }, now: { coverage: { state: "none" }, covering: [] } } });
    expect(growth).toMatchObject({ chosenBy: "claim", comparability: "not-covered" });
  });

  test("Mauritania has no row in the file: no data, never zero", async () => {
    const { areas } = await ask("areas?from=2021-01-01&to=2021-12-31");
    expect(new Set(areas.filter(({ country }: any) => country === "MR").map(({ state }: any) => state))).toEqual(new Set(["no-data"]));
    expect(areas.find(({ name }: any) => name === "Mopti")).toMatchObject({ state: "value", class: 4 });
  });
});
