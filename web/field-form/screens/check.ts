// The last look: every answer, each one tap from being changed; then it goes, or waits for a network.
import { button, element } from "../element.ts";
import { icon } from "../icons.ts";
import { isEmpty, maySend } from "../draft.ts";
import { forget, queue, type Item } from "../outbox.ts";
import { next, notice, show } from "../page.ts";
import { sendNow } from "../sending.ts";
import { word, type Key } from "../words.ts";
import { go } from "./go.ts";
import { answerInWords } from "./in-words.ts";
import { askedOf, storeRefused } from "./questions.ts";

export function check(item: Item): void {
  const { draft } = item;
  if (isEmpty(draft)) { go.home(); return; }
  const send = () => { queue(item).then(() => { go.item(item.id); void sendNow(); }, () => { storeRefused(() => { check(item); }); }); };
  show({
    title: word("check.title"), back: go.home,
    body: [
      item.refusal !== undefined && notice("warn", icon("warn"), word("check.refused"), " ", item.refusal),
      element("dl", { class: "answers" }, ...askedOf(draft).map(({ name }) => {
        const answer = answerInWords(name, draft);
        return element("div", {},
          element("dt", {}, word(`short.${name}` as Key)),
          element("dd", { dir: "auto", class: answer === undefined ? "quiet" : "" }, answer ?? word("check.none")),
          element("dd", {}, element("button", { type: "button", class: "link", onclick: () => { go.ask(item, name, true); }, "aria-label": `${word("change")} : ${word(`short.${name}` as Key)}` }, icon("pencil"), word("change"))));
      })),
      maySend(draft) ? element("p", { class: "quiet" }, word("check.then")) : notice("warn", icon("warn"), word("check.nothing-yet")),
      button({ icon: "trash", words: word("check.throw-away"), class: "plain", onclick: () => { void forget(item).then(go.home); } }),
    ],
    foot: [maySend(draft) ? button({ icon: "send", words: word("send"), class: "primary wide", onclick: send }) : next(word("short.what"), () => { go.ask(item, "what", true); })],
  });
}
