/** One alert: a draft is written, shown to whom it would go, and issued; what is out shows who was told, who answered, and lets it be changed or ended. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { moment, number } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes } from "../frame/nouns.ts";
import { capital, joined, useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { AlertMarks } from "./alert-words.tsx";
import { AffectedAreas } from "./alert-areas.tsx";
import { Audience } from "./alert-audience.tsx";
import { DraftForm } from "./alert-draft.tsx";
import { Follow } from "./alert-follow.tsx";
import { Guide } from "./alert-guide.tsx";
import { FromElsewhere } from "./alert-origin.tsx";
import { Proofs } from "./alert-proofs.tsx";
import { Texts } from "./alert-texts.tsx";
import { Told } from "./alert-told.tsx";
import { TrailList } from "./alert-trail.tsx";
import styles from "./exchange.module.css";
import { alertQuery, type AlertRow } from "./questions.ts";
import { SmallMap } from "./small-map.tsx";
import { Steps } from "./steps.tsx";

export function AlertPage() {
  const t = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: row } = useSuspenseQuery(alertQuery(id));
  const { content } = row;
  return (
    <article>
      <PageHead title={content.title} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<AlertMarks alert={{ ...content, status: row.status, marking: row.marking }} />} />
      {row.status === "exercise" ? <p className="notice"><span className={styles.exercise}>{t("alerts.exercise")}</span> {t("alerts.exerciseWords")}</p> : null}
      {content.state === "draft" ? <Draft row={row} /> : <Out row={row} />}
    </article>
  );
}

function Draft({ row }: { row: AlertRow }) {
  const t = useWords();
  return (
    <div className={styles.columns}>
      <div>
        <DraftForm key={row.version} row={row} />
        <Part title={t("alerts.audience")}><Audience row={row} /></Part>
        <Part title={t("alerts.send")}>
          <p className="quiet small measure">{t("alerts.sendWords")}</p>
          <Steps noun="alert" path="alerts" life="alerting" id={row.id} version={row.version} names={["issue", "issueAtOnce", "drop"]} />
        </Part>
      </div>
      <Aside row={row} />
    </div>
  );
}

function Out({ row }: { row: AlertRow }) {
  const t = useWords();
  const isReceived = row.content.state === "received" || row.content.capSender !== undefined;
  return (
    <div className={styles.columns}>
      <div>
        {isReceived ? <FromElsewhere row={row} /> : <Part title={t("alerts.told")}><Told row={row} /></Part>}
        <Follow row={row} />
        <Part title={t("alerts.texts")}><Texts row={row} /></Part>
        <Part title={t("alerts.areas")}><AffectedAreas affected={row.content.affected ?? []} basis={row.content.basis} /></Part>
        <Guide row={row} />
        {isReceived ? null : <Part title={t("proofs.title")}><Proofs id={row.id} version={row.version} /></Part>}
      </div>
      <Aside row={row} />
    </div>
  );
}

function Aside({ row }: { row: AlertRow }) {
  const t = useWords();
  const codes = useCodes();
  const { content } = row;
  const where = [{ severity: content.severity, areas: (content.affected ?? []).map(({ pcode }) => pcode) }];
  return (
    <div>
      <SmallMap alerts={where} label={t("alerts.mapOne")} />
      <Part title={t("alerts.facts")}>
        <Facts>
          <Fact name={t("event.kind")}>{capital(codes.word("event-kind", content.kind))}</Fact>
          <Fact name={t("alerts.urgency")}>{codes.word("cap-urgency", content.urgency)}</Fact>
          <Fact name={t("alerts.certainty")}>{codes.word("cap-certainty", content.certainty)}</Fact>
          <Fact name={t("alerts.functions")}>{joined(content.functions.map((one) => codes.word("contact-function", one)))}</Fact>
          <Fact name={t("alerts.sentAt")}>{content.sentAt ? <span className="figures">{moment(content.sentAt)}</span> : null}</Fact>
          {content.expires ? <Fact name={t("alerts.expires")}><span className="figures">{moment(content.expires)}</span></Fact> : null}
          {content.rule ? <Fact name={t("alerts.rule")}><Reference noun="alert-rule" id={content.rule} /></Fact> : null}
          {content.grouped ? <Fact name={t("alerts.grouped")}><span className="figures">{number(content.grouped)}</span></Fact> : null}
          <Fact name={t("alerts.events")}>{(content.events ?? []).slice(0, 10).map((id) => <div key={id}><Reference noun="event" id={id} /></div>)}</Fact>
          {content.follows ? <Fact name={t("alerts.follows")}><Reference noun="alert" id={content.follows} /></Fact> : null}
        </Facts>
      </Part>
      <p><TextLink to={ADDRESS.askQuestion} search={{ alert: row.id } as never}>{t("requests.askAbout")}</TextLink></p>
      <Part title={t("alerts.trail")}><TrailList row={row} /></Part>
    </div>
  );
}
