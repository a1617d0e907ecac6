// Flows, cattle, mines and access: each as a map and as a table, what is not said beside what is, and a view kept under a name.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, mapDrawn, openHouse, widthOverflow } from "./house.ts";

const GRADED = { reliability: "C", credibility: "3", verification: "unverified" };

describe.skipIf(cannotRun)("the flows page", () => {
  const house = openHouse();
  let page: Page;

  const api = async (method: "get" | "post", path: string, body?: object) => {
    const reply = await page.request[method](`${house.url}/api/${path}`, body ? { data: body, headers: { origin: house.url } } : {});
    expect(reply.status(), await reply.text()).toBeLessThan(300);
    return reply.json();
  };
  const named = async (path: string, name: string): Promise<string> => (await api("get", `${path}?limit=100`)).rows.find((row: { content: { name: string } }) => row.content.name.startsWith(name)).id;
  const show = async (view: string) => {
    await page.goto(`${house.url}/flows${view}`);
    await page.getByRole("heading", { level: 1, name: "Flux et passages" }).waitFor();
  };

  beforeAll(async () => {
    if (cannotRun) return;
    page = await house.enter({ viewport: { width: 1280, height: 900 } });
    const { id: source } = await api("post", "sources", { content: { name: "Marché de Kidira", kind: "official", reliability: "C", independenceGroup: "kidira" } });
    const [crossing, route] = [await named("crossings", "Kidira"), await named("routes", "Kayes – Kidira")];
    const month = { periodFrom: "2024-06-01", periodTo: "2024-06-30", datePrecision: "month", ...GRADED, source };
    await api("post", "flows", { content: { title: "Bétail vu au marché", commodity: "livestock", fromArea: "ML01", toArea: "SN05", ...month } });
    await api("post", "flows", { content: { title: "Carburant au passage", commodity: "fuel", crossing, ...month } });
    await api("post", "events", { content: { title: "Troupeau volé", kind: "cattle-theft", headsTaken: 40, headsRecovered: 12, crossings: [crossing], occurredFrom: "2024-06-10", occurredTo: "2024-06-10", datePrecision: "day", placePrecision: "admin1", country: "ML", area: "ML01", admin1: "ML01", ...GRADED, source } });
    await api("post", "events", { content: { title: "Troupeau volé, nombre non dit", kind: "cattle-theft", occurredFrom: "2024-07-02", occurredTo: "2024-07-02", datePrecision: "day", placePrecision: "admin1", country: "ML", area: "ML01", admin1: "ML01", ...GRADED, source } });
    await api("post", "sites", { content: { name: "Mine d’essai", kind: "mine-artisanal", placePrecision: "exact", geometry: { type: "Point", coordinates: [-11.7, 13] } } });
    await api("post", "events", { content: { title: "Vol près de la mine", kind: "armed-robbery", occurredFrom: "2024-05-01", occurredTo: "2024-05-01", datePrecision: "day", placePrecision: "exact", country: "SN", admin1: "SN05", geometry: { type: "Point", coordinates: [-11.75, 13.05] }, ...GRADED, source } });
    await api("post", "access-states", { content: { name: "vers Kidira", route, state: "restricted", since: "2024-11-02", source: "Préfecture", reliability: "B", credibility: "2" } });
    await api("post", "access-states", { content: { name: "vers Kidira", route, state: "closed", since: "2024-10-01", source: "Transporteurs", reliability: "D", credibility: "3" } });
  });

  test("flows by commodity and corridor; what has no corridor or month is said, not drawn", async () => {
    await show("");
    await mapDrawn(page);
    await page.getByText(/sans couloir situé, donc hors carte/).waitFor();
    const map = page.getByRole("figure", { name: /Flux illicites observés/ });
    await map.getByText("sens rapporté, d’une zone à l’autre").waitFor();
    await map.getByRole("button", { name: "Tableau" }).click();
    await map.getByRole("row", { name: /carburant.*Kidira/ }).waitFor();
    await page.getByRole("figure", { name: /Quand dans l’année/ }).getByText(/^rien de vu\s: ce n’est pas zéro/).waitFor();
    await page.getByText(/dont le mois n’est pas dit/).waitFor();
    // One commodity alone: the address holds it.
    await page.getByRole("group", { name: "Marchandise" }).getByRole("button", { name: /^carburant/ }).click();
    await expect.poll(() => page.url()).toContain("commodity=fuel");
    await expect.poll(() => map.getByRole("row", { name: /bétail/ }).count()).toBe(0);
  });

  test("stolen cattle: a number that is not said is not zero", async () => {
    await show("?show=cattle");
    await page.getByText("dit pour 1 des 2 vols").first().waitFor();
    const map = page.getByRole("figure", { name: /Vols de bétail par lieu de passage/ });
    await map.getByRole("button", { name: "Tableau" }).click();
    expect(await map.getByRole("row", { name: /Kidira/ }).innerText()).toMatch(/1\s+40\s+12/);
    expect(await map.getByRole("row", { name: /Kayes|Mali/ }).first().innerText()).toMatch(/pas de données/);
  });

  test("around a mine: certain within the radius, and the radius can be changed", async () => {
    await show("?show=mines");
    const row = page.getByRole("row", { name: /Mine d’essai/ }).first();
    expect(await row.innerText()).toMatch(/1/);
    await page.getByLabel("Rayon autour de chaque site").selectOption("5");
    await expect.poll(() => page.url()).toContain("km=5");
    await expect.poll(() => row.innerText()).not.toMatch(/vol à main armée/);
  });

  test("access: the newest word, who says otherwise, and silence that is neither open nor closed", async () => {
    await show("?show=access");
    await mapDrawn(page);
    const row = page.getByRole("row", { name: /Kayes – Kidira/ }).first();
    expect(await row.innerText()).toMatch(/restreint[\s\S]*Préfecture[\s\S]*fermé[\s\S]*Transporteurs/);
    await page.getByRole("heading", { name: /sans état connu/ }).waitFor();
    await page.getByText("Sans parole de personne").waitFor();
    // Before anybody said anything, nothing is known.
    await page.getByLabel("État au").fill("2020-01-01");
    await page.getByText("Personne n’a dit l’état d’un axe").waitFor();
  });

  test("a view is kept under a name, and opens where it was", async () => {
    await show("?show=access&on=2024-10-15");
    await page.getByRole("button", { name: /Mon compte/ }).click();
    await page.getByRole("menuitem", { name: "Vues enregistrées" }).click();
    await page.getByLabel(/Enregistrer cette vue sous le nom/).fill("Accès, mi-octobre");
    await page.getByRole("button", { name: "Enregistrer la vue" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.goto(`${house.url}/evidence`);
    await page.getByRole("button", { name: /Mon compte/ }).click();
    await page.getByRole("menuitem", { name: "Vues enregistrées" }).click();
    await page.getByRole("button", { name: "Accès, mi-octobre" }).click();
    await page.getByRole("heading", { level: 1, name: "Flux et passages" }).waitFor();
    expect(new URL(page.url()).searchParams.get("on")).toBe("2024-10-15");
    expect(await page.getByLabel("État au").inputValue()).toBe("2024-10-15");
  });

  test.each(["", "?show=cattle", "?show=mines", "?show=access"])("axe finds nothing, and nothing is wider than a phone: %s", async (view) => {
    const own = await house.enter({ viewport: { width: 360, height: 740 } });
    for (const language of ["fr", "ar"]) {
      await own.addInitScript((words) => { localStorage.setItem("faleme.language", words); }, language);
      await own.goto(`${house.url}/flows${view}`);
      await mapDrawn(own);
      expect(await widthOverflow(own)).toBe(0);
      expect(await accessibilityFaults(own)).toEqual([]);
    }
    await own.context().close();
  });
});
