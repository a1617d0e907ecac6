/** Sends a file and tells how much of it has left: over a slow line that is the longest wait. */
import { address, Refusal, type Query } from "../frame/api.ts";
import { say } from "../frame/words.ts";

export function sendFile<T>(path: string, query: Query, file: File, onSent: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const offline = () => { reject(new Refusal("offline", 0, say("refusal.offline"))); };
    request.open("POST", address(path, query));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept-language", document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => { onSent(total > 0 ? loaded / total : 0); };
    request.onerror = offline;
    request.onabort = () => { reject(new DOMException("stopped", "AbortError")); };
    request.onload = () => {
      const told = readJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(told as T);
      else reject(new Refusal(told.code ?? "unknown", request.status, told.title ?? say("refusal.unknown", { status: request.status }), told.details));
    };
    signal.addEventListener("abort", () => { request.abort(); }, { once: true });
    request.send(file);
  });
}

function readJson(words: string): { code?: string; title?: string; details?: Record<string, unknown> } {
  try { return JSON.parse(words) as object; } catch { return {}; }
}
