// How long does a person wait for the picture? A real Chromium that draws in software, signed in, on 300,000 events: from the
// address to the first complete map, from the brush let go to the map redrawn, and how much JavaScript comes first. Tiles on a
// million events are measured by their own bench, whose goals stand here too.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { chromiumPath, SOFTWARE_RENDERING } from "../tests/journeys/chromium.ts";
import { datasetDir, QUICK, withEvents } from "./dataset.ts";
import type { BenchResult } from "./run.ts";
import { bench as tiles } from "./tiles.bench.ts";

const COUNT = 300_000;
const FIRST_MAP_GOAL_MS = 5_000;
const BRUSH_GOAL_MS = 500;
const SCRIPT_GOAL_KB = 500;
const ROUNDS = 5;
/** Nothing more is drawn after this long: what was drawn last was the complete map. */
const SETTLED_MS = 1_500;
const LOGIN = "banc", PASSWORD = "quatre hiboux lisent tard";

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult[]> {
  const executablePath = chromiumPath();
  if (!executablePath || !existsSync("dist/web/index.html")) throw new Error("the picture's bench needs Chromium (CHROMIUM_PATH) and the built web application (npm run build)");
  const count = quick ? QUICK : COUNT;
  await withEvents(count, async () => { /* filled at first use */ });
  // Filled straight into its tables, the set has never been served: its first start brings the shipped places, and is not what is measured.
  await (await up(datasetDir(count))).stop();
  const server = await up(datasetDir(count));
  const browser = await chromium.launch({ executablePath, args: SOFTWARE_RENDERING });
  try {
    const figures: Record<string, number> = { events: count };
    const state = await signedIn(browser, server, datasetDir(count));
    const firsts: Visit[] = [];
    for (let round = 0; round < ROUNDS; round++) firsts.push(await firstVisit(browser, server.url, state));
    figures.firstMapMs = median(firsts.map(({ ms }) => ms));
    figures.firstMapSlowestMs = Math.max(...firsts.map(({ ms }) => ms));
    figures.firstPageScriptKb = firsts[0]!.scriptKb;
    figures.firstPageScripts = firsts[0]!.scripts;
    figures.firstPageAllKb = firsts[0]!.allKb;
    figures.firstPageRequests = firsts[0]!.requests;
    const brushes = await brushed(browser, server.url, state);
    figures.brushMs = median(brushes);
    figures.brushSlowestMs = Math.max(...brushes);
    const goal = (name: string, most: number, measured: number) => ({ name, goal: most, measured, isMet: measured < most });
    return [{
      name: "picture", figures,
      goals: [
        goal("first complete map, ms", FIRST_MAP_GOAL_MS, figures.firstMapMs),
        goal("brush let go to redrawn, ms", BRUSH_GOAL_MS, figures.brushMs),
        goal("JavaScript for the first page, KB compressed", SCRIPT_GOAL_KB, figures.firstPageScriptKb),
      ],
    }, await tiles({ quick })];
  } finally {
    await browser.close();
    await server.stop();
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
interface Visit {
  ms: number;
  /** As compressed, without the headers around it. */
  scriptKb: number;
  scripts: number;
  /** Everything that came over the wire, headers included. */
  allKb: number;
  requests: number;
}

/** A browser that has never been here, on a page that it was given the address of. */
async function firstVisit(browser: Browser, url: string, state: State): Promise<Visit> {
  const { page, close } = await opened(browser, state);
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  const visit: Visit = { ms: 0, scriptKb: 0, allKb: 0, requests: 0, scripts: 0 };
  wire.on("Network.responseReceived", ({ response: { mimeType, headers } }) => {
    if (!mimeType.includes("javascript")) return;
    visit.scripts++;
    visit.scriptKb += Number(headers["content-length"]) / 1_024;
  });
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
    visit.requests++;
    visit.allKb += encodedDataLength / 1_024;
  });
  const at = Date.now();
  await page.goto(url);
  visit.ms = (await lastDrawn(page)) - at;
  await close();
  return visit;
}

/** The timeline is dragged over a stretch of it, again and again elsewhere; the clock runs from letting go. */
async function brushed(browser: Browser, url: string, state: State): Promise<number[]> {
  const { page, close } = await opened(browser, state);
  await page.goto(url);
  await lastDrawn(page);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const box = (await page.locator("[data-brush]").boundingBox())!;
    const from = box.x + box.width * (0.2 + 0.1 * round), y = box.y + box.height / 2;
    await page.mouse.move(from, y);
    await page.mouse.down();
    await page.mouse.move(from + box.width * 0.15, y, { steps: 4 });
    const at = Date.now();
    await page.mouse.up();
    times.push((await lastDrawn(page, at)) - at);
  }
  await close();
  return times;
}

async function opened(browser: Browser, state: State): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1366, height: 768 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  // The map says itself when everything that it asked for is drawn; when that was is noted in the page, not over the wire.
  await page.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) if ((target as Element).getAttribute("data-map") === "drawn") (window as { drawnAt?: number }).drawnAt = Date.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-map"] });
  });
  return { page, close: () => context.close() };
}

/** When the map was last complete, once nothing more is drawn. @param since drawn after this moment */
async function lastDrawn(page: Page, since = 0): Promise<number> {
  const read = () => page.evaluate(() => (window as { drawnAt?: number }).drawnAt ?? 0);
  const isDrawing = () => page.locator("[data-map=drawing]").count();
  for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; await page.waitForTimeout(50)) {
    const at = await read();
    if (at > since && Date.now() - at > SETTLED_MS && (await isDrawing()) === 0) return at;
  }
  throw new Error("the map was never complete");
}

interface Served { url: string; welcome: string | undefined; stop(): Promise<void> }

/** The server as people start it, in a process of its own. What it says to people goes to stderr, its log to stdout. */
async function up(dir: string): Promise<Served> {
  const child = spawn(process.execPath, ["src/cli.ts", "up", "--data", dir, "--port", "0", "--case", "none"], { stdio: ["ignore", "ignore", "pipe"] });
  let words = "";
  child.stderr.on("data", (piece: Buffer) => { words += piece.toString(); });
  for (let waited = 0; !/is running: \S+/.test(words); waited += 50) {
    if (child.exitCode !== null || waited > 120_000) {
      child.kill("SIGINT");
      throw new Error(`the server did not start:\n${words}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  // The one-time link follows the address, where there is one.
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  return { url: new URL(/is running: (\S+)/.exec(words)![1]!).origin, welcome: /once, within 24 hours: (\S+)/.exec(words)?.[1], stop: () => stopped(child) };
}

const stopped = (child: ChildProcess) => new Promise<void>((resolve) => {
  child.once("exit", () => { resolve(); });
  child.kill("SIGINT");
});

/** The set is kept for the next bench, and with it its administrator: made at the first run, signed in at the others. */
async function signedIn(browser: Browser, { url, welcome }: Served, dir: string): Promise<State> {
  const context = await browser.newContext();
  const link = welcome ?? (await output(["src/cli.ts", "admin", "reset", "--data", dir, "--json"])).url;
  const token = new URL(link).searchParams.get("token");
  const entered = await context.request.post(`${url}/api/welcome`, { data: { token, password: PASSWORD, login: LOGIN, ...(welcome ? { title: "Banc d’essai", roles: ["analyst"] } : {}) } });
  if (!entered.ok()) throw new Error(`welcome: ${entered.status()} ${await entered.text()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

const output = (args: string[]) => new Promise<{ url: string }>((resolve, reject) => {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let words = "";
  child.stdout.on("data", (piece: Buffer) => { words += piece.toString(); });
  child.once("exit", (code) => { if (code === 0) resolve(JSON.parse(words)); else reject(new Error(`faleme ended with ${code}`)); });
});
