/** Collects ready rows in blocks of bytes outside the heap, so that handing them to the other thread costs nothing. */
import type { Packed, PackedRows, ReadyRow } from "./rows.ts";

const FIRST_BYTES = 2 * 2 ** 20;

class Block {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;
  #ends: number[] = [];

  add(words: string): void {
    // UTF-8 takes at most three bytes for one of JavaScript's code units.
    const most = this.#length + words.length * 3;
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(words, this.#length);
    this.#ends.push(this.#length);
  }

  packed(): Packed {
    return { bytes: new Uint8Array(this.#bytes.buffer as ArrayBuffer, 0, this.#length), ends: Uint32Array.from(this.#ends) };
  }
}

export type PackedRow = Pick<ReadyRow, "id" | "stamp" | "marking" | "said" | "hash"> & { rowLine: string; versionLine: string };

export class RowPacker {
  readonly #rows: PackedRows["rows"] = [];
  readonly #hashes: Buffer;
  readonly #ofRows = new Block();
  readonly #ofVersions = new Block();

  constructor(most: number) {
    this.#hashes = Buffer.allocUnsafeSlow(most * 64);
  }

  add({ said, hash, rowLine, versionLine, ...row }: PackedRow, file: string, at: number): void {
    // Copied at once: small buffers that live on are what a collector is slowest with.
    said.copy(this.#hashes, this.#rows.length * 64);
    hash.copy(this.#hashes, this.#rows.length * 64 + 32);
    this.#rows.push({ ...row, file, at });
    this.#ofRows.add(rowLine);
    this.#ofVersions.add(versionLine);
  }

  /** And what of it is handed over. */
  pack(): { packed: PackedRows; transfer: ArrayBuffer[] } {
    const packed = { rows: this.#rows, hashes: new Uint8Array(this.#hashes.buffer as ArrayBuffer, 0, this.#rows.length * 64), ofRows: this.#ofRows.packed(), ofVersions: this.#ofVersions.packed() };
    return { packed, transfer: [packed.hashes.buffer, packed.ofRows.bytes.buffer, packed.ofVersions.bytes.buffer] };
  }
}
