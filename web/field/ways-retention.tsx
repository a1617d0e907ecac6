/** How long the words of reports are kept before they are destroyed, with their key. What was coded stays. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Done, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { useWords } from "../frame/words.ts";
import { retentionQuery, useSettleRetention, type Retention as Kept } from "./ways-questions.ts";
import styles from "./ways.module.css";

const MOST_DAYS = 3650;

export function Retention() {
  const { data, error, isPending, refetch } = useQuery(retentionQuery);
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  return isPending ? <Waiting rows={3} /> : <RetentionForm kept={data} />;
}

const daysOf = (words: string) => (/^\d{1,4}$/.test(words.trim()) ? Number(words) : 0);
const isPossible = (days: number) => days >= 1 && days <= MOST_DAYS;

function RetentionForm({ kept }: { kept: Kept }) {
  const t = useWords();
  const settle = useSettleRetention();
  const [closed, setClosed] = useState(String(kept.closedDays));
  const [longest, setLongest] = useState(String(kept.longestDays));
  const wanted = { closedDays: daysOf(closed), longestDays: daysOf(longest) };
  const isShorter = wanted.closedDays < kept.closedDays || wanted.longestDays < kept.longestDays;
  const isSame = wanted.closedDays === kept.closedDays && wanted.longestDays === kept.longestDays;
  const off = !isPossible(wanted.closedDays) || !isPossible(wanted.longestDays) ? t("ways.daysFault", { most: MOST_DAYS }) : isSame ? t("ways.retentionSame") : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); settle.mutate(wanted); }}>
      <p className="measure" style={{ marginBottom: 0 }}>{t("ways.retentionWords")}</p>
      <div className={styles.pair}>
        <TextInput label={t("ways.closedDays")} description={t("ways.closedDaysWords")} inputMode="numeric" value={closed} onChange={(event) => { setClosed(event.currentTarget.value); }} />
        <TextInput label={t("ways.longestDays")} description={t("ways.longestDaysWords")} inputMode="numeric" value={longest} onChange={(event) => { setLongest(event.currentTarget.value); }} />
      </div>
      {off === undefined && isShorter ? <p role="status" className="measure" style={{ marginBottom: 0 }}>{t("ways.retentionShorter")}</p> : null}
      {settle.error ? <Trouble error={settle.error} kept={t("form.kept")} /> : settle.isSuccess && isSame ? <Done>{t("ways.retentionKept")}</Done> : null}
      <div className={styles.row}><TestedButton type="submit" loading={settle.isPending} off={off}>{t("form.save")}</TestedButton></div>
    </form>
  );
}
