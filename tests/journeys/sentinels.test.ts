// Sentinels: enrolled by their coordinator, heard of from a phone, in danger, burnt; and a list that nobody else is shown.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, PASSWORD, widthOverflow } from "./house.ts";

describe.skipIf(cannotRun)("sentinels", () => {
  const house = openHouse("report");

  async function member(administrator: Page, login: string, title: string, roles: string[]): Promise<Page> {
    const invited = await administrator.request.post(`${house.url}/api/members`, { data: { login: `${login}-${Date.now()}`, title, roles, clearance: "AMBER" } });
    const { link } = await invited.json();
    const page = await house.visit();
    await page.request.post(`${house.url}/api/welcome`, { data: { token: new URL(link.url).searchParams.get("token"), password: PASSWORD } });
    return page;
  }

  test("enrolled, heard of, in danger, gone: and only their coordinator is told", async () => {
    const administrator = await house.enter();
    const coordinator = await member(administrator, "coordination", "Coordination de Bakel", ["coordinator"]);
    await coordinator.goto(`${house.url}/field`);
    await coordinator.getByRole("link", { name: "Sentinelles" }).click();
    await coordinator.getByRole("heading", { level: 1, name: "Sentinelles" }).waitFor();
    await coordinator.getByRole("button", { name: "Enrôler une sentinelle" }).click();
    const form = coordinator.getByRole("region", { name: "Enrôler une sentinelle" });
    await form.getByLabel("Village ou commune").fill("diboly"); // however it is spelt
    await form.getByRole("button", { name: /^Diboli/ }).click();
    await form.getByLabel("Mot de tous les jours").fill("pirogue");
    await form.getByLabel("Mot d’alarme").fill("pirogue");
    await form.getByText("les deux mots doivent différer").waitFor({ state: "attached" });
    await form.getByLabel("Mot d’alarme").fill("tortue");
    expect(await accessibilityFaults(coordinator)).toEqual([]);
    await form.getByRole("button", { name: "Enrôler une sentinelle" }).click();
    const made = coordinator.getByRole("region", { name: "Sentinelle enrôlée" });
    const number = (await made.locator(".mono").first().textContent())!;
    expect(number).toMatch(/^S\d{6}$/);
    await made.getByRole("button", { name: "Fermer" }).click();
    await coordinator.getByRole("row", { name: new RegExp(number) }).getByText("Diboli").waitFor();

    const phone = await house.visit({ viewport: { width: 360, height: 740 } });
    const sign = async (word: string, message?: string) => {
      await phone.goto(`${house.url}/report/check-in.html`);
      await phone.getByLabel(/^Votre numéro/).fill(number.toLowerCase());
      await phone.getByLabel("Votre mot").fill(word);
      if (message) await phone.getByLabel("Un message").fill(message);
      await phone.getByRole("button", { name: "Envoyer" }).click();
      await phone.getByRole("heading", { name: "C’est arrivé. Merci." }).waitFor();
    };
    await sign("faux");
    await coordinator.reload();
    await coordinator.getByRole("row", { name: new RegExp(number) }).getByText("pas encore").waitFor();
    await sign("Pirogue", "Trois motos vers le gué.");
    expect((await phone.locator(".digits span").allTextContents()).join("")).toMatch(/^\d{16}$/);
    expect(await widthOverflow(phone)).toBe(0);
    expect(await accessibilityFaults(phone)).toEqual([]);
    await coordinator.reload();
    await coordinator.getByRole("row", { name: new RegExp(number) }).getByText("pas encore").waitFor({ state: "detached" });
    await sign("tortue");
    await coordinator.reload();
    await coordinator.getByText(`${number} a donné le mot d’alarme`).waitFor();
    expect(await accessibilityFaults(coordinator)).toEqual([]);
    await coordinator.setViewportSize({ width: 360, height: 740 });
    expect(await widthOverflow(coordinator)).toBe(0);
    await coordinator.setViewportSize({ width: 1280, height: 800 });
    await coordinator.getByRole("button", { name: "C’est traité" }).click();
    await coordinator.getByText(`${number} a donné le mot d’alarme`).waitFor({ state: "detached" });

    // The administrator has no such page, and another coordinator has an empty one.
    expect((await administrator.request.get(`${house.url}/api/field/sentinels`)).status()).toBe(403);
    await administrator.goto(`${house.url}/field`);
    await administrator.getByRole("link", { name: "Demandes et griefs" }).waitFor();
    expect(await administrator.getByRole("link", { name: "Sentinelles" }).count()).toBe(0);
    await administrator.getByRole("link", { name: "Demandes et griefs" }).click();
    await administrator.getByText("Aucune commune n’atteint 10 signalements.").first().waitFor();
    expect(await accessibilityFaults(administrator)).toEqual([]);
    await administrator.setViewportSize({ width: 360, height: 740 });
    expect(await widthOverflow(administrator)).toBe(0);
    const other = await member(administrator, "coordination-2", "Coordination de Kidira", ["coordinator"]);
    await other.goto(`${house.url}/field/sentinels`);
    await other.getByText("Aucune sentinelle").waitFor();

    await coordinator.getByRole("button", { name: `Modifier ${number}` }).click();
    await coordinator.getByRole("button", { name: "Effacer cette sentinelle" }).click();
    await coordinator.getByRole("button", { name: "Détruire maintenant" }).click();
    await coordinator.getByText("1 sentinelle a quitté").waitFor();
    for (const page of [coordinator, other, phone, administrator]) await page.context().close();
  });
});
