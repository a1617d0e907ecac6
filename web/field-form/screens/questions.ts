/** One question a screen, in the order in which people tell things; every answer is kept before the next question is shown. */
import { next, show } from "../page.ts";
import { maySend, type Draft } from "../draft.ts";
import { begun, itemOf, saveDraft, type Item } from "../outbox.ts";
import { word, type Key } from "../words.ts";
import { attach } from "./ask-attach.ts";
import { count } from "./ask-count.ts";
import { how } from "./ask-how.ts";
import { reply } from "./ask-reply.ts";
import { what } from "./ask-what.ts";
import { when } from "./ask-when.ts";
import { where } from "./ask-where.ts";
import { words } from "./ask-words.ts";
import { leaveScreen, type Asking, type Question, type QuestionName } from "./asking.ts";
import { go } from "./go.ts";

export const QUESTIONS: readonly Question[] = [what, count, where, when, how, attach, words, reply];

export const askedOf = (draft: Draft): Question[] => QUESTIONS.filter(({ isAsked }) => isAsked?.(draft) ?? true);

export const begin = () => { ask(begun(), "what"); };

/** @param isReturning from the last look over everything, and back to it */
export function ask(item: Item, name: QuestionName, isReturning = false): void {
  const current = { item, draft: item.draft };
  let saving: Promise<boolean> = Promise.resolve(true);
  const question = QUESTIONS.find((one) => one.name === name)!;
  const keep = (change: Partial<Draft>): Promise<boolean> => {
    current.draft = { ...current.draft, ...change };
    const { draft } = current;
    saving = saving.then(async () => { current.item = await saveDraft(current.item, draft); return true; }).catch(() => {
      storeRefused(() => { ask({ ...current.item, draft: current.draft }, name, isReturning); });
      return false;
    });
    tellOnward();
    return saving;
  };
  const onwards = () => {
    const asked = askedOf(current.draft);
    const following = asked[asked.findIndex((one) => one.name === name) + 1];
    if (isReturning || !following) go.check(current.item);
    else ask(current.item, following.name);
  };
  /** Not past an answer that could not be kept. */
  const whenKept = (then: () => void) => { leaveScreen(); void saving.then((isKept) => { if (isKept) then(); }); };
  const asking: Asking = {
    get item() { return current.item; }, get draft() { return current.draft; }, keep,
    answer: (change) => { void keep(change); whenKept(onwards); },
    again: render,
  };
  const goBack = () => {
    whenKept(() => {
      if (isReturning) { go.check(current.item); return; }
      const asked = askedOf(current.draft);
      const before = asked[asked.findIndex((one) => one.name === name) - 1];
      if (before) ask(current.item, before.name);
      else go.home();
    });
  };
  // Changed in place: a finger may be on it.
  const onward = next("", () => { whenKept(onwards); });
  const tellOnward = () => {
    const isAnswered = question.isAnswered(current.draft);
    onward.classList.toggle("primary", isAnswered);
    onward.querySelector("span")!.textContent = word(isReturning ? "done" : isAnswered ? "next" : "skip");
  };
  function render(): void {
    tellOnward();
    const asked = askedOf(current.draft);
    show({
      title: word(`ask.${name}` as Key), step: { at: asked.indexOf(question) + 1, of: asked.length }, back: question.back?.(asking) ?? goBack,
      body: question.body(asking),
      foot: [onward],
    });
  }
  render();
}

/** Full, or closed to us: said at once, because what is not kept may be lost. */
export function storeRefused(again: () => void): void {
  show({ title: word("store.refused"), body: [word("store.why")], foot: [next(word("again"), again)] });
}

/** Where a begun one goes on: at its first question without an answer. */
export function resume(id: string): void {
  const item = itemOf(id);
  if (!item) { go.home(); return; }
  const open = askedOf(item.draft).find(({ isAnswered }) => !isAnswered(item.draft));
  if (!open || maySend(item.draft)) go.check(item);
  else ask(item, open.name);
}
