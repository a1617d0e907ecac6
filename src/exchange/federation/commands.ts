/** `faleme exchange`: peers and their links, rounds, files for a stick, the key, and why somebody has not got something. */
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import type { Command, Invocation, Printed } from "../../platform/command.ts";
import { problem } from "../../platform/problem.ts";
import { signingKey } from "../release/signing.ts";
import { exportBundle, importBundle } from "./bundle.ts";
import { closePeer, register } from "./peers.ts";
import { rotateKey } from "./rotate.ts";
import { PeerBody } from "./routes.ts";
import { synchronise } from "./synchronise.ts";
import { linkStates, whereIs } from "./why.ts";
import { readTaxii } from "../formats/taxii-client.ts";

const flag = { type: "boolean", default: false } as const;
const text = { type: "string" } as const;
const USAGE = "exchange links | key [--rotate] | register COUNTRY --key KEY [--url URL] [--title WORDS] | close COUNTRY | reopen COUNTRY | round COUNTRY | export COUNTRY FILE | import FILE | why RECORD | taxii URL [--key-file FILE]  [--exercise]";

export const exchangeCommand: Command = {
  verb: "exchange",
  summary: "exchange with other countries’ nodes: register them, hold a round, carry a file, see why somebody has not got something",
  usage: USAGE,
  options: { key: text, url: text, title: text, "key-file": text, rotate: flag, exercise: flag },
  async run(invocation) {
    const [name = "", ...rest] = invocation.positionals;
    const act = ACTS[name];
    if (!act || rest.length !== act.takes) throw usage(act ? `${name} takes ${act.takes === 0 ? "nothing more" : `${act.takes} more`}` : `what about it? ${Object.keys(ACTS).join(", ")}`);
    return act.run(invocation, rest);
  },
};

const usage = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
const caller = ({ node, values }: Invocation) => node.keeper("command-line", values.exercise === true);

const ACTS: Readonly<Record<string, { takes: number; run(invocation: Invocation, rest: string[]): Promise<Printed> }>> = {
  links: {
    takes: 0,
    async run(invocation) {
      const json = await invocation.node.db.as(caller(invocation), linkStates);
      return { json, words: json.length === 0 ? "No other node is registered." : json.map((one) => `${one.country}  ${one.state.padEnd(8)} key ${one.keyId}  waiting ${one.backlog}, confirmed ${one.confirmed}, received ${one.received}, refused there ${one.refusedThere}, here ${one.refusedHere}  ${one.failure ?? ""}`.trimEnd()).join("\n") };
    },
  },
  key: {
    takes: 0,
    async run({ node, values }) {
      if (values.rotate) await rotateKey(node);
      const { id, publicKey } = await node.db.as(node.keeper("command-line"), (tx) => signingKey(node, tx));
      return { json: { country: node.organisation, id, publicKey }, words: `${node.organisation}  ${id.match(/.{4}/g)!.join(" ")}\n${publicKey}` };
    },
  },
  register: {
    takes: 1,
    async run(invocation, [country]) {
      const { node, values: { key, url, title } } = invocation;
      const read = PeerBody.safeParse({ title: title ?? country, publicKey: key ?? "", ...(url ? { url } : {}) });
      if (!read.success || !/^[A-Z]{2}$/.test(country!)) throw usage(read.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") ?? `${country} is no country`);
      const { keyId } = await node.db.as(caller(invocation), (tx) => register(tx, node, { country: country!, ...read.data }));
      return { json: { country, keyId }, words: `${country} is registered with the key ${keyId.match(/.{4}/g)!.join(" ")}. Compare it by telephone before anything is released.` };
    },
  },
  close: { takes: 1, run: (invocation, [country]) => closing(invocation, country!, true) },
  reopen: { takes: 1, run: (invocation, [country]) => closing(invocation, country!, false) },
  round: {
    takes: 1,
    async run(invocation, [country]) {
      const json = await synchronise(invocation.node, country!, { exercise: caller(invocation).exercise, signal: invocation.signal }).catch((error: Error) => { throw (error as { status?: number }).status ? error : problem("peer.unreachable", { peer: country, reason: error.message }); });
      return { json, words: `${json.requests} requests, ${json.sentBytes} bytes out, ${json.receivedBytes} in; received ${json.received}, refused ${json.refused}, withheld there ${json.withheld}.` };
    },
  },
  export: {
    takes: 2,
    async run(invocation, [country, file]) {
      const { bytes, entries, more } = await exportBundle(invocation.node, country!, caller(invocation).exercise);
      writeFileSync(file!, bytes, { mode: 0o600 });
      return { json: { file, entries, bytes: bytes.length, more }, words: `${file}: ${entries} entries for ${country}, ${bytes.length} bytes.${more ? " More waits: bring this one’s answer back first." : ""} It is readable by whoever holds it: keep it as you would the papers.` };
    },
  },
  import: {
    takes: 1,
    async run({ node }, [file]) {
      if (!existsSync(file!)) throw problem("file.missing", { file });
      const { header: { from, world }, received, refused, withheld, failure } = await importBundle(node, createReadStream(file!));
      return { json: { from, world, received, refused, withheld, ...(failure ? { failure } : {}) }, words: `From ${from}, ${world}: received ${received}, refused ${refused}, withheld there ${withheld}.${failure ? ` It ended before its end: ${failure}.` : ""}`, hasFailed: failure !== undefined };
    },
  },
  why: {
    takes: 1,
    async run(invocation, [record]) {
      if (!/^[0-9a-f-]{36}$/.test(record!)) throw usage("which record? its id");
      const json = await invocation.node.db.as(caller(invocation), (tx) => whereIs(tx, record!, invocation.node.organisation));
      return { json, words: json.map((one) => `${one.country}  ${one.title}: ${one.stands}${one.reasons.length > 0 ? ` (${one.reasons.join(", ")})` : ""}${one.failure ? `; ${one.failure}` : ""}`).join("\n") || "No contact abroad." };
    },
  },
  taxii: {
    takes: 1,
    async run(invocation, [url]) {
      const json = await readTaxii(invocation.node, url!, { keyFile: invocation.values["key-file"], exercise: caller(invocation).exercise, signal: invocation.signal });
      return { json, words: `${json.pages} pages, ${json.objects} objects: ${json.kept} kept, ${json.refused.length} refused.${json.refused.slice(0, 10).map(({ id, reason }) => `\n${id}: ${reason}`).join("")}` };
    },
  },
};

async function closing(invocation: Invocation, country: string, isClosed: boolean): Promise<Printed> {
  const json = await invocation.node.db.as(caller(invocation), (tx) => closePeer(tx, country, isClosed));
  return { json: { country, isClosed: json.isClosed }, words: isClosed ? `The link to ${country} is closed: nothing is given and nothing taken.` : `The link to ${country} is open.` };
}
