/**
 * A link as a phone far from the mast has it, on loopback: so many bits a second shared by all connections, a delay each way, and
 * packets that are lost, which TCP sends again after a pause while everything behind them on that connection waits. It can be
 * cut at a chosen moment, and it counts what was carried. All the browser's requests go through it, also those of workers.
 */
import net from "node:net";
import { afterAll } from "vitest";

export interface LinkQuality {
  /** Each way. */
  bitsPerSecond?: number;
  /** There and back. */
  delayMs?: number;
  /** Of all packets, from 0 to 1. */
  loss?: number;
}

/** What happens to a request to send a report. */
export type Cut = "none" | "everything" | "before the server" | "before the answer";

export interface Asked { line: string; bytes: number }

export interface Link {
  url: string;
  cut: Cut;
  quality: LinkQuality;
  down: number;
  up: number;
  /** Every request, in order, with all its bytes: line, headers and body. */
  asked: Asked[];
}

const PACKET_BYTES = 1_400;
/** A lost packet is missed after about a round trip and a second (RFC 6298: at least one second). */
const RETRY_MS = 1_000;

export async function openLink(target: () => string, seed = 7): Promise<Link> {
  const link: Link = { url: "", cut: "none", quality: {}, down: 0, up: 0, asked: [] };
  let state = seed;
  const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const free = { up: 0, down: 0 };
  const sockets = new Set<net.Socket>();

  const server = net.createServer((browser) => {
    if (link.cut === "everything") { browser.destroy(); return; }
    const { hostname, port } = new URL(target());
    const house = net.connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
    for (const socket of [browser, house]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => { browser.destroy(); house.destroy(); });
      socket.on("close", () => { sockets.delete(socket); });
    }
    const up = carrier("up", house), down = carrier("down", browser);
    let isAsking = false;
    let isSending = false;
    browser.on("data", (bytes) => {
      if (link.cut === "everything") { browser.destroy(); house.destroy(); return; }
      link.up += bytes.length;
      if (!isAsking) {
        const line = bytes.toString("latin1").split("\r\n")[0]!;
        link.asked.push({ line, bytes: 0 });
        isAsking = true;
        isSending = line.startsWith("POST /api/field/reports");
      }
      link.asked.at(-1)!.bytes += bytes.length;
      if (!(isSending && link.cut === "before the server")) up(bytes);
    });
    house.on("data", (bytes) => {
      isAsking = false;
      if (isSending && link.cut === "before the answer") return;
      link.down += bytes.length;
      down(bytes);
    });
    browser.on("end", () => { house.end(); });
    house.on("end", () => { browser.end(); });
  });

  /** In order, each packet when the line is free, and later by what its losses cost. */
  function carrier(way: "up" | "down", to: net.Socket): (bytes: Buffer) => void {
    let last = 0;
    return (bytes) => {
      const { bitsPerSecond, delayMs = 0, loss = 0 } = link.quality;
      for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
        const packet = bytes.subarray(at, at + PACKET_BYTES);
        const begins = Math.max(Date.now(), free[way]);
        free[way] = begins + (bitsPerSecond ? (packet.length * 8_000) / bitsPerSecond : 0);
        let arrives = free[way] + delayMs / 2;
        for (let pause = RETRY_MS; chance() < loss; pause *= 2) arrives += delayMs + pause;
        last = Math.max(last, arrives);
        if (last <= Date.now()) to.write(packet);
        else setTimeout(() => { if (!to.destroyed) to.write(packet); }, last - Date.now());
      }
    };
  }

  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  link.url = `http://localhost:${(server.address() as net.AddressInfo).port}`;
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return link;
}
