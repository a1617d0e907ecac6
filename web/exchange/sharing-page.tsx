/** Under what anything is shared: agreements, the due-diligence decision of each service, and what is suspended. */
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable, type Column } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { day } from "../design/when.ts";
import { ADDRESS } from "../frame/addresses.ts";
import { useCodes, useNoun, type Content } from "../frame/nouns.ts";
import { useMay } from "../frame/session.ts";
import { joined, useWords } from "../frame/words.ts";
import { addressOf, newAddressOf } from "../platform/field-value.tsx";
import { rowsQuery } from "../platform/records.ts";
import styles from "./exchange.module.css";

interface Held { id: string; content: Content }
type Name = "agreement" | "due-diligence" | "suspension";

export function SharingPage() {
  const t = useWords();
  const codes = useCodes();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const country = { name: "country", head: t("contacts.country"), cell: ({ content }: Held) => codes.word("country", String(content.country)) };
  const until = (content: Content) => (content.until ? <>{day(String(content.until))}{String(content.until) < today ? <> <span className={`${styles.chip} ${styles.warn}`}>{t("sharing.lapsed")}</span></> : null}</> : undefined);
  return (
    <>
      <PageHead title={t("page.sharing")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("sharing.words")}</span>} />
      <Table name="agreement" title={t("sharing.agreements")} words={t("sharing.agreementWords")} columns={[
        { name: "title", head: t("sharing.title"), cell: ({ content }) => String(content.title) },
        { name: "state", head: t("sharing.state"), cell: ({ content }) => <span className={`${styles.chip} ${String(content.state) === "in-force" && String(content.endsOn) >= today ? styles.good : ""}`}>{codes.word("agreement-state", String(content.state))}</span> },
        { name: "parties", head: t("sharing.parties"), cell: ({ content }) => joined((content.parties as string[]).map((one) => codes.word("country", one))) },
        { name: "finest", head: t("sharing.finest"), cell: ({ content }) => `${codes.word("release-place", String(content.finestPlace))}, ${codes.word("release-time", String(content.finestTime))}` },
        { name: "marking", head: t("sharing.highest"), cell: ({ content }) => <span className="mono">{String(content.highestMarking)}</span> },
        { name: "ends", head: t("sharing.ends"), cell: ({ content }) => day(String(content.endsOn)) },
      ]} />
      <Table name="due-diligence" title={t("sharing.diligence")} words={t("sharing.diligenceWords")} columns={[
        { name: "service", head: t("contacts.service"), cell: ({ content }) => codes.word("service-kind", String(content.service)) }, country,
        { name: "outcome", head: t("sharing.decision"), cell: ({ content }) => <span className={`${styles.chip} ${String(content.outcome) === "do-not-share" ? styles.warn : styles.good}`}>{codes.word("due-diligence-outcome", String(content.outcome))}</span> },
        { name: "askedBy", head: t("sharing.askedBy"), cell: ({ content }) => String(content.askedBy) },
        { name: "until", head: t("sharing.until"), cell: ({ content }) => until(content) },
      ]} />
      <Table name="suspension" title={t("sharing.suspensions")} words={t("sharing.suspensionWords")} columns={[
        { name: "title", head: t("sharing.title"), cell: ({ content }) => String(content.title) }, country,
        { name: "service", head: t("contacts.service"), cell: ({ content }) => (content.service ? codes.word("service-kind", String(content.service)) : t("sharing.everyService")) },
        { name: "ground", head: t("sharing.ground"), cell: ({ content }) => codes.word("suspension-ground", String(content.ground)) },
        { name: "since", head: t("sharing.since"), cell: ({ content }) => day(String(content.since)) },
        { name: "until", head: t("sharing.until"), cell: ({ content }) => until(content) ?? t("sharing.untilLifted") },
      ]} />
    </>
  );
}

function Table({ name, title, words, columns }: { name: Name; title: string; words: string; columns: readonly Column<Held>[] }) {
  const t = useWords();
  const noun = useNoun(name);
  const mayApprove = useMay("exchange.approve");
  const { data, error, isPending } = useInfiniteQuery({ ...rowsQuery(noun ?? { name, path: "" } as never, {}), enabled: noun !== undefined });
  const rows = (data?.pages ?? []).flatMap((page) => page.rows) as unknown as Held[];
  const add = noun && mayApprove ? <ButtonLink size="compact-sm" variant="default" to={newAddressOf(noun)} leftSection={<IconPlus size={15} aria-hidden />} aria-label={`${t("record.new")} – ${title}`}>{t("record.new")}</ButtonLink>
    : <TestedButton size="compact-sm" variant="default" off={t("sharing.mayNotWrite")}>{t("record.new")}</TestedButton>;
  return (
    <Part title={title} aside={add}>
      <p className="quiet small measure">{words}</p>
      {error ? <Trouble error={error} /> : isPending ? <Waiting rows={2} /> : rows.length === 0 ? <Nothing title={t("sharing.none")} /> : <DataTable caption={title} rows={rows} idOf={({ id }) => id} columns={columns} link={({ id }, inside) => <TextLink to={addressOf(noun!, id)}>{inside}</TextLink>} />}
    </Part>
  );
}
