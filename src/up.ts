/** `faleme up`: the server, until it is told to stop. `faleme work`: more job workers for the same database. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chapters } from "./chapters.ts";
import { followers } from "./jobs.ts";
import type { Command } from "./platform/command.ts";
import { addressFile, firstAdministratorLink } from "./platform/first-administrator.ts";
import { openJobs } from "./platform/jobs.ts";
import { logTo, type Log } from "./platform/log.ts";
import type { Node } from "./platform/node.ts";
import { problem } from "./platform/problem.ts";
import { isThisMachine } from "./platform/transport.ts";

const DEFAULT_PORT = "8420";
const CASES = ["report", "exercise", "none"];

export const up: Command = {
  verb: "up",
  summary: "start the server, with the report's case, or with the exercise beside the actual world",
  usage: "up [--port N] [--host H] [--country SN|ML|MR] [--case report|exercise|none] [--cert FILE --key FILE | --trust-proxy]",
  options: {
    port: { type: "string", default: process.env.PORT ?? DEFAULT_PORT }, host: { type: "string", default: "127.0.0.1" },
    country: { type: "string" }, case: { type: "string", default: "report" }, cert: { type: "string" }, key: { type: "string" },
    "trust-proxy": { type: "boolean", default: false },
  },
  nodeOptions: ({ country }) => ({ country }),
  async run({ node, values, terminal, signal }) {
    if (!(await node.becomeServer())) throw problem("server.alreadyRuns", { url: existsSync(addressFile(node)) ? readFileSync(addressFile(node), "utf8") : node.dir });
    if (!values.cert !== !values.key) throw problem("command.usage", { reason: "--cert and --key go together", usage: `faleme ${up.usage}` });
    if (!CASES.includes(values.case)) throw problem("command.usage", { reason: `no case is called ${values.case}`, usage: `faleme ${up.usage}` });
    // Loaded here, so that the other verbs do not pay for the server.
    const { startServer } = await import("./server.ts");
    const log = logTo(terminal.isJson ? process.stderr : process.stdout);
    const tls = values.cert && values.key ? { cert: values.cert, key: values.key } : undefined;
    node.watch(log);
    // A renewed certificate is taken up at SIGHUP; without one, or when the terminal is closed, SIGHUP means stop.
    const hangUp = new AbortController();
    let renew = (): void => hangUp.abort();
    process.on("SIGHUP", () => { renew(); });
    const server = await startServer({ node, log, port: Number(values.port), host: values.host, tls, trustsProxy: values["trust-proxy"] });
    if (tls && !process.stdin.isTTY) {
      renew = () => {
        try { server.reloadTls(); log.info("certificate read again"); } catch (error) { log.fault("certificate", error as Error); }
      };
    }
    try {
      await fill(node, values.case, log);
      writeFileSync(addressFile(node), server.url);
      terminal.say(`Falémé is running: ${server.url}${values.case === "exercise" ? "/?world=exercise" : ""}`);
      const welcome = await firstAdministratorLink(node, server.url);
      if (welcome) terminal.say(`First administrator, once, within 24 hours: ${welcome}${values.case === "exercise" ? "&world=exercise" : ""}`);
      if (!tls && !values["trust-proxy"] && !isThisMachine(values.host)) terminal.say("Without TLS nobody can sign in from another machine: give --cert and --key, or put a proxy that encrypts in front and say --trust-proxy.");
      await until(AbortSignal.any([signal, hangUp.signal]));
      terminal.say("Stopping.");
    } finally {
      rmSync(addressFile(node), { force: true });
      await server.close();
    }
  },
};

export const work: Command = {
  verb: "work",
  summary: "work on jobs for the same database, beside the server",
  usage: "work [--data DIR]",
  async run({ node, terminal, signal }) {
    const log = logTo(process.stdout);
    node.watch(log);
    const jobs = await openJobs(node, [...chapters.flatMap((chapter) => chapter.jobs ?? []), ...followers], log);
    terminal.say("Working. Stop with Ctrl-C.");
    await until(signal);
    await jobs.stop();
  },
};

async function fill(node: Node, name: string, log: Log): Promise<void> {
  await (await import("./evidence/exercise/world.ts")).openIn(node, name === "exercise" ? "exercise" : "actual");
  log.info("indicators loaded", { ...(await (await import("./factors/load-shipped.ts")).loadIndicators(node)) });
  if (name === "report") log.info("case loaded", { ...(await (await import("./evidence/case/load.ts")).loadCase(node, "report")) });
  if (name === "report") log.info("survey loaded", { ...(await (await import("./factors/load-shipped.ts")).loadSurvey(node, "report")) });
  if (name === "exercise") log.info("exercise loaded", { ...(await (await import("./evidence/exercise/load.ts")).loadExercise(node)) });
}

const until = (signal: AbortSignal) => new Promise<void>((resolve) => {
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
});
