/** The sources behind a chart, by name: the line that stands below it. */
import type { Provenance } from "../../src/evidence/picture/provenance.ts";
import { listed } from "./in-words.ts";
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";

const MOST_NAMED = 4;

export function useSourceNames(): (provenance: Pick<Provenance, "sources" | "moreSources">) => string {
  const t = useWords();
  return ({ sources, moreSources }) => {
    const used = sources.filter(({ events }) => events > 0);
    const named = used.flatMap(({ name }) => name ?? []).slice(0, MOST_NAMED);
    const others = used.length - named.length + moreSources;
    if (used.length === 0) return t("charts.noSource");
    return listed([...named, ...(others > 0 ? [t("areaPage.otherSources", { count: others, shown: number(others) })] : [])]);
  };
}
