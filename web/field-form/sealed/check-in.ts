// A sentinel's sign of life: their number, their word, and a message if they like. Nothing is kept on the phone, and whoever
// looks over a shoulder sees the same thanks whatever the word was.
import { button, element, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import { notice, show } from "../page.ts";
import { uuid7 } from "../uuid.ts";
import { latinDigits } from "../vault.ts";
import { speakAsChosen } from "../words.ts";
import { asked } from "./asked.ts";
import { openTold, told } from "./told.ts";
import { inFours } from "./sealed-case.ts";

function begin(): void {
  const trouble = element("div", { role: "alert" });
  const number = element("input", { id: "number", autocomplete: "off", autocapitalize: "characters", dir: "ltr", class: "digits-in", maxlength: 10, placeholder: "S000000" });
  const word = element("input", { id: "word", autocomplete: "off", autocapitalize: "none", spellcheck: "false", dir: "auto", maxlength: 30 });
  const text = element("textarea", { id: "message", rows: 4, dir: "auto", maxlength: 5_000 });
  const report = uuid7();
  const send = async (leaves: boolean) => {
    const read = /^S?(\d{6})$/.exec(latinDigits(number.value).toUpperCase().replaceAll(/[\s.-]/g, ""))?.[1];
    if (!read || !word.value.trim()) { trouble.replaceChildren(notice("warn", icon("warn"), told("sign.wrong"))); return; }
    try {
      const { receipt } = await asked<{ receipt?: string }>("/api/field/check-ins", { number: `S${read}`, word: word.value.trim(), leaves, ...(text.value.trim() ? { report: { id: report, text: text.value.trim() } } : {}) });
      thanks(receipt);
    } catch (error) {
      trouble.replaceChildren(notice("warn", icon("warn"), (error as Error).message));
    }
  };
  const field = (input: HTMLElement, words: string): Child => element("div", { class: "field" }, element("label", { for: input.id }, words), input);
  show({
    title: told("sign.title"),
    body: [
      element("p", {}, told("sign.what")), field(number, told("sign.number")), field(word, told("sign.word")), field(text, told("sign.message")), trouble,
      button({ icon: "send", words: told("sign.send"), class: "primary wide tall", onclick: () => void send(false) }),
      element("details", {}, element("summary", {}, told("sign.leave")), element("p", {}, told("sign.leave-more")), button({ icon: "x", words: told("sign.leave-now"), class: "danger", onclick: () => void send(true) })),
    ],
  });
}

function thanks(receipt: string | undefined): void {
  show({
    title: told("sign.done"),
    body: receipt ? [element("p", {}, told("sign.receipt")), element("div", { class: "receipt" }, element("div", { class: "digits", dir: "ltr" }, ...inFours(receipt).split(" ").map((four) => element("span", {}, four))))] : [],
  });
}

await speakAsChosen();
await openTold();
document.title = told("sign.title");
begin();
