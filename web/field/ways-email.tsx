/** Mail as a way in: off until an administrator names the addresses; what hands it over is the house's own mail server. */
import { Switch, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { useWords } from "../frame/words.ts";
import { emailQuery, useSettleEmail, type EmailDoor } from "./ways-questions.ts";
import styles from "./ways.module.css";

export function Email() {
  const { data, error, isPending, refetch } = useQuery(emailQuery);
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return isPending ? <Waiting rows={3} /> : <EmailForm key={JSON.stringify([data.isOn, data.host, data.port, data.recipients])} email={data} />;
}

const ltr = { input: { direction: "ltr" as const } };

function EmailForm({ email }: { email: EmailDoor }) {
  const t = useWords();
  const settle = useSettleEmail();
  const [isOn, setOn] = useState(email.isOn);
  const [recipients, setRecipients] = useState(email.recipients);
  const [host, setHost] = useState(email.host);
  const [port, setPort] = useState(String(email.port));
  const off = !/^\d{1,5}$/.test(port) || Number(port) > 65_535 ? t("ways.portFault") : isOn && recipients.length === 0 ? t("ways.noRecipient") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); settle.mutate({ isOn, host: host.trim(), port: Number(port), recipients }); }}>
      <p className="measure" style={{ marginBottom: 0 }}>{t("ways.emailWords")}</p>
      {email.listensOn !== null ? <Done>{t("ways.listens", { host: email.host, port: email.listensOn })}</Done> : email.fault ? <p role="alert">{t("ways.emailFault", { fault: email.fault })}</p> : null}
      <Switch label={t("ways.emailOn")} checked={isOn} onChange={(event) => { setOn(event.currentTarget.checked); }} />
      <div className={styles.pair}>
        <TagsInput label={t("ways.recipients")} description={t("ways.recipientsWords")} placeholder={recipients.length === 0 ? "veille@exemple.sn" : ""} value={recipients} onChange={setRecipients} splitChars={[",", " ", ";"]} styles={ltr} />
        <TextInput label={t("ways.host")} description={t("ways.hostWords")} value={host} onChange={(event) => { setHost(event.currentTarget.value); }} styles={ltr} />
        <TextInput label={t("ways.port")} inputMode="numeric" value={port} onChange={(event) => { setPort(event.currentTarget.value); }} styles={ltr} />
      </div>
      {settle.error ? <Trouble error={settle.error} kept={t("form.kept")} /> : null}
      <div className={styles.row}><TestedButton type="submit" loading={settle.isPending} off={off}>{t("form.save")}</TestedButton></div>
    </form>
  );
}
