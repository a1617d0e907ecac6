// Anything more, in one's own words: never needed, and never a name.
import { element } from "../element.ts";
import { icon } from "../icons.ts";
import { word } from "../words.ts";
import { onLeave, type Question } from "./asking.ts";

const LONGEST = 4_000;
const PAUSE_MS = 300;

export const words: Question = {
  name: "words",
  isAnswered: ({ words: given }) => Boolean(given?.trim()),
  body({ draft, keep }) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => { clearTimeout(timer); void keep({ words: text.value || undefined }); };
    const text = element("textarea", { rows: 6, maxlength: LONGEST, dir: "auto", "aria-label": word("ask.words"), autocomplete: "off", value: draft.words ?? "", oninput: () => { clearTimeout(timer); timer = setTimeout(save, PAUSE_MS); }, onblur: save });
    onLeave(save);
    return [element("p", { class: "hint" }, icon("shield"), word("words.no-names")), text];
  },
};
