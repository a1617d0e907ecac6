// What is it about? First a large group, then what exactly: two taps, pictures and words.
import { button, element } from "../element.ts";
import { GROUPS, type SubjectGroup } from "../subjects.ts";
import { word, type Key } from "../words.ts";
import type { Question } from "./asking.ts";

let opened: SubjectGroup | undefined;

export const what: Question = {
  name: "what",
  isAnswered: ({ subject }) => subject !== undefined,
  back: (asking) => (opened ? () => { opened = undefined; asking.again(); } : undefined),
  body(asking) {
    const shown = opened;
    if (!shown) {
      const chosen = GROUPS.find(({ subjects }) => subjects.some(({ name }) => name === asking.draft.subject));
      return [element("div", { class: "tiles" }, ...GROUPS.map((group) => button({
        icon: group.icon, words: word(`group.${group.name}` as Key), pressed: group === chosen,
        onclick: () => {
          if (group.subjects.length === 1) asking.answer({ subject: group.subjects[0]!.name, count: undefined });
          else { opened = group; asking.again(); }
        },
      })))];
    }
    return [
      element("p", { class: "quiet" }, word(`group.${shown.name}` as Key)),
      element("div", { class: "tiles" }, ...shown.subjects.map(({ name, icon }) => button({
        icon, words: word(`subject.${name}` as Key), pressed: asking.draft.subject === name,
        onclick: () => { opened = undefined; asking.answer({ subject: name, ...(asking.draft.subject === name ? {} : { count: undefined }) }); },
      }))),
    ];
  },
};
