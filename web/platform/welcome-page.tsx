/** A one-time link: the first administrator makes an account, a member who was invited (or lost their password) sets a password. */
import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ButtonLink } from "../design/links.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import type { Search } from "../frame/routes.tsx";
import { language, useWords } from "../frame/words.ts";
import { readLink, spendLink, type LinkWords } from "./auth.ts";
import { useEnter } from "./enter.ts";
import { SecondStep } from "./sign-in-page.tsx";
import { Threshold } from "./threshold.tsx";

export function WelcomePage() {
  const t = useWords();
  const { token = "" } = useSearch({ strict: false }) as Search;
  const { data: link, error, isPending } = useQuery({ queryKey: ["link", token], staleTime: Infinity, retry: false, queryFn: ({ signal }) => readLink(token, signal) });
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  if (isCodeNeeded) return <SecondStep />;
  return (
    <Threshold title={t(link ? `welcome.${link.purpose}` : "welcome.title")}>
      {isPending ? <Waiting rows={4} /> : error ? <><Trouble error={error} /><ButtonLink to={ADDRESS.signIn} variant="default">{t("signIn.title")}</ButtonLink></> : <Account link={link} token={token} onCode={() => { setCodeNeeded(true); }} />}
    </Threshold>
  );
}

const SHORTEST_PASSWORD = 12;

function Account({ link, token, onCode }: { link: LinkWords; token: string; onCode: () => void }) {
  const t = useWords();
  const enter = useEnter();
  const isNew = link.login === undefined;
  const known = link.administrators ?? [];
  const [login, setLogin] = useState(known[0] ?? "");
  const [title, setTitle] = useState("");
  const [isAnalyst, setAnalyst] = useState(link.purpose === "first-administrator");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const isDifferent = again !== "" && again !== password;
  const use = useMutation({
    mutationFn: () => spendLink({ token, password, language: language(), ...(isNew ? { login: login.trim(), ...(title ? { title } : {}), ...(isAnalyst ? { roles: ["analyst" as const] } : {}) } : {}) }),
    onSuccess: (next) => { if (next === "done") void enter(); else onCode(); },
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!isDifferent) use.mutate(); }}>
      <p className="quiet">{t(`welcomeWords.${link.purpose}`)} {t("welcome.until", { moment: moment(link.expiresAt) })}</p>
      {isNew && known.length > 0 ? <NativeSelect label={t("signIn.login")} data={known} value={login} onChange={(event) => { setLogin(event.currentTarget.value); }} /> : null}
      {isNew && known.length === 0 ? <>
        <TextInput label={t("signIn.login")} description={t("welcome.loginWords")} autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus value={login} onChange={(event) => { setLogin(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
        <TextInput label={t("welcome.post")} description={t("welcome.postWords")} required value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
        <Checkbox label={t("welcome.alsoAnalyst")} description={t("welcome.alsoAnalystWords")} checked={isAnalyst} onChange={(event) => { setAnalyst(event.currentTarget.checked); }} />
      </> : null}
      {isNew ? null : <p><strong>{link.title}</strong> <span className="mono">{link.login}</span><input type="text" hidden readOnly autoComplete="username" value={link.login} /></p>}
      <PasswordInput label={t("welcome.password")} description={t("welcome.passwordWords")} autoComplete="new-password" required minLength={SHORTEST_PASSWORD} value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      <PasswordInput label={t("welcome.again")} autoComplete="new-password" required value={again} error={isDifferent ? t("welcome.different") : undefined} onChange={(event) => { setAgain(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      {use.error ? <Trouble error={use.error} /> : null}
      <Button type="submit" fullWidth loading={use.isPending}>{t("signIn.enter")}</Button>
    </form>
  );
}
