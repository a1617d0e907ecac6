/**
 * Live updates to the page (server-sent events): after each commit, which nouns changed and the journal's number. Never the
 * content: the page asks again, as its own caller.
 */
import type { ServerResponse } from "node:http";
import pg from "pg";
import type { Log } from "./log.ts";
import type { Node } from "./node.ts";

export interface Change { seq: number; nouns: string[] }
export type Listener = (change: Change) => void;

export interface Live {
  listen(listener: Listener): () => void;
  /** @param mayStill asked again at every heartbeat: a session that was ended ends its stream */
  stream(response: ServerResponse, mayStill: () => Promise<boolean>): void;
  stop(): Promise<void>;
}

const RECONNECT_MS = 1_000;
const HEARTBEAT_MS = 25_000;

export async function openLive(node: Node, log: Log): Promise<Live> {
  const listeners = new Set<Listener>();
  let isStopped = false;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    client = new pg.Client({ connectionString: node.ownerUrl, application_name: "faleme live" });
    client.on("notification", ({ payload }) => {
      const [seq, nouns] = (payload ?? "").split(" ");
      for (const listener of listeners) listener({ seq: Number(seq), nouns: (nouns ?? "").split(",") });
    });
    client.on("error", () => { /* "end" follows */ });
    await client.connect();
    await client.query("listen faleme_journal");
    // Only once it stands: a connection that never stood is tried again below, and must not be tried twice.
    client.once("end", () => { if (!isStopped) setTimeout(reconnect, RECONNECT_MS).unref(); });
  }
  function reconnect(): void {
    if (isStopped) return;
    connect().then(
      // What was said while the line was down is unknown: everyone looks again.
      () => { for (const listener of listeners) listener({ seq: 0, nouns: ["*"] }); },
      (error: Error) => { log.fault("live", error); setTimeout(reconnect, RECONNECT_MS).unref(); },
    );
  }
  await connect();

  const listen = (listener: Listener) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  };
  return {
    listen,
    stream(response, mayStill) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
      response.write("retry: 2000\n\n");
      const leave = listen((change) => response.write(`event: change\nid: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`));
      const beat = setInterval(() => {
        mayStill().then((may) => (may ? response.write(": still here\n\n") : response.end()), () => response.end());
      }, HEARTBEAT_MS);
      response.once("close", () => { clearInterval(beat); leave(); });
    },
    async stop() {
      isStopped = true;
      await client?.end();
    },
  };
}
