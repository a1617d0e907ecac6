/** Mail server, this node's own address, browser notifications. A password is written and never read back. */
import { Checkbox, NumberInput, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ask } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";

interface Mail { host: string; port: number; secure: boolean; from: string; user?: string }
interface Settings { publicUrl?: string; mail?: Mail; push?: { subject: string }; hasMailPassword: boolean }
const KEY = ["outward", "*"];
const ltr = { input: { direction: "ltr" as const } };

export function OutwardSettings() {
  const t = useWords();
  const [isKept, setKept] = useState(false);
  const { data, error, isPending, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask<Settings>("/api/exchange/outward", { signal }) });
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return isPending ? <Waiting rows={5} height={40} /> : <><SettingsForm key={JSON.stringify(data)} held={data} onKept={() => { setKept(true); }} />{isKept ? <Done>{t("outward.kept")}</Done> : null}{data.mail ? <Trial /> : null}</>;
}

/** One message that says nothing, to an address that is not kept. */
function Trial() {
  const t = useWords();
  const [to, setTo] = useState("");
  const send = useMutation({ mutationFn: () => ask("/api/exchange/outward/trial", { method: "POST", body: { to: to.trim() } }) });
  return (
    <form className={styles.form} style={{ marginTop: 16 }} onSubmit={(event) => { event.preventDefault(); if (to.trim()) send.mutate(); }}>
      <TextInput label={t("outward.trial")} description={t("outward.trialWords")} type="email" autoComplete="off" styles={ltr} value={to} onChange={(event) => { setTo(event.currentTarget.value); send.reset(); }} />
      {send.error ? <Trouble error={send.error} /> : null}
      {send.isSuccess ? <Done>{t("outward.trialTaken")}</Done> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" variant="default" off={to.trim() ? undefined : t("outward.trialAddress")} loading={send.isPending}>{t("outward.trialSend")}</TestedButton></div>
    </form>
  );
}

/** Begins anew with what the server holds: a password that was written is not on the page any more. */
function SettingsForm({ held, onKept }: { held: Settings; onKept: () => void }) {
  const t = useWords();
  const client = useQueryClient();
  const [publicUrl, setUrl] = useState(held.publicUrl ?? "");
  const [hasMail, setHasMail] = useState(held.mail !== undefined);
  const [mail, setMail] = useState<Mail>(held.mail ?? { host: "", port: 587, secure: false, from: "" });
  const [password, setPassword] = useState("");
  const [dropsPassword, setDrops] = useState(false);
  const [hasPush, setHasPush] = useState(held.push !== undefined);
  const [subject, setSubject] = useState(held.push?.subject ?? "");
  const give = (changes: Partial<Mail>) => { setMail((before) => ({ ...before, ...changes })); };
  const { user, ...server } = mail;
  const save = useMutation({
    mutationFn: () => ask<Settings>("/api/exchange/outward", { method: "PUT", body: {
      ...(publicUrl.trim() ? { publicUrl: publicUrl.trim() } : {}), ...(hasMail ? { mail: { ...server, host: mail.host.trim(), from: mail.from.trim(), ...(user?.trim() ? { user: user.trim() } : {}) } } : {}),
      ...(hasPush ? { push: { subject: subject.trim() } } : {}), ...(dropsPassword ? { mailPassword: "" } : password ? { mailPassword: password } : {}),
    } }),
    onSuccess: async () => { onKept(); await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "outward" || queryKey[0] === "governance" }); },
  });
  const off = hasMail && !(mail.host.trim() && mail.from.trim()) ? t("outward.mailIncomplete") : hasPush && !/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(subject.trim()) ? t("outward.pushIncomplete") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); if (!off) save.mutate(); }}>
      <p className="quiet small measure" style={{ margin: 0 }}>{t("outward.nothingWithout")}</p>
      <TextInput label={t("outward.url")} description={t("outward.urlWords")} placeholder="https://alerte.exemple.sn" styles={ltr} value={publicUrl} onChange={(event) => { setUrl(event.currentTarget.value); }} />
      <Switch label={t("outward.mailOn")} checked={hasMail} onChange={(event) => { setHasMail(event.currentTarget.checked); }} />
      {hasMail ? <>
        <div className={styles.pair}>
          <TextInput label={t("outward.host")} required styles={ltr} value={mail.host} onChange={(event) => { give({ host: event.currentTarget.value }); }} />
          <NumberInput label={t("outward.port")} min={1} max={65_535} styles={ltr} value={mail.port} onChange={(value) => { give({ port: Number(value) || 587 }); }} />
          <TextInput label={t("outward.from")} type="email" required styles={ltr} value={mail.from} onChange={(event) => { give({ from: event.currentTarget.value }); }} />
          <TextInput label={t("outward.user")} autoComplete="off" styles={ltr} value={mail.user ?? ""} onChange={(event) => { give({ user: event.currentTarget.value }); }} />
          <PasswordInput label={t("outward.password")} description={held.hasMailPassword ? t("outward.passwordHeld") : t("outward.passwordNone")} autoComplete="new-password" disabled={dropsPassword} value={password} onChange={(event) => { setPassword(event.currentTarget.value); }}
            visibilityToggleButtonProps={{ "aria-label": t("outward.showPassword") }} />
        </div>
        <Checkbox label={t("outward.tls")} description={t("outward.tlsWords")} checked={mail.secure} onChange={(event) => { give({ secure: event.currentTarget.checked }); }} />
        {held.hasMailPassword ? <Checkbox label={t("outward.dropPassword")} checked={dropsPassword} onChange={(event) => { setDrops(event.currentTarget.checked); }} /> : null}
      </> : null}
      <Switch label={t("outward.pushOn")} description={t("outward.pushWords")} checked={hasPush} onChange={(event) => { setHasPush(event.currentTarget.checked); }} />
      {hasPush ? <TextInput label={t("outward.pushSubject")} description={t("outward.pushSubjectWords")} placeholder="mailto:permanence@exemple.sn" required styles={ltr} value={subject} onChange={(event) => { setSubject(event.currentTarget.value); }} /> : null}
      {save.error ? <Trouble error={save.error} kept={t("form.kept")} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton type="submit" off={off} loading={save.isPending}>{t("form.save")}</TestedButton></div>
    </form>
  );
}
