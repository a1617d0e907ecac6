/** HTTP of short messages: the address that a gateway posts to, and what an administrator settles about gateways. */
import { z } from "zod";
import { authOf } from "../../platform/auth.ts";
import { route, type AnyRoute, type Call } from "../../platform/http.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { withBody } from "./request-body.ts";
import { outboxCounts } from "./send-sms.ts";
import { GATEWAYS } from "./sms-gateways.ts";
import { GatewayName, gateways, gatewaySecret, GatewaySettings, keepGatewaySecret, newSecret, settleGateway } from "./sms-settings.ts";
import { takeSms } from "./take-sms.ts";

const tag = "field";
const MOST_BYTES = 256 * 1024;

/** A gateway that does not exist is answered as one whose secret is wrong. */
async function delivered({ node, request }: Call, name: string, secretInAddress: string | undefined): Promise<{ received: true }> {
  const settings = GatewayName.safeParse(name).success ? (await node.db.as(node.keeper("sms"), gateways))[name] : undefined;
  return withBody(request, MOST_BYTES, async (body) => {
    const gateway = settings?.isOn ? GATEWAYS[settings.kind] : undefined;
    const delivery = { body, headers: request.headers, ...(secretInAddress ? { secretInAddress } : {}) };
    if (!gateway?.isGenuine(delivery, gatewaySecret(node, name, "in"), node.db.now())) throw problem("gateway.refused");
    const sms = gateway.read(delivery);
    if (!sms) throw problem("gateway.unreadable");
    await takeSms(node, name, settings!, sms);
    return { received: true };
  });
}

const Shown = GatewaySettings.extend({ name: z.string(), hasSecretIn: z.boolean(), hasSecretOut: z.boolean(), waiting: z.int(), failed: z.int() });

async function shown(node: Node, tx: Call["tx"]): Promise<z.input<typeof Shown>[]> {
  const counts = await outboxCounts(tx);
  return Object.entries(await gateways(tx)).map(([name, settings]) => ({
    ...settings, name, hasSecretIn: gatewaySecret(node, name, "in") !== "", hasSecretOut: gatewaySecret(node, name, "out") !== "", waiting: counts[name]?.waiting ?? 0, failed: counts[name]?.failed ?? 0,
  }));
}

const Name = z.object({ name: GatewayName });
const may = "field.settle";
const fromGateway = { anyone: "a gateway proves itself by a secret or a signature of its own" };

export const smsRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/field/sms/:gateway", tag, may: fromGateway, withoutTransaction: true, rawBody: true, summary: "A gateway hands over a short message; repeated, it is the same message",
    params: z.object({ gateway: z.string().max(60) }), handle: (call) => delivered(call, call.params.gateway, undefined),
  }),
  route({
    method: "POST", path: "/api/field/sms/:gateway/:secret", tag, may: fromGateway, withoutTransaction: true, rawBody: true, summary: "The same, for gateways that cannot sign",
    params: z.object({ gateway: z.string().max(60), secret: z.string().max(200) }), handle: (call) => delivered(call, call.params.gateway, call.params.secret),
  }),
  route({ method: "GET", path: "/api/field/gateways", tag, may, summary: "Gateways of short messages; secrets are never shown", reply: z.array(Shown), handle: ({ tx, node }) => shown(node, tx) }),
  route({
    method: "PUT", path: "/api/field/gateways/:name", tag, may, summary: "Settle a gateway; a secret that is given replaces the one before", params: Name, reply: z.array(Shown),
    body: GatewaySettings.extend({ secretIn: z.string().min(8).max(200).optional(), secretOut: z.string().min(1).max(300).optional() }),
    async handle({ tx, node, params: { name }, body: { secretIn, secretOut, ...settings } }) {
      if (settings.sendUrl && new URL(settings.sendUrl).username) throw problem("input.invalid", { reason: "sendUrl: no name or password in an address", faults: [{ field: "sendUrl", reason: "no name or password in an address" }] });
      await settleGateway(node, tx, name, settings);
      tx.afterCommit(() => {
        if (secretIn) keepGatewaySecret(node, name, "in", secretIn);
        if (secretOut) keepGatewaySecret(node, name, "out", secretOut);
      });
      return (await shown(node, tx)).map((one) => (one.name === name ? { ...one, hasSecretIn: one.hasSecretIn || secretIn !== undefined, hasSecretOut: one.hasSecretOut || secretOut !== undefined } : one));
    },
  }),
  route({
    method: "POST", path: "/api/field/gateways/:name/secret", tag, may, summary: "Make a new secret for what a gateway brings: shown once, with the address to give to the gateway", params: Name,
    reply: z.object({ secret: z.string(), address: z.string() }),
    async handle({ tx, node, params: { name }, request }) {
      const settings = (await gateways(tx))[name];
      if (!settings) throw problem("record.notFound");
      const secret = newSecret();
      tx.journal({ act: `new-secret-gateway ${name}` });
      tx.afterCommit(() => { keepGatewaySecret(node, name, "in", secret); });
      return { secret, address: `${authOf(request).urlOf(request)}/api/field/sms/${name}${settings.kind === "africas-talking" ? `/${secret}` : ""}` };
    },
  }),
  route({
    method: "DELETE", path: "/api/field/gateways/:name", tag, may, summary: "Forget a gateway and its secrets", params: Name,
    async handle({ tx, node, params: { name } }) {
      if (!(await gateways(tx))[name]) throw problem("record.notFound");
      await settleGateway(node, tx, name, undefined);
    },
  }),
];

