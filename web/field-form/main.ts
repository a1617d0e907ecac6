// The field form: where a person without an account tells what happened. Kept small enough for a slow link, and whole without one.
import { openOutbox } from "./outbox.ts";
import { next, show } from "./page.ts";
import { openPlaces } from "./places/places.ts";
import { leaveScreen } from "./screens/asking.ts";
import { check } from "./screens/check.ts";
import { go, type Ways } from "./screens/go.ts";
import { home } from "./screens/home.ts";
import { item } from "./screens/item.ts";
import { locked } from "./screens/locked.ts";
import { ask, begin } from "./screens/questions.ts";
import { receipts } from "./screens/receipts.ts";
import { languages, safety, settings } from "./screens/settings.ts";
import { sendAll, sendNow } from "./sending.ts";
import { keepSetting, setting } from "./store.ts";
import { hasPin, isLocked } from "./vault.ts";
import { speakAsChosen, word } from "./words.ts";

/** After so long out of sight, a locked notebook asks for its PIN again. */
const OUT_OF_SIGHT_MS = 2 * 60_000;

/** Whatever a screen began ends when another one is shown. */
const leaving = <A extends unknown[]>(screen: (...args: A) => void) => (...args: A) => { leaveScreen(); screen(...args); };

Object.assign(go, {
  home: leaving(home), begin: leaving(begin), ask: leaving(ask), check: leaving(check), item: leaving(item), receipts: leaving(receipts),
  settings: leaving(() => void settings()), safety: leaving(() => { safety({ words: word("item.home"), then: go.home }); }), languages: leaving(() => { languages(false, go.settings); }),
} satisfies Ways);

async function start(): Promise<void> {
  const isChosen = await speakAsChosen();
  await alone();
  if (await isLocked()) { locked(() => void opened(isChosen)); return; }
  await opened(isChosen);
}

async function opened(isChosen: boolean): Promise<void> {
  await openOutbox();
  const first = () => { safety({ words: word("safety.understood"), then: () => { void keepSetting("isTold", true); go.home(); } }); };
  if (!isChosen) languages(true, first);
  else if (!(await setting("isTold"))) first();
  else go.home();
  void sendAll();
  addEventListener("online", () => void sendNow());
  relockWhenForgotten();
}

/** Two pages of one notebook would write over each other: the newer one takes it, the older one says so. */
function alone(): Promise<void> {
  if (!("locks" in navigator)) return Promise.resolve();
  return new Promise((resolve) => {
    navigator.locks.request("notebook", { steal: true }, () => { resolve(); return new Promise(() => {}); }).catch(() => {
      leaveScreen();
      show({ title: word("elsewhere.title"), body: [word("elsewhere.why")], foot: [next(word("elsewhere.here"), () => { location.reload(); })] });
    });
  });
}

function relockWhenForgotten(): void {
  let hiddenAt: number | undefined;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt !== undefined && Date.now() - hiddenAt > OUT_OF_SIGHT_MS) void hasPin().then((is) => { if (is) location.reload(); });
  });
}

function storeClosed(): void {
  document.getElementById("page")!.textContent = "Ce navigateur ne garde rien : quittez la navigation privée. · This browser keeps nothing: leave private browsing. · هذا المتصفح لا يحفظ شيئاً: اخرج من التصفح الخاص.";
}

/** After the first screen, which has the whole link until then: what makes it work without a network, then the places. */
function carryAll(): void {
  void navigator.serviceWorker?.register("/report/service-worker.js", { scope: "/report/" }).catch(() => undefined);
  void navigator.storage?.persist?.().catch(() => false);
  void openPlaces().catch(() => undefined);
}

start().then(carryAll, storeClosed);
