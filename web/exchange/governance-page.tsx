/** What must be answered for: impact assessment and sharing protocol as this node is set now, how long things are kept, and what went wrong. To be read, printed and kept. */
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Labels } from "../../src/platform/language.ts";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day, moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { useCodes } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { inWords, joined, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";

interface Agreement { id: string; title: string; state: string; parties: string[]; purpose: string; audience: { country: string; services: string[] }[]; subjects: string[]; kinds: string[]; areas: string[]; highestMarking: string; finestPlace: string; finestTime: string; masks: string[]; startsOn: string; endsOn: string; citation: string | null }
interface Service { country: string; service: string; contacts: number; reachable: number; isArmed: boolean; outcome: string | null; until: string | null; isSuspended: boolean }
export interface Governance {
  country: string; askedAt: string; isExercise: boolean; agreements: Agreement[]; services: Service[]; doors: { name: string; labels: Labels; widens: Labels; isOpen: boolean }[]; outward: { mail: boolean; push: boolean; links: boolean };
  counts: { documents: number; revoked: number; given: number; refused: number; toReview: number }; reviewHours: number; retention: { what: string; days: number }[]; incidents: { kind: string; at: string; title: string; id: string | null; country: string | null }[];
  register: { id: string; title: string; kind: string; dataKinds: string[]; happenedOn: string | null; foundOn: string; told: number; state: string }[];
}

export function GovernancePage() {
  const t = useWords();
  const codes = useCodes();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ["governance", "agreement", "suspension", "release", "contact", "data-incident"], queryFn: ({ signal }) => ask<Governance>("/api/exchange/governance", { signal }) });
  return (
    <>
      <PageHead title={t("page.governance")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("governance.words")}</span>}
        actions={<Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => { print(); }}>{t("picture.print")}</Button>} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting /> : (
        <div className={styles.document}>
          <p className="quiet small">{t("governance.asOf", { country: codes.word("country", data.country), moment: moment(data.askedAt) })}{data.isExercise ? <> <span className={styles.exercise}>{t("alerts.exercise")}</span></> : null}</p>
          <Assessment facts={data} />
          <Protocol facts={data} />
          <Part title={t("governance.retention")}>
            <p className="quiet small">{t("governance.retentionWords")}</p>
            <table><thead><tr><th scope="col">{t("governance.what")}</th><th scope="col">{t("governance.kept")}</th></tr></thead><tbody>
              {data.retention.map(({ what, days }) => <tr key={what}><th scope="row">{t(`retention.${what}` as "retention.number")}</th><td className="figures">{t("governance.days", { shown: number(days) })}</td></tr>)}
              {(["releases", "journal"] as const).map((what) => <tr key={what}><th scope="row">{t(`retention.${what}`)}</th><td>{t("governance.forGood")}</td></tr>)}
            </tbody></table>
          </Part>
          <Register facts={data} />
          <Part title={t("governance.incidents")}>
            <p className="quiet small">{t("governance.incidentWords")}</p>
            {data.incidents.length === 0 ? <p>{t("governance.noIncident")}</p> : <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("governance.incidents")}><table><thead><tr><th scope="col">{t("governance.when")}</th><th scope="col">{t("governance.whatHappened")}</th><th scope="col">{t("governance.about")}</th></tr></thead><tbody>
              {data.incidents.map((one, at) => <tr key={at}><td className="figures">{moment(one.at)}</td><td>{t(`incident.${one.kind}` as "incident.suspension")}</td><td>{one.id ? <TextLink to={`${PATHS[one.kind] ?? ""}/${one.id}` as string}>{one.title}</TextLink> : one.title}</td></tr>)}
            </tbody></table></div>}
          </Part>
        </div>
      )}
    </>
  );
}

const PATHS: Record<string, string> = { suspension: "/exchange/suspensions", revocation: "/exchange/releases", "late-review": "/exchange/releases", "nobody-answered": "/exchange/alerts", "nothing-delivered": "/exchange/alerts" };

/** What people wrote down about data; below it stands what the records say by themselves. */
function Register({ facts }: { facts: Governance }) {
  const t = useWords();
  const codes = useCodes();
  const mayWrite = useMay("exchange.write");
  const add = mayWrite ? <ButtonLink size="compact-sm" variant="default" className="no-print" to={ADDRESS.incidentNew}>{t("incidents.write")}</ButtonLink> : null;
  return (
    <Part title={t("incidents.register")} aside={add}>
      <p className="quiet small">{t("incidents.registerWords")}</p>
      {facts.register.length === 0 ? <p>{t("incidents.none")}</p> : <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("incidents.register")}><table><thead><tr><th scope="col">{t("incidents.foundOn")}</th><th scope="col">{t("governance.whatHappened")}</th><th scope="col">{t("incidents.dataKinds")}</th><th scope="col">{t("incidents.toldCount")}</th><th scope="col">{t("sharing.state")}</th></tr></thead><tbody>
        {facts.register.map((one) => <tr key={one.id}><td className="figures">{day(one.foundOn)}</td><td><TextLink to={ADDRESS.incident} params={{ id: one.id }}><bdi>{one.title}</bdi></TextLink><br /><span className="quiet">{codes.word("incident-kind", one.kind)}</span></td><td>{joined(one.dataKinds.map((kind) => codes.word("data-kind", kind)))}</td><td className="figures">{number(one.told)}</td><td>{codes.word("incident-state", one.state)}</td></tr>)}
      </tbody></table></div>}
    </Part>
  );
}

/** The questions of an impact assessment; each answer is what this node does now. */
function Assessment({ facts }: { facts: Governance }) {
  const t = useWords();
  const open = facts.doors.filter(({ isOpen }) => isOpen);
  const ways = [facts.outward.mail ? t("governance.way.mail") : "", facts.outward.push ? t("governance.way.push") : "", facts.outward.links ? t("governance.way.links") : ""];
  const risky = facts.services.filter(({ isArmed, contacts }) => isArmed && contacts > 0);
  const undecided = facts.services.filter(({ contacts, outcome }) => contacts > 0 && outcome === null);
  return (
    <Part title={t("governance.assessment")}>
      <ol className={styles.list} style={{ paddingInlineStart: 20, listStyle: "decimal" }}>
        <li><strong>{t("dpia.what")}</strong><br />{t("dpia.whatAnswer")}</li>
        <li><strong>{t("dpia.never")}</strong><br />{t("dpia.neverAnswer")}</li>
        <li><strong>{t("dpia.who")}</strong><br />{t("dpia.whoAnswer", { services: number(facts.services.filter(({ contacts }) => contacts > 0).length), armed: number(risky.length), undecided: number(undecided.length) })}</li>
        <li><strong>{t("dpia.minimum")}</strong><br />{t("dpia.minimumAnswer")}</li>
        <li><strong>{t("dpia.two")}</strong><br />{t("dpia.twoAnswer", { hours: number(facts.reviewHours), waiting: number(facts.counts.toReview) })}</li>
        <li><strong>{t("dpia.left")}</strong><br />{t("dpia.leftAnswer", { documents: number(facts.counts.documents), revoked: number(facts.counts.revoked), refused: number(facts.counts.refused) })}</li>
        <li><strong>{t("dpia.ways")}</strong><br />{ways.some(Boolean) ? joined(ways) : t("dpia.noWay")}</li>
        <li><strong>{t("dpia.doors")}</strong><br />{open.length === 0 ? t("dpia.noDoor") : open.map(({ name, labels, widens }) => <span key={name}><em>{inWords(labels)}</em>{t("punctuation.colon")} {inWords(widens)} </span>)}</li>
        <li><strong>{t("dpia.rights")}</strong><br />{t("dpia.rightsAnswer")}</li>
      </ol>
    </Part>
  );
}

function Protocol({ facts }: { facts: Governance }) {
  const t = useWords();
  const codes = useCodes();
  const today = facts.askedAt.slice(0, 10);
  const inForce = facts.agreements.filter(({ state, startsOn, endsOn }) => state === "in-force" && startsOn <= today && today <= endsOn);
  const words = (list: string, all: readonly string[]) => joined(all.map((one) => codes.word(list, one)));
  return (
    <Part title={t("governance.protocol")}>
      {inForce.length === 0 ? <p>{t("governance.noAgreement")}</p> : inForce.map((one) => (
        <section key={one.id} style={{ marginBottom: 16 }}>
          <h3><TextLink to={ADDRESS.agreement} params={{ id: one.id }}>{one.title}</TextLink></h3>
          <table><tbody>
            <tr><th scope="row">{t("sharing.parties")}</th><td>{words("country", one.parties)}</td></tr>
            <tr><th scope="row">{t("governance.purpose")}</th><td>{codes.word("share-purpose", one.purpose)}</td></tr>
            <tr><th scope="row">{t("governance.receives")}</th><td>{one.audience.map(({ country, services }) => <div key={country}>{codes.word("country", country)}{t("punctuation.colon")} {words("service-kind", services) || t("governance.nobody")}</div>)}</td></tr>
            <tr><th scope="row">{t("governance.shares")}</th><td>{words("share-subject", one.subjects)}{t("punctuation.colon")} {words("event-kind", one.kinds)}</td></tr>
            <tr><th scope="row">{t("governance.where")}</th><td className="mono">{one.areas.join(" ")}</td></tr>
            <tr><th scope="row">{t("sharing.finest")}</th><td>{codes.word("release-place", one.finestPlace)}, {codes.word("release-time", one.finestTime)}{one.masks.length > 0 ? ` · ${t("alerts.masked")} ${words("release-mask", one.masks)}` : ""}</td></tr>
            <tr><th scope="row">{t("sharing.highest")}</th><td className="mono">{one.highestMarking}</td></tr>
            <tr><th scope="row">{t("governance.dates")}</th><td className="figures">{day(one.startsOn)} – {day(one.endsOn)}</td></tr>
          </tbody></table>
        </section>
      ))}
      <h3>{t("governance.services")}</h3>
      {facts.services.length === 0 ? <p className="quiet">{t("contacts.none")}</p> : <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("governance.services")}><table><thead><tr><th scope="col">{t("contacts.service")}</th><th scope="col">{t("governance.posts")}</th><th scope="col">{t("sharing.diligence")}</th></tr></thead><tbody>
        {facts.services.map((one) => (
          <tr key={`${one.country} ${one.service}`}>
            <th scope="row">{codes.word("service-kind", one.service)}, {codes.word("country", one.country)}{one.isArmed ? <> <span className={styles.chip}>{t("alerts.armed")}</span></> : null}</th>
            <td className="figures">{t("governance.postWords", { reachable: number(one.reachable), contacts: number(one.contacts) })}</td>
            <td>{one.isSuspended ? <span className={`${styles.chip} ${styles.warn}`}>{t("governance.suspended")}</span> : one.outcome === null ? <span className={`${styles.chip} ${styles.warn}`}>{t("governance.undecided")}</span> : <>{codes.word("due-diligence-outcome", one.outcome)}{one.until ? <span className="quiet"> · {t("governance.untilDay", { day: day(one.until) })}{one.until < today ? ` (${t("sharing.lapsed")})` : ""}</span> : null}</>}</td>
          </tr>
        ))}
      </tbody></table></div>}
    </Part>
  );
}
