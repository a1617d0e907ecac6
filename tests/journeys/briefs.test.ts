// Paper from the page: a week is prepared, its pages are looked at in two languages, and who may not decide reads why.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, widthOverflow } from "./house.ts";

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
});
