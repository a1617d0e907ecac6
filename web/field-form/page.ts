/**
 * What surrounds every screen: where one goes back to, the way out, and one screen at a time. The address and the browser's
 * history never change, so that leaving leaves nothing to come back to; the phone's own Back is heard where the browser lets us.
 */
import { button, element, type Child } from "./element.ts";
import { icon } from "./icons.ts";
import { lock } from "./vault.ts";
import { word } from "./words.ts";

export interface Screen {
  title: string;
  /** Above the title: how far one has come. */
  step?: { at: number; of: number };
  back?(): void;
  body: (Child | Child[])[];
  /** At the bottom, under the thumb. */
  foot?: Child[];
}

const page = () => document.getElementById("page")!;
/** Looks like a page that anybody may have open. */
const NEUTRAL = "/report/calendar.html";

export function leave(): void {
  lock();
  // Before the next page is there, nothing of this one is.
  document.documentElement.hidden = true;
  page().replaceChildren();
  document.title = "";
  location.replace(NEUTRAL);
}

interface Watcher { onclose: (() => void) | null; destroy(): void }
declare const CloseWatcher: (new () => Watcher) | undefined;
let watcher: Watcher | undefined;

function hearBack(back: (() => void) | undefined): void {
  watcher?.destroy();
  watcher = undefined;
  if (!back || typeof CloseWatcher === "undefined") return;
  watcher = new CloseWatcher();
  watcher.onclose = back;
}

export function show({ title, step, back, body, foot = [] }: Screen): void {
  const heading = element("h1", { tabindex: -1 }, title);
  page().replaceChildren(
    element("header", {},
      back ? element("button", { type: "button", class: "bare", onclick: back, "aria-label": word("back") }, icon("back")) : element("span", { class: "name" }, icon("book"), word("name")),
      step && element("div", { class: "steps", role: "progressbar", "aria-label": word("progress"), "aria-valuenow": step.at, "aria-valuemin": 1, "aria-valuemax": step.of, "aria-valuetext": `${step.at} / ${step.of}` }, ...Array.from({ length: step.of }, (_, at) => element("i", { class: at < step.at ? "done" : "" }))),
      button({ icon: "exit", words: word("leave"), class: "leave", onclick: leave })),
    element("main", {}, heading, ...body.flat()),
    foot.length > 0 ? element("footer", {}, ...foot) : "",
  );
  hearBack(back);
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

/** Told once, aloud where a screen reader listens, without taking anybody's place on the page. */
export const notice = (kind: "calm" | "warn", ...words: Child[]) => element("p", { class: `notice ${kind}`, role: kind === "warn" ? "alert" : undefined }, ...words);

export const next = (words: string, onclick: () => void, style = "primary") => button({ icon: "next", words, class: `${style} wide`, onclick });
