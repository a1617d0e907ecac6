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
import { indicator } from "../indicators/indicator.noun.ts";
import { estimate } from "./estimate.noun.ts";
import { wave } from "./wave.noun.ts";
import { modelRoutes } from "./model-routes.ts";
import { profileRoutes } from "../profile/routes.ts";

const node = await testNode();
await loadShippedPlaces(node);
await loadIndicators(node);
const http = await served(node, [...modelRoutes, ...profileRoutes]);
const analyst = callerWith("analyst", "AMBER");
const REGIONS = Array.from({ length: 14 }, (_, i) => `SN${String(i + 1).padStart(2, "0")}`);
const [round, question, asked] = [idFrom("t", "wave"), idFrom("t", "question"), idFrom("t", "indicator")];
/** The share follows the covariate; two areas are weak, one is hidden. */
const direct = REGIONS.map((area, i) => ({ area, covariate: i / 20, value: 0.2 + i / 25 + (i % 3) * 0.01, error: i === 5 || i === 8 ? 0.2 : 0.02, isHidden: i === 11 }));


const surveyIndicator = (key: string, id: string, answer: string) => ({ id, content: { key, name: key, definition: key, side: "resilience", factor: "moderation", effect: "raises", timing: "structural", unit: "share", origin: "survey", question, answer, finestLevel: 1, rhythm: "once" } as never });
await node.db.as(analyst, async (tx) => {
  await saveMany(tx, indicatorValue, direct.map(({ area, covariate }) => ({ id: idFrom("t", `v ${area}`), content: { indicator: FOOD_CRISIS, area, periodFrom: "2024-01-01", periodTo: "2024-12-31", state: "value", value: covariate } as never })));
  await saveMany(tx, indicator, [surveyIndicator("asked", asked, "yes"), surveyIndicator("asked-few", idFrom("t", "few"), "few"), surveyIndicator("never-asked", idFrom("t", "never"), "never")]);
  await saveMany(tx, wave, [{ id: round, content: { instrument: idFrom("t", "instrument"), name: "essai", fieldFrom: "2024-06-01", fieldTo: "2024-06-30", datePrecision: "day", areas: REGIONS, design: "stratified-cluster", microdata: "destroyed" } as never }]);
  const row = (answer: string) => ({ area, value, error, isHidden }: (typeof direct)[number]) => ({ id: idFrom("t", `e ${answer} ${area}`), content: {
    name: area, wave: round, question, answer, areas: [area], sex: "all", statistic: "proportion", method: "direct", ...(isHidden ? { state: "suppressed" } : { state: "value", value, standardError: error, respondents: 50 }),
  } as never });
  await saveMany(tx, estimate, [...direct.map(row("yes")), ...direct.slice(0, 4).map(row("few"))]);
});

const model = async (id: string, covariates: readonly string[], init?: RequestInit) => {
  const reply = await http.get(`/api/factors/indicators/${id}/model${init ? "" : `?covariates=${covariates.join(",")}`}`, analyst, init);
  return { status: reply.status, body: await reply.json() as any };
};
const keep = (covariates: readonly string[]) => model(asked, covariates, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ covariates }) });
const readingOf = async (area: string) => ((await (await http.get(`/api/factors/profile/${area}`, analyst)).json()) as any).resilience.flatMap(({ indicators }: any) => indicators).find(({ indicator: { key } }: any) => key === "asked").reading;

test("before anything is modelled, a weak and a hidden reading say that they are; a strong one does not", async () => {
  expect([(await readingOf("SN06")).isWeak, (await readingOf("SN12")).isWeak, (await readingOf("SN01")).isWeak]).toEqual([true, true, undefined]);
});

test("weak and hidden areas get a value from areas like them, with the survey’s own beside it; looking writes nothing", async () => {
  const { status, body } = await model(asked, [FOOD_CRISIS]);
  expect([status, body.areas, body.rows.map((row: any) => [row.area.pcode, row.direct.state])]).toEqual([200, 13, [["SN06", "value"], ["SN09", "value"], ["SN12", "suppressed"]]]);
  const shown = direct.filter(({ isHidden }) => !isHidden);
  const expected = smallAreas({ direct: shown.map(({ value }) => value), variances: shown.map(({ error }) => error ** 2), covariates: shown.map(({ covariate }) => [1, covariate]) });
  if ("why" in expected) throw new Error(expected.why);
  expect(body.rows[0].modelled.value).toBeCloseTo(expected.areas[5]!.value, 12);
  expect(body.rows[0].modelled.standardError).toBeCloseTo(Math.sqrt(expected.areas[5]!.meanSquaredError), 12);
  expect(body.rows[0].modelled).toMatchObject({ leansOnSurvey: expect.closeTo(expected.areas[5]!.leansOnSurvey, 12), low: expect.closeTo(body.rows[0].modelled.value - 1.959963984540054 * body.rows[0].modelled.standardError, 12) });
  expect(body.rows[2].modelled).toMatchObject({ value: expect.closeTo(expected.predict([1, 11 / 20]).value, 12), leansOnSurvey: 0 });
  expect(body.error).toEqual({ direct: 0.2, modelled: expect.closeTo(Math.max(...[0, 1].map((i) => body.rows[i].modelled.standardError)), 12) });
  expect(body.error.modelled).toBeLessThan(0.2);
  const { rows: [kept] } = await node.owner((client) => client.query("select count(*) from estimates where method = 'modelled'"));
  expect(kept.count).toBe(0);
});

test("kept, they are read in place of the weak ones, say that they are modelled, and carry what the survey said beside them", async () => {
  expect((await keep([FOOD_CRISIS])).status).toBe(200);
  const { rows } = await node.owner((client) => client.query("select areas[1] as area, respondents, covariates from estimates where method = 'modelled' order by 1"));
  expect(rows).toEqual(["SN06", "SN09", "SN12"].map((area) => ({ area, respondents: null, covariates: ["food-crisis-share"] })));
  const { rows: [kept] } = await node.owner((client) => client.query("select count(*) from estimates where method = 'direct' and version = 1"));
  expect(kept.count).toBe(18);
  expect(await readingOf("SN06")).toMatchObject({ isModelled: true, unknown: [], covariates: ["food-crisis-share"], direct: { state: "value", value: expect.closeTo(direct[5]!.value, 12), respondents: 50 } });
  expect(await readingOf("SN12")).toMatchObject({ isModelled: true, leansOnSurvey: 0, direct: { state: "suppressed" } });
  expect((await readingOf("SN01")).isModelled).toBeUndefined();
  // The model learns from the direct values alone, not from what it made itself.
  expect((await model(asked, [FOOD_CRISIS])).body.areas).toBe(13);
});

test("too few areas, covariates that say the same, a question that no one was asked: a refusal in words", async () => {
  expect(await model(idFrom("t", "few"), [])).toMatchObject({ status: 422, body: { code: "survey.tooFewAreas", details: { areas: 4, needed: 10 } } });
  expect(await model(idFrom("t", "never"), [])).toMatchObject({ status: 422, body: { code: "survey.tooFewAreas" } });
  expect((await model(asked, [])).status).toBe(200);
  const twin = idFrom("t", "twin");
  await node.db.as(analyst, async (tx) => {
    await saveMany(tx, indicator, [{ id: twin, content: { key: "twin", name: "twin", definition: "twin", side: "resilience", factor: "moderation", effect: "raises", timing: "structural", unit: "share", origin: "imported", finestLevel: 2, rhythm: "once" } as never }]);
    await saveMany(tx, indicatorValue, direct.map(({ area, covariate }) => ({ id: idFrom("t", `w ${area}`), content: { indicator: twin, area, periodFrom: "2024-01-01", periodTo: "2024-12-31", state: "value", value: 2 * covariate } as never })));
  });
  expect(await model(asked, [FOOD_CRISIS, twin])).toMatchObject({ status: 422, body: { code: "survey.covariatesTied" } });
});
