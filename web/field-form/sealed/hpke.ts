/**
 * How does a browser lock something so that only the holder of one private key can open it? Hybrid public key encryption,
 * RFC 9180, in base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. All of it on WebCrypto, which every phone's
 * browser of the last eight years has; P-256 rather than X25519 for the same reason.
 */
import { joinedBytes, utf8, type Bytes } from "./bytes.ts";

const KEM = 0x0010, KDF = 0x0001;
const AEAD = { "AES-128-GCM": { id: 0x0001, keyBytes: 16 }, "AES-256-GCM": { id: 0x0002, keyBytes: 32 } } as const;
export type Aead = keyof typeof AEAD;

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const SECRET_BYTES = 32, NONCE_BYTES = 12;
/** An uncompressed point of P-256: what stands before the ciphertext. */
export const POINT_BYTES = 65;
const NOTHING = new Uint8Array(0);

const twoBytes = (value: number): Bytes => Uint8Array.of(value >> 8, value & 0xff);
const KEM_SUITE = joinedBytes(utf8("KEM"), twoBytes(KEM));

export const newKeyPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
export const publicBytes = async (key: CryptoKey): Promise<Bytes> => new Uint8Array(await crypto.subtle.exportKey("raw", key));
/** Refuses bytes that are no point of the curve. */
export const publicKeyFrom = (bytes: Bytes): Promise<CryptoKey> => crypto.subtle.importKey("raw", bytes, CURVE, true, []);
export const privateKeyFrom = (pkcs8: Bytes): Promise<CryptoKey> => crypto.subtle.importKey("pkcs8", pkcs8, CURVE, true, ["deriveBits"]);
export const privateBytes = async (key: CryptoKey): Promise<Bytes> => new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));

/** An empty salt is as many zero bytes as the hash is long; WebCrypto refuses a key without any. */
async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key.length > 0 ? key : new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

const labeledExtract = (suite: Bytes, salt: Bytes, label: string, secret: Bytes) => hmac(salt, joinedBytes(utf8("HPKE-v1"), suite, utf8(label), secret));

/** Nothing here is longer than one block of the hash, so that one round of HKDF's expansion is all of it. */
const labeledExpand = async (suite: Bytes, secret: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> =>
  (await hmac(secret, joinedBytes(twoBytes(length), utf8("HPKE-v1"), suite, utf8(label), info, Uint8Array.of(1)))).slice(0, length);

async function sharedSecret(own: CryptoKey, theirs: CryptoKey, enc: Bytes, recipient: Bytes): Promise<Bytes> {
  const common = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256));
  const extracted = await labeledExtract(KEM_SUITE, NOTHING, "eae_prk", common);
  return labeledExpand(KEM_SUITE, extracted, "shared_secret", joinedBytes(enc, recipient), SECRET_BYTES);
}

async function keySchedule(shared: Bytes, info: Bytes, aead: Aead): Promise<{ key: CryptoKey; nonce: Bytes }> {
  const suite = joinedBytes(utf8("HPKE"), twoBytes(KEM), twoBytes(KDF), twoBytes(AEAD[aead].id));
  const context = joinedBytes(Uint8Array.of(0), await labeledExtract(suite, NOTHING, "psk_id_hash", NOTHING), await labeledExtract(suite, NOTHING, "info_hash", info));
  const secret = await labeledExtract(suite, shared, "secret", NOTHING);
  const key = await labeledExpand(suite, secret, "key", context, AEAD[aead].keyBytes);
  return { key: await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]), nonce: await labeledExpand(suite, secret, "base_nonce", context, NONCE_BYTES) };
}

export interface Purpose {
  /** What the key is for: a thing sealed for one end is not opened for another. */
  info: Bytes;
  /** Not secret, but bound to it: which case, which recipient. */
  aad: Bytes;
}

/** @param ephemeral for published test vectors alone; @param aead likewise: what we seal is AES-256 */
export async function seal(recipient: Bytes, secret: Bytes, { info, aad }: Purpose, ephemeral?: CryptoKeyPair, aead: Aead = "AES-256-GCM"): Promise<Bytes> {
  const pair = ephemeral ?? await newKeyPair();
  const enc = await publicBytes(pair.publicKey);
  const { key, nonce } = await keySchedule(await sharedSecret(pair.privateKey, await publicKeyFrom(recipient), enc, recipient), info, aead);
  return joinedBytes(enc, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, key, secret)));
}

/** @throws where the key is another's, or a byte was changed */
export async function open(own: CryptoKey, ownPublic: Bytes, sealed: Bytes, { info, aad }: Purpose, aead: Aead = "AES-256-GCM"): Promise<Bytes> {
  const enc = sealed.slice(0, POINT_BYTES);
  const { key, nonce } = await keySchedule(await sharedSecret(own, await publicKeyFrom(enc), enc, ownPublic), info, aead);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, key, sealed.slice(POINT_BYTES)));
}
