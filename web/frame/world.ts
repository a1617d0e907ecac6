/**
 * What does this page look through: which world (what is actual, or an exercise), and as whom? The address says both, so that
 * a shared link cannot mix them.
 */
import { hashKey, type QueryKey } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";

export type World = "actual" | "exercise";

const asked = (name: "world" | "viewAs") => new URLSearchParams(location.search).get(name) ?? undefined;

export const currentWorld = (): World => (asked("world") === "exercise" ? "exercise" : "actual");

/** "ROLE:CLEARANCE:ORGANISATION", where somebody looks at the page as another reader would see it. */
export const currentViewAs = (): string | undefined => asked("viewAs");

/** An answer belongs to the world and the reader that it was given for: what is remembered of one is never shown in another. */
export const lensHash = (key: QueryKey): string => `${currentWorld()} ${currentViewAs() ?? ""} ${hashKey(key)}`;

export function useWorld(): World {
  const { world } = useSearch({ strict: false }) as { world?: string };
  return world === "exercise" ? "exercise" : "actual";
}

export const useViewAs = (): string | undefined => (useSearch({ strict: false }) as { viewAs?: string }).viewAs;
