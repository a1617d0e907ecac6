// Sends at a steady rate whatever the answers do, as people do: a slow server meets a growing crowd, not a patient queue. Each
// wait is counted from the moment at which the sending was due. Plain sockets, because the sender shares the machine with what it measures.
import { connect, type Socket } from "node:net";

export interface Sending {
  host: string;
  port: number;
  perSecond: number;
  count: number;
  /** Headers and body. */
  requestOf(n: number): Buffer;
  /** Told once each, in the order of the answers; status 0: no answer came. */
  answered(n: number, status: number, ms: number): void;
  mostConnections?: number;
  /** How long after the last sending an answer is still waited for. */
  patienceMs?: number;
}

export const requestBytes = (path: string, host: string, headers: Record<string, string>, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}content-length: ${body.length}\r\n\r\n`), body]);

interface Line { socket: Socket; busy?: { n: number; dueAt: number } | undefined; held: string }

/** Resolves when everything was answered, or will never be. */
export function sendAtRate({ host, port, perSecond, count, requestOf, answered, mostConnections = 256, patienceMs = 60_000 }: Sending): Promise<void> {
  return new Promise((resolve) => {
    const idle: Line[] = [];
    const all = new Set<Line>();
    const due: { n: number; dueAt: number }[] = [];
    let [lines, next, open] = [0, 0, count];
    const began = performance.now();

    const settle = (n: number, status: number, dueAt: number) => {
      answered(n, status, performance.now() - dueAt);
      if (--open === 0) { clearInterval(clock); for (const { socket } of all) socket.destroy(); resolve(); }
    };
    const give = (line: Line, one: { n: number; dueAt: number }) => {
      line.busy = one;
      line.socket.write(requestOf(one.n));
    };
    const free = (line: Line) => {
      const one = due.shift();
      if (one) give(line, one); else idle.push(line);
    };
    const openLine = () => {
      lines++;
      const line: Line = { socket: connect({ host, port, noDelay: true }), held: "" };
      all.add(line);
      line.socket.setEncoding("latin1");
      line.socket.on("data", (chunk: string) => {
        line.held += chunk;
        const end = line.held.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(line.held.slice(0, end))?.[1] ?? 0);
        if (line.held.length < end + 4 + length) return;
        const status = Number(line.held.slice(9, 12));
        const { busy } = line;
        line.held = line.held.slice(end + 4 + length);
        line.busy = undefined;
        if (busy) settle(busy.n, status, busy.dueAt);
        free(line);
      });
      line.socket.on("error", () => { /* "close" follows */ });
      line.socket.on("close", () => {
        lines--;
        all.delete(line);
        const at = idle.indexOf(line);
        if (at >= 0) idle.splice(at, 1);
        if (line.busy) settle(line.busy.n, 0, line.busy.dueAt);
        line.busy = undefined;
        if (open > 0 && due.length > 0 && lines < mostConnections) openLine();
      });
      line.socket.once("connect", () => free(line));
    };
    const tick = () => {
      const now = performance.now();
      if (now > began + (count * 1000) / perSecond + patienceMs) {
        for (const one of due.splice(0)) settle(one.n, 0, one.dueAt);
        for (const { socket } of all) socket.destroy();
      }
      while (next < count && began + (next * 1000) / perSecond <= now) {
        const one = { n: next, dueAt: began + (next * 1000) / perSecond };
        next++;
        const line = idle.pop();
        if (line) give(line, one);
        else { due.push(one); if (lines < mostConnections) openLine(); }
      }
    };
    const clock = setInterval(tick, 2);
    tick();
  });
}

/** @param share 0.99: what 99 of 100 stay below */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
