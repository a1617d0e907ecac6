/** The words that were sent, in each language. */
import { useState } from "react";
import { language, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import { LanguageTabs } from "./info-fields.tsx";
import type { AlertRow } from "./questions.ts";

export function Texts({ row: { content: { info = [] } } }: { row: AlertRow }) {
  const t = useWords();
  const [chosen, setChosen] = useState(language);
  const text = info.find((one) => one.language === chosen);
  if (info.length === 0) return <p className="quiet">{t("alerts.noText")}</p>;
  return (
    <>
      <LanguageTabs chosen={chosen} onChoose={setChosen} has={(one) => info.some((said) => said.language === one)} />
      {text ? <div className={styles.text} lang={text.language} dir={text.language === "ar" ? "rtl" : "ltr"}><p><strong>{text.headline}</strong></p><p>{text.description}</p>{text.instruction ? <p>{text.instruction}</p> : null}</div> : <p className="quiet">{t("alerts.notInLanguage")}</p>}
    </>
  );
}
