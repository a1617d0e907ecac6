/** How messages leave: what an administrator said of the mail server, of browser notifications and of this node's own address. Nothing leaves without it. */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { keepSecret, privateFolder, secretIn } from "../../platform/data-directory.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Node } from "../../platform/node.ts";

export const MailSettings = z.strictObject({
  host: z.string().min(1).max(200), port: z.int().min(1).max(65_535).default(587),
  /** TLS from the first byte; otherwise STARTTLS is demanded, except on this very machine. */
  secure: z.boolean().default(false),
  from: z.email().max(200), user: z.string().max(200).optional(),
});
export type MailSettings = z.output<typeof MailSettings>;

export const OutwardSettings = z.strictObject({
  /** Under which contacts reach this node: what stands in a link. */
  publicUrl: z.url({ protocol: /^https?$/ }).max(200).optional(),
  mail: MailSettings.optional(),
  /** Who the notification services may ask: mailto or https. None: no browser is notified. */
  push: z.strictObject({ subject: z.string().regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/).max(200) }).optional(),
});
export type OutwardSettings = z.output<typeof OutwardSettings>;

const SETTING = "exchange.outward";
const MAIL_SECRET = "mail-password";
const PUSH_SECRET = "push-keys";

export async function outwardSettings(tx: Transaction): Promise<OutwardSettings> {
  const { rows } = await tx.client.query("select value from settings where name = $1", [SETTING]);
  return OutwardSettings.parse(rows[0]?.value ?? {});
}

export async function settleOutward(tx: Transaction, settings: OutwardSettings): Promise<void> {
  await tx.client.query("insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", [SETTING, JSON.stringify(settings)]);
  tx.journal({ act: "settle-outward" });
}

const fileOf = (node: Node, name: string) => path.join(privateFolder(node.dir, "secrets"), name);

export function keepMailPassword(node: Node, words: string | undefined): void {
  rmSync(fileOf(node, MAIL_SECRET), { force: true });
  if (words) keepSecret(node.dir, MAIL_SECRET, words);
}

export const mailPassword = (node: Node): string | undefined => (existsSync(fileOf(node, MAIL_SECRET)) ? secretIn(node.dir, MAIL_SECRET) : undefined);

export interface PushKeys { publicKey: string; privateKey: string }

/** Made at first use; the public one is what a browser subscribes with. */
export async function pushKeys(node: Node): Promise<PushKeys> {
  if (!existsSync(fileOf(node, PUSH_SECRET))) {
    const { default: webPush } = await import("web-push");
    keepSecret(node.dir, PUSH_SECRET, JSON.stringify(webPush.generateVAPIDKeys()));
  }
  return JSON.parse(secretIn(node.dir, PUSH_SECRET)) as PushKeys;
}
