/** Encrypting with a report's own key: AES-256-GCM, the report and the purpose bound in, compressed before. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

export type Purpose = "content" | "message" | "contact";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** An id in an address may be written in capitals. */
const boundTo = (purpose: Purpose, report: string) => Buffer.from(`${purpose} ${report.toLowerCase()}`);

/** Nonce, tag, ciphertext. A fresh random nonce each time: a report is sealed anew a few dozen times in its life, not billions. */
export function seal(key: Buffer, purpose: Purpose, report: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(purpose, report));
  const body = Buffer.concat([cipher.update(zstdCompressSync(plain, FAST)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws where the bytes were not sealed with this key, for this report and purpose */
export function unseal(key: Buffer, purpose: Purpose, report: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(boundTo(purpose, report));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return zstdDecompressSync(Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]));
}
