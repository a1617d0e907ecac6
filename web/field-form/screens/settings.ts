// Language, PIN, the places that the phone carries, and how to have nothing left of all this.
import { button, element, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import { next, notice, show } from "../page.ts";
import { canHavePin, hasPin, removePin, setPin, SHORTEST_PIN } from "../vault.ts";
import { eraseAll } from "../store.ts";
import { choose, LANGUAGES, spokenLanguage, wholeness, word, type LanguageName } from "../words.ts";
import { leaveScreen } from "./asking.ts";
import { go } from "./go.ts";
import { packChoice } from "./pack-choice.ts";

/** Large, each in its own words: whoever cannot read the rest finds this one. */
export function languages(isFirst: boolean, then: () => void): void {
  show({
    title: isFirst ? "Langue · اللغة · Language" : word("settings.language"), ...(isFirst ? {} : { back: go.settings }),
    body: [element("div", { class: "stack" }, ...Object.entries(LANGUAGES).map(([name, { name: own, dir }]) => {
      const made = button({ icon: "language", words: own, class: "tall", pressed: !isFirst && name === spokenLanguage(), onclick: () => { void choose(name as LanguageName).then(then); } });
      made.lang = name;
      made.dir = dir;
      return made;
    }))],
  });
}

/** What is promised of a link that is encrypted is not promised of one that is not. */
export const notEncrypted = () => notice("warn", icon("warn"), word("safety.not-encrypted"));

export function safety(foot: { words: string; then(): void }): void {
  const line = (name: "exit" | "phone" | "lock" | "shield" | "users" | "saved", key: Parameters<typeof word>[0]) => element("li", {}, icon(name), element("span", {}, word(key)));
  show({
    title: word("safety.title"),
    body: [element("ul", { class: "safety" }, line("shield", "safety.no-name"), line("phone", "sms.not-anonymous"), line("users", "safety.facts"), line("lock", "safety.no-pin"), line("exit", "safety.leave"), isSecureContext ? line("saved", "safety.network") : undefined), !isSecureContext && notEncrypted()],
    foot: [next(foot.words, foot.then)],
  });
}

export async function settings(said?: Child): Promise<void> {
  const isLockable = canHavePin();
  const locked = await hasPin();
  const partly = wholeness();
  show({
    title: word("home.settings"), back: () => { leaveScreen(); go.home(); },
    body: [
      said,
      element("h2", {}, word("settings.language")),
      button({ icon: "language", words: LANGUAGES[spokenLanguage()].name, ...(partly ? { more: word("language.partly", partly) } : {}), onclick: () => { leaveScreen(); go.languages(); } }),
      element("h2", {}, word("pin.title")),
      !isLockable && notice("warn", word("pin.not-here")),
      isLockable && element("p", {}, word(locked ? "pin.is-set" : "pin.none")),
      isLockable && element("div", { class: "stack" },
        button({ icon: "lock", words: word(locked ? "pin.change" : "pin.set"), onclick: () => { leaveScreen(); newPin(); } }),
        locked && button({ icon: "x", words: word("pin.remove"), class: "plain", onclick: () => { void removePin().then(() => settings(notice("calm", icon("check"), word("pin.removed")))); } })),
      element("h2", {}, word("packs.title")),
      ...packChoice(),
      element("h2", {}, word("erase.title")),
      element("details", {}, element("summary", {}, word("erase.all")), element("p", {}, word("erase.more")), button({ icon: "trash", words: word("erase.now"), class: "danger", onclick: () => { void eraseAll().then(() => { location.reload(); }); } })),
    ],
  });
}

function newPin(): void {
  const fault = element("p", { class: "fault", role: "alert" });
  const field = (id: string, words: string) => element("input", { id, type: "password", autocomplete: "new-password", inputmode: "numeric", dir: "ltr", maxlength: 64, class: "number", "aria-label": words });
  const [first, second] = [field("pin", word("pin.new")), field("pin-again", word("pin.again"))];
  const set = async () => {
    if (first.value.length < SHORTEST_PIN) { fault.textContent = word("pin.too-short", { least: SHORTEST_PIN }); return; }
    if (first.value !== second.value) { fault.textContent = word("pin.not-the-same"); return; }
    fault.textContent = word("pin.working");
    await setPin(first.value);
    await settings(notice("calm", icon("check"), word("pin.done")));
  };
  show({
    title: word("pin.set"), back: go.settings,
    body: [element("p", {}, word("pin.what-it-does")), element("p", {}, word("pin.forgotten")),
      element("div", { class: "field" }, element("label", { for: "pin" }, icon("lock"), word("pin.new")), first),
      element("div", { class: "field" }, element("label", { for: "pin-again" }, icon("lock"), word("pin.again")), second), fault],
    foot: [next(word("pin.set"), () => void set())],
  });
}
