/** How sure are we? The Admiralty code's two separate scales: the source, and what it says. Never one number. */
import { Tooltip } from "@mantine/core";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import styles from "./chips.module.css";

export interface Graded { reliability?: string; credibility?: string }

/** "B2", with both scales in words on asking. */
export function GradeChip({ reliability = "F", credibility = "6" }: Graded) {
  const codes = useCodes();
  const t = useWords();
  return (
    <Tooltip label={<>{t("grading.source")} {codes.word("reliability", reliability)}<br />{t("grading.statement")} {codes.word("credibility", credibility)}</>}>
      <span className={styles.grade} tabIndex={0}>{reliability}{credibility}</span>
    </Tooltip>
  );
}

/** The two scales side by side, each in a sentence of its own. */
export function GradeInWords({ reliability = "F", credibility = "6" }: Graded) {
  const codes = useCodes();
  const t = useWords();
  return (
    <>
      <p style={{ margin: 0 }}><strong>{t("grading.source")}</strong> {codes.word("reliability", reliability)}</p>
      <p style={{ margin: 0 }}><strong>{t("grading.statement")}</strong> {codes.word("credibility", credibility)}</p>
    </>
  );
}
