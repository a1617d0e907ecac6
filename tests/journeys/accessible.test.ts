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
    await page.waitForLoadState("networkidle").catch(() => undefined); // the live line keeps one request open
  };

  test.each(["light", "dark"] as const)("axe finds no fault in %s", async (colorScheme) => {
    const page = await house.enter({ colorScheme });
    const faults: string[] = [];
    for (const at of PAGES) {
      await open(page, at);
      if (at === "/") await mapDrawn(page);
      for (const fault of await accessibilityFaults(page)) faults.push(`${at} ${fault}`);
    }
    expect(faults).toEqual([]);
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

  test("nothing is wider than 360 px, in a Latin and an Arabic page", async () => {
    const page = await house.enter({ viewport: { width: 360, height: 740 } });
    for (const language of ["fr", "ar"]) {
      await page.addInitScript((words) => { localStorage.setItem("faleme.language", words); }, language);
      for (const at of PAGES) {
        await open(page, at);
        expect(await widthOverflow(page), `${at} ${language}`).toBeLessThanOrEqual(0);
      }
    }
    await page.context().close();
  });
});
