// One report on its way: saved, queued, sent, acknowledged; and at the end the number to write down.
import { button, element } from "../element.ts";
import { icon } from "../icons.ts";
import { forget, isEditable, itemOf, whenOutboxChanges, type Item, type ItemState } from "../outbox.ts";
import { next, notice, show } from "../page.ts";
import { sending, sendNow, whenSendingChanges } from "../sending.ts";
import { word } from "../words.ts";
import { leaveScreen, onLeave } from "./asking.ts";
import { go } from "./go.ts";
import { STATE_ICON } from "./home.ts";

const STATES: readonly ItemState[] = ["saved", "queued", "sent", "acknowledged"];

export function item(id: string): void {
  const now = itemOf(id);
  if (!now) { go.home(); return; }
  if (now.state === "saved") { go.check(now); return; }
  leaveScreen();
  draw(now);
  const onChange = () => {
    const changed = itemOf(id);
    if (changed && changed.state === now.state && changed.toUpload?.length === now.toUpload?.length) waiting.replaceChildren(...trouble(changed));
    else { leaveScreen(); item(id); }
  };
  onLeave(whenOutboxChanges(onChange));
  onLeave(whenSendingChanges(onChange));
}

const waiting = element("div", { "aria-live": "polite" });

function draw(now: Item): void {
  const at = STATES.indexOf(now.state);
  waiting.replaceChildren(...trouble(now));
  show({
    title: word(now.receipt ? "item.arrived" : "item.on-its-way"), back: () => { leaveScreen(); go.home(); },
    body: [
      element("ol", { class: "way" }, ...STATES.map((state, step) => element("li", { class: step < at ? "done" : step === at ? "now" : "", "aria-current": step === at ? "step" : undefined }, icon(step <= at ? (step < at ? "check" : STATE_ICON[state]) : STATE_ICON[state]), element("span", {}, word(`state.${state}`))))),
      waiting,
      now.receipt && receiptCard(now.receipt),
      element("div", { class: "stack" },
        isEditable(now) && button({ icon: "pencil", words: word("item.change"), class: "plain", onclick: () => { leaveScreen(); go.check(now); } }),
        now.receipt && button({ icon: "receipt", words: word("item.follow"), onclick: () => { leaveScreen(); go.receipts(now.receipt); } }),
        now.receipt && !now.toUpload && button({ icon: "trash", words: word("item.forget"), more: word("item.forget-more"), class: "plain", onclick: () => { void forget(now).then(() => { leaveScreen(); go.home(); }); } })),
    ],
    foot: [next(word("item.home"), () => { leaveScreen(); go.home(); }, now.receipt ? "primary" : "plain")],
  });
}

function trouble({ state, toUpload }: Item): Node[] {
  if (state === "acknowledged" && !toUpload) return [];
  if (!navigator.onLine) return [notice("calm", icon("waiting"), word("home.offline"))];
  if (sending.isBusy) return [notice("calm", icon("send"), word("home.sending"))];
  return [notice("calm", icon("waiting"), word("item.tried-again")), button({ icon: "send", words: word("home.send-now"), class: "plain", onclick: () => void sendNow() })];
}

/** Four times four digits, as they are written on paper. */
export const receiptCard = (receipt: string): HTMLElement => element("section", { class: "receipt", "aria-label": word("receipt.number") },
  element("p", {}, word("receipt.write-down")),
  element("p", { class: "digits", dir: "ltr", translate: "no" }, ...(receipt.match(/\d{4}/g) ?? []).map((four) => element("span", {}, four))),
  element("p", { class: "quiet" }, word("receipt.only")));
