// How many animals, or people? Only where that can be counted; a number, or that nobody knows.
import { button, element } from "../element.ts";
import { DON_T_KNOW } from "../draft.ts";
import { subject } from "../subjects.ts";
import { latinDigits } from "../vault.ts";
import { word } from "../words.ts";
import type { Question } from "./asking.ts";

const MOST = 100_000;

export const count: Question = {
  name: "count",
  isAsked: ({ subject: name }) => Boolean(name && subject(name)?.counted),
  isAnswered: ({ count: given }) => given !== undefined,
  body({ draft, keep, answer }) {
    const counted = subject(draft.subject!)!.counted!;
    const input = element("input", {
      inputmode: "numeric", autocomplete: "off", maxlength: 6, class: "number", id: "count", value: typeof draft.count === "number" ? draft.count : "",
      oninput: () => {
        const digits = latinDigits(input.value).replace(/\D/g, "");
        void keep({ count: digits === "" ? undefined : Math.min(MOST, Number(digits)) });
      },
    });
    return [
      element("label", { for: "count" }, word(`count.${counted}`)), input,
      element("div", { class: "stack" }, button({ icon: "unknown", words: word("don-t-know"), pressed: draft.count === DON_T_KNOW, onclick: () => { answer({ count: DON_T_KNOW }); } })),
    ];
  },
};
