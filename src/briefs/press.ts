/**
 * From data and a template to paper. Type is set in a thread of its own, which starts with the first document and ends when
 * nobody has asked for a while: a server that prints nothing holds no compiler.
 */
import { Worker } from "node:worker_threads";

export interface Sheet {
  template: "alert-sheet" | "bulletin";
  /** What the template reads; words in it are words, never instructions. */
  data: unknown;
  /** SVG by name. */
  pictures: Readonly<Record<string, string>>;
  format: "pdf" | "svg";
  /** The longest it may be: type is set smaller, in steps, until it fits. */
  mostPages: number;
  /** Written into the file: the same data gives the same bytes. */
  madeAt: string;
}

export interface Printed { pages: number; bytes: Uint8Array }

const IDLE_MS = 60_000;
let press: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let last = 0;
const waiting = new Map<number, { resolve(printed: Printed): void; reject(error: Error): void }>();

export function print(sheet: Sheet): Promise<Printed> {
  clearTimeout(idle);
  const worker = (press ??= started());
  worker.ref();
  const number = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    worker.postMessage({ number, sheet });
  });
}

function started(): Worker {
  const worker = new Worker(new URL("./press-worker.ts", import.meta.url));
  worker.on("message", ({ number, printed, fault }: { number: number; printed?: Printed; fault?: string }) => {
    const asked = waiting.get(number);
    waiting.delete(number);
    if (printed) asked?.resolve(printed);
    else asked?.reject(new Error(`the press: ${fault}`));
    if (waiting.size === 0) rest(worker);
  });
  worker.on("error", (error) => {
    if (press === worker) press = undefined;
    for (const { reject } of waiting.values()) reject(error as Error);
    waiting.clear();
  });
  return worker;
}

/** A command must be able to end; a server that is asked again soon has its fonts ready. */
function rest(worker: Worker): void {
  worker.unref();
  idle = setTimeout(() => { if (press === worker && waiting.size === 0) { press = undefined; void worker.terminate(); } }, IDLE_MS);
  idle.unref();
}
