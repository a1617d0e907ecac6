/**
 * What was written on this phone, and how far each of it has come: saved, queued, sent, acknowledged. Everything can be changed
 * until it is put on the wire; from then on the very same bytes are sent until the server has answered, so that a report that
 * is sent three times is one report. Once it is acknowledged its content leaves the phone, and the receipt stays.
 */
import { isEmpty, reportOf, type Draft } from "./draft.ts";
import { readAll, read, write, type Change } from "./store.ts";
import { uuid7 } from "./uuid.ts";
import { fromKept, toKept } from "./vault.ts";

export type ItemState = "saved" | "queued" | "sent" | "acknowledged";

export interface Item {
  /** Made at the first save, and never again. */
  id: string;
  state: ItemState;
  /** When it was begun, for the eye (UTC). */
  at: string;
  draft: Draft;
  /** Exactly what was put on the wire. */
  wire?: string;
  receipt?: string;
  /** What the server would not take, in its own words. */
  refusal?: string;
  /** Photographs and recordings that the server does not yet have. */
  toUpload?: string[];
}

/** A state, and those that may follow it. */
const FOLLOWS: Readonly<Record<ItemState, readonly ItemState[]>> = {
  saved: ["saved", "queued"],
  queued: ["saved", "queued", "sent"],
  // Back to queued only where the server says that it has not taken it, back to saved where it never will.
  sent: ["queued", "saved", "acknowledged"],
  acknowledged: ["acknowledged"],
};

export const isEditable = ({ state }: Item): boolean => state === "saved" || state === "queued";

const items = new Map<string, Item>();
const listeners = new Set<() => void>();
export const whenOutboxChanges = (listener: () => void): (() => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };
export const allItems = (): Item[] => [...items.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
export const itemOf = (id: string): Item | undefined => items.get(id);

export async function openOutbox(): Promise<void> {
  items.clear();
  for (const [key, kept] of await readAll<Parameters<typeof fromKept>[0]>("items")) items.set(key, JSON.parse(new TextDecoder().decode(await fromKept(kept))));
}

const bytesOf = (item: Item) => new TextEncoder().encode(JSON.stringify(item));

async function keep(item: Item, ...more: Change[]): Promise<Item> {
  await write({ store: "items", key: item.id, value: await toKept(bytesOf(item)) }, ...more);
  items.set(item.id, item);
  for (const listener of listeners) listener();
  return item;
}

/** A new one has an id from its first answer on; nothing is kept of a form that was only looked at. */
export const begun = (): Item => ({ id: uuid7(), state: "saved", at: new Date().toISOString(), draft: {} });

export async function saveDraft(item: Item, draft: Draft): Promise<Item> {
  const now = items.get(item.id) ?? item;
  if (!isEditable(now)) return now;
  if (isEmpty(draft) && !items.has(item.id)) return { ...item, draft };
  return keep(moved({ ...now, draft, refusal: undefined }, "saved"));
}

export const queue = (item: Item): Promise<Item> => keep(moved(item, "queued"));

/** @param language of the page, which goes with the report */
export const putOnWire = (item: Item, language: string): Promise<Item> => keep(item.wire === undefined ? moved({ ...item, wire: JSON.stringify(reportOf(item.id, item.draft, language)) }, "sent") : item);

/** The server has it, on its disk: what was said leaves the phone in the same step as the receipt comes. */
export function acknowledge(item: Item, receipt: string): Promise<Item> {
  const { wire: _, refusal: __, ...rest } = item;
  const toUpload = (item.draft.attached ?? []).map(({ key }) => key);
  return keep(moved({ ...rest, receipt, draft: toUpload.length > 0 ? { attached: item.draft.attached } : {}, ...(toUpload.length > 0 ? { toUpload } : {}) }, "acknowledged"));
}

/** The server did not take it this time. */
export const notTaken = (item: Item): Promise<Item> => keep(moved({ ...item, wire: undefined }, "queued"));
export const refuse = (item: Item, refusal: string): Promise<Item> => keep(moved({ ...item, wire: undefined, refusal }, "saved"));

/** The server holds another report under this id, which chance does not bring about: this one takes a new id. */
export async function renew(item: Item): Promise<void> {
  const { wire: _, ...rest } = item;
  items.delete(item.id);
  await keep({ ...rest, id: uuid7(), state: "queued" }, { store: "items", key: item.id });
}

export function uploaded(item: Item, media: string): Promise<Item> {
  const toUpload = (item.toUpload ?? []).filter((one) => one !== media);
  const { toUpload: _, ...rest } = item;
  return keep(toUpload.length > 0 ? { ...item, toUpload } : { ...rest, draft: {} }, { store: "media", key: media });
}

export async function forget(item: Item): Promise<void> {
  await write({ store: "items", key: item.id }, ...(item.draft.attached ?? []).map(({ key }): Change => ({ store: "media", key })));
  items.delete(item.id);
  for (const listener of listeners) listener();
}

function moved(item: Item, state: ItemState): Item {
  if (!FOLLOWS[item.state].includes(state)) throw new Error(`${item.state} is not followed by ${state}`);
  return { ...item, state };
}

export async function keepMedia(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await write({ store: "media", key, value: await toKept(bytes) });
}

export async function mediaOf(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await read<Parameters<typeof fromKept>[0]>("media", key);
  return kept && fromKept(kept);
}
