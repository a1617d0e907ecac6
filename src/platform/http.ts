/**
 * A route is data: method, path, permission, query, body, reply, handler. This file mounts routes on Fastify: it finds the
 * caller, asks the permission, checks the input once, opens the transaction as that caller, and turns problems into replies.
 */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Caller } from "./caller.ts";
import { stranger } from "./caller.ts";
import { databaseProblem, type Transaction } from "./database.ts";
import { languageOf, type Language } from "./language.ts";
import type { Log } from "./log.ts";
import type { Node } from "./node.ts";
import { invalid } from "./noun-store.ts";
import { Problem, problem } from "./problem.ts";
import type { Permission } from "./roles.ts";
import { asViewed } from "./view-as.ts";

/**
 * What a route asks of its caller: a permission, only to be signed in, or nothing (said out loud, and why); or that a door is
 * open, for those without the permission, or for everyone alike.
 */
export type May = Permission | "signed-in" | { anyone: string } | { door: string; permission: Permission } | { door: string; strangersOnly: string };

export interface Call<Q = unknown, B = unknown, P = unknown> {
  tx: Transaction;
  node: Node;
  caller: Caller;
  language: Language;
  query: Q;
  body: B;
  params: P;
  request: FastifyRequest;
  reply: FastifyReply;
  /** Starts a job, by ids only. */
  send: Send;
}

export type Send = (job: string, payload: Record<string, string>) => Promise<void>;

export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, P extends z.ZodType = z.ZodType, R = unknown> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  /** One sentence for the API's readers. */
  summary: string;
  may: May;
  query?: Q;
  body?: B;
  params?: P;
  reply?: z.ZodType;
  /** Chapter, or noun: how the API's documentation groups it. */
  tag?: string;
  bodyLimitBytes?: number;
  /** The body is handed over as a stream (an upload), not parsed. */
  rawBody?: boolean;
  /** The handler keeps its own transactions (sign-in: other tables, another role, slow hashing), so `tx` is not there. */
  withoutTransaction?: boolean;
  handle(call: Call<z.output<Q>, z.output<B>, z.output<P>>): Promise<R> | R;
}

export type AnyRoute = Route<any, any, any, any>;

export const route = <Q extends z.ZodType = z.ZodUndefined, B extends z.ZodType = z.ZodUndefined, P extends z.ZodType = z.ZodUndefined, R = unknown>(
  definition: Route<Q, B, P, R>): Route<Q, B, P, R> => definition;

/** A reply that is written piece by piece, inside the transaction that reads it. */
export class Streamed {
  readonly type: string;
  readonly filename: string | undefined;
  readonly pieces: AsyncIterable<string | Uint8Array>;

  constructor(type: string, filename: string | undefined, pieces: AsyncIterable<string | Uint8Array>) {
    this.type = type;
    this.filename = filename;
    this.pieces = pieces;
  }
}

/** A reply that is not JSON: a tile, a picture, a page. */
export class Bytes {
  readonly type: string;
  readonly bytes: Uint8Array | string;
  readonly headers: Record<string, string>;

  constructor(type: string, bytes: Uint8Array | string, headers: Record<string, string> = {}) {
    this.type = type;
    this.bytes = bytes;
    this.headers = headers;
  }
}

export interface Mounting {
  node: Node;
  log: Log;
  callerOf(request: FastifyRequest): Promise<Caller | undefined>;
  /** None: nothing here works on jobs, and what asks for one says so. */
  send?: Send;
}

export function mount(app: FastifyInstance, routes: readonly AnyRoute[], mounting: Mounting): void {
  // What is read by its route, as it comes, may be of any type: an upload, a form of a phone, bytes that a signature is over.
  void app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", (_request, _payload, done) => { done(null, undefined); });
    for (const definition of routes) if (definition.rawBody) mountOne(raw, definition, mounting);
  });
  for (const definition of routes) if (!definition.rawBody) mountOne(app, definition, mounting);
}

function mountOne(app: FastifyInstance, definition: AnyRoute, mounting: Mounting): void {
  app.route({
    method: definition.method,
    url: definition.path,
    ...(definition.bodyLimitBytes ? { bodyLimit: definition.bodyLimitBytes } : {}),
    handler: (request, reply) => answer(definition, request, reply, mounting),
  });
}

async function answer(definition: AnyRoute, request: FastifyRequest, reply: FastifyReply, { node, callerOf, send: sendJob = noJobs }: Mounting): Promise<unknown> {
  const caller = await admitted(definition.may, request, node, callerOf);
  const language = languageOf(request.headers["accept-language"]);
  const query = parse(definition.query, request.query);
  const params = parse(definition.params, request.params);
  const body = definition.rawBody ? undefined : parse(definition.body, request.body ?? undefined);
  // A streamed reply is sent from inside the transaction; everything else is sent after the commit, so that success means saved.
  const call = { node, caller, language, query, body, params, request, reply, send: sendJob };
  const result = definition.withoutTransaction ? await definition.handle({ ...call, tx: undefined as never }) : await node.db.as(caller, async (tx) => {
    const made = await definition.handle({ ...call, tx });
    if (!(made instanceof Streamed)) return made;
    await send(made, reply);
    return reply;
  });
  // A reply can be awaited, and then is undefined: what has been sent, whole or until its reader left, is told by its headers.
  if (result === reply || reply.sent || reply.raw.headersSent) return reply;
  if (result instanceof Bytes) return reply.headers(result.headers).type(result.type).send(typeof result.bytes === "string" ? result.bytes : Buffer.from(result.bytes.buffer, result.bytes.byteOffset, result.bytes.byteLength));
  if (result === undefined) return reply.code(204).send();
  return result;
}

const noJobs: Send = async () => { throw problem("server.noJobs"); };

async function send({ type, filename, pieces }: Streamed, reply: FastifyReply): Promise<void> {
  if (reply.raw.destroyed) return; // whoever asked is gone
  reply.type(type);
  if (filename) reply.header("content-disposition", `attachment; filename="${filename}"`);
  const source = Readable.from(pieces, { objectMode: true, highWaterMark: 2 });
  const finished = new Promise<void>((resolve, reject) => {
    reply.raw.once("finish", resolve);
    reply.raw.once("close", resolve);
    source.once("error", reject);
  });
  reply.send(source);
  await finished;
}

async function admitted(may: May, request: FastifyRequest, node: Node, callerOf: Mounting["callerOf"]): Promise<Caller> {
  if (typeof may === "object" && "strangersOnly" in may) {
    // Nobody is looked up: no cookie is read.
    if (await isOpen(node, may.door)) return stranger(0);
    throw problem("door.closed", { door: may.door });
  }
  const signedIn = await callerOf(request);
  const caller = signedIn && await asViewed(signedIn, request, node);
  if (typeof may === "object" && "anyone" in may) return caller ?? stranger();
  if (typeof may === "object") {
    if (caller?.may.has(may.permission)) return inWorldAsked(caller, request);
    if (await isOpen(node, may.door)) return stranger(0);
    throw problem("door.closed", { door: may.door });
  }
  if (!caller) throw problem("session.none");
  if (may !== "signed-in" && !caller.may.has(may)) throw problem("permission.denied", { permission: may });
  return inWorldAsked(caller, request);
}

/** `?world=exercise` moves the whole request into the exercise; nothing can read or write both worlds at once. */
function inWorldAsked(caller: Caller, request: FastifyRequest): Caller {
  const { world } = request.query as { world?: string };
  return world === "exercise" ? { ...caller, exercise: true } : caller;
}

export async function isOpen(node: Node, door: string): Promise<boolean> {
  const { rows } = await node.db.pool.query("select is_open from doors where name = $1", [door]);
  return rows[0]?.is_open === true;
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  // The request's own words, read where the caller is admitted.
  const { world: _, viewAs: __, ...rest } = (value ?? {}) as Record<string, unknown>;
  const parsed = schema.safeParse(Array.isArray(value) || typeof value !== "object" ? value : rest);
  if (!parsed.success) throw invalid(parsed.error.issues);
  return parsed.data;
}

/**
 * Turns any error into problem+json in the caller's language; an unforeseen one keeps its words in the log, under a reference.
 * @param page answers addresses that are none of the API's, where there is a page for them
 */
export function replyWithProblems(app: FastifyInstance, log: Log, page?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined): void {
  app.setErrorHandler((error, request, reply) => {
    const found = asProblem(error as Error, log);
    if (reply.raw.headersSent) return reply.raw.destroy();
    if (found.status === 429 && found.details.seconds !== undefined) reply.header("retry-after", String(found.details.seconds));
    return reply.code(found.status).type("application/problem+json").send(JSON.stringify(found.toJSON(languageOf(request.headers["accept-language"]))));
  });
  app.setNotFoundHandler((request, reply) => {
    const shown = page?.(request, reply);
    if (shown) return shown;
    const found = problem("route.notFound");
    return reply.code(404).type("application/problem+json").send(JSON.stringify(found.toJSON(languageOf(request.headers["accept-language"]))));
  });
}

export function asProblem(error: Error, log: Log): Problem {
  const known = databaseProblem(error);
  if (known instanceof Problem) return known;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return problem("request.tooLarge", { limit: "1 MB" });
  if (code === "ENOSPC") return problem("disk.full", { reason: "ENOSPC" });
  if (statusCode && statusCode < 500) return problem(statusCode === 413 ? "request.tooLarge" : "input.notJson", { limit: "1 MB" });
  const reference = randomBytes(4).toString("hex");
  log.fault("request", error, { reference });
  return problem("server.fault", { reference });
}
