/** The structures of an event in words: people harmed by role, and the groups that were named. */
import chips from "../design/chips.module.css";
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import type { Actor, Casualty } from "./events.ts";

const ROLES = ["security", "civilian", "assailant", "unknown"] as const;
const OUTCOMES = ["killed", "wounded", "abducted", "missing"] as const;
const ACTORS = ["state-force", "armed-group", "militia", "private-force", "unidentified", "civilians", "other"] as const;

export function Casualties({ casualties }: { casualties: Casualty[] }) {
  const t = useWords();
  return (
    <ul style={{ margin: 0, paddingInlineStart: "1.1rem" }}>
      {casualties.map((one, at) => {
        const role = ROLES.find((word) => word === one.role) ?? "unknown";
        const outcome = OUTCOMES.find((word) => word === one.outcome) ?? "missing";
        return <li key={at}>{t(`casualtyRole.${role}`)}, {t(`outcome.${outcome}`)}{t("punctuation.colon")} <strong>{howMany(one)}</strong></li>;
      })}
    </ul>
  );

  function howMany({ best, low, high, words }: Casualty): string {
    const bounds = low !== undefined && high !== undefined && low !== high ? t("event.bounds", { low: number(low), high: number(high) }) : low !== undefined && best === undefined && high === undefined ? t("event.atLeast", { low: number(low) }) : "";
    return [best === undefined ? "" : number(best), bounds, words ?? ""].filter(Boolean).join(" ") || t("event.tollUnknown");
  }
}

/** The order carries no direction, and a reported name is a claim until it is confirmed. */
export function Actors({ actors }: { actors: Actor[] }) {
  const t = useWords();
  return actors.map(({ name, kind, nameStatus, candidates }, at) => {
    const known = ACTORS.find((word) => word === kind) ?? "other";
    return (
      <p key={at}>
        {name} <span className="quiet">{t(`actorKind.${known}`)}</span>
        {nameStatus === "reported-unverified" ? <> <span className={`${chips.note} ${chips.warn}`}>{t("event.nameUnverified")}</span></> : null}
        {candidates?.length ? <span className="quiet"> {t("event.mayBe", { names: candidates.join(", ") })}</span> : null}
      </p>
    );
  });
}
