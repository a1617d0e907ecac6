/** Where one can go from anywhere. Filled once, at the start, so that screens need not know each other. */
import type { Item } from "../outbox.ts";
import type { QuestionName } from "./asking.ts";

export interface Ways {
  home(): void;
  begin(): void;
  ask(item: Item, name: QuestionName, isReturning?: boolean): void;
  check(item: Item): void;
  item(id: string): void;
  receipts(receipt?: string): void;
  settings(): void;
  safety(): void;
  languages(): void;
}

export const go = {} as Ways;
