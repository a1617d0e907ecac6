// How is it known? What was seen weighs differently from what was told.
import { button, element } from "../element.ts";
import type { IconName } from "../icons.ts";
import { DON_T_KNOW } from "../draft.ts";
import { word } from "../words.ts";
import type { Question } from "./asking.ts";

const WAYS = [["seen", "eye"], ["heard", "ear"], ["told", "talk"], [DON_T_KNOW, "unknown"]] as const satisfies readonly (readonly [string, IconName])[];

export const how: Question = {
  name: "how",
  isAnswered: ({ howKnown }) => howKnown !== undefined,
  body: ({ draft, answer }) => [element("div", { class: "stack" }, ...WAYS.map(([name, picture]) => button({ icon: picture, words: word(`how.${name}`), pressed: draft.howKnown === name, onclick: () => { answer({ howKnown: name }); } })))],
};
