/** Keeps the page current: the server says which nouns changed, and what shows them asks again, as its own caller. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

interface Change { seq: number; nouns: string[] }

export type LinkState = "connecting" | "live" | "lost";

/** Several changes within this time are one look: an import of thousands of rows must not ask thousands of times. */
const GATHER_MS = 1_500;

/** The journal's number at the last change to events that this page was told of: what the map asks for is at least as new. */
let eventSeq = 0;
const watchers = new Set<() => void>();
export const useEventSeq = (): number => useSyncExternalStore((watch) => { watchers.add(watch); return () => { watchers.delete(watch); }; }, () => eventSeq);

export function useLive(): LinkState {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>("connecting");
  useEffect(() => {
    const changed = new Set<string>();
    let timer: number | undefined;
    let seq = 0;
    const lookAgain = () => {
      timer = undefined;
      if ((changed.has("event") || changed.has("*")) && seq !== eventSeq) {
        eventSeq = seq;
        for (const watch of watchers) watch();
      }
      const everything = changed.has("*");
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" && (everything || queryKey.some((part) => typeof part === "string" && changed.has(part))) });
      changed.clear();
    };
    const source = new EventSource("/api/live");
    source.addEventListener("open", () => { setState("live"); });
    source.addEventListener("error", () => { setState("lost"); });
    source.addEventListener("change", (event) => {
      const change = JSON.parse((event as MessageEvent<string>).data) as Change;
      for (const noun of change.nouns) changed.add(noun);
      seq = Math.max(seq, change.seq);
      timer ??= window.setTimeout(lookAgain, GATHER_MS);
    });
    return () => { source.close(); window.clearTimeout(timer); };
  }, [client]);
  return state;
}
