/** What the pages of ways in ask the server, and what they settle there. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Language } from "../../src/platform/language.ts";
import { ask } from "../frame/api.ts";

export const GATEWAY_KINDS = ["android", "africas-talking", "generic"] as const;
export type GatewayKind = (typeof GATEWAY_KINDS)[number];

export interface Gateway {
  name: string; kind: GatewayKind; isOn: boolean; sendUrl?: string; account?: string; from?: string; asksBack: boolean; language: Language;
  hasSecretIn: boolean; hasSecretOut: boolean; waiting: number; failed: number;
}
export type GatewayChange = Omit<Gateway, "name" | "hasSecretIn" | "hasSecretOut" | "waiting" | "failed"> & { secretIn?: string; secretOut?: string };
export interface EmailDoor { isOn: boolean; host: string; port: number; recipients: string[]; listensOn: number | null; fault: string | null }
export interface Retention { closedDays: number; longestDays: number }
export interface FormShown { id: string; version: number; content: { title: string; formId: string; formVersion: string; languages: string[]; questionCount: number; isOpen: boolean } }

const KEY = ["ways", "*"] as const;

export const gatewaysQuery = queryOptions({ queryKey: [...KEY, "gateways"], queryFn: ({ signal }) => ask<Gateway[]>("/api/field/gateways", { signal }) });
export const emailQuery = queryOptions({ queryKey: [...KEY, "email"], queryFn: ({ signal }) => ask<EmailDoor>("/api/field/email", { signal }) });
export const retentionQuery = queryOptions({ queryKey: [...KEY, "retention"], queryFn: ({ signal }) => ask<Retention>("/api/field/retention", { signal }) });
export const formsQuery = queryOptions({ queryKey: [...KEY, "forms"], queryFn: ({ signal }) => ask<{ rows: FormShown[] }>("/api/forms", { query: { limit: 100 }, signal }) });
export const formAddressQuery = queryOptions({ queryKey: [...KEY, "address"], queryFn: ({ signal }) => ask<{ address: string }>("/api/field/form-address", { signal }) });

function useSettling<Given, Answer>(act: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => client.invalidateQueries({ queryKey: ["ways"] }) });
}

export const useSettleGateway = () => useSettling(({ name, change }: { name: string; change: GatewayChange }) => ask<Gateway[]>(`/api/field/gateways/${name}`, { method: "PUT", body: change }));
export const useNewSecret = () => useSettling((name: string) => ask<{ secret: string; address: string }>(`/api/field/gateways/${name}/secret`, { method: "POST", body: {} }));
export const useForgetGateway = () => useSettling((name: string) => ask<undefined>(`/api/field/gateways/${name}`, { method: "DELETE" }));
export const useSettleEmail = () => useSettling((body: Pick<EmailDoor, "isOn" | "host" | "port" | "recipients">) => ask<EmailDoor>("/api/field/email", { method: "PUT", body }));
export const useSettleRetention = () => useSettling((body: Retention) => ask<Retention>("/api/field/retention", { method: "PUT", body }));
export const useSendForm = () => useSettling((file: File) => ask<{ title: string; formVersion: string; questionCount: number }>("/api/field/forms", { method: "POST", query: { file: file.name }, body: new Blob([file], { type: "application/octet-stream" }) }));
export const useOpenForm = () => useSettling(({ id, isOpen }: { id: string; isOpen: boolean }) => ask(`/api/field/forms/${id}/open`, { method: "PUT", body: { isOpen } }));
