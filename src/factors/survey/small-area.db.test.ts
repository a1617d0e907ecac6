// Small areas: the numbers of the model are tested with the method; here, that the house marks them and leaves the direct ones.
import { expect, test } from "vitest";
import { served } from "../../../tests/database/served.ts";
import { callerWith, testNode } from "../../../tests/database/test-node.ts";
import { smallAreas } from "../../methods/survey/small-area.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import { idFrom } from "../../platform/identity.ts";
import { saveMany } from "../../platform/noun-store.ts";
import { indicatorValue } from "../indicators/indicator-value.noun.ts";
import { FOOD_CRISIS } from "../indicators/import-food-security.ts";
import { loadIndicators } from "../load-shipped.ts";
import { estimate } from "./estimate.noun.ts";
import { surveyRoutes } from "./routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
await loadIndicators(node);
const http = await served(node, surveyRoutes);
const analyst = callerWith("analyst", "AMBER");
const REGIONS = Array.from({ length: 14 }, (_, i) => `SN${String(i + 1).padStart(2, "0")}`);
const [wave, question] = [idFrom("t", "wave"), idFrom("t", "question")];
/** The share follows the covariate; two areas are weak, one is hidden. */
const direct = REGIONS.map((area, i) => ({ area, covariate: i / 20, value: 0.2 + i / 25 + (i % 3) * 0.01, error: i === 5 || i === 8 ? 0.2 : 0.02, isHidden: i === 11 }));

test("weak and hidden areas get a value from areas like them, marked as modelled; strong and direct ones stay as they are", async () => {
  await node.db.as(analyst, async (tx) => {
    await saveMany(tx, indicatorValue, direct.map(({ area, covariate }) => ({ id: idFrom("t", `v ${area}`), content: { indicator: FOOD_CRISIS, area, periodFrom: "2024-01-01", periodTo: "2024-12-31", state: "value", value: covariate } as never })));
    await saveMany(tx, estimate, direct.map(({ area, value, error, isHidden }) => ({ id: idFrom("t", `e ${area}`), content: {
      name: area, wave, question, answer: "yes", areas: [area], sex: "all", statistic: "proportion", method: "direct", ...(isHidden ? { state: "suppressed" } : { state: "value", value, standardError: error, respondents: 50 }),
    } as never })));
  });
  const reply = await http.get(`/api/factors/questions/${question}/model`, analyst, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ wave, answer: "yes", covariates: [FOOD_CRISIS] }) });
  const made = await reply.json() as any;
  expect([reply.status, made.areas, made.modelled]).toEqual([200, 13, 3]);
  const shown = direct.filter(({ isHidden }) => !isHidden);
  const expected = smallAreas({ direct: shown.map(({ value }) => value), variances: shown.map(({ error }) => error ** 2), covariates: shown.map(({ covariate }) => [1, covariate]) });
  if ("why" in expected) throw new Error(expected.why);
  const { rows } = await node.owner((client) => client.query("select areas[1] as area, value, standard_error as error, respondents from estimates where method = 'modelled' order by 1"));
  expect(rows.map(({ area, respondents }) => [area, respondents])).toEqual([["SN06", null], ["SN09", null], ["SN12", null]]);
  expect(rows[0].value).toBeCloseTo(expected.areas[5]!.value, 12);
  expect(rows[2].value).toBeCloseTo(expected.predict([1, 11 / 20]).value, 12);
  expect(rows[0].error).toBeLessThan(0.2);
  const { rows: [kept] } = await node.owner((client) => client.query("select count(*) from estimates where method = 'direct' and version = 1"));
  expect(kept.count).toBe(14);
});

test("with too few areas there is no model, and the sentence says how many there were", async () => {
  const reply = await http.get(`/api/factors/questions/${question}/model`, analyst, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ wave, answer: "nobody said this", covariates: [FOOD_CRISIS] }) });
  expect([reply.status, (await reply.json() as any).code]).toEqual([422, "survey.noModel"]);
});
