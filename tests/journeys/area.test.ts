// The area page: a planner reads what changed, how sure that is and from where; compares, prints, and sees it as another reader would.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, widthOverflow } from "./house.ts";

const GRADED = { reliability: "B", credibility: "2", verification: "unverified" };
/** Near Nioro, each within a few kilometres of the others. */
const PLACED = { placePrecision: "exact", country: "ML", area: "ML0106", admin1: "ML01", admin2: "ML0106", geometry: { type: "Point", coordinates: [-9.59, 15.23] } };
const DAYS = ["2021-03-04", "2021-09-12", ...Array.from({ length: 18 }, (_, at) => `2024-${String((at % 12) + 1).padStart(2, "0")}-${String(at + 5).padStart(2, "0")}`)];

describe.skipIf(cannotRun)("the area page", () => {
  const house = openHouse();
  let page: Page;

  const write = async (path: string, body: object): Promise<string> => {
    const reply = await page.request.post(`${house.url}/api/${path}`, { data: body, headers: { origin: house.url } });
    expect(reply.status(), await reply.text()).toBeLessThan(300);
    return (await reply.json()).id;
  };
  const openArea = async (more = "") => {
    await page.goto(`${house.url}/areas/ML01${more}`);
    await page.getByRole("heading", { level: 1, name: "Kayes" }).waitFor();
    await page.getByRole("heading", { name: "Qu’est-ce qui a changé ?" }).waitFor();
  };
  const question = (name: string) => page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name }) });

  beforeAll(async () => {
    if (cannotRun) return;
    page = await house.enter({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    const source = await write("sources", { content: { name: "Veille de la préfecture", kind: "official", reliability: "B", independenceGroup: "prefecture", coverageCountries: ["ML"], coverageFrom: "2020-01-01", coverageTo: "2024-12-31" } });
    for (const [at, day] of DAYS.entries()) {
      await write("events", { marking: at === 1 ? "AMBER" : "GREEN", content: { title: `Attaque relevée n° ${at + 1}`, kind: "armed-clash", occurredFrom: day, occurredTo: day, datePrecision: "day", ...PLACED, ...GRADED, source } });
    }
  });

  test("what changed, how sure, and what is expected, in the first three answers", async () => {
    await openArea();
    await question("Qu’est-ce qui a changé ?").getByText(/^Plus d’événements\s: ×[\d,]+ entre 2021 et 2024$/).waitFor();
    await question("Avec quelle certitude ?").getByText("Les deux périodes sont couvertes en entier").waitFor();
    await question("Avec quelle certitude ?").getByText(/^Rapport entre ×2,\d et ×\d+ \(à 95\s%\)/).waitFor();
    await question("Qu’attend-on de moi ?").getByText("Rien ne vous est demandé ici").waitFor();
  });

  test("zero and no data are told apart, in the drawing's table and in words", async () => {
    await openArea();
    const chart = page.getByRole("figure", { name: /Événements connus chaque année/ });
    await chart.getByRole("img").waitFor();
    await chart.getByText("pas de données : aucune source ne dit avoir regardé").waitFor();
    await chart.getByRole("button", { name: "Tableau" }).click();
    const row = (year: string) => chart.getByRole("row").filter({ has: page.getByRole("rowheader", { name: year }) });
    expect(await row("2022").innerText()).toMatch(/2022\s+0\s+0\s+0\s+couverte en entier/);
    expect(await row("2025").innerText()).toMatch(/non couverte/);
  });

  test("the claim of growth stands beside our own counts, and a word says whether they can test it", async () => {
    await openArea();
    const claims = page.getByRole("listitem").filter({ hasText: "more than sevenfold" });
    await claims.getByText(/nos comptes (vont dans ce sens|ne tranchent pas|disent autre chose)/).waitFor();
    await page.getByRole("figure", { name: /Combien de fois plus d’événements/ }).getByText("ce qui est affirmé").waitFor();
    // Other periods: the address holds them, and the answer follows.
    await page.getByLabel("Maintenant").selectOption("2023");
    await expect.poll(() => page.url()).toMatch(/now=2023/);
    await question("Qu’est-ce qui a changé ?").getByText(/entre 2021 et 2023/).waitFor();
  });

  test("every number says where it is from", async () => {
    await openArea();
    await page.getByRole("button", { name: /événements D’où vient ce nombre/ }).first().click();
    const answer = page.getByRole("dialog");
    await answer.getByText(/Chaque événement compte une fois/).waitFor();
    await answer.getByRole("link", { name: "Veille de la préfecture" }).waitFor();
    await answer.getByText(/version 1/).waitFor();
    await page.keyboard.press("Escape");
    await answer.waitFor({ state: "detached" });
  });

  test("an event is the nth of its kind, with the earlier ones listed", async () => {
    await openArea();
    const nth = page.getByRole("button", { name: /^\d+e$/ }).first();
    await nth.click();
    const earlier = page.getByRole("dialog");
    await earlier.getByText(/Événement n°/).waitFor();
    expect(await earlier.getByRole("listitem").count()).toBeGreaterThan(1);
  });

  test("a chart is taken away as table, drawing and picture, with its title and sources", async () => {
    await openArea();
    const take = async (kind: string) => {
      await page.getByRole("button", { name: /^Emporter\s: Événements connus chaque année/ }).click();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: kind }).click()]);
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    };
    const table = await take("Tableau (CSV)");
    expect(table.name).toBe("ML01-years.csv");
    expect(table.bytes.toString("utf8")).toMatch(/^\uFEFFAnnée,Événements,Morts/);
    const drawing = (await take("Dessin (SVG)")).bytes.toString("utf8");
    expect(drawing).toContain("Événements connus chaque année");
    expect(drawing).toContain("Veille de la préfecture");
    expect(drawing).toContain("TLP:AMBER");
    const picture = (await take("Image (PNG)")).bytes;
    expect([...picture.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
    expect(picture.length).toBeGreaterThan(10_000);
  });

  test("on paper: no buttons, the marking said, black on white even from a dark screen", async () => {
    await openArea();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.getByText(/^Imprimé le .* TLP:AMBER/).waitFor();
    expect(await page.getByRole("navigation", { name: "Chapitres" }).isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: "Imprimer" }).isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector("h1")!).color)).toBe("rgb(0, 0, 0)");
    await page.emulateMedia({ media: "screen", colorScheme: "light" });
  });

  test("seen as a reader cleared to GREEN: one event fewer, a banner, and one click back", async () => {
    await openArea();
    const total = async () => Number(/(\d+) événements/.exec(await page.getByRole("button", { name: /événements D’où vient/ }).first().innerText())![1]);
    const mine = await total();
    await page.getByRole("button", { name: /Mon compte/ }).click();
    await page.getByRole("menuitem", { name: "Voir comme un autre lecteur" }).click();
    await page.getByLabel("Habilitation").selectOption("GREEN");
    await page.getByRole("button", { name: "Voir ainsi" }).click();
    await page.getByRole("note").getByText(/Vous voyez la page comme\s: lecteur/).waitFor();
    expect(page.url()).toContain("viewAs=reader%3AGREEN%3ASN");
    await expect.poll(total).toBe(mine - 1);
    await page.getByRole("button", { name: "Revenir à ma vue" }).click();
    await expect.poll(total).toBe(mine);
    expect(page.url()).not.toContain("viewAs");
  });

  test("the exercise shows nothing of what is actual", async () => {
    await openArea();
    await page.getByRole("button", { name: /Mon compte/ }).click();
    await page.getByRole("menuitem", { name: "Passer dans l’exercice" }).click();
    await page.getByText("EXERCICE").first().waitFor();
    await page.goto(`${house.url}/areas/ML01?world=exercise`);
    await page.getByText("Aucun événement enregistré ici").waitFor();
    await page.getByRole("link", { name: "Revenir au réel" }).click();
    await page.getByRole("region", { name: "Liste" }).getByRole("link").first().waitFor();
  });

  test.each(["fr", "en", "ar"])("axe finds nothing, and nothing is wider than a phone, in %s", async (language) => {
    const own = await house.enter({ viewport: { width: 360, height: 740 } });
    await own.addInitScript((words) => { localStorage.setItem("faleme.language", words); }, language);
    await own.goto(`${house.url}/areas/ML01`);
    await own.getByRole("figure").first().getByRole("img").waitFor();
    expect(await widthOverflow(own)).toBe(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await own.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(own, colorScheme === "dark" ? "colours" : undefined), colorScheme).toEqual([]);
    }
    await own.context().close();
  });
});
