/**
 * Who can read what is kept on this phone? With a PIN: whoever knows it. What is kept is encrypted with a key of its own (AES-GCM),
 * and that key with one derived from the PIN (PBKDF2), so that a new PIN need not encrypt everything again. Without a PIN:
 * whoever holds the phone. The key lives in memory alone, and goes with the page.
 */
import { keepSetting, readAll, setting, write, type Change, type Pin } from "./store.ts";

/** As OWASP asks of PBKDF2 with SHA-256; about a second on a cheap phone. */
const ROUNDS = 600_000;
export const SHORTEST_PIN = 6;

interface Sealed { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }
type Kept = Sealed | { open: Uint8Array<ArrayBuffer> };

let key: CryptoKey | undefined;
/** Once the key is gone again, what comes too late must not be kept in the open. */
let isSealed = false;

/** Only a page that came encrypted, or from this machine, may encrypt. */
export const canHavePin = (): boolean => typeof crypto.subtle !== "undefined";
export const hasPin = async (): Promise<boolean> => (await setting("pin")) !== undefined;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

async function derived(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(latinDigits(pin)), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, typed, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** An Arabic keyboard writes the same PIN with other signs. */
export const latinDigits = (words: string): string => words.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).trim();

/** False: another PIN. */
export async function unlock(pin: string): Promise<boolean> {
  const kept = await setting("pin");
  if (!kept) return true;
  const wrapping = await derived(pin, kept.salt, kept.rounds);
  key = await crypto.subtle.unwrapKey("raw", kept.wrapped, wrapping, { name: "AES-GCM", iv: kept.iv }, "AES-GCM", true, ["encrypt", "decrypt"]).catch(() => undefined);
  isSealed = true;
  return key !== undefined;
}

async function wrapped(pin: string, made: CryptoKey): Promise<Pin> {
  const [salt, iv] = [random(16), random(12)];
  return { salt, iv, rounds: ROUNDS, wrapped: await crypto.subtle.wrapKey("raw", made, await derived(pin, salt, ROUNDS), { name: "AES-GCM", iv }) };
}

/** The first PIN encrypts whatever is there, in one step with itself: a phone that dies meanwhile has the old or the new. */
export async function setPin(pin: string): Promise<void> {
  if (key) { await keepSetting("pin", await wrapped(pin, key)); return; }
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const changes = await keptAgain(undefined, made);
  await write({ store: "settings", key: "pin", value: await wrapped(pin, made) }, ...changes);
  key = made;
  isSealed = true;
}

export async function removePin(): Promise<void> {
  const changes = await keptAgain(key, undefined);
  await write({ store: "settings", key: "pin" }, ...changes);
  key = undefined;
  isSealed = false;
}

async function keptAgain(before: CryptoKey | undefined, after: CryptoKey | undefined): Promise<Change[]> {
  const kept = await Promise.all((["items", "media"] as const).map(async (store) => (await readAll<Kept>(store)).map(([name, value]) => ({ store, name, value }))));
  return Promise.all(kept.flat().map(async ({ store, name, value }) => ({ store, key: name, value: await seal(await open(value, before), after) })));
}

export const isLocked = async (): Promise<boolean> => key === undefined && (await hasPin());
export const lock = (): void => { key = undefined; };

export async function toKept(bytes: Uint8Array<ArrayBuffer>): Promise<Kept> {
  if (isSealed && !key) throw new Error("locked");
  return seal(bytes, key);
}
export const fromKept = (kept: Kept): Promise<Uint8Array<ArrayBuffer>> => open(kept, key);

async function seal(bytes: Uint8Array<ArrayBuffer>, by: CryptoKey | undefined): Promise<Kept> {
  if (!by) return { open: bytes };
  const iv = random(12);
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, bytes) };
}

async function open(kept: Kept, by: CryptoKey | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if ("open" in kept) return kept.open;
  if (!by) throw new Error("locked");
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, by, kept.sealed));
}
