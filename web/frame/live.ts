/** Keeps the page current: the server says which nouns changed, and what shows them asks again, as its own caller. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

interface Change { seq: number; nouns: string[] }

export type LinkState = "connecting" | "live" | "lost";

/** Several changes within this time are one look: an import of thousands of rows must not ask thousands of times. */
const GATHER_MS = 1_500;

export function useLive(): LinkState {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>("connecting");
  useEffect(() => {
    const changed = new Set<string>();
    let timer: number | undefined;
    const lookAgain = () => {
      timer = undefined;
      const everything = changed.has("*");
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" && (everything || queryKey.some((part) => typeof part === "string" && changed.has(part))) });
      changed.clear();
    };
    const source = new EventSource("/api/live");
    source.addEventListener("open", () => { setState("live"); });
    source.addEventListener("error", () => { setState("lost"); });
    source.addEventListener("change", (event) => {
      for (const noun of (JSON.parse((event as MessageEvent<string>).data) as Change).nouns) changed.add(noun);
      timer ??= window.setTimeout(lookAgain, GATHER_MS);
    });
    return () => { source.close(); window.clearTimeout(timer); };
  }, [client]);
  return state;
}
