// Three languages: the page turns round for Arabic and back, and no word is left in another language's direction.
import { describe, expect, test } from "vitest";
import { cannotRun, mapDrawn, openHouse } from "./house.ts";

describe.skipIf(cannotRun)("languages", () => {
  const house = openHouse();

  test("Arabic turns the frame, not the map, and the choice is kept", async () => {
    const page = await house.enter();
    await page.goto(house.url);
    await mapDrawn(page);
    const rail = page.getByRole("navigation");
    const leftOfRail = async () => (await rail.boundingBox())!.x;
    expect(await leftOfRail()).toBe(0);
    await page.getByRole("button", { name: /^Langue/ }).click();
    await page.getByRole("menuitem", { name: "العربية" }).click();
    await page.getByRole("link", { name: "الوقائع" }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(["ar", "rtl"]);
    expect(await leftOfRail()).toBeGreaterThan(1_000);
    expect(await page.locator("[data-map]").getAttribute("dir")).toBe("ltr");
    await page.reload();
    await page.getByRole("link", { name: "الوقائع" }).click();
    await page.getByRole("heading", { level: 1, name: "الوقائع" }).waitFor();
    await page.getByRole("button", { name: /^اللغة/ }).click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Evidence" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("ltr");
    expect(await leftOfRail()).toBe(0);
    await page.context().close();
  });

  test("a refusal comes in the reader's language", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/evidence/events/01900000-0000-7000-8000-000000000000`);
    await page.getByRole("alert").getByText("Rien ici, ou rien que vous puissiez lire.").waitFor();
    await page.context().close();
  });
});
