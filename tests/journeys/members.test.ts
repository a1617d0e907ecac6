// People and their rights: invited by a link, changed by the administrator, and every step in the journal.
import { describe, expect, test } from "vitest";
import { cannotRun, openHouse } from "./house.ts";

describe.skipIf(cannotRun)("members", () => {
  const house = openHouse("none");

  test("an invitation, a role, what it opens and closes, and the trace it leaves", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/administration/users`);
    await page.getByRole("button", { name: "Inviter" }).click();
    const form = page.getByRole("region", { name: "Inviter" });
    await form.getByLabel("Identifiant").fill("permanence-bakel");
    await form.getByLabel("Fonction", { exact: false }).first().fill("Permanence de Bakel");
    await form.getByRole("button", { name: "Créer le lien d’invitation" }).click();
    const link = await page.getByLabel("Lien à usage unique").inputValue();
    expect(link).toContain(`${house.url}/welcome?token=`);
    await page.getByRole("button", { name: "Fermer", exact: true }).click();
    await page.getByRole("row", { name: /Permanence de Bakel/ }).getByText("invité").waitFor();

    // The one who was invited sets a password and finds a reader's page: no administration, no button to write with.
    const guest = await house.visit();
    await guest.goto(link);
    await guest.getByRole("heading", { name: "Vous êtes invité" }).waitFor();
    await guest.getByLabel(/^Mot de passe/).fill("cinq barques passent lentement");
    await guest.getByLabel(/une seconde fois/).fill("cinq barques passent lentement");
    await guest.getByRole("button", { name: "Entrer" }).click();
    await guest.getByRole("link", { name: "Faits" }).waitFor();
    expect(await guest.getByRole("link", { name: "Gestion" }).count()).toBe(0);
    await guest.goto(`${house.url}/evidence/sources`);
    const off = guest.getByRole("button", { name: "Nouveau" });
    await off.waitFor();
    expect(await off.getAttribute("aria-disabled")).toBe("true");
    await guest.getByText("Votre rôle permet de lire ceci").first().waitFor({ state: "attached" });

    // Made an analyst, the same page can write from the next request on.
    await page.getByRole("button", { name: "Modifier : Permanence de Bakel" }).click();
    await page.getByRole("checkbox", { name: /^Analyste/ }).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("row", { name: /Permanence de Bakel/ }).getByText(/analyste/).waitFor();
    await guest.reload();
    await guest.getByRole("link", { name: "Nouveau" }).click();
    await guest.getByLabel("Nom").fill("Radio de la rive");
    await guest.getByLabel("Genre").selectOption({ index: 1 });
    await guest.getByLabel(/Fiabilité/).selectOption("C");
    await guest.getByLabel(/indépendance/).fill("radio-rive");
    await guest.getByRole("button", { name: "Enregistrer" }).click();
    await guest.getByRole("heading", { level: 1, name: "Radio de la rive" }).waitFor();

    // Changed, withdrawn and brought back: nothing is lost, and the history says what changed.
    await guest.getByRole("link", { name: "Modifier" }).click();
    await guest.getByLabel(/Fiabilité/).selectOption("B");
    await guest.getByRole("button", { name: "Enregistrer" }).click();
    await guest.getByText("version 2", { exact: true }).waitFor();
    await guest.getByRole("button", { name: "Retirer" }).click();
    await guest.getByRole("button", { name: "Rétablir" }).click();
    await guest.getByText("version 4", { exact: true }).waitFor();

    await page.goto(`${house.url}/administration/journal`);
    for (const act of ["lien d’invitation", "invitation acceptée", "entrée", "retrait", "création"]) await page.getByRole("cell", { name: act, exact: true }).first().waitFor();

    // Suspended: out at the next request.
    await page.goto(`${house.url}/administration/users`);
    await page.getByRole("button", { name: "Modifier : Permanence de Bakel" }).click();
    await page.getByRole("switch", { name: "Peut se connecter" }).uncheck();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("row", { name: /Permanence de Bakel/ }).getByText("suspendu").waitFor();
    await guest.goto(`${house.url}/evidence`);
    await guest.getByRole("heading", { name: "Se connecter" }).waitFor();
    await guest.context().close();
    await page.context().close();
  });
});
