/**
 * Is this request private on its way? Passwords and sessions travel only over TLS, or inside this machine. Decided by the
 * connection, never by what a client says of itself: a header counts only where the administrator vouches for the proxy.
 */
import type { FastifyRequest } from "fastify";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** A request that carries one of these came through a proxy, so that its peer being this machine says nothing. */
const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

export type Transport = "encrypted" | "local" | "open";

/** @param trustsProxy the server stands behind a proxy of its administrator's, whose X-Forwarded-Proto counts */
export function transportOf(request: FastifyRequest, trustsProxy: boolean): Transport {
  const { socket } = request.raw;
  if ((socket as { encrypted?: boolean }).encrypted) return "encrypted";
  if (trustsProxy && lastOf(request.headers["x-forwarded-proto"]) === "https") return "encrypted";
  const isThroughProxy = PROXY_HEADERS.some((name) => name in request.headers);
  const isLocal = !isThroughProxy && LOOPBACK.test(socket.remoteAddress ?? "") && LOCAL_HOST.test(request.headers.host ?? "");
  return isLocal ? "local" : "open";
}

/** The host that the page's address bar shows: the proxy's word where it is trusted. */
export const hostOf = (request: FastifyRequest, trustsProxy: boolean): string =>
  (trustsProxy && lastOf(request.headers["x-forwarded-host"])) || (request.headers.host ?? "");

/**
 * Whether another site's page sent it. Browsers name the page's origin on every request that changes something; programs
 * that are no browser name none. Compared with the request's own host, so that localhost works on any port.
 */
export function isCrossOrigin(request: FastifyRequest, trustsProxy: boolean): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== withoutDefaultPort(hostOf(request, trustsProxy), origin);
}

/** A browser leaves :443 and :80 out of an origin; some proxies write them into the host. */
const withoutDefaultPort = (host: string, origin: string): string => host.toLowerCase().replace(origin.startsWith("https:") ? /:443$/ : /:80$/, "");

/** The nearest proxy's word is the last one. */
const lastOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header.join(",") : header)?.split(",").at(-1)?.trim().toLowerCase();

/** Names of this very machine in an address: what stays on it needs no TLS. */
export const isThisMachine = (hostname: string): boolean => /^(localhost|127\.[\d.]+|::1|\[::1\])$/.test(hostname);
