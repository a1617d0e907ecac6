// A letter under seal: locked here, in this browser, to the posts that the sender chooses. Nothing is kept on the phone, and
// nothing that leaves it can be read on the way or at its end by anybody else.
import { button, element, type Child } from "../element.ts";
import { icon, type IconName } from "../icons.ts";
import { next, notice, show } from "../page.ts";
import { speakAsChosen } from "../words.ts";
import { asked, Refused } from "./asked.ts";
import { caseKeyOf, fingerprint, inFours, newReceipt, openLetter, receiptFrom, sealCase, sealLetter, type CaseKey, type From, type Letter, type SealedCase } from "./sealed-case.ts";
import { dayTold, openTold, told } from "./told.ts";

interface Post { id: string; title: string; takes: string[]; publicKey: string }
interface Heard { id: string; receivedOn: string; letters: (Letter & { from: From; post: string | null; on: string })[] }

/** Not the kind that holds the time: the server is told a day and no more. */
const newId = () => crypto.randomUUID();
const LONGEST = 10_000;
/** In this page's memory alone; leaving the page is forgetting it. */
const draft = { matter: "", chosen: new Set<string>(), words: "" };
/** Made once, so that a second try sends the same case. */
let ready: { receipt: string; sealed: SealedCase } | undefined;

const fault = () => element("div", { role: "alert" });
const warn = (where: HTMLElement, words: string) => { where.replaceChildren(notice("warn", icon("warn"), words)); };
const busy = (where: HTMLElement) => { where.replaceChildren(notice("calm", icon("waiting"), told("sealing"))); };

function start(): void {
  const line = (name: IconName, key: Parameters<typeof told>[0]) => element("li", {}, icon(name), element("span", {}, told(key)));
  show({
    title: told("start.title"),
    body: [
      element("p", {}, told("start.what")),
      element("ul", { class: "safety" }, line("lock", "start.only"), line("receipt", "start.no-name"), line("phone", "start.seen"), line("clock", "start.slow")),
      element("div", { class: "stack" },
        button({ icon: "pencil", words: told("start.write"), class: "primary wide tall", onclick: what }),
        button({ icon: "receipt", words: told("start.read"), more: told("start.read-more"), onclick: read }),
        button({ icon: "book", words: told("start.report"), class: "plain", onclick: () => { location.replace("/report/"); } })),
    ],
  });
}

function what(): void {
  const choose = (matter: string) => { if (matter !== draft.matter) { draft.matter = matter; draft.chosen.clear(); } void who(); };
  show({
    title: told("what.title"), back: start, step: { at: 1, of: 3 },
    body: [element("div", { class: "stack" },
      button({ icon: "pay", words: told("what.integrity"), class: "tall", pressed: draft.matter === "integrity", onclick: () => { choose("integrity"); } }),
      button({ icon: "threat", words: told("what.threat"), class: "tall", pressed: draft.matter === "threat", onclick: () => { choose("threat"); } }))],
  });
}

let posts: Post[] = [];

async function who(): Promise<void> {
  const trouble = fault();
  const list = element("div");
  show({
    title: told("who.title"), back: what, step: { at: 2, of: 3 },
    body: [element("p", {}, told("who.choose")), list, trouble],
    foot: [next(told("next"), () => { if (draft.chosen.size === 0) warn(trouble, told("who.one")); else write(); })],
  });
  try {
    posts = (await asked<{ rows: Post[] }>("/api/field/sealed/recipients")).rows;
  } catch (error) {
    warn(trouble, (error as Error).message);
    return;
  }
  const fit = posts.filter(({ takes }) => takes.includes(draft.matter));
  if (fit.length === 0) { list.replaceChildren(notice("calm", told("who.none"))); return; }
  list.replaceChildren(element("ul", { class: "choices" }, ...(await Promise.all(fit.map(async ({ id, title, publicKey }): Promise<Child> => {
    const box = element("input", { type: "checkbox", id, checked: draft.chosen.has(id), onchange: () => { if (box.checked) draft.chosen.add(id); else draft.chosen.delete(id); } });
    return element("li", {}, box, element("label", { for: id }, element("bdi", {}, title), element("small", {}, told("who.mark", { mark: `\u2066${await fingerprint(publicKey)}\u2069` }))));
  })))));
}

function write(): void {
  const trouble = fault();
  const text = element("textarea", { id: "words", rows: 10, dir: "auto", autocomplete: "off", spellcheck: "false", oninput: () => { draft.words = text.value; ready = undefined; } });
  text.value = draft.words;
  const send = async () => {
    if (!draft.words.trim()) { warn(trouble, told("words.empty")); text.focus(); return; }
    if (draft.words.length > LONGEST) { warn(trouble, told("words.long")); text.focus(); return; }
    busy(trouble);
    try {
      if (!ready) {
        const receipt = newReceipt();
        const recipients = posts.filter(({ id }) => draft.chosen.has(id));
        ready = { receipt, sealed: await sealCase(receipt, { id: newId(), letterId: newId(), matter: draft.matter, words: draft.words.trim(), recipients }) };
      }
      await asked("/api/field/sealed", ready.sealed);
      done(ready.receipt);
    } catch (error) {
      // A recipient went meanwhile: what was sealed is sealed to the wrong ones.
      if (error instanceof Refused && error.status === 409) ready = undefined;
      warn(trouble, (error as Error).message);
    }
  };
  show({
    title: told("words.title"), back: () => void who(), step: { at: 3, of: 3 },
    body: [element("p", { class: "quiet" }, told("words.care")), element("div", { class: "field" }, element("label", { for: "words" }, told("words.label")), text), trouble],
    foot: [button({ icon: "lock", words: told("words.send"), class: "primary wide", onclick: () => void send() })],
  });
}

const digits = (receipt: string) => element("div", { class: "digits", dir: "ltr" }, ...inFours(receipt).split(" ").map((four) => element("span", {}, four)));

function done(receipt: string): void {
  Object.assign(draft, { matter: "", words: "" });
  draft.chosen.clear();
  ready = undefined;
  show({
    title: told("done.title"),
    body: [element("p", {}, told("done.write-down")), element("div", { class: "receipt" }, digits(receipt))],
    foot: [next(told("done.noted"), () => { show({ title: told("done.title"), body: [notice("calm", icon("check"), told("done.close")), button({ icon: "back", words: told("start.title"), class: "plain", onclick: start })] }); })],
  });
}

function read(): void {
  const trouble = fault();
  const input = element("input", { id: "receipt", inputmode: "numeric", autocomplete: "off", dir: "ltr", class: "digits-in", maxlength: 40, placeholder: "0000 0000 0000 0000 0000 0000" });
  const look = async () => {
    const receipt = receiptFrom(input.value);
    if (!receipt) { warn(trouble, told("read.wrong")); input.focus(); return; }
    busy(trouble);
    try {
      await conversation(await caseKeyOf(receipt));
    } catch (error) {
      warn(trouble, error instanceof Refused && error.status === 404 ? told("read.none") : (error as Error).message);
    }
  };
  show({
    title: told("read.title"), back: start,
    body: [element("div", { class: "field" }, element("label", { for: "receipt" }, icon("receipt"), told("read.digits")), input), trouble],
    foot: [next(told("read.look"), () => void look())],
  });
}

async function conversation(key: CaseKey, said?: Child): Promise<void> {
  const heard = await asked<Heard>("/api/field/sealed/letters", { token: key.token });
  const letters = await Promise.all(heard.letters.map(async (letter) => ({ ...letter, words: await openLetter(key.key, heard.id, letter.from, letter) })));
  const text = element("textarea", { id: "more", rows: 4, dir: "auto", autocomplete: "off", maxlength: LONGEST });
  const trouble = fault();
  const send = async () => {
    if (!text.value.trim()) { warn(trouble, told("words.empty")); text.focus(); return; }
    busy(trouble);
    try {
      await asked("/api/field/sealed/answer", { token: key.token, letter: await sealLetter(key.key, heard.id, newId(), "sender", text.value.trim()) });
      await conversation(key, notice("calm", icon("check"), told("read.sent")));
    } catch (error) {
      warn(trouble, (error as Error).message);
    }
  };
  const erase = async () => {
    try {
      await asked("/api/field/sealed/erase", { token: key.token });
      show({ title: told("erase.title"), body: [notice("calm", icon("check"), told("erase.done")), button({ icon: "back", words: told("start.title"), class: "plain", onclick: start })] });
    } catch (error) {
      warn(trouble, (error as Error).message);
    }
  };
  show({
    title: told("read.title"), back: start,
    body: [
      said,
      element("p", { class: "quiet" }, told("read.received", { day: dayTold(heard.receivedOn) })),
      element("ul", { class: "talk" }, ...letters.map(({ from, post, on, words }) => element("li", { class: from, dir: "auto" }, element("small", {}, element("bdi", {}, from === "sender" ? told("read.you") : post ?? ""), ` · ${dayTold(on)}`), words))),
      !letters.some(({ from }) => from === "recipient") && element("p", {}, told("read.waiting")),
      element("div", { class: "field" }, element("label", { for: "more" }, told("read.answer")), text),
      button({ icon: "lock", words: told("read.send"), class: "primary wide", onclick: () => void send() }),
      trouble,
      element("details", {}, element("summary", {}, told("erase.title")), element("p", {}, told("erase.more")), button({ icon: "trash", words: told("erase.now"), class: "danger", onclick: () => void erase() })),
    ],
  });
}

await speakAsChosen();
await openTold();
document.title = told("start.title");
// Without encryption on the way there is none in the browser either.
if (isSecureContext && "subtle" in crypto) start();
else show({ title: told("unsafe.title"), body: [notice("warn", icon("lock"), told("unsafe.why"))] });
