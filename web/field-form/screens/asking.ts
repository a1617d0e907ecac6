/** What a question is, and what it may do with an answer. */
import type { Draft } from "../draft.ts";
import type { Child } from "../element.ts";
import type { Item } from "../outbox.ts";

export interface Asking {
  readonly item: Item;
  readonly draft: Draft;
  /** Keeps an answer, and stays. False: the phone could not, and has said so. */
  keep(change: Partial<Draft>): Promise<boolean>;
  /** Keeps an answer and goes on. */
  answer(change: Partial<Draft>): void;
  /** Shows the same question again, as after a choice that leads to a finer one. */
  again(): void;
}

export type QuestionName = "what" | "count" | "where" | "when" | "how" | "attach" | "words" | "reply";

export interface Question {
  name: QuestionName;
  isAsked?(draft: Draft): boolean;
  isAnswered(draft: Draft): boolean;
  body(asking: Asking): (Child | Child[])[];
  /** A step back inside the question; none: back to the one before. */
  back?(asking: Asking): (() => void) | undefined;
}

const endings = new Set<() => void>();
/** When the screen is left: recording, listening and half-typed words end with it. */
export const onLeave = (ending: () => void) => { endings.add(ending); };
export function leaveScreen(): void {
  for (const ending of endings) ending();
  endings.clear();
}
