/** The server: one process, every chapter. It is started by `faleme up` and by tests. */
import { existsSync } from "node:fs";
import type { Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { chapters, importers, nouns } from "./chapters.ts";
import { opensIn } from "./evidence/exercise/world.ts";
import { followers } from "./jobs.ts";
import { docsPage } from "./platform/api-docs.ts";
import { openAuth } from "./platform/auth.ts";
import { Bytes, mount, replyWithProblems, route, type AnyRoute, type Send } from "./platform/http.ts";
import { importRoutes } from "./platform/import-jobs.ts";
import { openJobs, type Jobs } from "./platform/jobs.ts";
import { openLive } from "./platform/live.ts";
import type { Log } from "./platform/log.ts";
import { metrics } from "./platform/metrics.ts";
import type { Node } from "./platform/node.ts";
import { describe, nounRoutes } from "./platform/noun-routes.ts";
import { ogcRoutes } from "./platform/ogc.ts";
import { openApi } from "./platform/openapi.ts";
import { problem } from "./platform/problem.ts";
import { readTls, type TlsFiles } from "./platform/tls.ts";
import { VERSION } from "./platform/version.ts";

const WEB = fileURLToPath(new URL("../dist/web/", import.meta.url));
const FIELD_FORM = fileURLToPath(new URL("../dist/field-form/", import.meta.url));

export interface ServerOptions {
  node: Node;
  log: Log;
  port?: number;
  host?: string;
  tls?: TlsFiles;
  isWorker?: boolean;
  /** Behind a proxy of the administrator's: its X-Forwarded-Proto and X-Forwarded-Host count. */
  trustsProxy?: boolean;
}

export interface Server { app: FastifyInstance; url: string; jobs: Jobs; reloadTls(): void; close(): Promise<void> }

/** A route of a chapter's own wins over the generated one of the same method and path. */
export function allRoutes(): AnyRoute[] {
  const own = [...houseRoutes(), ...ogcRoutes(nouns), ...importRoutes(importers), ...chapters.flatMap((chapter) => chapter.routes ?? [])];
  const taken = new Set(own.map(({ method, path }) => `${method} ${path}`));
  return [...own, ...nouns.flatMap(nounRoutes).filter(({ method, path }) => !taken.has(`${method} ${path}`))];
}

function houseRoutes(): AnyRoute[] {
  return [
    route({
      method: "GET", path: "/health", summary: "Whether the server and its database answer", may: { anyone: "a supervisor has no session" },
      async handle({ node }) {
        await node.db.pool.query("select 1").catch(() => { throw problem("database.unreachable"); });
        return { status: "ok", version: VERSION };
      },
    }),
    route({
      method: "GET", path: "/metrics", summary: "Counters for Prometheus; on loopback only", may: { anyone: "answers only on loopback, and counts only" },
      handle: ({ request, node }) => metrics(request, node),
    }),
    route({
      method: "GET", path: "/api/openapi.json", summary: "This document", may: { anyone: "the shape of the API is public, its content is not" },
      handle: () => new Bytes("application/json", apiDocument()),
    }),
    route({
      method: "GET", path: "/api/docs", summary: "The same, for human readers", may: { anyone: "the shape of the API is public, its content is not" },
      handle: () => new Bytes("text/html; charset=utf-8", docsPage(JSON.parse(apiDocument()))),
    }),
    route({ method: "GET", path: "/api/nouns", summary: "Every noun: its fields, labels and permissions", may: "signed-in", handle: () => nouns.map(describe) }),
  ];
}

let document: string | undefined;
/** The same for everybody, and a quarter of a second's work: made at the first question. */
const apiDocument = (): string => (document ??= JSON.stringify(openApi(allRoutes(), VERSION)));

const LIVE = { method: "GET", path: "/api/live", summary: "Live updates: which nouns changed, never the content (server-sent events)", may: "signed-in", withoutTransaction: true } as const;

export async function startServer({ node, log, port = 0, host = "127.0.0.1", tls, isWorker = true, trustsProxy }: ServerOptions): Promise<Server> {
  const app = Fastify({
    logger: false, trustProxy: false, bodyLimit: 1024 * 1024, forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
    ...(tls ? { https: readTls(tls) } : {}),
  } as object) as unknown as FastifyInstance;
  // Closed in the other order, and also where the start itself fails: whatever is left open would keep the process alive.
  const endings: (() => Promise<void>)[] = [];
  async function close(): Promise<void> {
    await app.close();
    for (const end of endings.reverse()) await end();
  }
  try {
    replyWithProblems(app, log, thePage);
    secureHeaders(app);
    const auth = openAuth(node, { trustsProxy });
    endings.push(() => auth.close());
    auth.mount(app);
    const live = await openLive(node, log);
    endings.push(() => live.stop());
    const opened: { jobs?: Jobs } = {};
    const send: Send = async (name, payload) => (opened.jobs ?? noJobsYet()).send(name, payload);
    for (const chapter of chapters) {
      const end = await chapter.begin?.(node, log, live, send);
      if (end) endings.push(end);
    }
    const { callerOf } = auth;
    const streaming = route({
      ...LIVE,
      handle({ request, reply }) {
        reply.hijack();
        live.stream(reply.raw, async () => (await callerOf(request)) !== undefined);
        return reply;
      },
    });
    mount(app, [...allRoutes(), streaming], { node, log, callerOf, send });
    await serveWeb(app, node);
    await serveFieldForm(app);
    const jobs = opened.jobs = await openJobs(node, [...chapters.flatMap((chapter) => chapter.jobs ?? []), ...followers], log, isWorker);
    endings.push(() => jobs.stop());
    await listen(app, port, host);
    const address = app.server.address() as AddressInfo;
    const shownHost = host === "0.0.0.0" || host === "::" ? "localhost" : host;
    return {
      app, jobs, close,
      url: `${tls ? "https" : "http"}://${shownHost}:${address.port}`,
      // Connections that stand keep the old certificate, new ones get the new one.
      reloadTls() { if (tls) (app.server as unknown as HttpsServer).setSecureContext(readTls(tls)); },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function noJobsYet(): never {
  throw problem("server.noJobs");
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "EADDRINUSE") throw problem("server.portTaken", { port });
    throw problem("server.cannotListen", { host, port, reason: code });
  }
}

/** No page may load anything from elsewhere, be framed, or tell other sites where its reader came from. */
function secureHeaders(app: FastifyInstance): void {
  app.addHook("onSend", async (_request, reply) => {
    // An embed has a policy of its own.
    const policy = reply.getHeader("content-security-policy");
    reply.headers({
      "content-security-policy": policy ?? "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "geolocation=(self), camera=(self), microphone=(self)",
    });
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
}

async function serveWeb(app: FastifyInstance, node: Node): Promise<void> {
  if (!existsSync(path.join(WEB, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: WEB, wildcard: false, index: false, cacheControl: false, preCompressed: true,
    setHeaders: (reply, file) => { reply.header("cache-control", file.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"); },
  });
  // A server that was started with the exercise opens in it; an address that says anything more is left as it is.
  app.get("/", async (request, reply) => {
    if (request.url === "/" && (await opensIn(node)) === "exercise") return reply.redirect("/?world=exercise");
    return thePage(request, reply) ?? reply.callNotFound();
  });
}

/** The form for those who have no account: it needs nothing but its own files, and may do nothing else. */
async function serveFieldForm(app: FastifyInstance): Promise<void> {
  if (!existsSync(path.join(FIELD_FORM, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: FIELD_FORM, prefix: "/report/", wildcard: false, decorateReply: false, cacheControl: false, preCompressed: true,
    setHeaders: (reply, file) => {
      reply.header("cache-control", file.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
      reply.header("content-security-policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    },
  });
  app.get("/report", (_request, reply) => reply.redirect("/report/"));
}

/** The page has its own addresses; whatever is not the API's is the page's. */
function thePage(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (!existsSync(path.join(WEB, "index.html")) || request.method !== "GET" || request.url.startsWith("/api/")) return undefined;
  if (!(request.headers.accept ?? "").includes("text/html")) return undefined;
  return reply.header("cache-control", "no-cache").sendFile("index.html");
}
