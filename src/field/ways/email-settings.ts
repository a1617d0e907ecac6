/** Whether mail is taken in, where the listener stands and for which addresses. Off until an administrator says otherwise. */
import { z } from "zod";
import type { Transaction } from "../../platform/database.ts";

export const EmailSettings = z.strictObject({
  isOn: z.boolean().default(false),
  /** This machine alone unless a mail server on another one hands over. */
  host: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
  port: z.int().min(0).max(65_535).default(2525),
  /** Only mail for these is taken. */
  recipients: z.array(z.email().max(200).transform((words) => words.toLowerCase())).max(20).default([]),
});
export type EmailSettings = z.output<typeof EmailSettings>;

const SETTING = "email.in";

export async function emailSettings(tx: Transaction): Promise<EmailSettings> {
  const { rows } = await tx.client.query("select value from settings where name = $1", [SETTING]);
  return EmailSettings.parse(rows[0]?.value ?? {});
}

export async function settleEmail(tx: Transaction, settings: EmailSettings): Promise<void> {
  await tx.client.query("insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", [SETTING, JSON.stringify(settings)]);
  tx.journal({ act: `settle-email ${settings.isOn ? "on" : "off"}` });
}
