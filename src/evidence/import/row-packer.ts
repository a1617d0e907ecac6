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
  readonly #hashes: Buffer[] = [];
  readonly #ofRows = new Block();
  readonly #ofVersions = new Block();

  add({ said, hash, rowLine, versionLine, ...row }: PackedRow, file: string, at: number): void {
    this.#rows.push({ ...row, file, at });
    this.#hashes.push(said, hash);
    this.#ofRows.add(rowLine);
    this.#ofVersions.add(versionLine);
  }

  /** And what of it is handed over. */
  pack(): { packed: PackedRows; transfer: ArrayBuffer[] } {
    const packed = { rows: this.#rows, hashes: Uint8Array.from(Buffer.concat(this.#hashes)), ofRows: this.#ofRows.packed(), ofVersions: this.#ofVersions.packed() };
    return { packed, transfer: [packed.hashes.buffer, packed.ofRows.bytes.buffer, packed.ofVersions.bytes.buffer] };
  }
}
