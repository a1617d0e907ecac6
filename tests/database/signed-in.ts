// A running house, and clients that really signed in to it: welcome link, invitation, password and, for RED, the second step.
//
//   const house = await startHouse(await testNode());
//   const analyst = await house.signIn("analyst", "AMBER");
//   const reply = await analyst("/api/events", { method: "POST", json: { content } });   // a Response, as fetch gives it
//   const page = await analyst.json("/api/events?limit=10");                             // its body; throws unless 2xx
import { createHmac } from "node:crypto";
import { afterAll } from "vitest";
import { firstAdministratorLink } from "../../src/platform/first-administrator.ts";
import { silent, type Log } from "../../src/platform/log.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Node } from "../../src/platform/node.ts";
import type { Role } from "../../src/platform/roles.ts";
import { startServer, type Server, type ServerOptions } from "../../src/server.ts";

export type Asked = Omit<RequestInit, "body"> & { body?: RequestInit["body"]; json?: unknown };

export interface Client {
  (path: string, asked?: Asked): Promise<Response>;
  json(path: string, asked?: Asked): Promise<any>;
  /** As a browser keeps them. */
  cookies: Map<string, string>;
  login: string;
  password: string;
  /** The authenticator's secret, where the second step is on. */
  totpSecret?: string;
}

export interface House {
  url: string;
  /** A new member with this role and clearance, signed in; cleared to RED, with the second step on. */
  signIn(role: Role, clearance: Marking, more?: { organisation?: string }): Promise<Client>;
  /** The first administrator, cleared to AMBER. */
  administrator(): Promise<Client>;
  /** A browser that nobody has signed in with. */
  visitor(): Client;
  close(): Promise<void>;
}

const PASSWORD = "quatre hiboux lisent tard";

/** How a client's request reaches the server. */
type Ask = (path: string, init: RequestInit) => Promise<Response>;

/**
 * Closed after the test file's last test, or earlier by `close()`.
 * @param isHanded requests are handed to the server without a socket in between: for walks that ask tens of thousands of times
 */
export async function startHouse(node: Node, { log = silent, isHanded = false, ...options }: Partial<ServerOptions> & { log?: Log; isHanded?: boolean } = {}): Promise<House> {
  const server = await startServer({ node, log, isWorker: false, ...options });
  let isOpen = true;
  const close = async () => { if (isOpen) { isOpen = false; await server.close(); } };
  afterAll(close);
  const visitor = () => browser(server.url, isHanded ? handedTo(server) : undefined);
  let first: Promise<Client> | undefined;
  let made = 0;
  const administrator = () => (first ??= welcomed(visitor(), (firstAdministratorLink(node, server.url)), { login: "administrateur", title: "administrateur" }));
  return {
    url: server.url, visitor, administrator, close,
    async signIn(role, clearance, { organisation } = {}) {
      const login = `${role}-${++made}`;
      const { link } = await (await administrator()).json("/api/members", { method: "POST", json: { login, title: role, roles: [role], clearance, organisation } });
      const client = await welcomed(visitor(), link.url, { login });
      if (clearance === "RED") await turnTotpOn(client);
      return client;
    },
  };
}

async function welcomed(client: Client, link: string | undefined | Promise<string | undefined>, { login, title }: { login: string; title?: string }): Promise<Client> {
  const url = await link;
  if (!url) throw new Error("there is an administrator already, whom this house did not make");
  const token = new URL(url).searchParams.get("token");
  await client.json("/api/welcome", { method: "POST", json: { token, password: PASSWORD, ...(title ? { login, title } : {}) } });
  return Object.assign(client, { login, password: PASSWORD });
}

export async function turnTotpOn(client: Client): Promise<string[]> {
  const { totpUri, recoveryCodes } = await client.json("/api/auth/two-factor/enable", { method: "POST", json: { password: client.password } });
  client.totpSecret = new URL(totpUri).searchParams.get("secret")!;
  await client.json("/api/auth/two-factor/verify-totp", { method: "POST", json: { code: totpCode(client.totpSecret) } });
  return recoveryCodes;
}

const WITHOUT_BODY = [204, 304];

function handedTo({ app }: Server): Ask {
  return async (path, { method = "GET", headers, body }) => {
    const { statusCode: status, rawPayload, headers: given } = await app.inject({ method: method as "GET", url: path, headers: Object.fromEntries(new Headers(headers)), ...(body ? { payload: body as string } : {}) });
    const told = Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, String(one)]));
    return new Response(WITHOUT_BODY.includes(status) ? null : new Uint8Array(rawPayload), { status, headers: told });
  };
}

/** A client that keeps its cookies as a browser does. */
export function browser(url: string, ask: Ask = (path, init) => fetch(new URL(path, url), init)): Client {
  const cookies = new Map<string, string>();
  const client = async (path: string, { json, ...asked }: Asked = {}): Promise<Response> => {
    const headers = new Headers(asked.headers);
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (json !== undefined) headers.set("content-type", "application/json");
    const reply = await ask(path, { ...asked, headers, ...(json !== undefined ? { body: JSON.stringify(json) } : {}) });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return reply;
  };
  return Object.assign(client, {
    cookies, login: "", password: "",
    async json(path: string, asked?: Asked) {
      const reply = await client(path, asked);
      if (!reply.ok) throw new Error(`${asked?.method ?? "GET"} ${path}: ${reply.status} ${await reply.text()}`);
      return reply.status === 204 ? undefined : reply.json();
    },
  });
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator shows (RFC 6238, SHA-1, six digits, half a minute). @param ahead periods from now */
export function totpCode(secret: string, ahead = 0): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", key).update(counter).digest();
  const at = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
