/**
 * How does a house get its first administrator, and how one back who is locked out? By a one-time link, shown to whoever
 * holds the data directory: printed by `faleme up` as long as nobody can administer, and by `faleme admin reset`.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "./command.ts";
import { asMembersOffice } from "./members.ts";
import type { Node } from "./node.ts";
import { makeLink } from "./one-time-links.ts";
import { problem } from "./problem.ts";
import { hasAdministrator } from "./sign-in-queries.ts";

/** A new link for the first administrator, or nothing: there is one. The link of an earlier start is void. */
export async function firstAdministratorLink(node: Node, url: string): Promise<string | undefined> {
  return asMembersOffice(node, node.keeper("command-line"), async (tx) => {
    if (await hasAdministrator(tx)) return undefined;
    return url + (await makeLink(tx, "first-administrator")).path;
  });
}

/** Where the running server writes the address that it answers on. */
export const addressFile = (node: Node): string => path.join(node.dir, "server-address");

const DEFAULT_URL = "http://localhost:8420";

export const adminCommand: Command = {
  verb: "admin",
  summary: "make a one-time link that sets a new password for an administrator, or makes a new one, and turns two-step sign-in off",
  usage: "admin reset [--data DIR]",
  async run({ node, positionals }) {
    if (positionals.length !== 1 || positionals[0] !== "reset") throw problem("command.usage", { reason: "reset is the only thing it does", usage: "faleme admin reset" });
    const isRunning = existsSync(addressFile(node));
    const { path: link, expiresAt } = await asMembersOffice(node, node.keeper("command-line"), (tx) => makeLink(tx, "administrator-reset", { turnsTotpOff: true }));
    const url = (isRunning ? readFileSync(addressFile(node), "utf8").trim() : DEFAULT_URL) + link;
    return { json: { url, expiresAt }, words: `${url}\nWorks once, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC.${isRunning ? "" : " Start the server first: faleme up"}` };
  },
};
