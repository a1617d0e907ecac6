/**
 * Tar archives (POSIX ustar), as a stream of small members: a backup can be listed and opened with the tools of any Unix.
 * Only what backups need: plain files with short names.
 */
const BLOCK = 512;
/** No member that we write comes near this; a foreign file may claim anything. */
const LIMIT_BYTES = 512 * 1024 * 1024;

export interface Member { name: string; body: Buffer }

/** One member, header and padding included. */
export function tarMember({ name, body }: Member, at: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`name too long for a tar member: ${name}`);
  header.write(name, 0);
  header.write("0000600\0" + "0000000\0" + "0000000\0", 100);
  header.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write(`${Math.floor(at.getTime() / 1000).toString(8).padStart(11, "0")}\0`, 136);
  header.write("        0", 148);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);
}

export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/** Members in order; throws a RangeError where this is no archive, or one that breaks off. */
export async function* readTar(chunks: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const { take, rest } = reader(chunks);
  for (;;) {
    const header = await take(BLOCK);
    if (isZero(header)) {
      // Read to the end, so that whoever unpacks can compare its last checksum.
      for await (const after of rest()) if (!isZero(after)) throw new RangeError("something follows its end");
      return;
    }
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    if (header.toString("latin1", 257, 262) !== "ustar" || octal(header, 148, 8) !== sum) throw new RangeError("not a backup of Falémé");
    const size = octal(header, 124, 12);
    if (!(size >= 0 && size < LIMIT_BYTES)) throw new RangeError("not a backup of Falémé");
    const body = await take(size);
    await take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name: header.toString("utf8", 0, 100).replace(/\0.*$/s, ""), body };
  }
}

const octal = (header: Buffer, at: number, length: number) => Number.parseInt(header.toString("latin1", at, at + length).replace(/[\0 ]/g, "") || "0", 8);

const isZero = (bytes: Buffer) => bytes.every((byte) => byte === 0);

/** Exactly so many bytes at a time, and whatever is left. */
function reader(chunks: AsyncIterable<Buffer>) {
  const source = chunks[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let heldBytes = 0;
  async function take(length: number): Promise<Buffer> {
    while (heldBytes < length) {
      const { done, value } = await source.next();
      if (done) throw new RangeError("it breaks off before its end");
      held.push(value);
      heldBytes += value.length;
    }
    const all = held.length === 1 ? held[0]! : Buffer.concat(held);
    held = all.length > length ? [all.subarray(length)] : [];
    heldBytes = all.length - length;
    return all.subarray(0, length);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    yield* held;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  }
  return { take, rest };
}
