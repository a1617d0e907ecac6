/** The texts of an alert, one language at a time: headline, what happened, what is asked, and what is read out on the radio. */
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { LANGUAGE_NAMES, language, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";
import type { Info } from "./questions.ts";

export const LANGUAGES = ["fr", "en", "ar"] as const;
type Said = (typeof LANGUAGES)[number];

export function LanguageTabs({ chosen, onChoose, has }: { chosen: Said; onChoose: (next: Said) => void; has?: (one: Said) => boolean }) {
  const t = useWords();
  return <div className={styles.tabs} role="group" aria-label={t("alerts.textLanguage")}>{LANGUAGES.map((one) => <button key={one} type="button" lang={one} className={styles.tab} aria-pressed={one === chosen} onClick={() => { onChoose(one); }}>{LANGUAGE_NAMES[one]}{has && !has(one) ? ` (${t("alerts.empty")})` : ""}</button>)}</div>;
}

/** Room for what one gateway carries as one message to be read aloud. */
const RELAY_LENGTH = 300;

export function InfoFields({ info, onChange }: { info: readonly Info[]; onChange: (next: Info[]) => void }) {
  const t = useWords();
  const [chosen, setChosen] = useState<Said>(language());
  const text: Info = info.find((one) => one.language === chosen) ?? { language: chosen, headline: "", description: "" };
  const give = (changes: Partial<Info>) => {
    const next = { ...text, ...changes };
    const rest = info.filter((one) => one.language !== chosen);
    onChange(isEmpty(next) ? rest : [...rest, next].sort((a, b) => LANGUAGES.indexOf(a.language) - LANGUAGES.indexOf(b.language)));
  };
  const shared = { lang: chosen, dir: chosen === "ar" ? "rtl" : "ltr" } as const;
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <LanguageTabs chosen={chosen} onChoose={setChosen} has={(one) => info.some((said) => said.language === one)} />
      <TextInput {...shared} label={t("alerts.headline")} maxLength={160} value={text.headline} onChange={(event) => { give({ headline: event.currentTarget.value }); }} />
      <Textarea {...shared} label={t("alerts.description")} description={t("alerts.descriptionWords")} autosize minRows={2} maxRows={10} maxLength={2_000} value={text.description} onChange={(event) => { give({ description: event.currentTarget.value }); }} />
      <Textarea {...shared} label={t("alerts.instruction")} autosize minRows={2} maxRows={8} maxLength={1_000} value={text.instruction ?? ""} onChange={(event) => { give({ instruction: event.currentTarget.value }); }} />
      <Textarea {...shared} label={t("alerts.relay")} description={t("alerts.relayLeft", { left: RELAY_LENGTH - (text.relay ?? "").length })} autosize minRows={2} maxRows={6} maxLength={RELAY_LENGTH} value={text.relay ?? ""} onChange={(event) => { give({ relay: event.currentTarget.value }); }} />
    </div>
  );
}

const isEmpty = ({ headline, description, instruction, relay }: Info) => [headline, description, instruction, relay].every((words) => !words?.trim());

/** As the server takes them: what is empty is left out. */
export const asSent = (info: readonly Info[]): Info[] => info.map(({ language: of, headline, description, instruction, relay }) => ({
  language: of, headline: headline.trim(), description: description.trim(), ...(instruction?.trim() ? { instruction: instruction.trim() } : {}), ...(relay?.trim() ? { relay: relay.trim() } : {}),
}));
