/** One message to one address, by the mail server that an administrator named. Encrypted on the way, except on this very machine. */
import type { Node } from "../../platform/node.ts";
import { isThisMachine } from "../../platform/transport.ts";
import { mailPassword, type OutwardSettings } from "./settings.ts";

/** It is not set up, or its door is closed: nothing is tried again. */
export class NotSet extends Error {}

export interface Mail {
  /** The same for every repetition: one that came twice is known for the same. */
  id: string;
  to: string; subject: string; text: string; isExercise: boolean;
  attachments?: readonly { filename: string; content: Buffer | string; contentType: string }[];
}

const TIMEOUT_MS = 20_000;

export async function sendMail(node: Node, { mail }: OutwardSettings, { id, to, subject, text, isExercise, attachments = [] }: Mail): Promise<void> {
  if (!mail) throw new NotSet("no mail server is set");
  const { createTransport } = await import("nodemailer");
  const password = mailPassword(node);
  const transport = createTransport({
    host: mail.host, port: mail.port, secure: mail.secure, requireTLS: !mail.secure && !isThisMachine(mail.host), connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS,
    ...(mail.user && password ? { auth: { user: mail.user, pass: password } } : {}), disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: mail.from, to, subject, text, messageId: `<${id}@${mail.from.split("@")[1]}>`, attachments: [...attachments],
      headers: { "auto-submitted": "auto-generated", ...(isExercise ? { "x-faleme-status": "Exercise" } : {}) },
    });
  } finally {
    transport.close();
  }
}
