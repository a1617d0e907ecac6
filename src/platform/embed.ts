/**
 * Embeds: a picture of counts that another site's page may frame, without signing in. A door that ships closed; rows marked CLEAR and
 * nothing else, of the actual world alone, whoever asks: no cookie is looked at. Which sites may frame it, and from which
 * number on a count is shown, an administrator settles.
 */
import { z } from "zod";
import type { Command } from "./command.ts";
import type { Transaction } from "./database.ts";
import { Bytes, route, type AnyRoute, type May } from "./http.ts";
import { problem } from "./problem.ts";

export const EMBED_DOOR = "embed";
export const embedMay: May = { door: EMBED_DOOR, strangersOnly: "an embed is the same for everyone" };

export interface EmbedSettings {
  /** Origins of the pages that may frame an embed; none: no other page may. */
  sites: string[];
  /** A count below this, and above zero, is shown as "‹ so many". 1 shows every count. */
  smallestCount: number;
}

const SETTING = "embed";
/** Small enough to be useful, large enough that one event in a district does not point at its victims. */
const FIRST: EmbedSettings = { sites: [], smallestCount: 3 };

export async function embedSettings(tx: Transaction): Promise<EmbedSettings> {
  const { rows } = await tx.client.query("select value from settings where name = $1", [SETTING]);
  return { ...FIRST, ...rows[0]?.value };
}

export async function settleEmbeds(tx: Transaction, change: Partial<EmbedSettings>): Promise<EmbedSettings> {
  const settings = { ...(await embedSettings(tx)), ...change };
  await tx.client.query("insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", [SETTING, JSON.stringify(settings)]);
  tx.journal({ act: `settle-embeds ${settings.smallestCount} ${settings.sites.join(" ")}`.trimEnd() });
  return settings;
}

/** An origin and nothing more: it is written into a header. */
const Site = z.string().max(200).transform((words, context) => {
  const site = URL.canParse(words) ? new URL(words) : undefined;
  if (!site || !/^https?:$/.test(site.protocol) || site.username || site.pathname !== "/" || site.search || site.hash) {
    context.addIssue({ code: "custom", message: "a site is https://name, with a port if need be, and no path" });
    return z.NEVER;
  }
  return site.origin;
});
const SitesWords = z.array(Site).max(20);
const Settings = z.strictObject({ sites: SitesWords.optional(), smallestCount: z.int().min(1).max(100).optional() });

/** What a frame may do: nothing but show itself, in the pages that were named. */
export function framed(settings: EmbedSettings, type: string, body: string): Bytes {
  return new Bytes(type, body, {
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors ${settings.sites.length > 0 ? settings.sites.join(" ") : "'none'"}`,
    "cache-control": "public, max-age=300", "cross-origin-resource-policy": "cross-origin",
  });
}

const may = "doors.manage";
const Shown = z.object({ sites: z.array(z.string()), smallestCount: z.int() });

export const embedSettingRoutes: readonly AnyRoute[] = [
  route({ method: "GET", path: "/api/embed-settings", tag: "house", may, summary: "Which sites may frame this node’s embeds, and from which number on a count is shown", reply: Shown, handle: ({ tx }) => embedSettings(tx) }),
  route({ method: "PUT", path: "/api/embed-settings", tag: "house", may, summary: "Settle which sites may frame embeds, and from which number on a count is shown", body: Settings, reply: Shown, handle: ({ tx, body }) => settleEmbeds(tx, defined(body)) }),
];

const defined = ({ sites, smallestCount }: z.output<typeof Settings>): Partial<EmbedSettings> => ({ ...(sites ? { sites } : {}), ...(smallestCount === undefined ? {} : { smallestCount }) });

const USAGE = "embeds [--sites https://A,https://B | --sites none] [--smallest-count N]";

export const embedCommand: Command = {
  verb: "embeds",
  summary: "which sites may frame this node’s embeds, and from which number on a count is shown; `open embed` opens the door",
  usage: USAGE,
  options: { sites: { type: "string" }, "smallest-count": { type: "string" } },
  async run({ node, values }) {
    const change = Settings.safeParse({
      ...(values.sites === undefined ? {} : { sites: values.sites === "none" ? [] : values.sites.split(",") }),
      ...(values["smallest-count"] === undefined ? {} : { smallestCount: Number(values["smallest-count"]) }),
    });
    if (!change.success) throw problem("command.usage", { reason: change.error.issues[0]!.message, usage: `faleme ${USAGE}` });
    const wanted = defined(change.data);
    const settings = await node.db.as(node.keeper("command-line"), (tx) => (Object.keys(wanted).length > 0 ? settleEmbeds(tx, wanted) : embedSettings(tx)));
    const words = `${settings.sites.length > 0 ? `These sites may frame embeds: ${settings.sites.join(", ")}.` : "No other site may frame embeds."} Counts below ${settings.smallestCount} are not shown.`;
    return { json: settings, words };
  },
};
