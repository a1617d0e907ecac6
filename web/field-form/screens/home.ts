// The first screen: begin something, and how far everything begun here has come.
import { button, element, type Child } from "../element.ts";
import { icon, type IconName } from "../icons.ts";
import { allItems, isEditable, whenOutboxChanges, type Item, type ItemState } from "../outbox.ts";
import { notice, show } from "../page.ts";
import { sending, sendNow, whenSendingChanges } from "../sending.ts";
import { momentInWords, wholeness, word } from "../words.ts";
import { onLeave } from "./asking.ts";
import { go } from "./go.ts";
import { answerInWords } from "./in-words.ts";
import { notEncrypted } from "./settings.ts";

export const STATE_ICON: Record<ItemState, IconName> = { saved: "saved", queued: "waiting", sent: "send", acknowledged: "checks" };

export function home(): void {
  const list = element("div");
  const fill = () => { list.replaceChildren(...lines()); };
  fill();
  const partly = wholeness();
  show({
    title: word("home.title"),
    body: [
      !isSecureContext && notEncrypted(),
      partly && notice("calm", word("language.partly", partly)),
      button({ icon: "plus", words: word("home.begin"), class: "primary wide tall", onclick: go.begin }),
      list,
      element("nav", { class: "stack", "aria-label": word("home.more") },
        button({ icon: "receipt", words: word("home.follow"), more: word("home.follow-more"), onclick: () => { go.receipts(); } }),
        // A page of its own, in this one's place: nothing leads back to it.
        button({ icon: "lock", words: word("home.sealed"), more: word("home.sealed-more"), onclick: () => { location.replace("/report/sealed.html"); } }),
        button({ icon: "shield", words: word("home.safety"), onclick: go.safety }),
        button({ icon: "settings", words: word("home.settings"), onclick: go.settings })),
    ],
  });
  onLeave(whenOutboxChanges(fill));
  onLeave(whenSendingChanges(fill));
  for (const name of ["online", "offline"]) {
    addEventListener(name, fill);
    onLeave(() => { removeEventListener(name, fill); });
  }
}

function lines(): Node[] {
  const items = allItems();
  const isWaiting = items.some(({ state, toUpload }) => state === "queued" || state === "sent" || toUpload);
  return ([
    !navigator.onLine && notice("calm", icon("waiting"), word("home.offline")),
    items.length > 0 && element("h2", {}, word("home.mine")),
    items.length > 0 && element("ul", { class: "items" }, ...items.map(line)),
    isWaiting && navigator.onLine && button({ icon: "send", words: word(sending.isBusy ? "home.sending" : "home.send-now"), class: "plain", onclick: () => void sendNow() }),
  ] as Child[]).filter((child): child is Node => child instanceof Node);
}

const line = (item: Item): Node => element("li", {}, element("button", { type: "button", onclick: () => { if (item.state === "saved") go.check(item); else go.item(item.id); } },
  icon(STATE_ICON[item.state]),
  element("span", {}, answerInWords("what", item.draft) ?? word(item.state === "acknowledged" ? "home.a-report" : "home.unnamed"), element("small", {}, `${momentInWords(item.at)} · ${stateInWords(item)}`)),
  icon(isEditable(item) ? "pencil" : "next")));

export const stateInWords = ({ state, toUpload, refusal }: Item): string => (refusal !== undefined ? word("state.refused") : state === "acknowledged" && toUpload ? word("state.uploading") : word(`state.${state}`));
