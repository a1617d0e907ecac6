/**
 * Where mail comes in: an SMTP listener for the mail server of the house, on this machine's own loopback unless settled otherwise.
 * It takes mail for the addresses that were named and for no other, sends none on, and says "taken" only when it is kept.
 */
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { Log } from "../../platform/log.ts";
import type { Node } from "../../platform/node.ts";
import { Problem } from "../../platform/problem.ts";
import type { EmailSettings } from "./email-settings.ts";
import { takeEmail } from "./take-email.ts";

const MOST_BYTES = 25 * 2 ** 20;
const MOST_CLIENTS = 8;
const SILENCE_MS = 60_000;

export interface EmailListener { port: number; close(): Promise<void> }

export async function listenForEmail(node: Node, { host, port, recipients }: EmailSettings, log: Log): Promise<EmailListener> {
  const server = new SMTPServer({
    // Its greeting names neither this software nor the machine.
    name: "mail", banner: "", logger: false, size: MOST_BYTES, maxClients: MOST_CLIENTS, socketTimeout: SILENCE_MS, closeTimeout: 2_000,
    authOptional: true, hideSTARTTLS: true, hidePIPELINING: false, disabledCommands: ["AUTH", "STARTTLS"], disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      done(recipients.includes(address.toLowerCase()) ? null : refusal(550, "no such address here"));
    },
    onData(stream, _session, done) {
      received(stream).then((raw) => takeEmail(node, raw)).then(() => { done(null, "kept"); }, (error: Error) => {
        if (error instanceof Problem && error.status < 500) return done(refusal(error.status === 413 ? 552 : 554, error.in("en")));
        if (!(error instanceof Problem)) log.fault("email", error);
        done(refusal(451, "not now; try again"));
      });
    },
  });
  server.on("error", (error) => { log.info("email connection", { code: (error as { code?: string }).code }); });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => { server.server.off("error", reject); resolve(); });
  });
  const address = server.server.address();
  return { port: typeof address === "object" && address ? address.port : port, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }) };
}

async function received(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to its end all the same, so that the sender hears why.
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES || stream.sizeExceeded) throw new Problem("request.tooLarge", { limit: `${MOST_BYTES / 2 ** 20} MB` });
  return Buffer.concat(chunks);
}

const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });
