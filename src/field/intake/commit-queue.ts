/**
 * Many writers, one transaction at a time: what comes while one is written is written together with the next. Whoever waits is
 * answered after the commit. What cannot be written with the others is tried alone, so that one bad row spoils nothing but
 * itself; and more than the memory should hold is refused at the door.
 */
import { Problem, problem } from "../../platform/problem.ts";

export interface Entry {
  id: string;
  /** What it takes of the memory while it waits. */
  bytes: number;
}

/** Writes all or nothing. @returns the fate of each: an error where it alone is refused */
export type WriteTogether<T, R> = (batch: readonly T[]) => Promise<(one: T) => R | Error>;

interface Waiting<T, R> { entry: T; resolve(result: R): void; reject(error: Error): void }

const MOST_WAITING = 4_000;
const MOST_WAITING_BYTES = 64 * 2 ** 20;
const MOST_TOGETHER = 250;
const MOST_TOGETHER_BYTES = 8 * 2 ** 20;
/** For others to arrive: at rest it is all that a sender waits beside the disk. */
const GATHER_MS = 4;
const RETRY_SECONDS = 5;

export class CommitQueue<T extends Entry, R> {
  readonly #write: WriteTogether<T, R>;
  readonly #waiting: Waiting<T, R>[] = [];
  #bytes = 0;
  #isBusy = false;

  constructor(write: WriteTogether<T, R>) {
    this.#write = write;
  }

  /** @throws intake.full, before anything is held */
  add(entry: T): Promise<R> {
    if (this.#waiting.length >= MOST_WAITING || this.#bytes + entry.bytes > MOST_WAITING_BYTES) throw problem("intake.full", { seconds: RETRY_SECONDS });
    this.#bytes += entry.bytes;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#isBusy) { this.#isBusy = true; setTimeout(() => void this.#work(), GATHER_MS); }
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      let [count, bytes] = [0, 0];
      while (count < Math.min(this.#waiting.length, MOST_TOGETHER) && (count === 0 || bytes + this.#waiting[count]!.entry.bytes <= MOST_TOGETHER_BYTES)) bytes += this.#waiting[count++]!.entry.bytes;
      const batch = this.#waiting.splice(0, count);
      await this.#together(batch);
      this.#bytes -= bytes;
    }
    this.#isBusy = false;
  }

  async #together(batch: readonly Waiting<T, R>[]): Promise<void> {
    // The same id twice at once: the second is written after the first, and so finds it there.
    const first = new Map<string, Waiting<T, R>>();
    const later: Waiting<T, R>[] = [];
    for (const one of batch) if (first.has(one.entry.id)) later.push(one); else first.set(one.entry.id, one);
    const own = [...first.values()];
    try {
      settle(own, await this.#write(own.map(({ entry }) => entry)));
    } catch (error) {
      // A problem (the database is away, the disk is full) is everybody's.
      if (error instanceof Problem) for (const one of own) one.reject(error);
      else for (const one of own) await this.#alone(one, isTakenMeanwhile(error));
    }
    if (later.length > 0) await this.#together(later);
  }

  async #alone(one: Waiting<T, R>, mayRetry: boolean): Promise<void> {
    try {
      settle([one], await this.#write([one.entry]));
    } catch (error) {
      if (mayRetry && isTakenMeanwhile(error)) return this.#alone(one, false);
      one.reject(error as Error);
    }
  }
}

function settle<T, R>(all: readonly Waiting<T, R>[], fateOf: (one: T) => R | Error): void {
  for (const { entry, resolve, reject } of all) {
    const fate = fateOf(entry);
    if (fate instanceof Error) reject(fate); else resolve(fate);
  }
}

/** Another process wrote the same id between our look and our writing: looked at again, it is there. */
const isTakenMeanwhile = (error: unknown): boolean => (error as { code?: string }).code === "23505";
