/**
 * A lifecycle is a table: states, transitions, who may, what is required, whether a second person must agree, and by when.
 * A route, a button and the diagram in the docs read the same table; a button that is off takes its reason from it.
 */
import type { Caller } from "./caller.ts";
import { labels, type Labels, type LabelTuple } from "./language.ts";
import type { Marking } from "./marking.ts";
import type { AnyNoun, Row } from "./noun.ts";
import type { Permission } from "./roles.ts";

export interface Transition<S extends string = string> {
  labels: LabelTuple;
  from: readonly S[];
  to: S;
  may: Permission;
  /** A sentence by the person who acts, kept with the step. */
  needsReason?: boolean;
  /** What the record must show before: returns the reason why not. */
  requires?: (row: Row) => LabelTuple | undefined;
  /** Markings at which another person must take the same step before it counts. */
  secondPersonFrom?: Marking;
  /** How long a first person's step waits for the second before it lapses. */
  waitsHours?: number;
}

export interface Lifecycle<S extends string = string> {
  name: string;
  noun: AnyNoun;
  /** The field of the noun that holds the state. */
  field: string;
  states: Readonly<Record<S, LabelTuple>>;
  initial: S;
  transitions: Readonly<Record<string, Transition<S>>>;
}

export const lifecycle = <S extends string>(declaration: Lifecycle<S>): Lifecycle<S> => {
  for (const [name, { from, to }] of Object.entries<Transition<S>>(declaration.transitions)) {
    for (const state of [...from, to]) if (!(state in declaration.states)) throw new Error(`${declaration.name}: ${name} names no state of it: ${state}`);
  }
  return declaration;
};

export const stateOf = (life: Lifecycle, row: Row): string => (row.content as Record<string, unknown>)[life.field] as string ?? life.initial;

export interface Step {
  name: string;
  labels: Labels;
  to: string;
  isPossible: boolean;
  /** Why the button is off. */
  reason?: Labels;
  needsReason: boolean;
  needsSecondPerson: boolean;
  /** A first person has taken it and it waits for another. */
  isWaiting: boolean;
}

export interface Waiting { transition: string; actor: string }

/** Every transition out of the row's state, with whether this caller may take it now, and if not, why. */
export function steps(life: Lifecycle, row: Row, caller: Caller, waiting: readonly Waiting[], needsSecond: (transition: Transition, row: Row) => boolean): Step[] {
  const state = stateOf(life, row);
  return Object.entries(life.transitions).filter(([, { from }]) => from.includes(state)).map(([name, transition]) => {
    const held = waiting.find((one) => one.transition === name);
    const reason = whyNot(transition, row, caller, held);
    return {
      name, labels: labels(transition.labels), to: transition.to, isPossible: !reason, ...(reason ? { reason: labels(reason) } : {}),
      needsReason: transition.needsReason ?? false, needsSecondPerson: needsSecond(transition, row), isWaiting: held !== undefined,
    };
  });
}

function whyNot(transition: Transition, row: Row, caller: Caller, held: Waiting | undefined): LabelTuple | undefined {
  if (row.withdrawn) return ["ceci est retiré", "this is withdrawn", "هذا مسحوب"];
  if (!caller.may.has(transition.may)) return [`votre rôle ne le permet pas (${transition.may})`, `your role does not allow it (${transition.may})`, `دورك لا يسمح بذلك (${transition.may})`];
  if (held?.actor === caller.id) return ["une autre personne doit confirmer", "another person must agree", "يجب أن يوافق شخص آخر"];
  return transition.requires?.(row);
}

/** The lifecycle as a Mermaid state diagram, for the docs: a test compares it with what stands there. */
export function diagram(life: Lifecycle): string {
  const lines = Object.entries(life.transitions).flatMap(([name, { from, to, secondPersonFrom }]) =>
    from.map((state) => `  ${state} --> ${to}: ${name}${secondPersonFrom ? ` (two people from ${secondPersonFrom})` : ""}`));
  return ["stateDiagram-v2", `  [*] --> ${life.initial}`, ...lines].join("\n");
}
