/**
 * Collects ready rows in blocks of bytes outside the heap, so that handing them to the other thread costs nothing. The other
 * side gives spent blocks back: new ones by the hundred are what a collector is slowest with.
 */
import type { Packed, PackedRows, ReadyRow } from "./rows.ts";

const FIRST_BYTES = 2 * 2 ** 20;

class Block {
  #bytes: Buffer;
  #length = 0;
  readonly #ends: number[] = [];

  constructor(spent: ArrayBuffer | undefined) {
    this.#bytes = spent ? Buffer.from(spent) : Buffer.allocUnsafeSlow(FIRST_BYTES);
  }

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

const HASH_BYTES = 64;

export class RowPacker {
  readonly #rows: PackedRows["rows"] = [];
  readonly #hashes: Buffer;
  readonly #ofRows: Block;
  readonly #ofVersions: Block;

  /** @param spent blocks that were given back; some of them are used again */
  constructor(mostRows: number, spent: ArrayBuffer[]) {
    const hashes = take(spent, (block) => block.byteLength === mostRows * HASH_BYTES);
    this.#hashes = hashes ? Buffer.from(hashes) : Buffer.allocUnsafeSlow(mostRows * HASH_BYTES);
    const isLarge = (block: ArrayBuffer) => block.byteLength >= FIRST_BYTES;
    this.#ofRows = new Block(take(spent, isLarge));
    this.#ofVersions = new Block(take(spent, isLarge));
  }

  add({ said, hash, rowLine, versionLine, ...row }: PackedRow, file: string, at: number): void {
    // Copied at once, so that small buffers do not live on.
    said.copy(this.#hashes, this.#rows.length * HASH_BYTES);
    hash.copy(this.#hashes, this.#rows.length * HASH_BYTES + HASH_BYTES / 2);
    this.#rows.push({ ...row, file, at });
    this.#ofRows.add(rowLine);
    this.#ofVersions.add(versionLine);
  }

  pack(): PackedRows {
    return { rows: this.#rows, hashes: new Uint8Array(this.#hashes.buffer as ArrayBuffer, 0, this.#rows.length * HASH_BYTES), ofRows: this.#ofRows.packed(), ofVersions: this.#ofVersions.packed() };
  }
}

function take(spent: ArrayBuffer[], suits: (block: ArrayBuffer) => boolean): ArrayBuffer | undefined {
  const at = spent.findIndex(suits);
  return at < 0 ? undefined : spent.splice(at, 1)[0];
}

/** What changes hands with a batch, there and back. */
export const blocksOf = ({ hashes, ofRows, ofVersions }: PackedRows): ArrayBuffer[] => [hashes.buffer, ofRows.bytes.buffer, ofVersions.bytes.buffer];
