/** Opens and closes the listener for mail as its settings say: at the start of the server, and when they change. */
import { z } from "zod";
import { route, type AnyRoute } from "../../platform/http.ts";
import type { Log } from "../../platform/log.ts";
import type { Node } from "../../platform/node.ts";
import type { EmailListener } from "./email-listener.ts";
import { EmailSettings, emailSettings, settleEmail } from "./email-settings.ts";

interface Door { apply(): Promise<void>; port?: number; fault?: string; close(): Promise<void> }
const doors = new WeakMap<Node, Door>();

export async function openEmailDoor(node: Node, log: Log): Promise<() => Promise<void>> {
  let listener: EmailListener | undefined;
  let turn: Promise<void> = Promise.resolve();
  const door: Door = {
    apply: () => (turn = turn.catch(() => {}).then(async () => {
      await listener?.close();
      listener = undefined;
      delete door.port;
      delete door.fault;
      const settings = await node.db.as(node.keeper("email"), emailSettings);
      if (!settings.isOn) return;
      try {
        // Loaded only where mail is taken in.
        listener = await (await import("./email-listener.ts")).listenForEmail(node, settings, log);
        door.port = listener.port;
        log.info("email is taken in", { port: listener.port });
      } catch (error) {
        door.fault = (error as { code?: string }).code ?? (error as Error).name;
        log.info("email cannot be taken in", { code: door.fault });
      }
    })),
    close: async () => { await turn.catch(() => {}); await listener?.close(); },
  };
  doors.set(node, door);
  await door.apply();
  return door.close;
}

const Shown = z.object({ isOn: z.boolean(), host: z.string(), port: z.int(), recipients: z.array(z.string()), listensOn: z.int().nullable(), fault: z.string().nullable() });
const shown = (node: Node, settings: EmailSettings): z.input<typeof Shown> => ({ ...settings, listensOn: doors.get(node)?.port ?? null, fault: doors.get(node)?.fault ?? null });

export const emailRoutes: readonly AnyRoute[] = [
  route({ method: "GET", path: "/api/field/email", tag: "field", may: "field.settle", summary: "Whether mail is taken in, where and for whom", reply: Shown, handle: async ({ tx, node }) => shown(node, await emailSettings(tx)) }),
  route({
    method: "PUT", path: "/api/field/email", tag: "field", may: "field.settle", withoutTransaction: true, summary: "Settle whether mail is taken in, where and for whom", body: EmailSettings, reply: Shown,
    async handle({ node, caller, body }) {
      await node.db.as(caller, (tx) => settleEmail(tx, body));
      await doors.get(node)?.apply();
      return shown(node, body);
    },
  }),
];
