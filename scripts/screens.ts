/**
 * `npm run screens [-- FOLDER] [--page NAME,…] [--width 360,…] [--language fr,…] [--appearance light,…]`: pictures of every
 * page, made to be looked at by people. It starts a node of its own in a temporary folder, with the report's case and the
 * exercise, and leaves nothing behind but the pictures. Never part of the tests.
 * `npm run screens -- --chosen` makes the dozen that stands in docs/screens, each as a small file.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Browser, type BrowserContext, type Page, type Request } from "playwright-core";
import { chromiumPath, SOFTWARE_RENDERING } from "../tests/journeys/chromium.ts";
import { smallPng } from "./small-png.ts";

const { values, positionals: [folder = path.join("dist", "screens")] } = parseArgs({
  allowPositionals: true,
  options: { page: { type: "string" }, width: { type: "string" }, language: { type: "string" }, appearance: { type: "string" }, chosen: { type: "boolean", default: false } },
});
const chosen = <T extends string>(words: string | undefined, all: readonly T[]): T[] => all.filter((one) => !words || words.split(",").includes(one));

const WIDTHS = chosen(values.width, ["360", "768", "1440"]);
const LANGUAGES = chosen(values.language, ["fr", "en", "ar"]);
const APPEARANCES = chosen(values.appearance, ["light", "dark"]);
const HEIGHTS: Record<string, number> = { 360: 740, 768: 1024, 1440: 900 };
const TALLEST = 8_000;
const PASSWORD = "quatre hiboux lisent tard";

interface Shown {
  name: string;
  /** `{event}` stands for an event of the case. */
  at: string;
  isStranger?: boolean;
}

const PAGES: readonly Shown[] = [
  { name: "sign-in", at: "/sign-in", isStranger: true },
  { name: "picture", at: "/?world=actual" },
  { name: "picture-exercise", at: "/?world=exercise" },
  { name: "events", at: "/evidence/events" },
  { name: "event", at: "/evidence/events/{event}" },
  { name: "import", at: "/evidence/import" },
  { name: "claims", at: "/evidence/claims" },
  { name: "evidence", at: "/evidence" },
  { name: "area", at: "/areas/ML01" },
  { name: "area-exercise", at: "/areas/ML01?world=exercise" },
  { name: "flows", at: "/flows" },
  { name: "picture-shaded", at: "/?world=exercise&shade=events" },
  { name: "field", at: "/field" },
  { name: "phone", at: "/field/phone" },
  { name: "measures", at: "/field/measures" },
  { name: "ways", at: "/field/ways" },
  { name: "demands", at: "/field/demands" },
  { name: "field-form", at: "/report/", isStranger: true },
  { name: "factors", at: "/factors" },
  { name: "factors-map", at: "/factors/map" },
  { name: "factors-compare", at: "/factors/compare?areas=SN06,SN12" },
  { name: "surveys", at: "/factors/surveys" },
  { name: "ranking", at: "/factors/ranking" },
  { name: "dossier", at: "/areas/SN06" },
  { name: "alerts", at: "/exchange" },
  { name: "write-alert", at: "/exchange/alerts/new" },
  { name: "coverage", at: "/exchange/coverage" },
  { name: "rules", at: "/exchange/rules" },
  { name: "sharing", at: "/exchange/sharing" },
  { name: "links", at: "/exchange/links" },
  { name: "quality", at: "/exchange/quality" },
  { name: "governance", at: "/exchange/governance" },
  { name: "flows-exercise", at: "/flows?world=exercise" },
  { name: "places", at: "/places" },
  { name: "crossings", at: "/places/crossings" },
  { name: "administration", at: "/administration" },
  { name: "users", at: "/administration/users" },
  { name: "journal", at: "/administration/journal" },
  { name: "doors", at: "/administration/doors" },
  { name: "account", at: "/account" },
];

interface Shot extends Shown { width: number; height: number; language: string; appearance: "light" | "dark" }

const WIDE = { width: 1280, height: 800 }, PHONE = { width: 360, height: 740 };
/** One of each kind of page, in every language, light and dark, wide and narrow. */
const CHOSEN: readonly Shot[] = [
  { name: "first-page", at: "/?world=actual", ...WIDE, language: "fr", appearance: "light" },
  { name: "picture", at: "/?world=exercise", ...WIDE, language: "fr", appearance: "light" },
  { name: "picture-arabic", at: "/?world=actual", ...WIDE, language: "ar", appearance: "dark" },
  { name: "picture-phone", at: "/?world=exercise", ...PHONE, language: "fr", appearance: "light" },
  { name: "events", at: "/evidence/events", ...WIDE, language: "en", appearance: "light" },
  { name: "event", at: "/evidence/events/{event}", ...WIDE, language: "fr", appearance: "light" },
  { name: "area", at: "/areas/ML01?world=exercise", width: 1280, height: 1500, language: "fr", appearance: "light" },
  { name: "area-claim", at: "/areas/ML01", width: 1280, height: 1500, language: "en", appearance: "dark" },
  { name: "area-phone", at: "/areas/SN06?world=exercise", width: 360, height: 1400, language: "ar", appearance: "light" },
  { name: "picture-shaded", at: "/?world=exercise&shade=events", ...WIDE, language: "en", appearance: "light" },
  { name: "field-form", at: "/report/", ...PHONE, language: "ar", appearance: "light", isStranger: true },
  { name: "dossier", at: "/areas/SN06", width: 1280, height: 2600, language: "fr", appearance: "light" },
  { name: "flows", at: "/flows", width: 1280, height: 1100, language: "fr", appearance: "light" },
  { name: "import", at: "/evidence/import", ...WIDE, language: "en", appearance: "light" },
  { name: "journal", at: "/administration/journal", ...WIDE, language: "ar", appearance: "light" },
];
const CHOSEN_FOLDER = path.join("docs", "screens");

const QUIET_MS = 1_200;
const quietOf = new WeakMap<Page, () => Promise<void>>();

const say = (words: string) => process.stderr.write(`${words}\n`);

const executablePath = chromiumPath();
if (!executablePath) { say("No Chromium was found. Install it (apt-get install chromium) or name it in CHROMIUM_PATH."); process.exit(1); }
const dir = mkdtempSync(path.join(tmpdir(), "faleme-screens-"));
let server: Served | undefined, browser: Browser | undefined;
try {
  await up(dir, "report").then(({ stop }) => stop());
  server = await up(dir, "exercise");
  browser = await chromium.launch({ executablePath, args: SOFTWARE_RENDERING });
  const signedIn = await enter(browser, server);
  if (values.chosen) await takeChosen(browser, server.url, signedIn);
  else await takeAll(browser, server.url, signedIn);
} finally {
  await browser?.close();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
}

interface Entered { state: Awaited<ReturnType<BrowserContext["storageState"]>>; event: string }

async function takeAll(from: Browser, url: string, entered: Entered): Promise<void> {
  mkdirSync(folder, { recursive: true });
  let taken = 0;
  for (const { name, at, isStranger } of PAGES.filter((shown) => !values.page || values.page.split(",").includes(shown.name))) {
    for (const language of LANGUAGES) for (const appearance of APPEARANCES) for (const width of WIDTHS) {
      const { page, close } = await shown(from, url, entered, { name, at, width: Number(width), height: HEIGHTS[width]!, language, appearance, ...(isStranger ? { isStranger } : {}) });
      await makeTall(page);
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${appearance}-${language}.png`) });
      await close();
      taken++;
    }
    say(name);
  }
  say(`${taken} pictures in ${folder}`);
}

async function takeChosen(from: Browser, url: string, entered: Entered): Promise<void> {
  mkdirSync(CHOSEN_FOLDER, { recursive: true });
  for (const shot of CHOSEN) {
    const { page, close } = await shown(from, url, entered, shot);
    const picture = await page.screenshot();
    const pixels = await page.evaluate(async (bytes) => {
      const image = await createImageBitmap(await (await fetch(bytes)).blob());
      const draw = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
      draw.drawImage(image, 0, 0);
      const { data } = draw.getImageData(0, 0, image.width, image.height);
      let letters = "";
      for (let at = 0; at < data.length; at += 8_192) letters += String.fromCharCode(...data.subarray(at, at + 8_192));
      return btoa(letters);
    }, `data:image/png;base64,${picture.toString("base64")}`);
    const small = smallPng(Buffer.from(pixels, "base64"), shot.width, shot.height);
    writeFileSync(path.join(CHOSEN_FOLDER, `${shot.name}.png`), small);
    say(`${shot.name}: ${Math.round(small.length / 1024)} KB`);
    await close();
  }
}

async function shown(from: Browser, url: string, entered: Entered, { at, width, height, language, appearance, isStranger }: Shot): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await from.newContext({ viewport: { width, height }, colorScheme: appearance, reducedMotion: "reduce", bypassCSP: true, ...(isStranger ? {} : { storageState: entered.state }) });
  await context.addInitScript((words) => { localStorage.setItem("faleme.language", words); }, language);
  const page = await context.newPage();
  await look(page, url + at.replace("{event}", entered.event));
  return { page, close: () => context.close() };
}

interface Served { url: string; welcome: string | undefined; stop(): Promise<void> }

/** The server as people start it. */
function up(data: string, example: string): Promise<Served> {
  say(`Starting a node with the case: ${example} …`);
  const child = spawn(process.execPath, ["src/cli.ts", "up", "--data", data, "--port", "0", "--case", example], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let words = "";
    const read = (piece: Buffer) => {
      words += piece.toString();
      const address = /is running: (\S+)/.exec(words)?.[1];
      if (!address) return;
      const url = new URL(address).origin;
      // The welcome link follows on the next line, if there is one.
      setTimeout(() => { resolve({ url, welcome: /once, within 24 hours: (\S+)/.exec(words)?.[1], stop: () => stopped(child) }); }, 500);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => { reject(new Error(`the server ended with ${code}:\n${words}`)); });
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners("exit");
    child.once("exit", () => { resolve(); });
    child.kill("SIGINT");
  });
}

/** As the first administrator, who is an analyst as well and so sees every page. */
async function enter(from: Browser, { url, welcome }: Served): Promise<Entered> {
  if (!welcome) throw new Error("the server printed no welcome link");
  const context = await from.newContext();
  const token = new URL(welcome).searchParams.get("token");
  const entered = await context.request.post(`${url}/api/welcome`, { data: { token, password: PASSWORD, login: "permanence", title: "Permanence", roles: ["analyst"] } });
  if (!entered.ok()) throw new Error(`welcome: ${entered.status()} ${await entered.text()}`);
  const { rows } = await (await context.request.get(`${url}/api/events?limit=1`)).json() as { rows: { id: string }[] };
  const state = await context.storageState();
  await context.close();
  return { state, event: rows[0]?.id ?? "none" };
}

/** Opens a page and waits until it asks for nothing more. */
async function look(page: Page, address: string): Promise<void> {
  let waiting = 0, lastAt = Date.now();
  const count = (by: 1 | -1) => (request: Request) => { if (!request.url().includes("/api/live")) { waiting += by; lastAt = Date.now(); } };
  page.on("request", count(1));
  page.on("requestfinished", count(-1));
  page.on("requestfailed", count(-1));
  quietOf.set(page, async () => {
    for (let tries = 0; tries < 200 && (waiting > 0 || Date.now() - lastAt < QUIET_MS); tries++) await page.waitForTimeout(100);
  });
  await page.goto(address);
  await quietOf.get(page)!();
}

/** Makes the window as tall as what it shows. */
async function makeTall(page: Page): Promise<void> {
  const tall = await page.evaluate(() => {
    const main = document.querySelector("main");
    return main && main.scrollHeight > main.clientHeight ? window.innerHeight + main.scrollHeight - main.clientHeight : 0;
  });
  if (tall === 0) return;
  await page.setViewportSize({ width: page.viewportSize()!.width, height: Math.min(tall, TALLEST) });
  await quietOf.get(page)!();
}
