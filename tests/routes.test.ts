// Every route with its permission, as one list to read: `tests/routes.txt`. A new or changed line is seen in review;
// `npx vitest run tests/routes -u` writes the list anew.
import { expect, test } from "vitest";
import type { May } from "../src/platform/http.ts";
import { PERMISSIONS } from "../src/platform/roles.ts";
import { allRoutes } from "../src/server.ts";

const routes = allRoutes();

function words(may: May): string {
  if (typeof may === "string") return may;
  if ("strangersOnly" in may) return `everyone alike, through the open door ${may.door}: ${may.strangersOnly}`;
  return "anyone" in may ? `anyone: ${may.anyone}` : `${may.permission}, or the open door ${may.door}`;
}

test("no route is without a permission that exists, or a reason why anyone may ask it", () => {
  const asked = (may: May) => (typeof may === "string" ? may : "permission" in may ? may.permission : undefined);
  for (const { method, path, may } of routes) {
    const permission = asked(may);
    const isKnown = permission === "signed-in" || (PERMISSIONS as readonly string[]).includes(permission ?? "");
    expect(isKnown || (typeof may === "object" && ("anyone" in may ? may.anyone : "strangersOnly" in may ? may.strangersOnly : "").length > 10), `${method} ${path}`).toBe(true);
  }
});

test("no two routes have the same method and address", () => {
  const addresses = routes.map(({ method, path }) => `${method} ${path}`);
  expect(addresses.filter((address, i) => addresses.indexOf(address) !== i)).toEqual([]);
});

test("the list of routes is the one that was read", async () => {
  const list = routes.map(({ method, path, may }) => `${method.padEnd(6)} ${path}  –  ${words(may)}`).sort((a, b) => (a.slice(7) < b.slice(7) ? -1 : 1));
  await expect(`${list.join("\n")}\n`).toMatchFileSnapshot("routes.txt");
});
