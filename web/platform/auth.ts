/** Sign-in, as the server's own paths: password, then a code where one is set; one-time links; recovery codes. */
import { ask } from "../frame/api.ts";

export type Step = "done" | "code";

export async function signIn(email: string, password: string): Promise<Step> {
  const told = await ask<{ twoFactorRedirect?: boolean }>("/api/auth/sign-in/email", { method: "POST", body: { email, password } });
  return told.twoFactorRedirect ? "code" : "done";
}

export const giveCode = (code: string) => ask("/api/auth/two-factor/verify-totp", { method: "POST", body: { code } });
export const giveRecoveryCode = (code: string) => ask("/api/auth/two-factor/verify-backup-code", { method: "POST", body: { code } });
export const signOut = () => ask("/api/auth/sign-out", { method: "POST", body: {} });
export const changePassword = (currentPassword: string, newPassword: string) =>
  ask("/api/auth/change-password", { method: "POST", body: { currentPassword, newPassword, revokeOtherSessions: true } });

/** Starts the second step; it holds only after a first code was given (`giveCode`). */
export const beginSecondStep = (password: string) =>
  ask<{ totpURI: string; backupCodes: string[] }>("/api/auth/two-factor/enable", { method: "POST", body: { password } });
export const endSecondStep = (password: string) => ask("/api/auth/two-factor/disable", { method: "POST", body: { password } });
export const newRecoveryCodes = (password: string) =>
  ask<{ backupCodes: string[] }>("/api/auth/two-factor/generate-backup-codes", { method: "POST", body: { password } });
