// A line between two nodes without a network: bytes go straight into the other's round, whole, cut, bent, twice, late or never.
import type { Node } from "../../src/platform/node.ts";
import { Problem } from "../../src/platform/problem.ts";
import { answerRound, faultOf, type Speaking } from "../../src/exchange/federation/round.ts";
import type { Carry } from "../../src/exchange/federation/synchronise.ts";
import type { Country } from "./trio.ts";

export interface Weather {
  /** From 0 to below 1. */
  random(): number;
  /** Of a message: lost, cut, bent, delivered twice. */
  lost: number; cut: number; bent: number; twice: number;
}

export const FAIR: Weather = { random: () => 0.5, lost: 0, cut: 0, bent: 0, twice: 0 };

export function lineTo(nodes: Record<Country, Node>, weather: Weather = FAIR, { isDown = () => false, ...speaking }: Speaking & { isDown?(from: string, to: string): boolean } = {}, from = ""): Carry {
  const earlier: { to: string; bytes: Buffer }[] = [];
  return async (peer, bytes) => {
    const { random } = weather;
    if (isDown(from, peer.country) || random() < weather.lost) throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
    const other = nodes[peer.country as Country];
    const arrived = await spoiled(bytes, weather);
    earlier.push({ to: peer.country, bytes: arrived });
    if (random() < weather.twice) {
      // An old message once more, as a bad proxy sends it: out of order, and never to be answered twice.
      const { to, bytes: old } = earlier[Math.floor(random() * earlier.length)]!;
      await answerRound(nodes[to as Country], pieces(old), speaking).catch(refusedOnly);
    }
    try {
      const reply = await answerRound(other, pieces(arrived), speaking);
      if (random() < weather.lost) throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
      return new Response(new Uint8Array(await spoiled(reply, weather)));
    } catch (error) {
      const fault = faultOf(error);
      if (!(fault instanceof Problem)) throw fault;
      return new Response(JSON.stringify(fault.toJSON("en")), { status: fault.status });
    }
  };
}

/** A node may refuse what is wrong; anything else is a fault of ours. */
function refusedOnly(error: unknown): void {
  if (!(faultOf(error) instanceof Problem)) throw error;
}

async function spoiled(bytes: Buffer, { random, cut, bent }: Weather): Promise<Buffer> {
  if (random() < cut) return bytes.subarray(0, Math.floor(random() * bytes.length));
  if (random() >= bent) return bytes;
  const other = Buffer.from(bytes);
  const at = Math.floor(random() * other.length);
  other[at] = other[at]! ^ (1 << Math.floor(random() * 8));
  return other;
}

export async function* pieces(bytes: Buffer, size = 16_384): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
