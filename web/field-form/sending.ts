/**
 * Carrying what is queued to the server, one at a time, for as long as it takes. A report is put down as sent before its first
 * byte leaves, and as acknowledged only when the server gives its receipt; whatever happens between, the same bytes go again.
 */
import { acknowledge, allItems, itemOf, mediaOf, notTaken, putOnWire, refuse, renew, uploaded, type Item } from "./outbox.ts";
import { upload } from "./upload.ts";
import { spokenLanguage } from "./words.ts";

/** Longer than two kilobytes take on the slowest link with every packet lost twice. */
const PATIENCE_MS = 90_000;
const SHORTEST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export interface Sending { isBusy: boolean; /** When it is tried again by itself. */ nextAt?: number }
export const sending: Sending = { isBusy: false };

const listeners = new Set<() => void>();
export const whenSendingChanges = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };

let wait = SHORTEST_WAIT_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
let isAskedAgain = false;

const isWaiting = ({ state, toUpload }: Item) => state === "queued" || state === "sent" || (toUpload?.length ?? 0) > 0;

export const tell = (changes: Partial<Sending>) => {
  Object.assign(sending, changes);
  for (const listener of listeners) listener();
};

/** Begins at once; while one is at work, once more after it. */
export async function sendAll(): Promise<void> {
  clearTimeout(timer);
  if (sending.isBusy) { isAskedAgain = true; return; }
  tell({ isBusy: true, nextAt: undefined });
  let isThrough = true;
  try {
    do {
      isAskedAgain = false;
      // Words first, all of them: pictures follow when every report is safe.
      for (const { id } of allItems().filter(isWaiting).reverse()) isThrough = (await sendOne(id)) && isThrough;
      if (isThrough) for (const { id } of allItems().filter(isWaiting).reverse()) isThrough = (await uploadAll(id)) && isThrough;
    } while (isAskedAgain);
  } catch {
    // The store would not take it, or the page was locked meanwhile: nothing is lost, it is tried again.
    isThrough = false;
  }
  wait = isThrough ? SHORTEST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
  const isLeft = allItems().some(isWaiting);
  if (isLeft) timer = setTimeout(() => void sendAll(), wait);
  tell({ isBusy: false, nextAt: isLeft ? Date.now() + wait : undefined });
}

/** The network is back, or somebody asks: the long wait is over. */
export function sendNow(): Promise<void> {
  wait = SHORTEST_WAIT_MS;
  return sendAll();
}

/** @returns false where it should be tried again later */
async function sendOne(id: string): Promise<boolean> {
  const before = itemOf(id);
  if (!before || (before.state !== "queued" && before.state !== "sent")) return true;
  const item = await putOnWire(before, spokenLanguage());
  const reply = await post("/api/field/reports", item.wire!);
  if (!reply) return false;
  if ((reply.status === 200 || reply.status === 201) && /^\d{16}$/.test(reply.body.receipt ?? "")) {
    await acknowledge(item, reply.body.receipt!);
    return true;
  }
  if (reply.isOurs && reply.status === 409) { await renew(item); return true; }
  if (reply.isOurs && (reply.status === 429 || reply.status === 503)) { await notTaken(item); wait = Math.max(wait, (reply.retrySeconds ?? 0) * 1_000); return false; }
  if (reply.isOurs && reply.status >= 400 && reply.status < 500) { await refuse(item, reply.body.detail ?? reply.body.title ?? ""); return true; }
  // Some other machine answered, as at a hotel's door, or the server failed half way: we do not know, so the same goes again.
  return false;
}

interface Reply { status: number; /** It is our server that speaks. */ isOurs: boolean; body: { receipt?: string; detail?: string; title?: string }; retrySeconds?: number }

async function post(address: string, body: string): Promise<Reply | undefined> {
  try {
    // No cookie, no address of a page; and it is carried to its end when the page is closed meanwhile.
    const reply = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body, credentials: "omit", cache: "no-store", keepalive: body.length < 60_000, signal: AbortSignal.timeout(PATIENCE_MS) });
    const type = reply.headers.get("content-type") ?? "";
    const isOurs = type.startsWith("application/problem+json") || type.startsWith("application/json");
    return { status: reply.status, isOurs, body: isOurs ? await reply.json() : {}, retrySeconds: Number(reply.headers.get("retry-after")) || undefined };
  } catch {
    return undefined;
  }
}

async function uploadAll(id: string): Promise<boolean> {
  for (const key of itemOf(id)?.toUpload ?? []) {
    const item = itemOf(id)!;
    const one = item.draft.attached?.find((attached) => attached.key === key);
    const bytes = await mediaOf(key);
    if (one && bytes && !(await upload(item.id, one, bytes))) return false;
    await uploaded(item, key);
  }
  return true;
}
