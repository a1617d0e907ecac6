/**
 * Which places does this phone carry? Packs come after the page itself, one after another, are kept in the browser's store, and
 * are asked for again only when the server has newer ones. Without a network whatever is kept is used.
 */
import type { PacksAnswer } from "../../../src/field/places-pack-routes.ts";
import type { PackOffer, PlacesPack } from "../../../src/field/places-pack.ts";
import type { Outline } from "../../../src/field/places-pack-outline.ts";
import { setting, keepSetting } from "../store.ts";
import type { FoundPlace } from "./place-search.ts";
import type { Asked } from "./place-worker.ts";

const KEPT = "places";
const LIST = "/api/field/places";
/** So much is fetched without asking: a minute of the slowest link. */
const UNASKED_BYTES = 300_000;

export interface Carried { offers: PackOffer[]; chosen: string[]; carried: string[]; places: number }

const held: { answer?: PacksAnswer; chosen?: string[]; carried: Set<string>; places: number } = { carried: new Set(), places: 0 };
const waiting = new Map<number, (found: FoundPlace[]) => void>();
const listeners = new Set<() => void>();
let worker: Worker | undefined;
let number = 0;

/** Called whenever more places are there than before. */
export const whenPlacesChange = (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener); };

export const carriedPlaces = (): Carried => ({ offers: held.answer?.packs ?? [], chosen: chosenOf(), carried: [...held.carried], places: held.places });

/** By their p-code, for a pack's name changes with its content. */
const keyOf = ({ area, name }: PackOffer) => area ?? name.split("-")[0]!;

function chosenOf(): string[] {
  if (held.chosen) return held.chosen;
  const packs = held.answer?.packs ?? [];
  return packs.reduce((sum, { bytes }) => sum + bytes, 0) <= UNASKED_BYTES ? packs.map(keyOf) : [];
}

export const isChosen = (offer: PackOffer) => chosenOf().includes(keyOf(offer));
export const isCarried = (offer: PackOffer) => held.carried.has(offer.name);

export async function choosePack(offer: PackOffer, isWanted: boolean): Promise<void> {
  held.chosen = isWanted ? [...chosenOf(), keyOf(offer)] : chosenOf().filter((key) => key !== keyOf(offer));
  await keepSetting("places", held.chosen);
  await fetchPlaces();
}

/** What is kept first, so that a village can be found at once; then what is new. */
export async function openPlaces(): Promise<void> {
  held.chosen = await setting("places");
  const list = await kept(LIST);
  if (list) {
    held.answer = await list.json();
    await load();
  }
  await fetchPlaces();
}

export async function fetchPlaces(): Promise<void> {
  const fresh = await fetch(LIST, { credentials: "omit" }).catch(() => undefined);
  if (fresh?.ok) {
    await keep(LIST, fresh.clone());
    held.answer = await fresh.json();
    await forgetOthers();
  }
  if (!held.answer) return;
  for (const { name } of [...held.answer.packs.filter(isChosen), held.answer.outline]) {
    const address = `${LIST}/${name}`;
    if (await kept(address)) continue;
    const pack = await fetch(address, { credentials: "omit" }).catch(() => undefined);
    if (!pack?.ok) return;
    await keep(address, pack);
    await load();
  }
  await load();
}

export async function outlineMap(): Promise<Outline | undefined> {
  return held.answer && (await kept(`${LIST}/${held.answer.outline.name}`))?.json();
}

async function load(): Promise<void> {
  const wanted = held.answer!.packs.filter(isChosen);
  const there = (await Promise.all(wanted.map(async ({ name }) => [name, await kept(`${LIST}/${name}`)] as const))).flatMap(([name, reply]) => (reply ? [[name, reply] as const] : []));
  const names = there.map(([name]) => name);
  if (names.length === held.carried.size && names.every((name) => held.carried.has(name))) return;
  const packs = await Promise.all(there.map(([, reply]) => reply.json() as Promise<PlacesPack>));
  held.carried = new Set(names);
  ask({ packs });
}

async function forgetOthers(): Promise<void> {
  const current = new Set([LIST, ...[held.answer!.outline, ...held.answer!.packs].map(({ name }) => `${LIST}/${name}`)]);
  const cache = await store();
  for (const request of (await cache?.keys()) ?? []) if (!current.has(new URL(request.url).pathname)) await cache!.delete(request);
}

/** A page that is not on a safe address has no such store: places then last as long as the page. */
const unkept = new Map<string, Response>();
const store = async () => (typeof caches === "undefined" ? undefined : caches.open(KEPT).catch(() => undefined));
const kept = async (address: string) => (await (await store())?.match(address)) ?? unkept.get(address)?.clone();
async function keep(address: string, reply: Response): Promise<void> {
  const cache = await store();
  if (!cache) { unkept.set(address, reply); return; }
  await cache.put(address, reply).catch(() => { unkept.set(address, reply); });
}

function ask(asked: Asked): void {
  if (!worker) {
    worker = new Worker(new URL("./place-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<{ size: number } | { number: number; found: FoundPlace[] }>) => {
      if ("size" in data) {
        held.places = data.size;
        for (const listener of listeners) listener();
      } else {
        waiting.get(data.number)?.(data.found);
        waiting.delete(data.number);
      }
    });
  }
  worker.postMessage(asked);
}

const answered = (make: (number: number) => Asked): Promise<FoundPlace[]> => new Promise((resolve) => {
  const mine = ++number;
  waiting.set(mine, resolve);
  ask(make(mine));
});

export const findPlace = (words: string) => answered((mine) => ({ find: words, number: mine }));
export const placesNear = (near: [number, number], limit: number) => answered((mine) => ({ near, limit, number: mine }));
