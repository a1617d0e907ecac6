// Every page, light and dark: no fault that axe can find, nothing wider than a small phone, and all of it by keyboard.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, mapDrawn, openHouse, widthOverflow } from "./house.ts";

/** `{event}` and `{claim}` stand for one of the case. */
const PAGES = [
  "/", "/evidence", "/evidence/events", "/evidence/events/{event}", "/evidence/claims", "/evidence/claims/{claim}", "/evidence/import", "/evidence/events/new", "/evidence/sources",
  "/places", "/places/areas", "/places/areas/{area}", "/places/settlements", "/administration", "/administration/users", "/administration/journal", "/administration/doors", "/administration/codes",
  "/account", "/nowhere",
];

describe.skipIf(cannotRun)("for everyone", () => {
  const house = openHouse();
  const ids: Record<string, string> = {};

  const open = async (page: Page, at: string) => {
    for (const [name, path] of [["event", "events"], ["claim", "claims"], ["area", "areas"]] as const) {
      ids[name] ??= (await (await page.request.get(`${house.url}/api/${path}?limit=1`)).json()).rows[0].id;
    }
    await page.goto(house.url + at.replace(/\{(\w+)\}/, (_, name: string) => ids[name]!));
    await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
    if (at === "/") await mapDrawn(page);
    await expect.poll(() => page.getByText(/^(Chargement…|جارٍ التحميل…|…)$/).count(), { message: at, timeout: 10_000 }).toBe(0);
  };

  test("axe finds no fault in light and dark, and nothing is wider than 360 px", async () => {
    const page = await house.enter();
    // What is wrong, and on which pages: a fault of the frame is one fault, not forty.
    const faults = new Map<string, string[]>();
    const add = (fault: string, at: string) => { faults.set(fault, [...(faults.get(fault) ?? []), at]); };
    for (const at of PAGES) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await open(page, at);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        // The page hears of it a moment later, and what is half dark has colours that nobody chose.
        await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: "attached" });
        if (at === "/") await mapDrawn(page);
        for (const fault of await accessibilityFaults(page, colorScheme === "dark" ? "colours" : undefined)) add(fault.replaceAll(/mantine-\w+/g, "…"), `${at} ${colorScheme}`);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      const overflow = await widthOverflow(page);
      if (overflow > 0) add(`${overflow} px too wide for a phone`, at);
    }
    expect(Object.fromEntries(faults)).toEqual({});
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("the pages before sign-in have none in %s", async (colorScheme) => {
    const page = await house.visit({ colorScheme });
    for (const at of ["/sign-in", "/welcome?token=not-a-token-that-was-ever-made"]) {
      await page.goto(house.url + at);
      await page.getByRole("button").first().waitFor();
      expect(await accessibilityFaults(page), at).toEqual([]);
    }
    await page.context().close();
  });

  test("nothing is wider than 360 px in Arabic", async () => {
    const page = await house.enter({ viewport: { width: 360, height: 740 } });
    await page.addInitScript(() => { localStorage.setItem("faleme.language", "ar"); });
    const wide: string[] = [];
    for (const at of PAGES) {
      await open(page, at);
      if ((await widthOverflow(page)) > 0) wide.push(at);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });
});
