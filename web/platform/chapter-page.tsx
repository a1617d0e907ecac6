/** The door of a chapter: its own pages first, then every noun that it keeps, each with its count. */
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { Permission } from "../../src/platform/roles.ts";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { number } from "../design/when.ts";
import { ADDRESS, chapterOf, type ChapterName } from "../frame/addresses.ts";
import { useNouns, type NounWords } from "../frame/nouns.ts";
import { useMe } from "../frame/session.ts";
import { capital, inWords, useWords } from "../frame/words.ts";
import { listAddressOf } from "./field-value.tsx";
import { countQuery } from "./records.ts";
import styles from "./records.module.css";

/** What people look for first comes first; nouns of later chapters follow in the order of their declaration. */
const FIRST = ["event", "claim", "operation", "flow", "displacement", "source", "link", "area", "settlement", "site", "route", "reach", "crossing", "border"];
const place = ({ name }: NounWords) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

const OWN_PAGES: Record<ChapterName, readonly { name: "imports" | "flows" | "phone" | "measures" | "demands" | "sentinels" | "sealed" | "ways" | "factorMap" | "compareAreas" | "factorIndex" | "surveys" | "coverage" | "rules" | "sharing" | "links" | "quality" | "governance" | "drills" | "requests" | "outward" | "users" | "journal" | "doors" | "account"; may?: Permission }[]> = {
  evidence: [{ name: "flows" }, { name: "imports", may: "evidence.import" }],
  field: [{ name: "phone", may: "field.enter" }, { name: "measures", may: "field.read" }, { name: "demands", may: "field.read" }, { name: "sentinels", may: "sentinels.manage" }, { name: "sealed" }, { name: "ways", may: "field.settle" }],
  factors: [{ name: "factorMap" }, { name: "compareAreas" }, { name: "factorIndex" }, { name: "surveys" }],
  exchange: [{ name: "coverage" }, { name: "rules" }, { name: "sharing" }, { name: "links" }, { name: "quality" }, { name: "governance" }, { name: "requests" }, { name: "drills" }, { name: "outward", may: "exchange.settle" }],
  briefs: [],
  places: [],
  administration: [{ name: "users", may: "users.manage" }, { name: "journal", may: "journal.read" }, { name: "doors", may: "doors.manage" }, { name: "account" }],
};

export function ChapterPage() {
  const t = useWords();
  const chapter = useLocation().pathname.split("/")[1] as ChapterName;
  return (
    <>
      <PageHead title={t(`chapter.${chapter}`)} below={t(`chapterWords.${chapter}`)} />
      <ChapterCards chapter={chapter} />
    </>
  );
}

export function ChapterCards({ chapter }: { chapter: ChapterName }) {
  const t = useWords();
  const { permissions } = useMe();
  const own = OWN_PAGES[chapter].filter((page) => !page.may || permissions.includes(page.may));
  const nouns = useNouns().filter((noun) => chapterOf(noun) === chapter && permissions.includes(noun.may.read)).sort((a, b) => place(a) - place(b));
  return (
    <>
      <ul className={styles.cards}>{nouns.map((noun) => <NounCard key={noun.path} noun={noun} />)}</ul>
      {own.length > 0 ? <ul className={styles.cards}>{own.map(({ name }) => <li key={name} className={styles.card}><TextLink to={ADDRESS[name]}>{t(`page.${name}`)}</TextLink><p className="quiet small">{t(`pageWords.${name}`)}</p></li>)}</ul> : null}
    </>
  );
}

function NounCard({ noun }: { noun: NounWords }) {
  const { data } = useQuery(countQuery(noun, {}));
  return <li className={styles.card}><TextLink to={listAddressOf(noun)}>{capital(inWords(noun.plural))}</TextLink><p className="quiet figures">{data ? number(data.count) : "…"}</p></li>;
}
