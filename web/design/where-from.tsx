/** Where does this number come from? Method, source, citation, grading and version, beside every number that is not plain. */
import { Popover } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../frame/words.ts";
import { GradeChip, type Graded } from "./grading.tsx";
import { moment } from "./when.ts";
import styles from "./where-from.module.css";

interface Props { method: string; source?: ReactNode; citation?: string | undefined; grade?: Graded; version?: number; time?: string }

export function WhereFrom({ method, source, citation, grade, version, time }: Props) {
  const t = useWords();
  return (
    <Popover width={320} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target><button type="button" className={styles.ask}>{t("whereFrom.ask")}</button></Popover.Target>
      <Popover.Dropdown>
        <div className={styles.answer}>
          <p><span className="quiet">{t("whereFrom.method")}</span> {method}</p>
          {source ? <p><span className="quiet">{t("whereFrom.source")}</span> {source}</p> : null}
          {citation ? <p><span className="quiet">{t("whereFrom.citation")}</span> {citation}</p> : null}
          {grade ? <p><span className="quiet">{t("whereFrom.grade")}</span> <GradeChip {...grade} /></p> : null}
          {version && time ? <p className="quiet">{t("history.version", { version })}, {moment(time)}</p> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
