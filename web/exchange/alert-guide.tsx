/** What to do and what to say: the checklist of this kind, the text for radio and villages, and 300 characters to read on the phone. */
import { Button } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../design/facts.tsx";
import { useCodes } from "../frame/nouns.ts";
import { inWords, language, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import { LanguageTabs } from "./info-fields.tsx";
import { guidanceQuery, type AlertRow } from "./questions.ts";

const PHONE_LENGTH = 300;

export function Guide({ row }: { row: AlertRow }) {
  const t = useWords();
  const codes = useCodes();
  const { content } = row;
  const { data } = useQuery(guidanceQuery(content.kind));
  const [chosen, setChosen] = useState(language);
  const text = (content.info ?? []).find((one) => one.language === chosen);
  const relay = text?.relay;
  const severity = codes.word("cap-severity", content.severity);
  const mark = row.status === "exercise" ? "EXERCICE – EXERCISE – تمرين. " : "";
  const phone = text ? clipped(`${mark}${text.headline}${chosen === language() ? ` (${severity})` : ""}. ${text.instruction ?? text.description}`) : undefined;
  return (
    <>
      <Part title={t("alerts.checklist")}>
        <p className="quiet small">{t("alerts.checklistWords")}</p>
        <ul className={styles.checks}>{(data?.checklist ?? []).map((item, at) => <Check key={at} slot={`faleme.check.${row.id}.${at}`} words={inWords(item)} />)}</ul>
      </Part>
      <Part title={t("alerts.sayIt")}>
        <LanguageTabs chosen={chosen} onChoose={setChosen} has={(one) => (content.info ?? []).some((said) => said.language === one)} />
        <h3>{t("alerts.relay")}</h3>
        {relay ? <Spoken words={`${mark}${relay}`} said={chosen} /> : <p className="quiet">{t("alerts.notInLanguage")}</p>}
        <h3>{t("alerts.phoneText")}</h3>
        {phone ? <Spoken words={phone} said={chosen} /> : <p className="quiet">{t("alerts.notInLanguage")}</p>}
      </Part>
    </>
  );
}

const clipped = (words: string) => (words.length <= PHONE_LENGTH ? words : `${words.slice(0, PHONE_LENGTH - 1)}…`);

function Spoken({ words, said }: { words: string; said: string }) {
  const t = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = () => { void navigator.clipboard?.writeText(words).then(() => { setCopied(true); }, () => {}); };
  return (
    <div style={{ marginBottom: 12 }}>
      <p className={styles.relay} lang={said} dir={said === "ar" ? "rtl" : "ltr"}>{words}</p>
      <div className={styles.acts} style={{ margin: 0 }}><Button size="compact-sm" variant="default" leftSection={<IconCopy size={15} aria-hidden />} onClick={copy}>{isCopied ? t("users.copied") : t("alerts.copy")}</Button><span className="quiet small figures">{t("alerts.characters", { shown: words.length })}</span></div>
    </div>
  );
}

/** A mark of one's own on this device: whether the line was done is said in the answers, not here. */
function Check({ slot, words }: { slot: string; words: string }) {
  const [isDone, setDone] = useState(() => sessionStorage.getItem(slot) === "1");
  return <li><label><input type="checkbox" checked={isDone} onChange={(event) => { setDone(event.currentTarget.checked); sessionStorage.setItem(slot, event.currentTarget.checked ? "1" : ""); }} /><span>{words}</span></label></li>;
}
