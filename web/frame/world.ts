/** Which world does this page show: what is actual, or an exercise? The address says it, so that a shared link cannot mix the two. */
import { useSearch } from "@tanstack/react-router";

export type World = "actual" | "exercise";

export const currentWorld = (): World => (new URLSearchParams(location.search).get("world") === "exercise" ? "exercise" : "actual");

export function useWorld(): World {
  const { world } = useSearch({ strict: false }) as { world?: string };
  return world === "exercise" ? "exercise" : "actual";
}
