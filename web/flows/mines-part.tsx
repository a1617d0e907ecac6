/** What happens around mining sites: events within a distance, certain or possible. A site is watched for those who live and work there. */
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Origin, WithOrigin } from "../charts/origin.tsx";
import { useSourceNames } from "../charts/source-names.ts";
import { DataTable } from "../design/data-table.tsx";
import { Part } from "../design/facts.tsx";
import { ButtonLink, TextLink } from "../design/links.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { day, number } from "../design/when.ts";
import type { EventFilter } from "../evidence/event-filter.ts";
import { useEventSeq } from "../frame/live.ts";
import { useCodes } from "../frame/nouns.ts";
import type { Search } from "../frame/routes.tsx";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { minesQuery, type Mines } from "./flow-answer.ts";
import styles from "./flows.module.css";
import { WayFigure } from "./way-figure.tsx";
import { waysOf, type Way } from "./way-features.ts";

const RADII_KM = ["5", "15", "25", "50"];
const USUAL_KM = "15";
const MINE_COLOUR = "#7A5C00";
const MOST_KINDS = 3;

type Site = Mines["sites"][number];

export function MinesPart({ filter, km }: { filter: EventFilter; km: string | undefined }) {
  const t = useWords();
  const navigate = useNavigate();
  const mayEdit = useMay("places.edit");
  const chosen = km ?? USUAL_KM;
  const { data, error, isPending, refetch } = useQuery(minesQuery({ ...filter, km: chosen }, useEventSeq()));
  if (isPending) return <Waiting rows={8} />;
  if (error && !data) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data!.sites.length === 0) return <Nothing title={t("flows.mines.none")} action={mayEdit ? <ButtonLink variant="default" to="/places/$noun/new" params={{ noun: "sites" }}>{t("flows.mines.add")}</ButtonLink> : undefined}>{t("flows.mines.noneWords")}</Nothing>;
  return (
    <>
      <NativeSelect className={`${styles.select} no-print`} label={t("flows.mines.radius")} value={chosen} data={[...new Set([...RADII_KM, chosen])].map((value) => ({ value, label: t("areaPage.km", { km: value }) }))}
        onChange={(event) => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, km: event.currentTarget.value === USUAL_KM ? undefined : event.currentTarget.value })) as never, replace: true, resetScroll: false }); }} />
      <Sites mines={data!} />
      <Part title={t("areaPage.origin")}><div className="measure"><Origin provenance={data!.provenance} /></div></Part>
    </>
  );
}

function Sites({ mines: { sites, withinKm, provenance } }: { mines: Mines }) {
  const t = useWords();
  const codes = useCodes();
  const source = useSourceNames()(provenance);
  const kindsOf = ({ around }: Site) => (around?.kinds ?? []).slice(0, MOST_KINDS).map(({ kind, certain, possible }) => `${codes.word("event-kind", kind)} (${number(certain + possible)})`).join(", ");
  const ways = sites.flatMap(({ name, coordinates, around }): Way[] => (coordinates ? [{
    geometry: { type: "Point", coordinates }, count: (around?.certain.count ?? 0) + (around?.possible.count ?? 0), colour: MINE_COLOUR, isDashed: false, isArc: false, hasArrow: false,
    label: around?.possible.count ? `${around.certain.count}–${around.certain.count + around.possible.count}` : String(around?.certain.count ?? 0),
    words: `${name}${t("punctuation.colon")} ${t("flows.mines.around", { certain: number(around?.certain.count ?? 0), possible: number(around?.possible.count ?? 0) })}`,
  }] : []));
  const table = {
    head: [t("flows.mines.site"), t("flows.mines.kind"), t("flows.mines.certain"), t("flows.mines.possible"), t("flows.mines.latest")],
    rows: sites.map(({ name, kind, around }) => [name, codes.word("site-kind", kind), around?.certain.count, around?.possible.count, around?.latest ? day(around.latest) : undefined]),
  };
  return (
    <>
      <WayFigure level={2} title={t("flows.mines.mapTitle", { km: number(withinKm) })} unit={t("flows.mines.mapUnit")} source={source} legend={[{ look: "ring", words: t("flows.legend.mine"), colour: MINE_COLOUR }]} table={table} name="mines" ways={waysOf(ways)} />
      <div className={styles.below}>
        <DataTable<Site> caption={t("flows.mines.name")} rows={sites} idOf={({ id }) => id} link={({ id }, words) => <TextLink to="/places/$noun/$id" params={{ noun: "sites", id }} data-row>{words}</TextLink>}
          columns={[
            { name: "name", head: t("flows.mines.site"), cell: ({ name }) => name },
            { name: "kind", head: t("flows.mines.kind"), cell: ({ kind }) => codes.word("site-kind", kind) },
            { name: "certain", head: t("flows.mines.certain"), isNumber: true, cell: ({ around }) => (around ? <WithOrigin provenance={provenance}>{number(around.certain.count)}</WithOrigin> : undefined) },
            { name: "possible", head: t("flows.mines.possible"), isNumber: true, cell: ({ around }) => (around ? number(around.possible.count) : undefined) },
            { name: "kinds", head: t("flows.mines.kinds"), cell: (site) => (site.around ? kindsOf(site) || undefined : <span className="quiet">{t("flows.mines.notPlaced")}</span>) },
            { name: "latest", head: t("flows.mines.latest"), cell: ({ around }) => (around?.latest ? day(around.latest) : undefined) },
          ]} />
      </div>
      <p className="quiet small measure">{t("flows.mines.caution")}</p>
    </>
  );
}
