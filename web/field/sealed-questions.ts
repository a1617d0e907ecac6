/** What the page of the sealed channel asks of the server. Everything that matters in the answers is still locked. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { From, Letter } from "../field-form/sealed/sealed-case.ts";
import type { LockedKey } from "../field-form/sealed/mailbox-key.ts";
import { ask, type Asking } from "../frame/api.ts";

export type Matter = "integrity" | "threat";
export interface Mailbox extends LockedKey { id: string; title: string; takes: Matter[]; isNamed: boolean; isClosed: boolean; hasRecovery: boolean; openedOn: string }
export interface Post { id: string; title: string; takes: Matter[]; publicKey: string; isNamed: boolean; isClosed: boolean; isMine: boolean; hasRecovery: boolean }
export interface CaseShown { id: string; matter: Matter; receivedOn: string; lastOn: string; letters: number; isAwaiting: boolean; mailbox: string; sealedKey: string }
export interface LetterShown extends Letter { from: From; post: string | null; on: string }
interface Share { officer: string; sealed: string }
export interface Asked extends LockedKey { id: string; mailbox: string; askedAt: string; parts: Share[]; mailboxKey: string | null; spare: string | null }
export interface WaitingForMe { id: string; mailbox: string; askedAs: string; publicKey: string; askedAt: string; shares: Share[]; isGiven: boolean }

const base = "/api/field/sealed";
const KEY = ["sealed", "sealed-case"];
/** Nobody's page is told when a case comes in: this one asks. */
const AGAIN_MS = 60_000;

export const mailboxesQuery = queryOptions({ queryKey: [...KEY, "mailboxes"], queryFn: ({ signal }) => ask<{ rows: Mailbox[] }>(`${base}/mailboxes`, { signal }) });
export const postsQuery = queryOptions({ queryKey: [...KEY, "posts"], queryFn: ({ signal }) => ask<{ rows: Post[] }>(`${base}/posts`, { signal }) });
export const casesQuery = queryOptions({ queryKey: [...KEY, "cases"], refetchInterval: AGAIN_MS, queryFn: ({ signal }) => ask<{ rows: CaseShown[] }>(`${base}/cases`, { signal }) });
export const lettersQuery = (id: string) => queryOptions({ queryKey: [...KEY, "letters", id], staleTime: Infinity, queryFn: ({ signal }) => ask<{ letters: LetterShown[] }>(`${base}/cases/${id}`, { signal }) });
export const recoveriesQuery = queryOptions({ queryKey: [...KEY, "recoveries"], refetchInterval: AGAIN_MS, queryFn: ({ signal }) => ask<{ asked: Asked[]; waiting: WaitingForMe[] }>(`${base}/recoveries`, { signal }) });

/** @param act what is done first in this browser, ending in what is asked of the server */
export function useSealed<Order = void>(act: (order: Order) => Promise<readonly [path: string, asking: Asking]>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (order: Order) => { const [path, asking] = await act(order); return ask(`${base}/${path}`, asking); },
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** A random one: the kind that the rest of the house makes holds the moment. */
export const newSealedId = (): string => crypto.randomUUID();

export const lockedOnly = ({ lockedKey, salt, rounds }: LockedKey) => ({ lockedKey, salt, rounds });
