// What makes the form open without a network: every file of it, kept at the first visit, taken from there ever after. A newer form
// is fetched whole beside the old one and takes its place at the next opening, never in the middle of a report.
interface Worker {
  addEventListener(name: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(name: "fetch", listener: (event: { request: Request; respondWith(reply: Promise<Response>): void }) => void): void;
  clients: { claim(): Promise<void> };
}
const worker = globalThis as unknown as Worker;
/** Written by the build. */
declare const FILES: string[];
declare const VERSION: string;

const NAME = `form-${VERSION}`;
const START = "/report/";

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { credentials: "omit" })))));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("form-") && name !== NAME) await caches.delete(name);
    await worker.clients.claim();
  })());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(START)) return;
  event.respondWith((async () => {
    const cache = await caches.open(NAME);
    return (await cache.match(pathname)) ?? (request.mode === "navigate" ? await cache.match(START) : undefined) ?? fetch(request);
  })());
});
export {};
