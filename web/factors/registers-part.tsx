/** What the registers hold of an area: disputes by issue, services that are open or closed, grievances counted from ten upwards. */
import { day } from "../design/when.ts";
import { TextLink } from "../design/links.tsx";
import { useCodes } from "../frame/nouns.ts";
import { capital, useWords } from "../frame/words.ts";
import type { Profile } from "./factors.ts";
import styles from "./factors.module.css";

export function RegistersPart({ registers: { disputes, services, grievances } }: Pick<Profile, "registers">) {
  const t = useWords();
  const codes = useCodes();
  const none = <p className="quiet small">{t("factors.registerEmpty")}</p>;
  return (
    <div className={styles.registers}>
      <section>
        <h3><TextLink to="/factors/$noun" params={{ noun: "disputes" } as never}>{t("factors.disputes")}</TextLink></h3>
        {disputes.length === 0 ? none : <ul>{disputes.map(({ id, name, issue, tension, mediation, asOf, grading }) => (
          <li key={id}><TextLink to="/factors/$noun/$id" params={{ noun: "disputes", id } as never}>{name}</TextLink>
            <p className="quiet small">{codes.word("dispute-issue", issue)} · {t("factors.tension", { level: tension })} · {codes.word("mediation-state", mediation)} · {day(asOf)} · {grading}</p></li>
        ))}</ul>}
      </section>
      <section>
        <h3><TextLink to="/factors/$noun" params={{ noun: "service-states" } as never}>{t("factors.services")}</TextLink></h3>
        {services.length === 0 ? none : <ul>{services.map(({ id, service, area, state, since, asOf, facilities, facilitiesOpen, cause, sourceName, grading }) => (
          <li key={id}><TextLink to="/factors/$noun/$id" params={{ noun: "service-states", id } as never}>{capital(codes.word("public-service", service))}</TextLink> <span className="mono quiet small">{area}</span>
            <p>{codes.word("continuity-state", state)}{facilities !== undefined ? ` (${facilitiesOpen ?? "?"}/${facilities})` : ""}{cause ? `, ${codes.word("continuity-cause", cause)}` : ""}</p>
            <p className="quiet small">{since ? t("factors.since", { day: day(since) }) : null} {t("factors.asOf", { day: day(asOf) })} · {sourceName ?? t("factors.sourceHidden")} · {grading}</p></li>
        ))}</ul>}
      </section>
      <section>
        <h3><TextLink to="/factors/$noun" params={{ noun: "grievance-counts" } as never}>{t("factors.grievances")}</TextLink></h3>
        {grievances.length === 0 ? none : <ul>{grievances.map(({ id, topic, area, from, to, cases, settledPercent }) => (
          <li key={id}>{capital(codes.word("grievance-topic", topic))} <span className="mono quiet small">{area}</span>
            <p>{cases === undefined ? t("factors.fewCases") : t("factors.cases", { shown: cases })}{settledPercent === undefined ? "" : ` · ${t("factors.settled", { share: settledPercent })}`}</p>
            <p className="quiet small">{t("factors.period", { from: day(from), to: day(to) })}</p></li>
        ))}</ul>}
      </section>
    </div>
  );
}
