/**
 * The pages of a feed as files: each is asked for once and kept until all are there, so that after a cut the next run asks only
 * for the rest. UCDP: pages of a thousand, the token in a header. ACLED: a sign-in, then pages of five thousand until one is empty.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { canonical, sha256 } from "../../platform/canonical.ts";
import { privateFolder } from "../../platform/data-directory.ts";
import type { Node } from "../../platform/node.ts";
import { problem } from "../../platform/problem.ts";
import { codeList } from "../../platform/codes.ts";
import type { FeedName, FeedSettings } from "./feed-settings.ts";
import { politely, type Politeness } from "./polite-request.ts";

export const UCDP_PAGE = 1_000;
export const ACLED_PAGE = 5_000;

/** Gleditsch and Ward's numbers, by which UCDP's API takes countries. */
const GLEDITSCH_WARD: Readonly<Record<string, number>> = {
  ML: 432, SN: 433, BJ: 434, MR: 435, NE: 436, CI: 437, GN: 438, BF: 439, LR: 450, SL: 451, GH: 452, TG: 461, NG: 475, TD: 483, GW: 404, GM: 420, CV: 402, DZ: 615, MA: 600,
};

export interface Wanted {
  node: Node;
  settings: FeedSettings;
  secret: string;
  politeness: Politeness;
  progress(words: string): void;
}

interface Folder { at: string; file(page: number): string }

/** One folder for one question: another release or other countries begin anew. */
export function folderFor(node: Node, feed: FeedName, { url, countries, release, from, to }: FeedSettings): Folder {
  const question = { url, countries, release, from, to };
  const at = path.join(privateFolder(node.dir, "feeds"), `${feed}-${sha256(canonical(question)).toString("hex").slice(0, 12)}`);
  return { at, file: (page) => path.join(at, `page-${String(page).padStart(5, "0")}.json`) };
}

/** Whole or not at all. */
function keepPage(file: string, words: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.part`, words, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

const held = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, any>;

export async function fetchPages(feed: FeedName, wanted: Wanted): Promise<string[]> {
  return feed === "ucdp" ? fetchUcdp(wanted) : fetchAcled(wanted);
}

async function fetchUcdp({ node, settings, secret, politeness, progress }: Wanted): Promise<string[]> {
  const folder = folderFor(node, "ucdp", settings);
  const { url, release, countries, from, to } = settings;
  if (!release) throw problem("feed.notConfigured", { feed: "ucdp (--release)" });
  const numbers = countries.map((country) => GLEDITSCH_WARD[country] ?? unknownCountry("ucdp", country));
  const files: string[] = [];
  for (let page = 0, pages = 1, total: number | undefined; page < pages; page++) {
    const file = folder.file(page);
    if (!existsSync(file)) {
      const address = new URL(`${url.replace(/\/$/, "")}/gedevents/${release}`);
      for (const [name, value] of Object.entries({ pagesize: UCDP_PAGE, page, Country: numbers.join(","), StartDate: from, EndDate: to })) if (value !== undefined) address.searchParams.set(name, String(value));
      const { status, body } = await politely("ucdp", address, { headers: { "x-ucdp-access-token": secret, accept: "application/json" } }, politeness);
      const reply = body as { TotalCount?: number; TotalPages?: number; Result?: unknown[] };
      if (status !== 200 || !Array.isArray(reply.Result)) throw problem("feed.refused", { feed: "ucdp", reason: `HTTP ${status}` });
      keepPage(file, JSON.stringify(reply));
    }
    const { TotalPages, TotalCount } = held(file);
    // A release that grew between two runs has other pages: all are asked for again.
    if (total !== undefined && TotalCount !== total) {
      rmSync(folder.at, { recursive: true, force: true });
      throw problem("feed.changed", { feed: "ucdp" });
    }
    total = TotalCount;
    pages = TotalPages;
    files.push(file);
    progress(`UCDP: page ${page + 1} of ${pages}`);
  }
  return files;
}

async function fetchAcled({ node, settings, secret, politeness, progress }: Wanted): Promise<string[]> {
  const folder = folderFor(node, "acled", settings);
  const { countries, from = "1997-01-01", to = node.db.now().toISOString().slice(0, 10) } = settings;
  const base = settings.url.replace(/\/$/, "");
  const [username = "", ...password] = secret.split("\n");
  const names = countries.map((country) => codeList("country").codes.get(country)?.from.acled?.[0] ?? unknownCountry("acled", country));
  let token: string | undefined;
  const signIn = async () => {
    const form = new URLSearchParams({ username, password: password.join("\n"), grant_type: "password", client_id: "acled" });
    const { status, body } = await politely("acled", new URL(`${base}/oauth/token`), { method: "POST", body: form }, politeness);
    const { access_token: given } = body as { access_token?: string };
    if (status !== 200 || !given) throw problem("feed.refused", { feed: "acled", reason: `sign-in: HTTP ${status}` });
    return given;
  };
  const files: string[] = [];
  for (let page = 1; ; page++) {
    const file = folder.file(page);
    if (!existsSync(file)) {
      const address = new URL(`${base}/api/acled/read`);
      for (const [name, value] of Object.entries({ _format: "json", country: names.join("|"), event_date: `${from}|${to}`, event_date_where: "BETWEEN", limit: ACLED_PAGE, page })) address.searchParams.set(name, String(value));
      const ask = async () => politely("acled", address, { headers: { authorization: `Bearer ${(token ??= await signIn())}`, accept: "application/json" } }, politeness);
      let { status, body } = await ask();
      if (status === 401) {
        // A token lasts a day; one that ran out meanwhile is asked for again, once.
        token = undefined;
        ({ status, body } = await ask());
      }
      const reply = body as { data?: unknown[]; success?: boolean };
      if (status !== 200 || reply.success === false || !Array.isArray(reply.data)) throw problem("feed.refused", { feed: "acled", reason: `HTTP ${status}` });
      keepPage(file, JSON.stringify(reply));
    }
    if (held(file).data.length === 0) {
      // What is empty today may not be tomorrow.
      rmSync(file);
      return files;
    }
    files.push(file);
    progress(`ACLED: page ${page}`);
  }
}

function unknownCountry(feed: FeedName, country: string): never {
  throw problem("feed.refused", { feed, reason: `it has no country ${country}` });
}
