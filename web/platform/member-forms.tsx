/** Inviting a member, and changing one: roles, clearance, language, suspension, a new link, the end of sessions. */
import { Button, Checkbox, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Language } from "../../src/platform/language.ts";
import type { Marking } from "../../src/platform/marking.ts";
import type { Role } from "../../src/platform/roles.ts";
import { Done, Trouble } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import { TestedButton } from "../design/tested-button.tsx";
import { capital, LANGUAGE_NAMES, useWords } from "../frame/words.ts";
import { MARKINGS, ROLES, useChangeMember, useEndSessions, useInvite, useNewLink, type MemberShown, type OneTimeLink } from "./members.ts";
import styles from "./member-forms.module.css";

export function InvitationForm({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const invite = useInvite();
  const [login, setLogin] = useState("");
  const [title, setTitle] = useState("");
  const [organisation, setOrganisation] = useState("");
  const [roles, setRoles] = useState<Role[]>(["reader"]);
  const [clearance, setClearance] = useState<Marking>("GREEN");
  const [language, setLanguage] = useState<Language>("fr");
  if (invite.data) return <Panel title={t("users.invited")}><TheLink link={invite.data.link} /><div><Button onClick={onClose}>{t("users.close")}</Button></div></Panel>;
  return (
    <Panel title={t("users.invite")}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); invite.mutate({ login: login.trim(), title, roles, clearance, language, ...(organisation ? { organisation } : {}) }); }}>
        <div className={styles.pair}>
          <TextInput label={t("signIn.login")} description={t("welcome.loginWords")} required autoCapitalize="none" spellCheck={false} value={login} onChange={(event) => { setLogin(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
          <TextInput label={capital(t("member.post"))} description={t("welcome.postWords")} required value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
          <TextInput label={capital(t("member.organisation"))} description={t("users.organisationWords")} value={organisation} onChange={(event) => { setOrganisation(event.currentTarget.value); }} />
        </div>
        <RolesInput value={roles} onChange={setRoles} />
        <div className={styles.pair}><ClearanceInput value={clearance} onChange={setClearance} /><LanguageInput value={language} onChange={setLanguage} /></div>
        {invite.error ? <Trouble error={invite.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}>
          <TestedButton type="submit" loading={invite.isPending} off={roles.length === 0 ? t("users.noRole") : undefined}>{t("users.makeLink")}</TestedButton>
          <Button variant="default" onClick={onClose}>{t("form.cancel")}</Button>
        </div>
      </form>
    </Panel>
  );
}

export function MemberForm({ member, onClose }: { member: MemberShown; onClose: () => void }) {
  const t = useWords();
  const change = useChangeMember(member.id);
  const newLink = useNewLink(member.id);
  const endSessions = useEndSessions(member.id);
  const [roles, setRoles] = useState(member.roles);
  const [clearance, setClearance] = useState(member.clearance);
  const [language, setLanguage] = useState(member.language);
  const [isActive, setActive] = useState(member.isActive);
  const [title, setTitle] = useState(member.title);
  const fault = change.error ?? newLink.error ?? endSessions.error;
  return (
    <Panel title={t("users.changeOne", { who: member.title })}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); change.mutate({ basedOn: member.version, roles, clearance, language, isActive, ...(title === member.title ? {} : { title }) }, { onSuccess: onClose }); }}>
        <TextInput label={capital(t("member.post"))} required maw={360} value={title} onChange={(event) => { setTitle(event.currentTarget.value); }} />
        <RolesInput value={roles} onChange={setRoles} />
        <div className={styles.pair}><ClearanceInput value={clearance} onChange={setClearance} /><LanguageInput value={language} onChange={setLanguage} /></div>
        <Switch label={t("users.isActive")} description={t("users.isActiveWords")} checked={isActive} onChange={(event) => { setActive(event.currentTarget.checked); }} />
        {fault ? <Trouble error={fault} /> : null}
        {newLink.data ? <TheLink link={newLink.data} /> : null}
        {endSessions.data ? <Done>{t("account.ended", { count: endSessions.data.ended })}</Done> : null}
        <div className={styles.row}>
          <TestedButton type="submit" loading={change.isPending} off={roles.length === 0 ? t("users.noRole") : undefined}>{t("form.save")}</TestedButton>
          <Button variant="default" onClick={onClose}>{t("form.cancel")}</Button>
          <span style={{ flex: 1 }} />
          <Button variant="default" loading={newLink.isPending} onClick={() => { newLink.mutate(false); }}>{t("users.newLink")}</Button>
          {member.totp ? <Button variant="default" loading={newLink.isPending} onClick={() => { newLink.mutate(true); }}>{t("users.newLinkTotpOff")}</Button> : null}
          <Button variant="default" loading={endSessions.isPending} onClick={() => { endSessions.mutate(undefined); }}>{t("users.endSessions")}</Button>
        </div>
      </form>
    </Panel>
  );
}

const Panel = ({ title, children }: { title: string; children: ReactNode }) => <section className={styles.panel} aria-label={title}><h2>{title}</h2>{children}</section>;

function RolesInput({ value, onChange }: { value: Role[]; onChange: (roles: Role[]) => void }) {
  const t = useWords();
  return (
    <Checkbox.Group label={capital(t("member.roles"))} value={value} onChange={(next) => { onChange(next as Role[]); }}>
      <div className={styles.choices}>{ROLES.map((role) => <Checkbox key={role} value={role} label={capital(t(`role.${role}`))} description={t(`roleWords.${role}`)} />)}</div>
    </Checkbox.Group>
  );
}

function ClearanceInput({ value, onChange }: { value: Marking; onChange: (clearance: Marking) => void }) {
  const t = useWords();
  return <NativeSelect label={capital(t("member.clearance"))} description={t("users.clearanceWords")} data={MARKINGS.map((marking) => ({ value: marking, label: `TLP:${marking} – ${t(`marking.${marking}`)}` }))} value={value} onChange={(event) => { onChange(event.currentTarget.value as Marking); }} />;
}

function LanguageInput({ value, onChange }: { value: Language; onChange: (language: Language) => void }) {
  const t = useWords();
  return <NativeSelect label={t("frame.language")} description={t("users.languageWords")} data={(Object.keys(LANGUAGE_NAMES) as Language[]).map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))} value={value} onChange={(event) => { onChange(event.currentTarget.value as Language); }} />;
}

/** Shown once: whoever holds it sets the password, so the administrator decides how it travels. */
function TheLink({ link: { url, expiresAt } }: { link: OneTimeLink }) {
  const t = useWords();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className={styles.link} role="status">
      <p>{t("users.linkWords", { moment: moment(expiresAt) })}</p>
      <TextInput readOnly aria-label={t("users.link")} value={url} styles={{ input: { direction: "ltr", fontFamily: "var(--mantine-font-family-monospace)" } }} onFocus={(event) => { event.currentTarget.select(); }} />
      <div><Button variant="default" onClick={() => { void navigator.clipboard.writeText(url).then(() => { setCopied(true); }); }}>{t(isCopied ? "users.copied" : "users.copy")}</Button></div>
    </div>
  );
}
