// Paper from the page: a week is prepared, its pages are looked at in two languages, and who may not decide reads why.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { agreementWords } from "../exchange/world.ts";
import { accessibilityFaults, cannotRun, openHouse, widthOverflow } from "./house.ts";
import { asked, invited } from "./officers.ts";

describe.skipIf(cannotRun)("briefs", () => {
  const house = openHouse("report");

  test("a week’s bulletin is prepared, seen, taken as a file, and not decided by who may not", async () => {
    const page = await house.enter({ acceptDownloads: true });
    await page.goto(`${house.url}/briefs`);
    await page.getByRole("heading", { level: 1, name: "Bulletins" }).waitFor();
    await page.getByText("Aucun bulletin").waitFor();
    await page.getByLabel("Un jour de la semaine").fill("2025-02-06");
    await page.getByRole("button", { name: "Préparer" }).click();

    await page.getByRole("heading", { level: 1, name: /3 févr\. 2025 · projet/ }).waitFor();
    const pages = page.getByRole("img", { name: "Pages telles qu’imprimées" });
    await pages.waitFor();
    expect(await pages.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(500);
    await page.getByLabel("Langue du papier").selectOption("ar");
    await pages.waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Télécharger le PDF" }).click()]);
    expect(readFileSync(await file.path()).subarray(0, 5).toString()).toBe("%PDF-");

    // An analyst prepares; a releasing officer decides.
    const release = page.getByRole("button", { name: "Diffuser" });
    expect(await release.getAttribute("aria-disabled")).toBe("true");
    await page.getByText(/votre rôle ne le permet pas/).first().waitFor({ state: "attached" });
    await page.getByText("événements", { exact: false }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await widthOverflow(page)).toBeLessThanOrEqual(0);

    await page.goto(`${house.url}/briefs`);
    await page.getByRole("link", { name: /3 févr\. 2025 · projet/ }).waitFor();
  });

  test("it is handed over: who would get what, ticked, signed, and withdrawn again; the quality of warning says what it does not know", async () => {
    const [officer, second] = [await invited(house, "diffusion", "releasing-officer", "AMBER+STRICT"), await invited(house, "diffusion-2", "releasing-officer", "AMBER+STRICT")];
    const { id: agreement } = await asked(officer, "/api/agreements", { content: agreementWords({ subjects: ["alert", "event", "bulletin"], audience: [{ country: "SN", services: ["prefecture", "customs"] }] }) });
    for (const one of [officer, second]) await asked(one, `/api/agreements/${agreement}/agreeing/sign`, {});
    await asked(officer, "/api/due-diligence-decisions", { content: { title: "prefecture, Sénégal", country: "SN", service: "prefecture", outcome: "share", askedBy: "officier de diffusion", conduct: "Aucun fait retenu.", decidedOn: "2020-01-01", until: "2099-12-31" } });
    for (const [title, service, isArmed] of [["préfecture, Saraya", "prefecture", false], ["brigade des douanes, Saraya", "customs", true]] as const) await asked(officer, "/api/contacts", { content: { title, country: "SN", service, isArmed, level: "operational", areas: ["SN0603"], functions: ["protection"], timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: false } });
    const { id } = await asked(officer, "/api/bulletins", { week: "2025-02-03" });
    await officer.goto(`${house.url}/briefs/bulletins/${id}`);
    const hand = officer.getByRole("button", { name: /^Remettre à/ });
    await hand.waitFor();
    expect(await hand.getAttribute("aria-disabled")).toBe("true");
    await officer.getByLabel("Motif, gardé avec le bulletin").fill("relu avec la permanence");
    await officer.getByRole("button", { name: "Diffuser" }).click();
    await officer.getByRole("heading", { level: 1, name: /diffusé/ }).waitFor();
    await officer.getByRole("button", { name: "Qui recevrait quoi ?" }).click();
    await officer.getByText(/\d+ faits, 0 alertes pour lui/).waitFor();
    await officer.getByText(/aucune décision de diligence raisonnable/).waitFor();
    await officer.getByRole("checkbox", { name: /préfecture, Saraya/ }).check();
    await officer.getByRole("checkbox", { name: /brigade des douanes/ }).check();
    await officer.getByRole("button", { name: "Remettre à 2 destinataires" }).click();
    await officer.getByText("Remis à 1, refusé à 1.").waitFor();
    await officer.getByText("signé, à remettre sur papier").waitFor();
    await officer.getByText("refusé par la politique").waitFor();
    // Off the button, which says again why it is off.
    await officer.mouse.move(0, 0);
    await officer.getByRole("tooltip").waitFor({ state: "detached" });
    expect(await accessibilityFaults(officer)).toEqual([]);
    const [file] = await Promise.all([officer.waitForEvent("download"), officer.getByRole("link", { name: "Son papier (PDF)" }).click()]);
    expect(readFileSync(await file.path()).subarray(0, 5).toString()).toBe("%PDF-");
    await officer.setViewportSize({ width: 360, height: 740 });
    expect(await widthOverflow(officer)).toBeLessThanOrEqual(0);
    await officer.getByLabel("Motif, gardé avec le bulletin").fill("un chiffre était faux");
    await officer.getByRole("button", { name: "Retirer" }).click();
    await officer.getByText("retiré", { exact: true }).first().waitFor();

    await officer.goto(`${house.url}/exchange/quality`);
    await officer.getByRole("heading", { level: 2, name: "Combien de temps à chaque pas" }).waitFor();
    await officer.getByText("Aucune règle active : rien à quoi mesurer les oublis.").waitFor();
    await officer.getByText(/fermée tant qu’un administrateur ne l’ouvre pas/).waitFor();
    expect(await accessibilityFaults(officer)).toEqual([]);
    expect(await widthOverflow(officer)).toBeLessThanOrEqual(0);
  });
});
