/** "Where from?" on a number: the method and its version, what went in, and the sources with their grades and coverage. */
import { Popover } from "@mantine/core";
import type { ReactNode } from "react";
import type { Provenance } from "../../src/evidence/picture/provenance.ts";
import { GradeChip } from "../design/grading.tsx";
import { day, number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { inWords, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import styles from "./origin.module.css";

interface Props {
  provenance: Provenance;
  /** The number, as it is read. */
  children: ReactNode;
}

export function WithOrigin({ provenance, children }: Props) {
  const t = useWords();
  return (
    <Popover width="min(26rem, calc(100vw - 2rem))" position="bottom-start" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.number}>{children}<span className="unseen"> {t("charts.whereFrom")}</span></button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.words}>
          <p className={styles.title} tabIndex={-1} data-autofocus>{t("charts.whereFrom")}</p>
          <Origin provenance={provenance} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The method that counts observations of flows beside events. */
const OBSERVED = "flow-counts";

/** The same, written out: for the end of a page that is printed. */
export function Origin({ provenance: { method, seq, filter, events, sources, moreSources, gradings } }: { provenance: Provenance }) {
  const t = useWords();
  const codes = useCodes();
  const used = sources.filter((source) => source.events > 0);
  const covering = sources.filter((source) => source.events === 0 && source.isCovering);
  return (
    <dl className={styles.facts}>
      <dt>{t("charts.method")}</dt>
      <dd>{inWords(method.words)} <span className="quiet">{t("charts.version", { version: method.version })}</span></dd>
      <dt>{t("charts.inputs")}</dt>
      <dd>
        {t(method.name === OBSERVED ? "charts.observations" : "charts.events", { count: events, shown: number(events) })}{filter.from || filter.to ? <>, {filter.from ? day(filter.from) : "…"} – {filter.to ? day(filter.to) : "…"}</> : null}
        {" · "}<span className="quiet">{t("charts.asOf", { seq: number(seq) })}</span>
      </dd>
      <dt>{t("charts.sources")}</dt>
      <dd>
        {used.length === 0 ? <p className="quiet">{t("charts.noSource")}</p> : null}
        <ul>
          {used.map(({ id, events: count, reliability, isCovering }) => (
            <li key={id}>
              <Reference noun="source" id={id} /> {reliability ? <span className={styles.grade} title={codes.word("reliability", reliability)}>{reliability}</span> : null}
              <span className="quiet"> {number(count)}{isCovering ? ` · ${t("charts.covers")}` : ""}</span>
            </li>
          ))}
          {covering.map(({ id }) => <li key={id}><Reference noun="source" id={id} /> <span className="quiet">{t("charts.coversSilent")}</span></li>)}
        </ul>
        {moreSources > 0 ? <p className="quiet">{t("charts.moreSources", { count: moreSources, shown: number(moreSources) })}</p> : null}
      </dd>
      {gradings.length > 0 ? <>
        <dt>{t("charts.gradings")}</dt>
        <dd className={styles.gradings}>{gradings.map(({ grading, events: count }) => <span key={grading}><GradeChip reliability={grading[0]!} credibility={grading.slice(1)} /> {number(count)}</span>)}</dd>
      </> : null}
    </dl>
  );
}
