/**
 * Who can open a sealed mailbox? Its holder, with a passphrase that never leaves the browser; and, where the passphrase or
 * the holder is lost, two recovery officers together: the key that locks the spare copy is split in two shares, each sealed to
 * one officer, and one share alone is noise.
 */
import { fromBase64Url, joinedBytes, randomBytes, toBase64Url, utf8, xor, type Bytes } from "./bytes.ts";
import { newKeyPair, open, privateBytes, privateKeyFrom, publicBytes, seal, type Purpose } from "./hpke.ts";

/** PBKDF2 with SHA-256, as OWASP advises (2023); about a second on a small laptop. */
const PASSPHRASE_ROUNDS = 600_000;
export const PASSPHRASE_LETTERS = 16;
const NONCE_BYTES = 12, SALT_BYTES = 16, KEY_BYTES = 32;

/** What the server keeps of a key: useless without the passphrase. */
export interface LockedKey { publicKey: string; lockedKey: string; salt: string; rounds: number }
export interface OpenKey { privateKey: CryptoKey; publicKey: Bytes }
export interface Officer { mailbox: string; publicKey: string }
export interface Recovery { spare: string; shares: { officer: string; sealed: string }[] }

async function lockWith(key: CryptoKey, secret: Bytes, bound: Bytes): Promise<string> {
  const iv = randomBytes(NONCE_BYTES);
  return toBase64Url(joinedBytes(iv, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, secret))));
}

async function unlockWith(key: CryptoKey, locked: string, bound: Bytes): Promise<Bytes> {
  const bytes = fromBase64Url(locked);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, NONCE_BYTES), additionalData: bound }, key, bytes.slice(NONCE_BYTES)));
}

async function fromPassphrase(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  // The same passphrase from another keyboard is the same passphrase.
  const words = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, words, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function lockKey({ privateKey, publicKey }: OpenKey, passphrase: string): Promise<LockedKey> {
  const salt = randomBytes(SALT_BYTES);
  const locked = await lockWith(await fromPassphrase(passphrase, salt, PASSPHRASE_ROUNDS), await privateBytes(privateKey), publicKey);
  return { publicKey: toBase64Url(publicKey), lockedKey: locked, salt: toBase64Url(salt), rounds: PASSPHRASE_ROUNDS };
}

export async function newKey(): Promise<OpenKey> {
  const { privateKey, publicKey } = await newKeyPair();
  return { privateKey, publicKey: await publicBytes(publicKey) };
}

/** @throws where the passphrase is another */
export async function unlockKey({ publicKey, lockedKey, salt, rounds }: LockedKey, passphrase: string): Promise<OpenKey> {
  const own = fromBase64Url(publicKey);
  return { privateKey: await privateKeyFrom(await unlockWith(await fromPassphrase(passphrase, fromBase64Url(salt), rounds), lockedKey, own)), publicKey: own };
}

const asShare = (mailbox: string, officer: string): Purpose => ({ info: utf8("faleme recovery share 1"), aad: utf8(`${mailbox}\n${officer}`) });
const asPart = (recovery: string, officer: string): Purpose => ({ info: utf8("faleme recovery part 1"), aad: utf8(`${recovery}\n${officer}`) });
const aesKey = (key: Bytes) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

/** A spare copy of the key, under a key of which each officer gets half the truth. */
export async function splitForRecovery({ privateKey, publicKey }: OpenKey, mailbox: string, officers: readonly [Officer, Officer]): Promise<Recovery> {
  const whole = randomBytes(KEY_BYTES), first = randomBytes(KEY_BYTES);
  const halves = [first, xor(whole, first)];
  return {
    spare: await lockWith(await aesKey(whole), await privateBytes(privateKey), publicKey),
    shares: await Promise.all(officers.map(async (officer, at) => ({ officer: officer.mailbox, sealed: toBase64Url(await seal(fromBase64Url(officer.publicKey), halves[at]!, asShare(mailbox, officer.mailbox))) }))),
  };
}

/** An officer hands their share on to the key that was made for this recovery, and to nothing else. */
export async function handOnShare(own: OpenKey, { mailbox, officer, recovery, share, to }: { mailbox: string; officer: string; recovery: string; share: string; to: string }): Promise<string> {
  const half = await open(own.privateKey, own.publicKey, fromBase64Url(share), asShare(mailbox, officer));
  return toBase64Url(await seal(fromBase64Url(to), half, asPart(recovery, officer)));
}

/** Both parts together open the spare copy. */
export async function recoverKey(own: OpenKey, recovery: string, publicKey: string, spare: string, parts: readonly { officer: string; sealed: string }[]): Promise<OpenKey> {
  const halves = await Promise.all(parts.map(({ officer, sealed }) => open(own.privateKey, own.publicKey, fromBase64Url(sealed), asPart(recovery, officer))));
  const whole = halves.reduce(xor);
  const bound = fromBase64Url(publicKey);
  return { privateKey: await privateKeyFrom(await unlockWith(await aesKey(whole), spare, bound)), publicKey: bound };
}
