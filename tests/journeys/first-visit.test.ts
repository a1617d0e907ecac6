// The first visit: a one-time link, an account, the map with the report's events, one of them opened, and out again.
import { describe, expect, test } from "vitest";
import { cannotRun, LOGIN, mapDrawn, openHouse, PASSWORD } from "./house.ts";

describe.skipIf(cannotRun)("the first visit", () => {
  const house = openHouse();

  test("from the printed link to an event's page, and back in with the password", async () => {
    const page = await house.visit({ viewport: { width: 1440, height: 900 } });
    await page.goto(house.welcome);
    await page.getByRole("heading", { name: "Créer le premier compte" }).waitFor();
    await page.getByLabel("Identifiant").fill(LOGIN);
    await page.getByLabel("Fonction affichée").fill("Permanence du centre");
    await page.getByLabel(/^Mot de passe/).fill(PASSWORD);
    await page.getByLabel(/une seconde fois/).fill(PASSWORD);
    await page.getByRole("button", { name: "Entrer" }).click();

    // The map and the list show the same set, and say how large it is.
    const list = page.getByRole("region", { name: "Liste" });
    await list.getByRole("link", { name: /Melgué/ }).first().waitFor();
    await mapDrawn(page);
    await expect.poll(() => page.getByRole("status").filter({ hasText: /événements/ }).innerText(), { timeout: 15_000 }).toMatch(/^\d+ événements/);
    await page.getByText("frontière").first().waitFor();

    // A place that nobody could settle has candidates and no point.
    await list.getByRole("link", { name: /Melgué/ }).first().click();
    await page.getByRole("heading", { level: 1, name: /Melgué/ }).waitFor();
    await page.getByText("non tranché entre plusieurs lieux").first().waitFor();
    await page.getByText("aucune : rien d’inventé").waitFor();
    await page.getByRole("heading", { name: "Historique" }).waitFor();

    await page.getByRole("button", { name: /Mon compte/ }).click();
    await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await page.getByRole("heading", { name: "Se connecter" }).waitFor();

    // A page asked for without a session leads to sign-in, and from there to that page.
    await page.goto(`${house.url}/administration/journal`);
    await page.getByLabel("Identifiant").fill(LOGIN);
    await page.getByLabel(/^Mot de passe/).fill("pas le bon mot");
    await page.getByRole("button", { name: "Entrer" }).click();
    await page.getByRole("alert").getByText(/incorrect/).waitFor();
    await page.getByLabel(/^Mot de passe/).fill(PASSWORD);
    await page.getByRole("button", { name: "Entrer" }).click();
    await page.getByRole("heading", { level: 1, name: "Journal" }).waitFor();
    await page.getByRole("cell", { name: "entrée refusée" }).first().waitFor();
    await page.context().close();
  });

  test("the same link does not work twice", async () => {
    const page = await house.visit();
    await page.goto(house.welcome);
    await page.getByRole("alert").getByText(/n’est plus valable/).waitFor();
    await page.context().close();
  });
});
