// Why here: a planner reads the two profiles of an area, compares, maps, is refused a ranking; an analyst brings in a survey.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SAMPLE_HEADER, sampleSurvey } from "../../src/factors/survey/sample-survey.ts";
import { asked } from "./officers.ts";
import { accessibilityFaults, cannotRun, mapDrawn, openHouse, widthOverflow } from "./house.ts";

describe.skipIf(cannotRun)("factors", () => {
  const house = openHouse();
  const said = (page: Page, key: string) => page.locator(`[data-indicator="${key}"]`);

  test("the dossier: two profiles side by side, a silence that is no zero, and the way back to the report", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${house.url}/areas/SN06`);
    await page.getByRole("heading", { name: "Pourquoi ici : vulnérabilité et résilience" }).waitFor();
    await page.getByRole("heading", { name: "Ce qui la rend vulnérable" }).waitFor();
    await page.getByRole("heading", { name: "Ce qui la rend résiliente" }).waitFor();
    expect(await said(page, "unemployment-as-reason").innerText()).toMatch(/85\s%/);
    expect(await said(page, "unemployment-as-reason").innerText()).toMatch(/plusieurs zones ensemble\s: Kédougou, Matam, Tambacounda/);
    expect(await said(page, "unaware-jnim-mali").innerText()).toMatch(/45\s% à 55\s%/);
    expect(await said(page, "knows-involved").getAttribute("data-state")).toBe("missing");
    expect(await said(page, "knows-involved").innerText()).toMatch(/demandée, non publiée/);
    expect(await said(page, "recruitment-by-origin").innerText()).toMatch(/0\s%[\s\S]*la borne haute ne se calcule pas/);
    await page.getByRole("button", { name: /Chômage cité comme raison de rejoindre un groupe$/ }).click();
    const from = page.getByRole("dialog");
    await from.getByText("« 85% »").waitFor();
    await from.getByText("Enquête interne du Timbuktu Institute, 2024").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Emporter ce profil" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "SDMX-CSV" }).click()]);
    expect(file.suggestedFilename()).toBe("factors-SN06.sdmx.csv");
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button", { name: "Emporter ce profil" }).isVisible()).toBe(false);
    await page.context().close();
  });

  test("areas compared, an indicator mapped, and a ranking refused with its reasons", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${house.url}/factors/compare?areas=SN06,SN12`);
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Connaît quelqu’un de probablement impliqué" }) });
    await row.waitFor();
    expect(await row.locator("td").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-state")))).toEqual(["missing", "value"]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${house.url}/factors/map?indicator=knows-involved`);
    await mapDrawn(page);
    const figure = page.getByRole("figure", { name: "Connaît quelqu’un de probablement impliqué" });
    await figure.getByText("demandée, non publiée").waitFor();
    await figure.getByRole("button", { name: "Tableau" }).click();
    expect(await figure.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Matam" }) }).innerText()).toMatch(/SN09\s+3\s%/);
    await page.goto(`${house.url}/factors/ranking?country=SN`);
    await page.getByText("Un classement n’est pas soutenu par ces données. Lisez les indicateurs.").first().waitFor();
    await page.getByText(/trop peu de sources indépendantes/).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test("a survey comes in: what must not is refused at mapping, a trial first, estimates after, and no answer stays", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 900 } });
    const rows = sampleSurvey(1_500).map((line, i) => [...line, i % 2 ? "a" : "b", `Awa ${i}`]);
    const csv = [[...SAMPLE_HEADER, "ethnie", "nom"], ...rows].map((line) => line.join(",")).join("\n");
    await page.goto(`${house.url}/factors/surveys/import`);
    await page.setInputFiles("input[type=file] >> nth=0", { name: "essai.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByRole("button", { name: "Regarder les colonnes" }).click();
    const refused = page.getByRole("note");
    await refused.getByText("Colonnes refusées, ni lues ni gardées : 2").waitFor();
    expect(await refused.innerText()).toMatch(/ethnie: origine, religion, croyance ou caste[\s\S]*nom: nom de personne/);
    expect(await page.getByRole("rowheader", { name: "ethnie" }).count()).toBe(0);
    await page.getByLabel("Vague").fill("Juin 2026");
    await page.getByLabel("Terrain du").fill("2026-06-01");
    await page.getByLabel("au", { exact: true }).fill("2026-06-30");
    await expect.poll(() => page.getByRole("button", { name: "Essai à blanc" }).isEnabled()).toBe(true);
    await expect.poll(() => accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Essai à blanc" }).click();
    await page.getByText(/Essai à blanc, rien n’est écrit\. 1\s500 répondants/).waitFor();
    await page.getByRole("button", { name: "Estimer et enregistrer" }).click();
    await page.getByText("Les réponses individuelles sont détruites.").waitFor();
    await page.goto(`${house.url}/factors/surveys`);
    await page.getByRole("heading", { level: 2, name: "essai" }).waitFor();
    await page.getByText("détruites après estimation").waitFor();
    await page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: "essai" }) }).getByRole("button", { name: "Voir les estimations" }).first().click();
    await page.getByRole("columnheader", { name: "Effet de plan" }).waitFor();
    await page.context().close();
  });

  test("where too few were asked: a refusal in words, and modelled values beside the survey’s own", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${house.url}/factors/map?indicator=unaware-jnim-mali`);
    await page.getByRole("button", { name: "Demander les valeurs modélisées" }).click();
    await page.getByText(/Trop peu de zones pour modéliser/).waitFor();
    // A question of the survey that came in above, with an indicator of its own.
    const [survey] = (await asked(page, "/api/factors/surveys")).filter(({ name }: { name: string }) => name === "essai");
    const { id: question } = survey.questions.find(({ key }: { key: string }) => key === "trust");
    await asked(page, "/api/indicators", { id: "5f0c2c34-6a0e-8b1d-9d63-0a7a4c1f2b11", content: { key: "trusts-nobody", name: "Ne le dirait à personne", definition: "essai", side: "resilience", factor: "civil-security-trust", effect: "lowers", timing: "structural", unit: "share", origin: "survey", question, answer: "nobody", finestLevel: 1, rhythm: "once" } });
    await page.goto(`${house.url}/factors/map?indicator=trusts-nobody`);
    await page.getByRole("button", { name: "Demander les valeurs modélisées" }).click();
    const table = page.getByRole("region", { name: "Là où trop peu de gens ont été interrogés" });
    const row = table.getByRole("row").nth(1);
    await row.waitFor();
    expect(await row.innerText()).toMatch(/\d\s%[\s\S]* – [\s\S]*modélisée[\s\S]* – /);
    await page.getByText(/Appris de 1\d zones de la vague «\sJuin 2026\s»/).waitFor();
    await expect.poll(() => accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Garder ces valeurs dans les dossiers" }).click();
    await page.getByText(/Gardées/).waitFor();
    await row.getByRole("link").click();
    const reading = said(page, "trusts-nobody");
    await reading.waitFor();
    expect(await reading.innerText()).toMatch(/modélisée[\s\S]*Estimation directe\s: \d/);
    await page.context().close();
  });

  test.each([["ar", "لماذا هنا: الهشاشة والصمود", "rtl"], ["en", "Why here: vulnerability and resilience", "ltr"]] as const)("in %s, on a phone: its own words and direction, nothing wider than the screen", async (language, title, direction) => {
    const page = await house.enter({ viewport: { width: 360, height: 780 } });
    await page.addInitScript((spoken) => { localStorage.setItem("faleme.language", spoken); }, language);
    await page.goto(`${house.url}/areas/SN12`);
    await page.getByRole("heading", { name: title }).waitFor();
    await said(page, "knows-involved").waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
    expect(await widthOverflow(page)).toBe(0);
    await page.goto(`${house.url}/factors/surveys`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await widthOverflow(page)).toBe(0);
    await page.context().close();
  });
});
