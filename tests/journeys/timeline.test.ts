// Time on the picture: a stretch is brushed, moved by keys and played; map, list and count are then those of that stretch.
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, mapDrawn, openHouse, widthOverflow } from "./house.ts";

const GRADED = { reliability: "B", credibility: "2", verification: "unverified" };

describe.skipIf(cannotRun)("the picture's time", () => {
  const house = openHouse();

  test("brushing narrows map, list and count to what the filter finds in the database", async () => {
    const page = await house.enter({ viewport: { width: 1280, height: 800 } });
    const post = async (path: string, data: object) => (await page.request.post(`${house.url}/api/${path}`, { data, headers: { origin: house.url } })).json();
    const { id: source } = await post("sources", { content: { name: "Relevé", kind: "official", reliability: "B", independenceGroup: "releve" } });
    for (let year = 2012; year <= 2024; year++) {
      await post("events", { content: { title: `Fait de ${year}`, kind: "armed-clash", occurredFrom: `${year}-06-15`, occurredTo: `${year}-06-15`, datePrecision: "day", placePrecision: "exact", country: "ML", admin1: "ML01", geometry: { type: "Point", coordinates: [-10 + (year - 2012) / 10, 14.5] }, ...GRADED, source } });
    }
    await page.goto(house.url);
    await mapDrawn(page);
    const field = page.locator("[data-brush]");
    const box = (await field.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 6 });
    expect(page.url()).not.toContain("from=");
    await page.mouse.up();
    await expect.poll(() => new URL(page.url()).searchParams.get("from")).toMatch(/^20\d\d-\d\d-01$/);
    const { searchParams } = new URL(page.url());
    const { count } = await (await page.request.get(`${house.url}/api/map/summary?from=${searchParams.get("from")}&to=${searchParams.get("to")}`)).json();
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(13);
    await page.getByRole("status").filter({ hasText: new RegExp(`^${count} événements`) }).waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Liste" }).getByRole("link").count()).toBe(count);
    await mapDrawn(page);

    // By keys, a month and a year at a time.
    const start = page.getByRole("slider", { name: "Début de la période" });
    const before = Number(await start.getAttribute("aria-valuenow"));
    await start.press("ArrowRight");
    await expect.poll(async () => Number(await start.getAttribute("aria-valuenow"))).toBe(before + 1);
    await start.press("PageDown");
    await expect.poll(async () => Number(await start.getAttribute("aria-valuenow"))).toBe(before - 11);
    expect(await start.getAttribute("aria-valuetext")).toMatch(/^\S+ 20\d\d$/);

    // Played, it moves along; whole again, nothing is left of it.
    await page.getByRole("button", { name: "Dérouler" }).click();
    await expect.poll(async () => Number(await start.getAttribute("aria-valuenow")), { timeout: 10_000 }).toBeGreaterThan(before - 10);
    await page.getByRole("button", { name: "Arrêter" }).click();
    await page.getByRole("button", { name: "Toute la durée" }).click();
    await expect.poll(() => page.url()).not.toContain("from=");
    await page.context().close();
  });

  test("on a phone it fits, and axe finds nothing", async () => {
    const page = await house.enter({ viewport: { width: 360, height: 740 } });
    for (const language of ["fr", "ar"]) {
      await page.addInitScript((words) => { localStorage.setItem("faleme.language", words); }, language);
      await page.goto(house.url);
      await mapDrawn(page);
      await page.getByRole("slider").first().waitFor();
      expect(await widthOverflow(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.context().close();
  });
});
