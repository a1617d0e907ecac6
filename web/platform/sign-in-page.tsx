/** Sign-in: address and password, then a code where a second step is set, or a recovery code where the telephone is lost. */
import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Trouble } from "../design/states.tsx";
import { ask } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import { giveCode, giveRecoveryCode, signIn } from "./auth.ts";
import { useEnter } from "./enter.ts";
import { Threshold } from "./threshold.tsx";

export function SignInPage() {
  const t = useWords();
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const enter = useEnter();
  if (isCodeNeeded) return <SecondStep />;
  return <Threshold title={t("signIn.title")}><PasswordStep onDone={(next) => { if (next === "done") void enter(); else setCodeNeeded(true); }} /></Threshold>;
}

/** After a password that was right: the authenticator's code, or a recovery code. */
export function SecondStep() {
  const t = useWords();
  const [step, setStep] = useState<"code" | "recovery">("code");
  const enter = useEnter();
  return (
    <Threshold title={t(step === "code" ? "signIn.code" : "signIn.recovery")}>
      <CodeStep key={step} isRecovery={step === "recovery"} onDone={() => { void enter(); }} />
      <Anchor component="button" type="button" size="sm" style={{ alignSelf: "flex-start" }} onClick={() => { setStep(step === "code" ? "recovery" : "code"); }}>{t(step === "code" ? "signIn.useRecovery" : "signIn.useCode")}</Anchor>
    </Threshold>
  );
}

function PasswordStep({ onDone }: { onDone: (next: "done" | "code") => void }) {
  const t = useWords();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => signIn(login.trim(), password), onSuccess: onDone });
  // On a link that anybody can read, nobody should type a password: said before, not after.
  const { error: unfit } = useQuery({ queryKey: ["fit"], retry: false, queryFn: ({ signal }) => ask<object>("/api/auth/get-session", { signal }) });
  return (
    <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
      {unfit && !attempt.error ? <Trouble error={unfit} /> : null}
      <TextInput label={t("signIn.login")} autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus value={login} onChange={(event) => { setLogin(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
      <PasswordInput label={t("signIn.password")} autoComplete="current-password" required value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      {attempt.error ? <Trouble error={attempt.error} /> : null}
      <Button type="submit" fullWidth loading={attempt.isPending}>{t("signIn.enter")}</Button>
      <p className="quiet small">{t("signIn.lost")}</p>
    </form>
  );
}

function CodeStep({ isRecovery, onDone }: { isRecovery: boolean; onDone: () => void }) {
  const t = useWords();
  const [code, setCode] = useState("");
  const attempt = useMutation({ mutationFn: () => (isRecovery ? giveRecoveryCode(code) : giveCode(code)), onSuccess: onDone });
  return (
    <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
      <p className="quiet">{t(isRecovery ? "signIn.recoveryWords" : "signIn.codeWords")}</p>
      <TextInput label={t(isRecovery ? "signIn.recoveryCode" : "signIn.sixDigits")} autoComplete="one-time-code" inputMode={isRecovery ? "text" : "numeric"} required autoFocus value={code} onChange={(event) => { setCode(event.currentTarget.value); }} styles={{ input: { direction: "ltr", letterSpacing: "0.12em", fontVariantNumeric: "tabular-nums" } }} />
      {attempt.error ? <Trouble error={attempt.error} /> : null}
      <Button type="submit" fullWidth loading={attempt.isPending}>{t("signIn.enter")}</Button>
    </form>
  );
}
