// Without a mouse: from the skip link to an event's page, through the list with j, k and Enter, and by searching everything.
import { describe, expect, test } from "vitest";
import { cannotRun, openHouse } from "./house.ts";

describe.skipIf(cannotRun)("by keyboard alone", () => {
  const house = openHouse();

  test("skip link, list, event, and back", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/evidence/events`);
    await page.getByRole("table").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Aller au contenu");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.keyboard.press("j");
    const first = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("j");
    const second = await page.evaluate(() => document.activeElement?.textContent);
    expect(second).not.toBe(first);
    await page.keyboard.press("k");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(first);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: first! }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Événements" }).waitFor();
    await page.context().close();
  });

  test("a place however it is spelt, by searching everything", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/evidence`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    const box = page.getByRole("combobox", { name: "Tout rechercher" });
    await box.waitFor();
    await page.keyboard.type("dioumara");
    await page.getByRole("option").first().waitFor();
    await expect.poll(() => page.getByRole("option").allInnerTexts().then((all) => all.join("\n")), { timeout: 10_000 }).toMatch(/D[iy]oumara/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /D[iy]oumara/ }).waitFor();
    await page.context().close();
  });
});
