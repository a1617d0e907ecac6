// What became of it? Whoever has the sixteen digits reads that here, answers, and can have it erased.
import type { Status } from "../../../src/field/intake/receipt-status.ts";
import { button, element, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import { next, notice, show } from "../page.ts";
import { latinDigits } from "../vault.ts";
import { dayInWords, momentInWords, spokenLanguage, word } from "../words.ts";
import { go } from "./go.ts";

const MESSAGE_LENGTH = 2_000;
const four = (digits: string) => digits.replaceAll(/(\d{4})(?=\d)/g, "$1 ");

interface Heard { status?: Status; fault?: string }

async function askServer(what: "" | "/answers" | "/erase", body: object): Promise<Heard> {
  try {
    const reply = await fetch(`/api/field/receipts${what}`, { method: "POST", headers: { "content-type": "application/json", "accept-language": spokenLanguage() }, body: JSON.stringify(body), credentials: "omit", cache: "no-store" });
    const heard = await reply.json();
    return reply.ok ? { status: heard as Status } : { fault: String(heard.detail ?? heard.title) };
  } catch {
    return { fault: word("receipts.no-network") };
  }
}

export function receipts(given?: string): void {
  const fault = element("div");
  const input = element("input", {
    id: "receipt", inputmode: "numeric", autocomplete: "off", dir: "ltr", class: "digits-in", maxlength: 23, placeholder: "0000 0000 0000 0000", value: four(given ?? ""), "aria-describedby": "receipt-fault",
    oninput: () => {
      const digits = latinDigits(input.value).replaceAll(/\D/g, "").slice(0, 16);
      if (input.selectionStart === input.value.length) input.value = four(digits);
      if (digits.length === 16) void look();
    },
  });
  const look = async () => {
    const digits = latinDigits(input.value).replaceAll(/\D/g, "");
    if (digits.length !== 16) { fault.replaceChildren(notice("warn", word("receipts.sixteen"))); return; }
    fault.replaceChildren(notice("calm", icon("waiting"), word("receipts.asking")));
    const { status, fault: told } = await askServer("", { receipt: digits });
    if (status) shown(digits, status);
    else fault.replaceChildren(notice("warn", icon("warn"), told ?? ""));
  };
  show({
    title: word("receipts.title"), back: go.home,
    body: [element("div", { class: "field" }, element("label", { for: "receipt" }, icon("receipt"), word("receipts.digits")), input), element("div", { id: "receipt-fault" }, fault), element("p", { class: "quiet" }, word("receipts.why"))],
    foot: [next(word("receipts.look"), () => void look())],
  });
  if (given) void look();
}

function shown(receipt: string, status: Status, said?: Child): void {
  const { state, words, receivedOn, messages, replies, mayAnswer } = status;
  const open = messages.findLast(({ from, question }) => from === "house" && question)?.question;
  const text = element("textarea", { id: "answer", rows: 4, dir: "auto", maxlength: MESSAGE_LENGTH });
  const trouble = element("div");
  const send = async (what: "/answers" | "/erase", more: object, thanks: "receipts.sent" | "receipts.erased") => {
    const { status: now, fault } = await askServer(what, { receipt, ...more });
    if (now) shown(receipt, now, notice("calm", icon("check"), word(thanks)));
    else trouble.replaceChildren(notice("warn", icon("warn"), fault ?? ""));
  };
  show({
    title: word("receipts.became"), back: () => { receipts(); },
    body: [
      said,
      element("section", { class: "status" }, element("strong", {}, words), element("small", {}, word("receipts.received-on", { day: dayInWords(receivedOn) }))),
      ...replies.map(({ words: answer }) => element("blockquote", { dir: "auto" }, answer)),
      messages.length > 0 && element("ul", { class: "talk" }, ...messages.map((message) => element("li", { class: message.from, dir: "auto" }, element("small", {}, `${word(message.from === "house" ? "receipts.office" : "receipts.you")} · ${momentInWords(message.at)}`), element("span", {}, message.words)))),
      mayAnswer && element("div", { class: "field" }, element("label", { for: "answer" }, icon("pencil"), word(open ? "receipts.answer" : "receipts.add")), text),
      mayAnswer && button({ icon: "send", words: word("send"), class: "primary", onclick: () => { if (text.value.trim()) void send("/answers", { words: text.value, ...(open ? { question: open } : {}) }, "receipts.sent"); } }),
      trouble,
      state !== "erased" && element("details", {}, element("summary", {}, word("receipts.erase")), element("p", {}, word("receipts.erase-more")), button({ icon: "trash", words: word("receipts.erase-now"), class: "danger", onclick: () => void send("/erase", {}, "receipts.erased") })),
    ],
    foot: [next(word("item.home"), go.home, "plain")],
  });
}
