/** Members as the administrator's office sees and changes them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Language } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Role } from "../../src/platform/roles.ts";
import { ask } from "../frame/api.ts";

export interface Membership { organisation: string; roles: Role[]; clearance: Marking; language: Language; isActive: boolean }
export interface MemberShown extends Membership {
  id: string;
  version: number;
  login: string;
  title: string;
  hasPassword: boolean;
  totp: boolean;
  lastSignInOn: string | null;
}
export const membersQuery = queryOptions({ queryKey: ["members", "member"], staleTime: 60_000, queryFn: ({ signal }) => ask<{ rows: MemberShown[] }>("/api/members", { signal }) });

export interface OneTimeLink { url: string; expiresAt: string }

export const ROLES = ["reader", "analyst", "duty-officer", "releasing-officer", "coordinator", "planner", "auditor", "administrator"] as const satisfies readonly Role[];
export const MARKINGS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const satisfies readonly Marking[];

function useOffice<Order, Answer>(act: (order: Order) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: ["members"] }) });
}

export interface Invitation { login: string; title: string; organisation?: string; roles: Role[]; clearance: Marking; language: Language }
export const useInvite = () => useOffice((invitation: Invitation) => ask<{ id: string; link: OneTimeLink }>("/api/members", { method: "POST", body: invitation }));
export const useChangeMember = (id: string) => useOffice((change: Partial<Membership> & { basedOn: number; title?: string }) => ask<MemberShown>(`/api/members/${id}`, { method: "PUT", body: change }));
export const useNewLink = (id: string) => useOffice((turnsTotpOff: boolean) => ask<OneTimeLink>(`/api/members/${id}/link`, { method: "POST", body: { turnsTotpOff } }));
export const useEndSessions = (id: string) => useOffice(() => ask<{ ended: number }>(`/api/members/${id}/sessions`, { method: "DELETE" }));
