// What every journey needs: a server as people start it, a real browser, and somebody who is signed in. One server a file.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { chromiumPath, SOFTWARE_RENDERING } from "./chromium.ts";
import { preparedHouse, type Case } from "./prepared.ts";

export const PASSWORD = "quatre hiboux lisent tard";
export const LOGIN = "permanence";

/** Why journeys cannot run here; nothing: they can. */
export const cannotRun: string | undefined = !chromiumPath() ? "no Chromium was found (apt-get install chromium, or CHROMIUM_PATH)"
  : !existsSync("dist/web/index.html") ? "the web application is not built (npm run build)" : undefined;
if (cannotRun) {
  process.stderr.write(`SKIPPED: journeys in a real browser, because ${cannotRun}.\n`);
  if (process.env.FALEME_NOTHING_SKIPPED) throw new Error(`nothing may be skipped here, but ${cannotRun}`);
}

export interface House {
  url: string;
  /** The server's data directory. */
  dir: string;
  /** The first administrator's one-time link, as the server printed it. */
  welcome: string;
  browser: Browser;
  /** Addresses outside the server that a page asked for: always none. */
  outside: string[];
  /** A tab of a browser of its own. */
  visit(options?: Parameters<Browser["newContext"]>[0]): Promise<Page>;
  /** A tab where the first administrator, who is an analyst as well, is signed in. */
  enter(options?: Parameters<Browser["newContext"]>[0]): Promise<Page>;
}

/** @param example the case that an empty node begins with */
export function openHouse(example: Case = "report"): House {
  const house = { outside: [] as string[] } as House;
  let server: ChildProcess | undefined;
  let dir: string | undefined;
  let state: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;

  house.visit = async (options = {}) => {
    const context = await house.browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(30_000);
    // Whatever is asked of another origin is remembered, and found nowhere. No interception: it would switch off the browser's cache.
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== house.url && protocol !== "data:" && protocol !== "blob:") house.outside.push(request.url());
    });
    return context.newPage();
  };
  house.enter = async (options = {}) => {
    state ??= await signedIn(house);
    return house.visit({ ...options, storageState: state });
  };
  beforeAll(async () => {
    if (cannotRun) return;
    dir = await preparedHouse(example);
    const [started, browser] = await Promise.all([start(dir, example), chromium.launch({ executablePath: chromiumPath()!, args: SOFTWARE_RENDERING })]);
    ({ server } = started);
    Object.assign(house, { dir, url: new URL(started.url).origin, welcome: started.welcome, browser });
  });
  afterAll(async () => {
    await house.browser?.close();
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => { server!.once("exit", resolve); });
      server.kill("SIGINT");
      await ended;
    }
    if (dir) rmSync(dir, { recursive: true, force: true });
    expect(house.outside).toEqual([]);
  });
  return house;
}

function start(dir: string, example: string): Promise<{ server: ChildProcess; url: string; welcome: string }> {
  const server = spawn(process.execPath, ["src/cli.ts", "up", "--data", dir, "--port", "0", "--case", example], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let words = "";
    const read = (piece: Buffer) => {
      words += piece.toString();
      const url = /is running: (\S+)/.exec(words)?.[1];
      const welcome = /once, within 24 hours: (\S+)/.exec(words)?.[1];
      if (url && welcome) resolve({ server, url, welcome });
    };
    server.stdout!.on("data", read);
    server.stderr!.on("data", read);
    server.once("exit", (code) => { reject(new Error(`the server ended with ${code}:\n${words}`)); });
  });
}

/** Through the API, for journeys that are about something else than signing in. */
async function signedIn(house: House) {
  const context = await house.browser.newContext();
  const data = { token: new URL(house.welcome).searchParams.get("token"), password: PASSWORD, login: LOGIN, title: "Permanence", roles: ["analyst"], language: "fr" };
  const made = await context.request.post(`${house.url}/api/welcome`, { data });
  expect(made.status(), await made.text()).toBe(200);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The map says itself when everything that it asked for is drawn. */
export const mapDrawn = (page: Page) => page.locator("[data-map=drawn]").waitFor({ timeout: 45_000 });

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Violation { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }

/**
 * Every rule of WCAG 2.2 A and AA that a machine can check, and the best practices that axe knows.
 * @param only colours: what changes between light and dark
 */
export async function accessibilityFaults(page: Page, only?: "colours"): Promise<string[]> {
  // By evaluation: a script tag would be refused by the page's own content policy, as it should.
  const { readFileSync } = await import("node:fs");
  await page.evaluate(readFileSync(AXE, "utf8"));
  const runOnly = only ? { type: "rule", values: ["color-contrast", "link-in-text-block"] } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // What passes is not described: describing it is most of the work.
  const { violations } = await page.evaluate((options) => (globalThis as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> } }).axe.run(document, options), { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")} (${failureSummary?.split("\n").slice(1).join(" ").trim()})`));
}

export async function widthOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
