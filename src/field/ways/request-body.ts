/** A request's body as it came, so far and no farther; and not more of them at once than the memory holds. */
import type { FastifyRequest } from "fastify";
import { problem } from "../../platform/problem.ts";

/** All bodies that are being read or worked on. */
const MOST_AT_ONCE = 192 * 2 ** 20;
/** What is too large is read to its end all the same, up to here, so that its sender gets to hear why. */
const DRAINED = 8;
let held = 0;

export async function withBody<T>(request: FastifyRequest, mostBytes: number, work: (body: Buffer) => Promise<T>): Promise<T> {
  const said = Number(request.headers["content-length"] ?? 0);
  if (held + Math.min(said, mostBytes) > MOST_AT_ONCE) throw problem("server.busy");
  let mine = 0;
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request.raw as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        chunks.length = 0;
        if (bytes > mostBytes * DRAINED) break;
        continue;
      }
      mine += chunk.length;
      held += chunk.length;
      if (held > MOST_AT_ONCE) throw problem("server.busy");
      chunks.push(chunk);
    }
    if (bytes > mostBytes) throw problem("request.tooLarge", { limit: mostBytes >= 2 ** 20 ? `${Math.round(mostBytes / 2 ** 20)} MB` : `${Math.round(mostBytes / 1024)} KB` });
    return await work(Buffer.concat(chunks));
  } finally {
    held -= mine;
  }
}
