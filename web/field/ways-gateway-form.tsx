/** Settling one gateway. Its secrets are written here and never shown again; one that we make is shown once, with the address to give to the gateway. */
import { Button, NativeSelect, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Language } from "../../src/platform/language.ts";
import { TestedButton } from "../design/tested-button.tsx";
import { Trouble } from "../design/states.tsx";
import { LANGUAGE_NAMES, useWords } from "../frame/words.ts";
import { GATEWAY_KINDS, useForgetGateway, useNewSecret, useSettleGateway, type Gateway, type GatewayChange, type GatewayKind } from "./ways-questions.ts";
import styles from "./ways.module.css";

/** As each documents its own; an address of this house's network where the gateway is a telephone. */
const EXAMPLES: Record<GatewayKind, string> = { android: "http://192.168.1.20:8080/message", "africas-talking": "https://api.africastalking.com/version1/messaging", generic: "https://gateway.example/send" };
const NAME = /^[a-z][a-z0-9-]{1,30}$/;
const ltr = { input: { direction: "ltr" as const } };

export function GatewayForm({ gateway, taken, onClose }: { gateway?: Gateway; taken: readonly string[]; onClose: () => void }) {
  const t = useWords();
  const settle = useSettleGateway();
  const forget = useForgetGateway();
  const [name, setName] = useState(gateway?.name ?? "");
  const [secrets, setSecrets] = useState({ secretIn: "", secretOut: "" });
  const [settled, setSettled] = useState<GatewayChange>(() => {
    if (!gateway) return { kind: "android", isOn: true, asksBack: true, language: "fr" };
    const { name: _, hasSecretIn: __, hasSecretOut: ___, waiting: ____, failed: _____, ...rest } = gateway;
    return rest;
  });
  const put = <K extends keyof GatewayChange>(field: K, value: GatewayChange[K] | undefined) => { setSettled((before) => { const next = { ...before, [field]: value }; if (value === undefined || value === "") delete next[field]; return next; }); };
  const off = !NAME.test(name) ? t("ways.nameWords") : !gateway && taken.includes(name) ? t("ways.nameTaken") : undefined;
  const { kind, sendUrl = "", account = "", from = "" } = settled;
  const title = gateway ? t("ways.changeOne", { name: gateway.name }) : t("ways.addGateway");
  if (settle.data && !gateway) return <section className={styles.panel} aria-label={title}><h3>{name}</h3><Secret name={name} kind={kind} isFirst /><div><Button onClick={onClose}>{t("users.close")}</Button></div></section>;
  return (
    <section className={styles.panel} aria-label={title}>
      <h3>{title}</h3>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); settle.mutate({ name, change: { ...settled, ...(secrets.secretIn ? { secretIn: secrets.secretIn } : {}), ...(secrets.secretOut ? { secretOut: secrets.secretOut } : {}) } }, { onSuccess: () => { if (gateway) onClose(); } }); }}>
        <div className={styles.pair}>
          <NativeSelect label={t("ways.kind")} value={kind} data={GATEWAY_KINDS.map((one) => ({ value: one, label: t(`gatewayKind.${one}`) }))} onChange={(event) => { put("kind", event.currentTarget.value as GatewayKind); }} />
          <TextInput label={t("ways.name")} description={t("ways.nameWords")} required disabled={gateway !== undefined} autoCapitalize="none" spellCheck={false} styles={ltr} value={name} onChange={(event) => { setName(event.currentTarget.value); }} />
        </div>
        <div className={styles.pair}>
          <TextInput label={t("ways.sendUrl")} description={t("ways.sendUrlWords")} type="url" placeholder={EXAMPLES[kind]} styles={ltr} value={sendUrl} onChange={(event) => { put("sendUrl", event.currentTarget.value); }} />
          {kind === "generic" ? null : <TextInput label={t("ways.account")} autoComplete="off" styles={ltr} value={account} onChange={(event) => { put("account", event.currentTarget.value); }} />}
          <PasswordInput label={t("ways.secretOut")} description={gateway?.hasSecretOut ? t("ways.secretKept") : t("ways.secretOutWords")} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} value={secrets.secretOut} onChange={(event) => { setSecrets({ ...secrets, secretOut: event.currentTarget.value }); }} />
        </div>
        <div className={styles.pair}>
          {kind === "android" ? <PasswordInput label={t("ways.signingKey")} description={gateway?.hasSecretIn ? t("ways.secretKept") : t("ways.signingKeyWords")} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} value={secrets.secretIn} onChange={(event) => { setSecrets({ ...secrets, secretIn: event.currentTarget.value }); }} /> : null}
          {kind === "android" ? null : <TextInput label={t("ways.from")} description={t("ways.fromWords")} styles={ltr} value={from} onChange={(event) => { put("from", event.currentTarget.value); }} />}
          <NativeSelect label={t("ways.language")} description={t("ways.languageWords")} value={settled.language} data={(Object.keys(LANGUAGE_NAMES) as Language[]).map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))} onChange={(event) => { put("language", event.currentTarget.value as Language); }} />
        </div>
        <Switch label={t("ways.asksBack")} description={t("ways.asksBackWords")} checked={settled.asksBack} onChange={(event) => { put("asksBack", event.currentTarget.checked); }} />
        <Switch label={t("ways.isOn")} description={t("ways.isOnWords")} checked={settled.isOn} onChange={(event) => { put("isOn", event.currentTarget.checked); }} />
        {settle.error ?? forget.error ? <Trouble error={settle.error ?? forget.error} kept={t("form.kept")} /> : null}
        <div className={styles.row}>
          <TestedButton type="submit" loading={settle.isPending} off={off}>{t("form.save")}</TestedButton>
          <Button variant="default" onClick={onClose}>{t("form.cancel")}</Button>
          <span style={{ flex: 1 }} />
          {gateway ? <Button variant="default" loading={forget.isPending} onClick={() => { forget.mutate(gateway.name, { onSuccess: onClose }); }}>{t("ways.forget")}</Button> : null}
        </div>
      </form>
      {gateway ? <Secret name={gateway.name} kind={kind} /> : null}
    </section>
  );
}

/** By which the gateway proves itself to us. */
function Secret({ name, kind, isFirst }: { name: string; kind: GatewayKind; isFirst?: boolean }) {
  const t = useWords();
  const make = useNewSecret();
  if (!make.data) return (
    <div className={styles.row}>
      <p className="quiet small measure" style={{ margin: 0, flex: "1 1 18rem" }}>{t(isFirst ? "ways.secretFirst" : "ways.secretNewWords")}</p>
      {make.error ? <Trouble error={make.error} /> : null}
      <Button variant={isFirst ? "filled" : "default"} loading={make.isPending} onClick={() => { make.mutate(name); }}>{t("ways.secretNew")}</Button>
    </div>
  );
  return (
    <div className={styles.once} role="status">
      <p>{t(`gatewayHow.${kind}`)}</p>
      <TextInput readOnly label={t("ways.postTo")} value={make.data.address} styles={ltr} onFocus={(event) => { event.currentTarget.select(); }} />
      {kind === "africas-talking" ? null : <TextInput readOnly label={t(kind === "android" ? "ways.signingKey" : "ways.token")} value={make.data.secret} styles={ltr} onFocus={(event) => { event.currentTarget.select(); }} />}
      <p className="small">{t("ways.once")}</p>
    </div>
  );
}
