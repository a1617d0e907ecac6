/** Elements without a framework: a tag, what it has, what stands in it. */
import { icon, type IconName } from "./icons.ts";

export type Child = Node | string | false | undefined | null;
type Listeners = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => void };
export type Given = Listeners & { class?: string } & Record<string, unknown>;

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, given: Given = {}, ...children: (Child | Child[])[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value as EventListener);
    else if (name === "value") (made as HTMLInputElement).value = String(value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child): child is Node | string => child !== undefined && child !== null && child !== false));
  return made;
}

interface Pressable { icon?: IconName; words: string; more?: Child; class?: string; pressed?: boolean; onclick(): void }

/** A large target: a picture and its word; `pressed` where it is one of several to choose from. */
export const button = ({ icon: name, words, more, class: style = "", pressed, onclick }: Pressable): HTMLButtonElement =>
  element("button", { type: "button", class: style, onclick, "aria-pressed": pressed === undefined ? undefined : String(pressed) },
    name && icon(name), element("span", {}, words, more && element("small", {}, more)));
