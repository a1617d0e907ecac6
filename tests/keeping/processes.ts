// Processes of the product that a test starts, listens to and kills. Only those it started, by their number.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Running {
  child: ChildProcess;
  /** Lines so far, of stdout and stderr apart. */
  out: string[];
  err: string[];
  /** Resolves with the first line of either that fits. */
  line(fits: RegExp, timeoutMs?: number): Promise<string>;
  ended: Promise<number | null>;
}

const alive = new Set<Running>();

/** For afterEach: a test that failed half-way must not leave its server to the next one. */
export async function endAll(): Promise<void> {
  for (const running of alive) {
    running.child.kill("SIGINT");
    await running.ended;
  }
}

export interface StartOptions { env?: Record<string, string | undefined>; uid?: number; gid?: number; cwd?: string }

export function start(script: string, args: readonly string[], { env = {}, uid, gid, cwd = ROOT }: StartOptions = {}): Running {
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args], {
    cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DATABASE_URL: undefined, ...env }, ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
  });
  const [out, err]: [string[], string[]] = [[], []];
  const waiting = new Set<() => void>();
  for (const [stream, lines] of [[child.stdout, out], [child.stderr, err]] as const) {
    let rest = "";
    stream!.setEncoding("utf8").on("data", (chunk: string) => {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      lines.push(...parts);
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => { alive.delete(running); resolve(code); for (const look of waiting) look(); }));
  const running: Running = {
    child, out, err, ended,
    line: (fits, timeoutMs = 30_000) => new Promise((resolve, reject) => {
      const give = setTimeout(() => { waiting.delete(look); reject(new Error(`no line ${fits} in:\n${[...out, ...err].join("\n")}`)); }, timeoutMs);
      const look = () => {
        const found = [...out, ...err].find((line) => fits.test(line));
        if (!found && child.exitCode === null && child.signalCode === null) return;
        clearTimeout(give);
        waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`ended with ${child.exitCode} before ${fits}:\n${[...out, ...err].join("\n")}`));
      };
      waiting.add(look);
      look();
    }),
  };
  alive.add(running);
  return running;
}

/** A verb of the command line, run to its end. */
export async function faleme(args: readonly string[], options: StartOptions = {}): Promise<{ code: number | null; out: string; err: string }> {
  const running = start("src/cli.ts", args, { ...options, env: { LC_ALL: "C", ...options.env } });
  const code = await running.ended;
  return { code, out: running.out.join("\n"), err: running.err.join("\n") };
}

export const up = (dir: string, args: readonly string[] = [], options: StartOptions = {}): Running =>
  start("src/cli.ts", ["up", "--data", dir, "--port", "0", "--case", "none", ...args], { ...options, env: { LC_ALL: "C", ...options.env } });

export const addressOf = async (running: Running): Promise<string> => /https?:\/\/\S+/.exec(await running.line(/is running: http/))![0];

/** The number of the postmaster in this data directory, as its own file says. */
export function postmasterPid(dir: string): number | undefined {
  const file = path.join(dir, "postgres", "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

/** Every process that works in this data directory's database. */
export function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

export async function until(what: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
