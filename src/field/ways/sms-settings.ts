/** Which gateways bring short messages, and which of them send? An administrator's word; their secrets lie in the data directory and are never shown again. */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { keepSecret, privateFolder, secretIn } from "../../platform/data-directory.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";
import { GATEWAYS } from "./sms-gateways.ts";

export const GatewayName = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
export const GATEWAY_KINDS = Object.keys(GATEWAYS) as [keyof typeof GATEWAYS, ...(keyof typeof GATEWAYS)[]];

export const GatewaySettings = z.strictObject({
  kind: z.enum(GATEWAY_KINDS),
  isOn: z.boolean().default(true),
  /** Where messages to be sent are posted; none: this gateway only receives. */
  sendUrl: z.url({ protocol: /^https?$/ }).max(300).optional(),
  /** The user’s name at the gateway, where it asks one. */
  account: z.string().max(100).optional(),
  /** What shows as the sender, where the gateway lets one choose. */
  from: z.string().max(20).optional(),
  /** One question, where a message says no place or no kind. */
  asksBack: z.boolean().default(true),
  /** Of what we ask; a message in Arabic letters is always answered in Arabic. */
  language: z.enum(["fr", "en", "ar"]).default("fr"),
});
export type GatewaySettings = z.output<typeof GatewaySettings>;

const SETTING = "sms.gateways";

export async function gateways(tx: Transaction): Promise<Record<string, GatewaySettings>> {
  const { rows } = await tx.client.query("select value from settings where name = $1", [SETTING]);
  return Object.fromEntries(Object.entries(rows[0]?.value ?? {}).map(([name, value]) => [name, GatewaySettings.parse(value)]));
}

/** @param settings nothing: the gateway is forgotten, with its secrets */
export async function settleGateway(node: Node, tx: Transaction, name: string, settings: GatewaySettings | undefined): Promise<void> {
  const { [name]: _, ...others } = await gateways(tx);
  const all = settings ? { ...others, [name]: settings } : others;
  await tx.client.query("insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", [SETTING, JSON.stringify(all)]);
  tx.journal({ act: `${settings ? "settle" : "forget"}-gateway ${name}` });
  if (!settings) tx.afterCommit(() => { for (const way of ["in", "out"] as const) forgetSecret(node, name, way); });
}

const secretName = (name: string, way: "in" | "out") => `sms-${way}-${name}`;
const secretFile = (node: Node, name: string, way: "in" | "out") => path.join(privateFolder(node.dir, "secrets"), secretName(name, way));

/** "in": by which the gateway proves itself; "out": by which we prove ourselves to it. "" where none was set. */
export const gatewaySecret = (node: Node, name: string, way: "in" | "out"): string => (existsSync(secretFile(node, name, way)) ? secretIn(node.dir, secretName(name, way)) : "");

function forgetSecret(node: Node, name: string, way: "in" | "out"): void {
  rmSync(secretFile(node, name, way), { force: true });
}

export function keepGatewaySecret(node: Node, name: string, way: "in" | "out", words: string): void {
  forgetSecret(node, name, way);
  keepSecret(node.dir, secretName(name, way), words);
}

/** For letters and digits only: it may stand in an address. */
export const newSecret = (): string => randomBytes(24).toString("base64url").replaceAll(/[-_]/g, "x");
