// RFC 9180, appendix A.3.1 (base mode, first encryption): the published numbers. The suite with AES-256 has the same key
// encapsulation; its numbers for the same inputs were made with two other implementations.
import { expect, test } from "vitest";
import type { Bytes } from "./bytes.ts";
import { joinedBytes } from "./bytes.ts";
import { newKeyPair, open, POINT_BYTES, privateKeyFrom, publicBytes, publicKeyFrom, seal, type Aead } from "./hpke.ts";

const hex = (words: string): Bytes => Uint8Array.from(words.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const words = (bytes: Bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const EPHEMERAL = { secret: hex("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb"), point: hex("04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4") };
const RECIPIENT = { secret: hex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"), point: hex("04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0") };
const purpose = { info: hex("4f6465206f6e2061204772656369616e2055726e"), aad: hex("436f756e742d30") };
const plain = hex("4265617574792069732074727574682c20747275746820626561757479");

/** RFC 5208 around a bare number of P-256. */
const pkcs8 = ({ secret, point }: typeof EPHEMERAL) => joinedBytes(hex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420"), secret, hex("a144034200"), point);

test.each([
  ["AES-128-GCM", "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"],
  ["AES-256-GCM", "518c46e6810fbc55362f7d5995b0f54339d93664ca44e5c74d0f289c4f7983b4781b193de04ad3319f177244de"],
] as const)("agrees with the published numbers: %s", async (aead: Aead, expected) => {
  const ephemeral = { privateKey: await privateKeyFrom(pkcs8(EPHEMERAL)), publicKey: await publicKeyFrom(EPHEMERAL.point) };
  const sealed = await seal(RECIPIENT.point, plain, purpose, ephemeral, aead);
  expect(words(sealed)).toBe(words(EPHEMERAL.point) + expected);
  expect(words(await open(await privateKeyFrom(pkcs8(RECIPIENT)), RECIPIENT.point, sealed, purpose, aead))).toBe(words(plain));
});

test("another's key, another purpose, another case or one changed bit open nothing", async () => {
  const [mine, theirs] = [await newKeyPair(), await newKeyPair()];
  const point = await publicBytes(mine.publicKey);
  const sealed = await seal(point, plain, purpose);
  expect(await open(mine.privateKey, point, sealed, purpose)).toEqual(plain);
  await expect(open(theirs.privateKey, await publicBytes(theirs.publicKey), sealed, purpose)).rejects.toThrow();
  await expect(open(mine.privateKey, point, sealed, { ...purpose, info: hex("00") })).rejects.toThrow();
  await expect(open(mine.privateKey, point, sealed, { ...purpose, aad: hex("00") })).rejects.toThrow();
  for (const at of [1, POINT_BYTES, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[at]! ^= 1;
    await expect(open(mine.privateKey, point, changed, purpose), `byte ${at}`).rejects.toThrow();
  }
});

test("the same thing sealed twice does not look the same", async () => {
  const point = await publicBytes((await newKeyPair()).publicKey);
  expect(words(await seal(point, plain, purpose))).not.toBe(words(await seal(point, plain, purpose)));
});

test("bytes that are no point of the curve are no key", async () => {
  await expect(publicKeyFrom(new Uint8Array(POINT_BYTES).fill(4))).rejects.toThrow();
});
