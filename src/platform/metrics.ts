/** Counters for Prometheus (text format 0.0.4). On loopback only, and no label ever names a person, a place or an address. */
import type { FastifyRequest } from "fastify";
import { Bytes } from "./http.ts";
import type { Node } from "./node.ts";
import { problem } from "./problem.ts";

export async function metrics(request: FastifyRequest, node: Node): Promise<Bytes> {
  if (!["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "") || request.headers["x-forwarded-for"]) throw problem("route.notFound");
  const { rows: [head] } = await node.db.pool.query("select seq from journal_head");
  const { heapUsed, rss } = process.memoryUsage();
  const lines = [
    ["faleme_journal_entries_total", "counter", "Entries in the journal", head.seq],
    ["faleme_uptime_seconds", "gauge", "Seconds since the process started", Math.round(process.uptime())],
    ["faleme_memory_resident_bytes", "gauge", "Resident memory of the server process", rss],
    ["faleme_memory_heap_bytes", "gauge", "JavaScript heap in use", heapUsed],
    ["faleme_database_connections", "gauge", "Open connections of this process", node.db.pool.totalCount],
    ["faleme_database_waiting", "gauge", "Requests waiting for a connection", node.db.pool.waitingCount],
  ] as const;
  return new Bytes("text/plain; version=0.0.4", lines.map(([name, type, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`).join(""));
}
