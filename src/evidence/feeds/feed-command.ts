/** `faleme feed`: what an administrator says of UCDP's and ACLED's interfaces, and fetching from them. Nothing is fetched unasked. */
import { existsSync, readFileSync } from "node:fs";
import type { Command, Invocation, Printed } from "../../platform/command.ts";
import { problem } from "../../platform/problem.ts";
import { FEEDS, FeedSettings, feedSettings, forgetFeed, keepFeedSecret, keepFeedSettings, USUAL_URL, type FeedName } from "./feed-settings.ts";
import { fetchFeed } from "./fetch-feed.ts";

const USAGE = "feed ucdp|acled set --secret-file FILE --countries ML,MR,SN [--release 24.1] [--from DAY] [--to DAY] [--url URL] [--requests-per-day N] | feed ucdp|acled fetch [--dry-run] [--exercise] | feed ucdp|acled show | feed ucdp|acled forget";

export const feedCommand: Command = {
  verb: "feed",
  summary: "fetch events from the interfaces of UCDP and ACLED; the secret file holds UCDP's token, or ACLED's account and, on the next line, its password",
  usage: USAGE,
  options: {
    "secret-file": { type: "string" }, countries: { type: "string" }, release: { type: "string" }, from: { type: "string" }, to: { type: "string" }, url: { type: "string" },
    "requests-per-day": { type: "string" }, "dry-run": { type: "boolean", default: false }, exercise: { type: "boolean", default: false },
  },
  async run(invocation) {
    const [feed, act] = invocation.positionals;
    if (!FEEDS.includes(feed as FeedName)) throw wrong(`a feed is ${FEEDS.join(" or ")}`);
    const acts: Record<string, typeof set> = { set, fetch, show, forget };
    const chosen = acts[act ?? ""];
    if (!chosen) throw wrong("what about it? set, fetch, show or forget");
    return chosen(feed as FeedName, invocation);
  },
};

async function set(feed: FeedName, { node, values }: Invocation): Promise<Printed> {
  const file = values["secret-file"];
  if (!file) throw wrong("--secret-file FILE");
  if (!existsSync(file)) throw problem("file.missing", { file });
  if (feed === "ucdp" && !values.release) throw wrong("--release, such as 24.1");
  const parsed = FeedSettings.safeParse({
    url: values.url ?? USUAL_URL[feed], countries: String(values.countries ?? "").split(",").map((code: string) => code.trim().toUpperCase()).filter(Boolean),
    ...(values.release ? { release: values.release } : {}), ...(values.from ? { from: values.from } : {}), ...(values.to ? { to: values.to } : {}),
    ...(values["requests-per-day"] ? { requestsPerDay: Number(values["requests-per-day"]) } : {}),
  });
  if (!parsed.success) throw wrong(parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("; "));
  keepFeedSecret(node, feed, readFileSync(file, "utf8").trim());
  await node.db.as(node.keeper("command-line"), (tx) => keepFeedSettings(tx, feed, parsed.data));
  return { json: { feed, ...parsed.data }, words: `${feed} is set: ${parsed.data.url}, ${parsed.data.countries.join(", ")}. Fetch with: faleme feed ${feed} fetch` };
}

async function fetch(feed: FeedName, { node, values, terminal, signal }: Invocation): Promise<Printed> {
  const { pages, ...result } = await fetchFeed(feed, { node, caller: node.keeper("command-line", values.exercise === true), isDryRun: values["dry-run"] === true, signal, progress: terminal.progress });
  const { read, inserted, updated, unchanged, rejected } = result;
  return { json: { ...result, pages }, words: `${pages} pages, ${read} rows: ${inserted} new, ${updated} changed, ${unchanged} unchanged, ${rejected} refused.` };
}

async function show(feed: FeedName, { node }: Invocation): Promise<Printed> {
  const settings = await node.db.as(node.keeper("command-line"), (tx) => feedSettings(tx, feed));
  return { json: { feed, ...settings }, words: Object.entries(settings).map(([name, value]) => `${name}: ${[value].flat().join(", ")}`).join("\n") };
}

async function forget(feed: FeedName, { node }: Invocation): Promise<Printed> {
  await forgetFeed(node, feed);
  return { json: { feed, forgotten: true }, words: `${feed}: settings and secret are gone. What was imported stays.` };
}

const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
