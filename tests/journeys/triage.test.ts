// From a call to a graded event by keyboard alone; two people at once; two reports of one thing merged and parted; and all of it in three languages.
import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, PASSWORD, widthOverflow } from "./house.ts";

describe.skipIf(cannotRun)("triage", () => {
  const house = openHouse("none");
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

  let state: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;
  /** An analyst who reads reports: the first administrator is not cleared for them. */
  async function enter(): Promise<Page> {
    if (!state) {
      const office = await house.enter();
      const { link } = await (await office.request.post(`${house.url}/api/members`, { data: { login: "tri", title: "Tri, Bakel", roles: ["analyst"], clearance: "AMBER+STRICT" } })).json();
      await office.context().close();
      const first = await house.visit();
      const made = await first.request.post(`${house.url}/api/welcome`, { data: { token: new URL(link.url).searchParams.get("token"), password: PASSWORD } });
      expect(made.status(), await made.text()).toBe(200);
      state = await first.context().storageState();
      await first.context().close();
    }
    return house.visit({ storageState: state });
  }

  /** Sent as anybody sends, and screened by the machine. */
  async function sent(page: Page, report: object): Promise<string> {
    const id = randomUUID();
    const reply = await page.request.post(`${house.url}/api/field/reports`, { data: { id, language: "fr", ...report } });
    expect(reply.status(), await reply.text()).toBe(201);
    await expect.poll(async () => (await (await page.request.get(`${house.url}/api/reports/${id}`)).json()).content?.state, { timeout: 30_000 }).toBe("screened");
    return id;
  }

  test("a call is written down, placed, coded, graded C3 and made an event, without a mouse", async () => {
    const page = await enter();
    await page.goto(`${house.url}/field/phone`);
    await page.getByRole("heading", { level: 1, name: "Un appel" }).waitFor();
    await page.keyboard.type("Moussa Traoré a pris le troupeau, on les a vus partir");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Xaransi Gumbu");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Kidira");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bakel");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "Appel enregistré" }).waitFor();
    await page.getByText(/^\d{4} \d{4} \d{4} \d{4}$/).waitFor();

    await page.goto(`${house.url}/field`);
    await page.getByRole("cell", { name: "relu par la machine" }).waitFor();
    await page.keyboard.press("j");
    expect(await focused(page)).toMatch(/Genre à dire|peut-être/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "nom", exact: true }).waitFor();
    expect(await page.getByText("Traoré").count()).toBe(0);
    await page.getByText("≈ Kidira → Bakel").first().waitFor();

    await page.keyboard.press("p");
    await page.getByLabel("Lieu", { exact: true }).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Kidira");
    await page.getByRole("button", { name: /^Kidira/ }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Enregistré.").waitFor();
    await page.getByText("lieu exact").first().waitFor();

    await page.keyboard.press("c");
    await page.getByLabel(/^Genre/).waitFor();
    await page.keyboard.type("vol de b");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: /Vol de bétail.*Kidira/ }).waitFor();
    await page.getByRole("button", { name: "Enregistrer" }).waitFor({ state: "detached" });

    await page.keyboard.press("g");
    await page.getByRole("heading", { name: /Quelle confiance/ }).waitFor();
    await page.keyboard.press("c");
    await page.keyboard.press("3");
    await page.keyboard.press("Enter");
    await page.getByText("coté", { exact: true }).first().waitFor();
    await page.getByText("C3").first().waitFor();
    await page.getByRole("heading", { name: /Quelle confiance/ }).waitFor({ state: "detached" });

    await page.keyboard.press("e");
    await page.getByLabel(/^Intitulé/).waitFor();
    await page.keyboard.type("Troupeau emporté près de Kidira");
    await page.keyboard.press("Enter");
    const link = page.getByRole("link", { name: "Troupeau emporté près de Kidira" }).first();
    await link.waitFor();
    await link.click();
    await page.getByRole("heading", { level: 1, name: "Troupeau emporté près de Kidira" }).waitFor();
    await page.context().close();
  });

  test("two people at once: the second sees both values, and keeps one", async () => {
    const page = await enter();
    const id = await sent(page, { text: "Des tirs cette nuit", said: { place: "Bakel", kind: "armed-attack" } });
    await page.goto(`${house.url}/field/reports/${id}`);
    await page.getByRole("heading", { level: 1, name: /Attaque armée/ }).waitFor();
    await page.keyboard.press("c");
    await page.getByLabel(/^Genre/).selectOption("armed-visit");
    const { version } = await (await page.request.get(`${house.url}/api/reports/${id}`)).json();
    expect((await page.request.patch(`${house.url}/api/reports/${id}`, { data: { basedOn: version, change: { kind: "extortion" } } })).status()).toBe(200);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("heading", { name: "Deux modifications du même champ" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("radio", { name: /La mienne.*passage d’hommes armés/i }).check();
    await page.getByRole("button", { name: "Garder ce choix" }).click();
    await page.getByRole("heading", { level: 1, name: /Passage d’hommes armés/ }).waitFor();
    await page.context().close();
  });

  test("two reports of one thing are merged by a person, and parted again", async () => {
    const page = await enter();
    const said = { kind: "flood", place: "Goudiry", on: "2025-08-20", numbers: [{ value: 37 }] };
    await sent(page, { text: "Inondation, 37 maisons tombées au quartier bas", said });
    const id = await sent(page, { text: "Le quartier bas est inondé, 37 maisons tombées", said });
    await page.goto(`${house.url}/field/reports/${id}`);
    await page.getByText("même endroit").waitFor();
    await page.getByRole("button", { name: "Réunir à celui-là" }).click();
    await page.getByRole("button", { name: "Séparer" }).click();
    await page.getByText("Aucun autre signalement ne lui ressemble assez.").waitFor();
    expect((await (await page.request.get(`${house.url}/api/reports/${id}`)).json()).content).not.toHaveProperty("mergedInto");
    await page.context().close();
  });

  test("behind a mask with a reason; a denunciation is closed and erased", async () => {
    const page = await enter();
    const id = await sent(page, { text: "Amadou Diallo est complice, arrêtez-le" });
    await page.goto(`${house.url}/field/reports/${id}`);
    await page.getByText(/ne dit peut-être rien d’autre/).waitFor();
    await page.getByRole("button", { name: "Voir sous les masques" }).click();
    await page.getByLabel(/Pour quelle raison/).fill("vérifier s’il y a un fait");
    await page.keyboard.press("Enter");
    await page.getByText("Amadou Diallo est complice").waitFor();
    await page.getByRole("button", { name: "Masquer à nouveau" }).click();
    await page.keyboard.press("x");
    await page.getByRole("button", { name: "Clore et effacer" }).click();
    await page.getByText("Effacé : il ne reste rien à lire.").waitFor();
    await page.context().close();
  });

  test.each([["en", "Reports to work on"], ["ar", "بلاغات للمعالجة"]] as const)("every page in %s: no fault that axe can find, nothing wider than a phone", async (language, title) => {
    const page = await enter();
    await page.addInitScript((tag) => { localStorage.setItem("faleme.language", tag); }, language);
    const id = await sent(page, { text: "Feu de brousse, appeler Fatoumata Sow au 77 123 45 67", said: { place: "Kidira" } });
    const faults: string[] = [];
    for (const at of ["/field", `/field/reports/${id}?do=grade`, "/field/phone", "/field/measures"]) {
      await page.goto(house.url + at);
      await page.getByRole("heading", { level: 1 }).waitFor();
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => page.getByText(/^(Chargement…|Loading…|جارٍ التحميل…|…)$/).count(), { timeout: 10_000 }).toBe(0);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${at} ${width}: ${fault}`));
        if ((await widthOverflow(page)) > 0) faults.push(`${at} ${width}: ${await widthOverflow(page)} px too wide`);
      }
    }
    expect(faults).toEqual([]);
    await page.goto(`${house.url}/field`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.context().close();
  });
});
