// An administrator settles the ways in: a sheet that is refused is mended and taken, a gateway gets its secret once, mail has an address.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { workbookOf } from "../field/workbook-of.ts";
import { cannotRun, openHouse } from "./house.ts";

const house = openHouse("none");

test.skipIf(cannotRun)("forms, a gateway and mail are settled on one page, and what a telephone asks for is there", async () => {
  const page = await house.enter();
  await page.goto(`${house.url}/field/ways`);
  await page.getByRole("heading", { name: "Voies d’entrée" }).waitFor();

  const sheet = async (name: string, survey: string) => { const file = path.join(house.dir, name); writeFileSync(file, await workbookOf({ survey, settings: "form_id | form_title | version\nveille | Veille de village | 1" })); return file; };
  await page.locator("input[type=file]").setInputFiles(await sheet("faux.xlsx", "type | name | label\ndeviceid | d |\ntext | where | Où"));
  await page.getByText("dirait à qui est le téléphone").waitFor();
  await page.locator("input[type=file]").setInputFiles(await sheet("juste.xlsx", "type | name | label\ntext | where | Où"));
  await page.getByRole("row", { name: /Veille de village/ }).waitFor();
  const address = await page.getByLabel("Adresse du serveur dans Collect").inputValue();
  expect(await (await fetch(`${address}/formList`)).text()).toContain("<formID>veille</formID>");

  await page.getByRole("button", { name: "Ajouter une passerelle" }).click();
  await page.getByLabel("Genre").selectOption({ label: "Autre (JSON)" });
  await page.getByLabel("Nom", { exact: false }).fill("essai");
  await page.getByRole("button", { name: "Enregistrer" }).first().click();
  await page.getByRole("button", { name: "Faire un nouveau secret" }).click();
  const [to, token] = [await page.getByLabel("Adresse à donner à la passerelle").inputValue(), await page.getByLabel("Jeton").inputValue()];
  const delivered = await fetch(to, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ id: "1", from: "+221770000000", text: "BAKEL crue" }) });
  expect(delivered.status).toBe(200);
  await page.reload();
  await page.getByRole("row", { name: /essai/ }).getByText("prête").waitFor();
  expect(await page.content()).not.toContain(token);

  const mail = page.locator("form").filter({ hasText: "Recevoir du courrier" });
  await mail.getByRole("switch").click();
  await mail.getByRole("combobox").fill("veille@exemple.sn");
  await page.keyboard.press("Enter");
  await mail.getByRole("textbox", { name: "Port" }).fill("0");
  await mail.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText(/À l’écoute sur 127\.0\.0\.1, port \d+/).waitFor();

  const kept = page.locator("form").filter({ hasText: "Jours après la clôture" });
  await kept.getByLabel("Jours après la clôture").fill("90");
  await kept.getByText("sans retour").waitFor();
  await kept.getByRole("button", { name: "Enregistrer" }).click();
  await kept.getByText("Ces durées sont en vigueur.").waitFor();
  await page.reload();
  expect(await kept.getByLabel("Jours après la clôture").inputValue()).toBe("90");
  expect(house.outside).toEqual([]);
});
