// Ten thousand malformed, oversized, hostile and oddly encoded inputs on each way in: is each kept as harmless text or refused in
// words, and does nothing fall over, leak or answer with a fault of ours?
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { contentForHouse } from "../../src/field/intake/content.ts";
import { firstAdministratorLink } from "../../src/platform/first-administrator.ts";
import { verifyJournal } from "../../src/platform/journal.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { seeded } from "../../src/methods/stats/random.ts";
import { up } from "../keeping/processes.ts";
import { workbookOf } from "../field/workbook-of.ts";
import { MARK } from "./hostile-inputs.ts";
import { WAYS, type HostileWay, type Target } from "./hostile-ways.ts";

export interface HostileCount { sent: number; kept: number; refused: number; /** 5xx, or no answer at all: each is a fault of ours. */ faults: number; leaks: number }
export interface HostileProof {
  rounds: number;
  seed: number;
  ways: Record<HostileWay, HostileCount>;
  faults: number;
  leaks: number;
  crashes: number;
  /** Of what was kept: texts that still hold control characters, halves of characters or reversals of direction. */
  harmful: number;
  /** Hostile words that stand in the log. */
  logged: number;
  journalVerifies: boolean;
  examples: string[];
}

const AT_ONCE = 16;
/** The listener for mail takes eight clients, and tells the ninth to come again. */
const AT_ONCE_BY_MAIL = 6;
/** A report that is there before; nobody who sends something may be shown it. */
export const CANARY = "kanarivogelvoncanaria";
export const SECRET = "geheimnisdestors12345";
const PASSWORD = "quatre hiboux lisent tard";
/** Words of our code, of the database or of a path, and what we hold for others. */
const LEAK = new RegExp(`node_modules|\\bat .{0,80}\\.ts:\\d|syntax error at|violates|duplicate key|pg_catalog|relation "|${CANARY}|${SECRET}`, "i");

/** @param target a house that is ready (`prepare`) @param only one of the ways */
export async function assault(target: Target, rounds: number, seed: number, say: (words: string) => void = () => {}, only?: string): Promise<Pick<HostileProof, "ways" | "faults" | "leaks" | "examples">> {
  const examples: string[] = [];
  const ways = {} as Record<HostileWay, HostileCount>;
  for (const [name, send] of Object.entries(WAYS) as [HostileWay, (typeof WAYS)[HostileWay]][]) {
    if (only && name !== only) continue;
    const count: HostileCount = ways[name] = { sent: 0, kept: 0, refused: 0, faults: 0, leaks: 0 };
    let next = 0;
    await Promise.all(Array.from({ length: name === "email" ? AT_ONCE_BY_MAIL : AT_ONCE }, async () => {
      for (let round = next++; round < rounds; round = next++) {
        // Each round has its own numbers: whoever comes first, the input is the same.
        const { status, words } = await send(target, seeded(seed * 7_919 + round));
        count.sent++;
        // SMTP says 2xx, 4xx (not now: ours) and 5xx (never: refused).
        const isFault = name === "email" ? status === 0 || (status >= 400 && status < 499) : status === 0 || status >= 500;
        if (isFault) count.faults++;
        else if (status >= 200 && status < 300) count.kept++;
        else count.refused++;
        if (LEAK.test(words)) count.leaks++;
        if ((isFault || LEAK.test(words)) && examples.length < 20) {
          examples.push(`${name} ${round}: ${status} ${words.slice(0, 200)}`);
          say(examples.at(-1)!);
        }
      }
    }));
    say(`${name}: ${JSON.stringify(count)}`);
  }
  const sum = (of: "faults" | "leaks") => Object.values(ways).reduce((total, count) => total + count[of], 0);
  return { ways, faults: sum("faults"), leaks: sum("leaks"), examples };
}

/** Gateways, mail, a form and a report, as an administrator settles them. */
export async function prepare(url: string, administrator: Target["administrator"]): Promise<Target> {
  const ask = async (asking: Target["administrator"], address: string, method: string, json: unknown) => {
    const reply = await asking(address, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(json) });
    if (!reply.ok) throw new Error(`${method} ${address}: ${reply.status} ${await reply.text()}`);
    return reply.json() as Promise<Record<string, any>>;
  };
  for (const kind of ["generic", "africas-talking", "android"]) await ask(administrator, `/api/field/gateways/${kind}`, "PUT", { kind, secretIn: SECRET });
  const { listensOn } = await ask(administrator, "/api/field/email", "PUT", { isOn: true, port: 0, recipients: ["in@house.example"] });
  await administrator("/api/field/forms?file=a.xlsx", { method: "POST", headers: { "content-type": "application/octet-stream" }, body: new Uint8Array(await workbookOf({ survey: "type | name | label\ntext | where | Où", settings: "form_id\na" })) });
  const { id } = await ask((address, init) => fetch(new URL(address, url), init), "/api/field/reports", "POST", { id: crypto.randomUUID(), way: "web", text: CANARY });
  return { url, emailPort: listensOn, secret: SECRET, report: id, administrator };
}

// oxlint-disable-next-line no-control-regex -- those that must not be there
const HARMFUL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

/** What was kept is read back: it must be harmless by now. */
export async function countHarmful(node: Node, most = 5_000): Promise<number> {
  const { rows } = await node.owner((client) => client.query("select id, exercise from reports order by id limit $1", [most]));
  let harmful = 0;
  for (const { id, exercise } of rows as { id: string; exercise: boolean }[]) {
    // What cannot be opened is lost, and that is harm as well.
    const content = await node.db.as(node.keeper("proof", exercise), (tx) => contentForHouse(node, tx, id)).catch(() => ({ text: "\0", answers: {}, said: {} }));
    const words = strings([content?.text, content?.answers, content?.said]);
    if (words.some((text) => HARMFUL.test(text) || !text.isWellFormed())) harmful++;
  }
  return harmful;
}

const strings = (value: unknown): string[] => (typeof value === "string" ? [value] : value && typeof value === "object" ? [...Object.keys(value), ...Object.values(value)].flatMap(strings) : []);

export async function proveHostile({ rounds, seed = 1, way, say = () => {} }: { rounds: number; seed?: number; way?: string; say?: (words: string) => void }): Promise<HostileProof> {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-hostile-"));
  const data = path.join(dir, "data");
  const server = up(data);
  let crashes = 0;
  server.child.once("exit", (code) => { if (code !== 0) crashes++; });
  try {
    const url = /https?:\/\/\S+/.exec(await server.line(/is running: http/, 180_000))![0];
    const target = await prepare(url, await administratorOf(url, data));
    const found = await assault(target, rounds, seed, say, way);
    if (!(await fetch(new URL("/health", url)).then(({ ok }) => ok, () => false))) crashes++;
    server.child.kill("SIGINT");
    await server.ended;
    const lines = [...server.out, ...server.err];
    const logged = lines.filter((line) => line.includes(MARK)).length;
    // Where it went wrong, for who mends it.
    for (const line of lines.filter((one) => one.includes('"level":"fault"')).slice(0, 20)) say(line);
    const node = await openNode({ dir: data });
    try {
      const journalVerifies = await node.owner(verifyJournal).then(() => true, () => false);
      const strays = readdirSync(dir).filter((name) => name !== "data");
      return { rounds, seed, ...found, crashes, harmful: await countHarmful(node), logged, journalVerifies, examples: [...found.examples, ...strays.map((name) => `a file beside the data: ${name}`)] };
    } finally {
      await node.close();
    }
  } finally {
    server.child.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  }
}

async function administratorOf(url: string, data: string): Promise<Target["administrator"]> {
  const node = await openNode({ dir: data });
  let link: string | undefined;
  try { link = await firstAdministratorLink(node, url); } finally { await node.close(); }
  const reply = await fetch(new URL("/api/welcome", url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: new URL(link!).searchParams.get("token"), password: PASSWORD, login: "administrateur", title: "administrateur" }) });
  const cookie = reply.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  return (address, init = {}) => fetch(new URL(address, url), { ...init, headers: { ...init.headers as Record<string, string>, cookie } });
}
