// A line that can be cut with a knife: every connection through it breaks, and none is made, until it is mended.
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Line { url: string; cut(): void; mend(): void; close(): Promise<void> }

/** @param to asked at each connection, because the other end may not stand yet */
export async function openLine(to: () => string): Promise<Line> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) { near.destroy(); return; }
    const target = new URL(to());
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy()).on("close", () => { sockets.delete(one); other.destroy(); });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const breakAll = () => { for (const socket of sockets) socket.destroy(); };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() { isCut = true; breakAll(); },
    mend() { isCut = false; },
    close: () => new Promise((resolve) => { breakAll(); server.close(() => resolve()); }),
  };
}
