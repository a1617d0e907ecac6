/**
 * Who uses the embedded database? Each process holds a lock in it as long as it works; whoever leaves and finds itself alone
 * stops the database. A long-lived process also watches it: when the database dies, it is started again.
 */
import pg from "pg";
import type { Log } from "./log.ts";
import { openCluster, type Cluster } from "./postgres.ts";

export interface Presence {
  url(database: string): string;
  /** Takes the place of the one server of this data directory; false where another process has it. */
  becomeServer(): Promise<boolean>;
  /** From now on, brings the database back when it goes away. */
  watch(log: Log): void;
  leave(): Promise<void>;
}

const PRESENCE_LOCK = 7_031_002;
const SERVER_LOCK = 7_031_003;
const TRIES = 20;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 15_000;

export async function joinCluster(dir: string, password: string): Promise<Presence> {
  let [cluster, client] = await arrive(dir, password);
  let log: Log | undefined;
  let isServer = false;
  let hasLeft = false;

  const attend = () => client.once("end", () => { if (log && !hasLeft) void revive(log); });

  async function revive(to: Log): Promise<void> {
    const { port } = cluster;
    to.info("the database went away; starting it again");
    for (let waitMs = FIRST_PAUSE_MS, isFirst = true; !hasLeft; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS), isFirst = false) {
      try {
        [cluster, client] = await arrive(dir, password);
        if (isServer && !(await takeServersPlace())) to.fault("database", new Error("another server has taken this one's place: stop one of them"));
        attend();
        if (hasLeft) return await depart();
        if (cluster.port !== port) to.fault("database", new Error(`its port ${port} was taken; restart this process to find it`));
        to.info("the database is back");
        return;
      } catch (error) {
        if (isFirst) to.fault("database", error as Error);
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      }
    }
  }

  async function depart(): Promise<void> {
    try {
      await client.query("select pg_advisory_unlock_shared($1)", [PRESENCE_LOCK]);
      const { rows: [alone] } = await client.query("select pg_try_advisory_lock($1) as last", [PRESENCE_LOCK]);
      // The lock is held until the database ends us, so that a newcomer waits and then starts it anew.
      if (alone.last) await cluster.stop();
      await client.end();
    } catch {
      // The database is gone already: nothing to leave.
    }
  }

  async function takeServersPlace(): Promise<boolean> {
    const { rows: [lock] } = await client.query("select pg_try_advisory_lock($1) as mine", [SERVER_LOCK]);
    return lock.mine;
  }

  attend();
  return {
    url: (database) => cluster.url(database),
    async becomeServer() {
      isServer = await takeServersPlace();
      return isServer;
    },
    watch(to) { log = to; },
    async leave() {
      if (hasLeft) return;
      hasLeft = true;
      await depart();
    },
  };
}

/** The database may be stopping under our hands, because the last of the others is leaving: then we start it again. */
async function arrive(dir: string, password: string): Promise<[Cluster, pg.Client]> {
  for (let tries = 1; ; tries++) {
    const cluster = await openCluster({ dir, password });
    const client = new pg.Client({ connectionString: cluster.url("postgres"), application_name: "faleme presence", keepAlive: true });
    client.on("error", () => { /* "end" follows */ });
    try {
      await client.connect();
      await client.query("select pg_advisory_lock_shared($1)", [PRESENCE_LOCK]);
      return [cluster, client];
    } catch (error) {
      await client.end().catch(() => { /* it has ended */ });
      if (tries === TRIES) throw error;
    }
  }
}
