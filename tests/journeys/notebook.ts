// Somebody with the field form in hand: a phone that can be killed like one, and the taps that tell a report.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { chromiumPath, SOFTWARE_RENDERING } from "./chromium.ts";

/** A browser of its own with a disk of its own: killed without a word, it comes back with what its disk holds. */
export class Phone {
  readonly #disk = mkdtempSync(path.join(tmpdir(), "faleme-phone-"));
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  /** The page, and whatever was there before. */
  async open(url: string): Promise<Page> {
    const child = spawn(chromiumPath()!, ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${this.#disk}`, "--lang=fr-FR", ...SOFTWARE_RENDERING, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
    this.#process = child;
    const address = await new Promise<string>((resolve, reject) => {
      let words = "";
      child.stderr!.on("data", (piece: Buffer) => { words += piece.toString(); const [, found] = /listening on (ws:\S+)/.exec(words) ?? []; if (found) resolve(found); });
      child.once("exit", () => { reject(new Error(`the browser ended:\n${words}`)); });
    });
    this.#browser = await chromium.connectOverCDP(address);
    const page = await this.#browser.contexts()[0]!.newPage();
    page.setDefaultTimeout(60_000);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(url);
    return page;
  }

  /** As when the battery falls out. */
  async kill(): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => { this.#process!.once("exit", resolve); });
    this.#process.kill("SIGKILL");
    await ended;
    await this.#browser!.close().catch(() => undefined);
  }

  async throwAway(): Promise<void> {
    await this.kill();
    rmSync(this.#disk, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The first visit, up to the first screen. */
export async function enter(page: Page, language = "Français"): Promise<void> {
  await page.getByRole("button", { name: language, exact: true }).click();
  await page.locator("footer button").click();
  await page.locator("main button.primary").waitFor();
}

/** To the next screen, as often as asked: a tap counts once the screen has changed. */
export async function goOn(page: Page, times = 1): Promise<void> {
  for (let gone = 0; gone < times; gone++) {
    const title = await page.locator("h1").innerText();
    await page.locator("footer button").click();
    await page.waitForFunction((before) => document.querySelector("h1")?.innerText !== before, title);
  }
}

/** Everything is there that a visit without a network needs. */
export const isWhole = (page: Page) => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).active) && (await caches.keys()).some((name) => name.startsWith("form-")));

/** Told in French, by taps; up to the last look. */
export async function tellCattleTheft(page: Page, { place = "Bakel", words }: { place?: string; words?: string } = {}): Promise<void> {
  await page.getByRole("button", { name: "Raconter un fait" }).click();
  await page.getByRole("button", { name: "Vol, pillage" }).click();
  await page.getByRole("button", { name: "Vol de bétail" }).click();
  await page.getByLabel("Nombre d’animaux").fill("40");
  await goOn(page);
  await page.getByLabel("Chercher un village").fill(place);
  await page.locator("#places button").first().click();
  await page.getByRole("button", { name: /^Hier/ }).click();
  await page.getByRole("button", { name: "Je l’ai vu" }).click();
  await page.getByRole("heading", { name: "Une photo" }).waitFor();
  await goOn(page);
  if (words) await page.locator("textarea").fill(words);
  await goOn(page, 2);
  await page.getByRole("heading", { name: "Vérifier et envoyer" }).waitFor();
}

export const receiptOf = async (page: Page): Promise<string> => (await page.locator(".digits").innerText({ timeout: 120_000 })).replaceAll(/\D/g, "");
