/** What moves, and along which ways: illicit flows, stolen cattle, what happens around mines, and which roads and rivers are open. */
import { useSearch } from "@tanstack/react-router";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { filterOf } from "../evidence/event-filter.ts";
import { FilterBar } from "../evidence/filter-bar.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import { AccessPart } from "./access-part.tsx";
import { CattlePart } from "./cattle-part.tsx";
import { FlowPart } from "./flow-part.tsx";
import styles from "./flows.module.css";
import { MinesPart } from "./mines-part.tsx";

const VIEWS = ["flows", "cattle", "mines", "access"] as const;
type View = (typeof VIEWS)[number];

export function FlowsPage() {
  const t = useWords();
  const search = useSearch({ strict: false }) as Search;
  const view: View = VIEWS.find((one) => one === search.show) ?? "flows";
  const filter = filterOf(search);
  return (
    <article>
      <PageHead title={t("flows.title")} below={<span>{t(`flows.${view}.words`)}</span>} />
      <nav className={`${styles.views} no-print`} aria-label={t("flows.views")}>
        {VIEWS.map((one) => <TextLink key={one} to={ADDRESS.flows} search={((old: Search) => ({ ...old, show: one === "flows" ? undefined : one })) as never} underline="never" className={styles.view ?? ""} activeOptions={{ exact: true, includeSearch: true }} data-shown={one === view || undefined}>{t(`flows.${one}.name`)}</TextLink>)}
      </nav>
      {view === "access" ? null : <FilterBar search={search} />}
      {view === "flows" ? <FlowPart filter={filter} commodity={search.commodity} /> : view === "cattle" ? <CattlePart filter={filter} /> : view === "mines" ? <MinesPart filter={filter} km={search.km} /> : <AccessPart on={search.on} />}
    </article>
  );
}
