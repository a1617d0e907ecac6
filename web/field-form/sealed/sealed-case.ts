/**
 * What does a sealed case look like from outside? One key a case, made from the receipt that the sender writes down and
 * sealed to each named recipient. Letters in both directions are under that key. The server is told a token, also made from
 * the receipt, by which it finds the case again and from which nothing can be opened.
 */
import { fromBase64Url, fromUtf8, joinedBytes, randomBytes, toBase64Url, utf8, type Bytes } from "./bytes.ts";
import { open, seal, type Purpose } from "./hpke.ts";

/** Longer than a report's receipt: this one is not only looked up, it is the key. 24 digits are 80 bits. */
export const RECEIPT_DIGITS = 24;
const RECEIPT_ROUNDS = 200_000;
const NONCE_BYTES = 12;
/** A letter's length tells nothing finer than this. */
const PADDED_TO_BYTES = 1024;

export interface CaseKey { token: string; key: Bytes }
export type From = "sender" | "recipient";
export interface Letter { id: string; sealed: string }
export interface Recipient { id: string; publicKey: string }
export interface SealedCase { id: string; token: string; matter: string; keys: { mailbox: string; sealed: string }[]; letter: Letter }

/** Every digit as likely as any other. */
export function newReceipt(): string {
  let digits = "";
  while (digits.length < RECEIPT_DIGITS) for (const byte of randomBytes(RECEIPT_DIGITS)) if (byte < 250 && digits.length < RECEIPT_DIGITS) digits += byte % 10;
  return digits;
}

export const inFours = (receipt: string): string => receipt.replace(/(\d{4})(?=\d)/g, "$1 ");

/** What somebody typed from paper: spaces and dashes do not count, Arabic digits are digits. Undefined: not a whole receipt. */
export function receiptFrom(typed: string): string | undefined {
  const digits = typed.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[\s.\-–]/g, "");
  return new RegExp(`^\\d{${RECEIPT_DIGITS}}$`).test(digits) ? digits : undefined;
}

export async function caseKeyOf(receipt: string): Promise<CaseKey> {
  const words = await crypto.subtle.importKey("raw", utf8(receipt), "PBKDF2", false, ["deriveBits"]);
  const stretched = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: utf8("faleme sealed receipt 1"), iterations: RECEIPT_ROUNDS }, words, 256);
  const root = await crypto.subtle.importKey("raw", stretched, "HKDF", false, ["deriveBits"]);
  const derived = async (info: string) => new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: utf8(info) }, root, 256));
  return { token: toBase64Url(await derived("token")), key: await derived("case key") };
}

/** A letter can be moved to no other case and turned into nobody else's. */
const boundTo = (caseId: string, letterId: string, from: From): Bytes => utf8(`${caseId}\n${letterId}\n${from}`);

const aes = (key: Bytes) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

export async function sealLetter(key: Bytes, caseId: string, id: string, from: From, words: string): Promise<Letter> {
  const said = utf8(JSON.stringify({ words }));
  const padded = new Uint8Array(Math.ceil(said.length / PADDED_TO_BYTES) * PADDED_TO_BYTES).fill(0x20);
  padded.set(said);
  const iv = randomBytes(NONCE_BYTES);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: boundTo(caseId, id, from) }, await aes(key), padded);
  return { id, sealed: toBase64Url(joinedBytes(iv, new Uint8Array(sealed))) };
}

export async function openLetter(key: Bytes, caseId: string, from: From, { id, sealed }: Letter): Promise<string> {
  const bytes = fromBase64Url(sealed);
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, NONCE_BYTES), additionalData: boundTo(caseId, id, from) }, await aes(key), bytes.slice(NONCE_BYTES));
  return (JSON.parse(fromUtf8(new Uint8Array(opened))) as { words: string }).words;
}

const forRecipient = (caseId: string, mailbox: string): Purpose => ({ info: utf8("faleme sealed case key 1"), aad: utf8(`${caseId}\n${mailbox}`) });

/** Everything that leaves the sender's browser. The receipt stays behind. */
export async function sealCase(receipt: string, { id, letterId, matter, words, recipients }: { id: string; letterId: string; matter: string; words: string; recipients: readonly Recipient[] }): Promise<SealedCase> {
  const { token, key } = await caseKeyOf(receipt);
  const keys = await Promise.all(recipients.map(async (one) => ({ mailbox: one.id, sealed: toBase64Url(await seal(fromBase64Url(one.publicKey), key, forRecipient(id, one.id))) })));
  return { id, token, matter, keys, letter: await sealLetter(key, id, letterId, "sender", words) };
}

export const openCaseKey = (own: CryptoKey, ownPublic: Bytes, caseId: string, mailbox: string, sealed: string): Promise<Bytes> =>
  open(own, ownPublic, fromBase64Url(sealed), forRecipient(caseId, mailbox));

/** Read aloud on the telephone, or compared with a poster: whose key is it really? The first 80 bits of its hash. */
export async function fingerprint(publicKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", fromBase64Url(publicKey)));
  return Array.from({ length: 5 }, (_, at) => String((hash[2 * at]! << 8) | hash[2 * at + 1]!).padStart(5, "0")).join(" ");
}
