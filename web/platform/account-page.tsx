/** My account: what I may see and do, my password, the second step with its recovery codes, and my other sessions. */
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Done, Trouble } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useMe } from "../frame/session.ts";
import { capital, useWords } from "../frame/words.ts";
import { changePassword } from "./auth.ts";
import { SecondStepSettings } from "./second-step-settings.tsx";
import styles from "./records.module.css";

export function AccountPage() {
  const t = useWords();
  const me = useMe();
  return (
    <>
      <PageHead title={t("page.account")} />
      <Facts>
        <Fact name={capital(t("member.post"))}>{me.title} <span className="mono">{me.login}</span></Fact>
        <Fact name={capital(t("member.organisation"))}>{me.organisation}</Fact>
        <Fact name={capital(t("member.roles"))}>{me.roles.map((role) => <p key={role}>{t(`role.${role}`)}{t("punctuation.colon")} <span className="quiet">{t(`roleWords.${role}`)}</span></p>)}</Fact>
        <Fact name={capital(t("member.clearance"))}><MarkingChip marking={me.clearance} /> <span className="quiet">{t(`marking.${me.clearance}`)}</span>{me.isCappedWithoutTotp ? <p className={`${chips.note} ${chips.warn}`}>{t("frame.capped", { clearance: me.clearanceGranted })}</p> : null}</Fact>
      </Facts>
      <Part title={t("account.password")}><Password /></Part>
      <Part title={t("account.secondStep")}><SecondStepSettings isOn={me.totp} /></Part>
      <Part title={t("account.sessions")}><OtherSessions /></Part>
      <Part title={t("page.sealed")}><p className="measure">{t("pageWords.sealed")} <TextLink to={ADDRESS.sealed}>{t("sealed.mailboxes")}</TextLink></p></Part>
    </>
  );
}

function Password() {
  const t = useWords();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({ mutationFn: () => changePassword(current, next), onSuccess: () => { setCurrent(""); setNext(""); } });
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); change.mutate(); }}>
      <div className={styles.pair}>
        <PasswordInput label={t("account.current")} autoComplete="current-password" required value={current} onChange={(event) => { setCurrent(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
        <PasswordInput label={t("account.next")} description={t("welcome.passwordWords")} inputWrapperOrder={["label", "input", "description", "error"]} autoComplete="new-password" required value={next} onChange={(event) => { setNext(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      </div>
      {change.error ? <Trouble error={change.error} /> : null}
      {change.isSuccess ? <Done>{t("account.changed")}</Done> : null}
      <div><Button type="submit" variant="default" loading={change.isPending}>{t("account.change")}</Button></div>
    </form>
  );
}

function OtherSessions() {
  const t = useWords();
  const end = useMutation({ mutationFn: () => ask<{ ended: number }>("/api/me/sessions", { method: "DELETE" }) });
  return (
    <div className={styles.form}>
      <p className="quiet measure" style={{ margin: 0 }}>{t("account.sessionsWords")}</p>
      {end.error ? <Trouble error={end.error} /> : null}
      {end.data ? <Done>{t("account.ended", { count: end.data.ended })}</Done> : null}
      <div><Button variant="default" loading={end.isPending} onClick={() => { end.mutate(); }}>{t("account.endSessions")}</Button></div>
    </div>
  );
}
