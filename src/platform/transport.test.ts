import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { hostOf, isCrossOrigin, transportOf, type Transport } from "./transport.ts";

const request = (remoteAddress: string, headers: Record<string, string>, encrypted = false) => ({ headers, raw: { socket: { remoteAddress, encrypted } } }) as unknown as FastifyRequest;

test.each<[why: string, peer: string, headers: Record<string, string>, alone: Transport, behindProxy: Transport]>([
  ["this machine, by name", "127.0.0.1", { host: "localhost:8420" }, "local", "local"],
  ["this machine, by number", "::1", { host: "[::1]:8420" }, "local", "local"],
  ["this machine, mapped", "::ffff:127.0.0.1", { host: "127.0.0.1:8420" }, "local", "local"],
  ["another machine that says localhost", "192.168.1.20", { host: "localhost:8420" }, "open", "open"],
  ["a name that was bent to this machine", "127.0.0.1", { host: "elsewhere.example:8420" }, "open", "open"],
  ["a name that only begins so", "127.0.0.1", { host: "localhost.elsewhere.example" }, "open", "open"],
  ["no host at all", "127.0.0.1", {}, "open", "open"],
  ["a proxy on this machine that hides the host, plain outside", "127.0.0.1", { host: "localhost:8420", "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "http" }, "open", "open"],
  ["the same, https outside", "127.0.0.1", { host: "localhost:8420", "x-forwarded-proto": "https" }, "open", "encrypted"],
  ["a proxy elsewhere, https outside", "10.0.0.2", { host: "faleme.example", "x-forwarded-proto": "https" }, "open", "encrypted"],
  ["a client that claims https before a proxy that knows better", "10.0.0.2", { host: "faleme.example", "x-forwarded-proto": "https, http" }, "open", "open"],
])("%s", (_, peer, headers, alone, behindProxy) => {
  expect(transportOf(request(peer, headers), false)).toBe(alone);
  expect(transportOf(request(peer, headers), true)).toBe(behindProxy);
  expect(transportOf(request(peer, headers, true), false)).toBe("encrypted");
});

test("the host is the proxy's word only where it is trusted", () => {
  const asked = request("127.0.0.1", { host: "localhost:8420", "x-forwarded-host": "faleme.example" });
  expect([hostOf(asked, true), hostOf(asked, false)]).toEqual(["faleme.example", "localhost:8420"]);
});

test.each<[origin: string | undefined, host: string, isCross: boolean]>([
  [undefined, "localhost:8420", false],
  ["http://localhost:8420", "localhost:8420", false],
  ["https://faleme.example", "faleme.example:443", false],
  ["https://faleme.example", "Faleme.Example", false],
  ["http://localhost:8421", "localhost:8420", true],
  ["https://elsewhere.example", "faleme.example", true],
  ["https://faleme.example.elsewhere.example", "faleme.example", true],
  ["null", "localhost:8420", true],
  ["", "localhost:8420", true],
])("a page at %s asking %s", (origin, host, isCross) => {
  expect(isCrossOrigin(request("127.0.0.1", { host, ...(origin === undefined ? {} : { origin }) }), false)).toBe(isCross);
});
