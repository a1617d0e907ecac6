/** What these pages ask of the server: without cookies, and never kept by the browser. */
import { spokenLanguage } from "../words.ts";
import { told } from "./told.ts";

/** Said to whoever is at the page. */
export class Refused extends Error {
  readonly status: number;
  constructor(words: string, status: number) {
    super(words);
    this.status = status;
  }
}

export async function asked<T>(path: string, body?: object): Promise<T> {
  const reply = await fetch(path, {
    method: body ? "POST" : "GET", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer",
    headers: { "accept-language": spokenLanguage(), ...(body ? { "content-type": "application/json" } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => { throw new Refused(told("trouble.network"), 0); });
  if (!reply.ok) throw new Refused(((await reply.json().catch(() => ({}))) as { title?: string }).title ?? String(reply.status), reply.status);
  return (reply.status === 204 ? undefined : await reply.json()) as T;
}
