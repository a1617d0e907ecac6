// Routes over real HTTP, for callers that a test makes up: what is asked here is who may read, not how one signs in.
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { afterAll } from "vitest";
import type { Caller } from "../../src/platform/caller.ts";
import { mount, replyWithProblems, type AnyRoute, type Send } from "../../src/platform/http.ts";
import { silent, type Log } from "../../src/platform/log.ts";
import type { Node } from "../../src/platform/node.ts";

export interface Served {
  url: string;
  /** Without a caller: a stranger. */
  get(path: string, caller?: Caller, init?: RequestInit): Promise<Response>;
}

/** @param send what starts a job; none: routes that need one say so */
export async function served(node: Node, routes: readonly AnyRoute[], log: Log = silent, send?: Send): Promise<Served> {
  const callers = new Map<string, Caller>();
  const keys = new Map<Caller, string>();
  const app = Fastify({ logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } } as object);
  replyWithProblems(app as never, log);
  mount(app as never, routes, { node, log, callerOf: async (request) => callers.get(String(request.headers["x-test-caller"])), ...(send ? { send } : {}) });
  await app.listen({ port: 0, host: "127.0.0.1" });
  afterAll(() => app.close());
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    get(path, caller, init = {}) {
      if (caller && !keys.has(caller)) {
        const key = randomUUID();
        keys.set(caller, key);
        callers.set(key, caller);
      }
      return fetch(`${url}${path}`, { ...init, headers: { ...(init.headers as object), ...(caller ? { "x-test-caller": keys.get(caller)! } : {}) } });
    },
  };
}
