// When was it? The last days by one tap, a date, or only roughly.
import { button, element } from "../element.ts";
import { icon } from "../icons.ts";
import { WHEN_WORDS } from "../draft.ts";
import { dayInWords, word } from "../words.ts";
import type { Question } from "./asking.ts";

const LAST_DAYS = ["today", "yesterday", "two-days-ago"] as const;

/** As the phone's own clock says. */
export function dayBefore(days: number, now = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}

export const when: Question = {
  name: "when",
  isAnswered: ({ when: given }) => given !== undefined,
  body({ draft, keep, answer }) {
    const isOther = draft.when !== undefined && !LAST_DAYS.some((_, days) => dayBefore(days) === draft.when) && !(WHEN_WORDS as readonly string[]).includes(draft.when);
    const date = element("input", {
      type: "date", id: "date", max: dayBefore(0), min: "1990-01-01", value: isOther ? draft.when : "",
      // A phone tells of the day before yesterday at every turn of its wheel: only the last one counts.
      oninput: () => { if (date.value && date.validity.valid) void keep({ when: date.value }); },
    });
    return [
      element("div", { class: "stack" }, ...LAST_DAYS.map((name, days) => {
        const day = dayBefore(days);
        return button({ icon: "calendar", words: word(`when.${name}`), more: dayInWords(day), pressed: draft.when === day, onclick: () => { answer({ when: day }); } });
      })),
      element("div", { class: "field" }, element("label", { for: "date" }, icon("calendar"), word("when.date")), date),
      element("div", { class: "stack" }, ...WHEN_WORDS.map((name) => button({ icon: name === "unknown" ? "unknown" : "clock", words: word(`when.${name}`), pressed: draft.when === name, onclick: () => { answer({ when: name }); } }))),
    ];
  },
};
