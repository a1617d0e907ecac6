// Those who work at a house under test, each in a browser of their own: roles, never names. What pages do not do yet is asked of the API as they would ask it.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Role } from "../../src/platform/roles.ts";
import { PASSWORD, type House } from "./house.ts";

/** Invited by the first administrator, and signed in. */
export async function invited(house: House, login: string, role: Role, clearance: string): Promise<Page> {
  const office = await house.enter();
  const { link } = await ask(office, "/api/members", { login, title: `${login}, Bakel`, roles: [role], clearance });
  await office.context().close();
  const page = await house.visit();
  await ask(page, `${house.url}/api/welcome`, { token: new URL(link.url).searchParams.get("token"), password: PASSWORD });
  await page.goto(`${house.url}/account`);
  return page;

  /** Before the page has an address of its own. */
  function ask(from: Page, path: string, data: object) { return asked(from, new URL(path, house.url).href, data); }
}

/** @param data with it, it is a POST. @returns what the house answers; anything but success is a fault */
export async function asked(page: Page, path: string, data?: object, method = data ? "POST" : "GET"): Promise<any> {
  const reply = await page.request.fetch(new URL(path, page.url()).href, { method, ...(data ? { data } : {}) });
  const words = await reply.text();
  expect(reply.status(), `${method} ${path}: ${words}`).toBeLessThan(300);
  return words === "" ? undefined : JSON.parse(words);
}
