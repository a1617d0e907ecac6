/** A page of a chapter whose words come with it: loaded together, when the page is first asked for. */
import { lazyRouteComponent } from "@tanstack/react-router";
import { openChapterWords, type WordyChapter } from "./words.ts";

export const wordy = <Module extends object, Name extends keyof Module & string>(chapter: WordyChapter, load: () => Promise<Module>, name: Name) =>
  lazyRouteComponent(() => Promise.all([load(), openChapterWords(chapter)]).then(([module]) => module as never), name as never);
