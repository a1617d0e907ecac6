// Areas shaded by a number: zero and missing are told apart, an area says its number and where it is from, and what is shown
// can be taken away with legend, scale and sources.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, mapDrawn, openHouse, widthOverflow } from "./house.ts";

describe.skipIf(cannotRun)("shaded areas", () => {
  const house = openHouse("exercise");

  test("chosen over the map, read in the legend, opened, and taken away as a drawing", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 850 }, acceptDownloads: true });
    await page.goto(`${house.url}/?world=exercise`);
    await mapDrawn(page);
    await page.getByLabel("Colorer les zones").selectOption("events");
    await expect.poll(() => new URL(page.url()).searchParams.get("shade")).toBe("events");
    const legend = page.locator("details").filter({ hasText: "Événements par zone" });
    await legend.getByText(/^zéro/).waitFor();
    await legend.getByText(/^pas de données/).waitFor();
    const { areas, outside, unlocated, total } = await (await page.request.get(`${house.url}/api/picture/areas?world=exercise`)).json();
    const counted = areas.reduce((sum: number, { count }: { count: number }) => sum + count, 0) + outside.count + unlocated.count;
    expect(counted).toBe(total.count);
    await mapDrawn(page);

    // In Kayes, away from every dot.
    const kayes = areas.find(({ pcode }: { pcode: string }) => pcode === "ML01");
    await page.goto(`${house.url}/?world=exercise&shade=events&shaded=ML01`);
    const card = page.getByRole("region", { name: "Zone choisie sur la carte" });
    await card.getByRole("button", { name: /événements/ }).waitFor();
    expect((await card.textContent())!.replace(/\D*(\d[\d\s]*) événements.*/s, "$1").replace(/\s/g, "")).toBe(String(kayes.count));
    await card.getByRole("link", { name: "Ouvrir la page de la zone" }).waitFor();
    await mapDrawn(page);

    await page.getByRole("button", { name: "Emporter la carte" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /SVG/ }).click()]);
    const drawing = readFileSync(await download.path(), "utf8");
    expect(drawing).toContain("EXERCICE · Événements par zone");
    expect(drawing).toMatch(/Sources\s:\s?Exercice Falémé/);
    expect(drawing).toContain("km</text>");
    expect(drawing.match(/<path/g)!.length).toBeGreaterThan(50);
    await page.context().close();
  });

  test("on a phone and in the dark it fits, and axe finds nothing", async () => {
    const page = await house.enter({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.addInitScript(() => { localStorage.setItem("faleme.language", "ar"); localStorage.setItem("mantine-color-scheme-value", "dark"); });
    await page.goto(`${house.url}/?world=exercise&shade=change&from=2023-01-01&to=2023-12-31`);
    await mapDrawn(page);
    expect(await widthOverflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
