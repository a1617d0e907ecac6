/** Sign-in, as the server's own paths: password, then a code where one is set; one-time links; recovery codes. */
import type { Language } from "../../src/platform/language.ts";
import type { Role } from "../../src/platform/roles.ts";
import { ask } from "../frame/api.ts";

export type Step = "done" | "code";
const stepOf = ({ needsCode }: { needsCode: boolean }): Step => (needsCode ? "code" : "done");
const send = <T>(path: string, body: object = {}) => ask<T>(path, { method: "POST", body });

export const signIn = async (login: string, password: string): Promise<Step> => stepOf(await send("/api/auth/sign-in/email", { login, password }));
export const giveCode = (code: string) => send("/api/auth/two-factor/verify-totp", { code });
export const giveRecoveryCode = (code: string) => send("/api/auth/two-factor/verify-backup-code", { code });
export const signOut = () => send("/api/auth/sign-out");
export const changePassword = (currentPassword: string, newPassword: string) => send("/api/auth/change-password", { currentPassword, newPassword });

/** Starts the second step; it holds only after a first code was given (`giveCode`). */
export const beginSecondStep = (password: string) => send<{ totpUri: string; recoveryCodes: string[] }>("/api/auth/two-factor/enable", { password });
export const endSecondStep = (password: string) => send("/api/auth/two-factor/disable", { password });
export const newRecoveryCodes = (password: string) => send<{ recoveryCodes: string[] }>("/api/auth/two-factor/generate-backup-codes", { password });

export interface LinkWords {
  purpose: "first-administrator" | "administrator-reset" | "invitation" | "reset";
  expiresAt: string;
  login?: string;
  title?: string;
  administrators?: string[];
}
export const readLink = (token: string, signal: AbortSignal) => ask<LinkWords>("/api/welcome", { query: { token }, signal });

export interface LinkUse { token: string; password: string; login?: string; title?: string; roles?: Role[]; language: Language }
export const spendLink = async (use: LinkUse): Promise<Step> => stepOf(await send("/api/welcome", use));
