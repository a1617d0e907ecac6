/** The second step of sign-in: turned on with a code from an authenticator, kept usable by recovery codes, turned off with the password. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { encode } from "uqr";
import { Done, Trouble } from "../design/states.tsx";
import { meQuery } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { beginSecondStep, endSecondStep, giveCode, newRecoveryCodes } from "./auth.ts";
import styles from "./second-step.module.css";

type Act = "begin" | "end" | "codes";
interface Begun { totpUri: string; recoveryCodes: string[] }

export function SecondStepSettings({ isOn }: { isOn: boolean }) {
  const t = useWords();
  const client = useQueryClient();
  const [act, setAct] = useState<Act>();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  const [done, setDone] = useState<"on" | "off">();
  const again = () => client.invalidateQueries({ queryKey: meQuery.queryKey });
  const given = async (password: string) => {
    if (act === "begin") setBegun(await beginSecondStep(password));
    else if (act === "codes") setCodes((await newRecoveryCodes(password)).recoveryCodes);
    else { await endSecondStep(password); setDone("off"); setCodes(undefined); await again(); }
    setAct(undefined);
  };
  if (begun) return <Confirm begun={begun} onDone={() => { setCodes(begun.recoveryCodes); setBegun(undefined); setDone("on"); void again(); }} />;
  return (
    <div className={styles.settings}>
      <p className="quiet measure">{t(isOn ? "secondStep.isOn" : "secondStep.isOff")}</p>
      {done ? <Done>{t(`secondStep.${done}`)}</Done> : null}
      {codes ? <RecoveryCodes codes={codes} /> : null}
      {act ? <WithPassword key={act} words={t(`secondStep.${act}`)} onGive={given} onLeave={() => { setAct(undefined); }} /> : (
        <div className={styles.row}>
          {isOn ? <>
            <Button variant="default" onClick={() => { setAct("codes"); }}>{t("secondStep.codes")}</Button>
            <Button variant="default" onClick={() => { setAct("end"); }}>{t("secondStep.end")}</Button>
          </> : <Button variant="default" onClick={() => { setAct("begin"); }}>{t("secondStep.begin")}</Button>}
        </div>
      )}
    </div>
  );
}

function WithPassword({ words, onGive, onLeave }: { words: string; onGive: (password: string) => Promise<void>; onLeave: () => void }) {
  const t = useWords();
  const [password, setPassword] = useState("");
  const give = useMutation({ mutationFn: () => onGive(password) });
  return (
    <form className={styles.settings} onSubmit={(event) => { event.preventDefault(); give.mutate(); }}>
      <PasswordInput label={t("account.current")} autoComplete="current-password" required autoFocus maw={360} value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }} />
      {give.error ? <Trouble error={give.error} /> : null}
      <div className={styles.row}>
        <Button type="submit" loading={give.isPending}>{words}</Button>
        <Button variant="default" onClick={onLeave}>{t("form.cancel")}</Button>
      </div>
    </form>
  );
}

function Confirm({ begun, onDone }: { begun: Begun; onDone: () => void }) {
  const t = useWords();
  const [code, setCode] = useState("");
  const confirm = useMutation({ mutationFn: () => giveCode(code), onSuccess: onDone });
  const secret = new URL(begun.totpUri).searchParams.get("secret") ?? "";
  return (
    <form className={styles.settings} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
      <p className="measure">{t("secondStep.scan")}</p>
      <div className={styles.scan}>
        <QrCode words={begun.totpUri} label={t("secondStep.qr")} />
        <div className={styles.settings}>
          <p className="quiet">{t("secondStep.byHand")} <span className="mono">{secret.replace(/(.{4})/g, "$1 ").trim()}</span></p>
          <TextInput label={t("signIn.sixDigits")} inputMode="numeric" autoComplete="one-time-code" required maw={240} value={code} onChange={(event) => { setCode(event.currentTarget.value); }} styles={{ input: { direction: "ltr" } }} />
          {confirm.error ? <Trouble error={confirm.error} /> : null}
          <div><Button type="submit" loading={confirm.isPending}>{t("secondStep.confirm")}</Button></div>
        </div>
      </div>
    </form>
  );
}

/** Dark on white in either appearance: cameras expect it. */
function QrCode({ words, label }: { words: string; label: string }) {
  const { data, size } = encode(words, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return <svg className={styles.qr} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges"><rect width={size} height={size} fill="#fff" /><path d={path} fill="#000" /></svg>;
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useWords();
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join("\n"))}`;
  return (
    <section className={styles.codes} aria-label={t("secondStep.codesTitle")}>
      <p><strong>{t("secondStep.codesTitle")}</strong></p>
      <p className="quiet measure">{t("secondStep.codesWords")}</p>
      <ul>{codes.map((code) => <li key={code} className="mono">{code}</li>)}</ul>
      <div className={styles.row}>
        <Button variant="default" onClick={() => { void navigator.clipboard.writeText(codes.join("\n")); }}>{t("secondStep.copy")}</Button>
        <Button variant="default" component="a" href={file} download="faleme-codes.txt">{t("secondStep.download")}</Button>
      </div>
    </section>
  );
}
