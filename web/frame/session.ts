/** Who am I here, and what may I do? One answer from the server, asked once and again after every sign-in. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Language } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Permission, Role } from "../../src/platform/roles.ts";
import { ask, Refusal } from "./api.ts";

export interface Me {
  id: string;
  login: string;
  /** The role's display name: "Permanence de Bakel". */
  title: string;
  organisation: string;
  language: Language;
  roles: Role[];
  permissions: Permission[];
  /** The strictest marking that this person reads now; `clearanceGranted` may be stricter where the second step is off. */
  clearance: Marking;
  clearanceGranted: Marking;
  isCappedWithoutTotp: boolean;
  totp: boolean;
  /** As whom the page is seen, where that is somebody else. */
  viewedAs?: { role: Role; clearance: Marking; organisation: string };
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: Infinity,
  queryFn: ({ signal }) => ask<Me>("/api/me", { signal }).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }),
});

/** Only below the signed-in frame, where there always is somebody. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);

/** Everything known belonged to the last person: the next one starts empty. */
export function useForgetEverything(): () => void {
  const client = useQueryClient();
  return () => { client.clear(); };
}
