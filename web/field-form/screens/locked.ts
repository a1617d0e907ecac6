// Before anything that was written here is shown: the PIN. Nobody is asked who they are, and a forgotten one opens nothing.
import { button, element } from "../element.ts";
import { icon } from "../icons.ts";
import { next, show } from "../page.ts";
import { eraseAll } from "../store.ts";
import { unlock } from "../vault.ts";
import { word } from "../words.ts";

/** A wrong one costs a moment, and one more each time. */
const PAUSE_MS = 1_000;

export function locked(then: () => void): void {
  let wrong = 0;
  const fault = element("p", { class: "fault", role: "alert" });
  const input = element("input", { id: "pin", type: "password", autocomplete: "off", inputmode: "numeric", dir: "ltr", maxlength: 64, class: "number", onkeydown: (event) => { if (event.key === "Enter") void open(); } });
  const open = async () => {
    if (input.disabled) return;
    input.disabled = true;
    fault.textContent = word("pin.working");
    if (await unlock(input.value)) { then(); return; }
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS * wrong++); });
    fault.textContent = word("pin.wrong");
    input.value = "";
    input.disabled = false;
    input.focus();
  };
  show({
    title: word("pin.title"),
    body: [element("div", { class: "field" }, element("label", { for: "pin" }, icon("lock"), word("pin.enter")), input, fault),
      element("details", {}, element("summary", {}, word("pin.i-forgot")), element("p", {}, word("erase.more")), button({ icon: "trash", words: word("erase.now"), class: "danger", onclick: () => { void eraseAll().then(() => { location.reload(); }); } }))],
    foot: [next(word("pin.open"), () => void open())],
  });
}
