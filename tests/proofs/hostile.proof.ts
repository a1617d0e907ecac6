// Hostile input on each way in: ten thousand on each unless said otherwise.
import type { Proof } from "./proof.ts";
import { proveHostile } from "./hostile.ts";

export const proof: Proof = {
  usage: "hostile [--rounds N] [--seed N] [--way web|sms|odk|media|xlsform|email]",
  options: { rounds: { type: "string", default: "10000" }, seed: { type: "string", default: "1" }, way: { type: "string" } },
  async prove({ rounds, seed, way }, say) {
    const result = await proveHostile({ rounds: Number(rounds), seed: Number(seed), ...(way ? { way } : {}), say });
    return { result, holds: result.faults + result.leaks + result.crashes + result.harmful + result.logged === 0 && result.journalVerifies && result.examples.length === 0 };
  },
};
