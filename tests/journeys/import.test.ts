// A data set comes in through the page: tried first, its faults read, then brought in, and seen on the map.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { cannotRun, openHouse } from "./house.ts";

const UCDP = "../shared/data/ucdp/ged241-west-africa-1989-2021.csv.gz";
const UCDP_EVENTS = 3_292;

/** Counted from the file itself. */
function inMali2021(): number {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(UCDP)), { columns: true, relax_column_count: true });
  return rows.filter(({ country, date_start: from = "", date_end: to = "" }) => country === "Mali" && to >= "2021-01-01" && from < "2022-01-01").length;
}

describe.skipIf(cannotRun)("imports", () => {
  const house = openHouse("none");

  test("our own table, with two rows that cannot be right", async () => {
    const page = await house.enter();
    const folder = mkdtempSync(path.join(tmpdir(), "faleme-import-"));
    const template = await (await page.request.get(`${house.url}/api/events/template.csv`)).text();
    const [names = ""] = template.replace(/^\uFEFF/, "").split(/\r?\n/);
    const columns = names.split(",");
    const row = (cells: Record<string, string>) => columns.map((name) => cells[name] ?? "").join(",");
    const good = { kind: "cattle-theft", occurredFrom: "2025-01-10", occurredTo: "2025-01-10", datePrecision: "day", placePrecision: "exact", country: "SN", reliability: "C", credibility: "3", verification: "unverified", lon: "-12.46", lat: "14.9" };
    const file = path.join(folder, "events.csv");
    writeFileSync(file, [names, row({ ...good, sourceEventId: "j-1" }), row({ ...good, sourceEventId: "j-2", lat: "214" }), row({ ...good, sourceEventId: "j-3", occurredTo: "2024-01-10" }), ""].join("\n"));

    await page.goto(`${house.url}/evidence/import`);
    await page.getByRole("button", { name: "Essayer sans rien écrire" }).waitFor();
    expect(await page.getByRole("button", { name: "Essayer sans rien écrire" }).getAttribute("aria-disabled")).toBe("true");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Reconnu à ses premières lignes").waitFor();
    expect(await page.getByLabel("Genre de fichier").inputValue()).toBe("events");
    await page.getByText("Couverture de la source et autres précisions").click();
    await page.getByLabel(/^Source/).fill("Permanence");
    await page.getByRole("button", { name: "Essayer sans rien écrire" }).click();

    const trial = page.getByRole("region", { name: "Essai" });
    await trial.getByText("terminé").waitFor();
    await trial.getByRole("table", { name: "Lignes refusées" }).waitFor();
    expect(await trial.getByRole("row").count()).toBe(3);
    expect(await trial.getByRole("table").innerText()).toMatch(/lat/);
    expect((await (await page.request.get(`${house.url}/api/events/count`)).json()).count).toBe(0);

    const download = page.waitForEvent("download");
    await trial.getByRole("link", { name: "Télécharger les lignes refusées" }).click();
    const rejects = readFileSync(await (await download).path(), "utf8");
    expect(rejects.split(/\r?\n/)[0]).toBe("file,line,field,reason,row");

    await trial.getByRole("button", { name: "Importer 1 ligne" }).click();
    const real = page.getByRole("region", { name: "Import", exact: true });
    await real.getByText(/^Terminé/).waitFor();
    await real.getByRole("link", { name: "Voir sur la carte" }).click();
    await page.getByRole("region", { name: "Liste" }).getByRole("link", { name: /Vol de bétail/ }).waitFor();

    // The same file again changes nothing.
    await page.goto(`${house.url}/evidence/import`);
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Couverture de la source et autres précisions").click();
    await page.getByLabel(/^Source/).fill("Permanence");
    await page.getByRole("button", { name: "Essayer sans rien écrire" }).click();
    await page.getByText("Rien de nouveau dans ce fichier.").first().waitFor({ state: "attached" });
    rmSync(folder, { recursive: true, force: true });
    await page.context().close();
  });

  test.skipIf(!existsSync(UCDP))(`a real data set of ${UCDP_EVENTS} events${existsSync(UCDP) ? "" : " (skipped: ../shared/data is not here)"}`, async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/evidence/import`);
    await page.locator("input[type=file]").setInputFiles(UCDP);
    await page.getByText("Reconnu à ses premières lignes").waitFor();
    expect(await page.getByLabel("Genre de fichier").inputValue()).toBe("ucdp");
    await page.getByRole("button", { name: "Essayer sans rien écrire" }).click();
    await page.getByRole("button", { name: /^Importer 3\s292 lignes$/ }).click({ timeout: 60_000 });
    await page.getByRole("region", { name: "Import", exact: true }).getByText(/^Terminé/).waitFor({ timeout: 60_000 });
    await page.goto(`${house.url}/?country=ML&from=2021-01-01&to=2021-12-31`);
    const { count } = await (await page.request.get(`${house.url}/api/events/count?country=ML&from=2021-01-01&to=2021-12-31`)).json();
    expect(count).toBe(inMali2021());
    await expect.poll(() => page.getByRole("status").filter({ hasText: /événements/ }).innerText(), { timeout: 15_000 }).toMatch(new RegExp(`^${count} événements`));
    await page.context().close();
  });
});
