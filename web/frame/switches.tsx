/** The two switches that every page has: which language, light or dark. */
import { Menu, useComputedColorScheme, useDirection, useMantineColorScheme } from "@mantine/core";
import { IconLanguage, IconMoon, IconSun } from "@tabler/icons-react";
import type { Language } from "../../src/platform/language.ts";
import styles from "./frame.module.css";
import { isRightToLeft, language, LANGUAGE_NAMES, speak, useWords } from "./words.ts";

export function LanguageSwitch() {
  const t = useWords();
  const { setDirection } = useDirection();
  const change = (next: Language) => speak(next).then(() => { setDirection(isRightToLeft(next) ? "rtl" : "ltr"); });
  return (
    <Menu>
      <Menu.Target><button type="button" className={styles.pressable} aria-label={`${t("frame.language")} : ${LANGUAGE_NAMES[language()]}`}><IconLanguage size={19} aria-hidden /><span className={styles.wide}>{LANGUAGE_NAMES[language()]}</span></button></Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(LANGUAGE_NAMES) as Language[]).map((one) => <Menu.Item key={one} lang={one} aria-current={one === language() || undefined} onClick={() => { void change(one); }}>{LANGUAGE_NAMES[one]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Appearance() {
  const t = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === "dark";
  const words = t(isDark ? "frame.light" : "frame.dark");
  return (
    <button type="button" className={styles.pressable} aria-label={words} title={words} onClick={() => { setColorScheme(isDark ? "light" : "dark"); }}>
      {isDark ? <IconSun size={19} aria-hidden /> : <IconMoon size={19} aria-hidden />}
    </button>
  );
}
