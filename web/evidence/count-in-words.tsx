/** How many events are meant, what they are known to have cost, and how many cannot be put on the map. */
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import type { Summary } from "./events.ts";

export function CountInWords({ summary }: { summary: Summary | undefined }) {
  const t = useWords();
  if (!summary) return <span>&nbsp;</span>;
  const { count, fatalities, unknown, notOnMap } = summary;
  return (
    <span className="figures" role="status">
      <strong style={{ color: "var(--mantine-color-text)" }}>{t("event.count", { count, shown: number(count) })}</strong>
      {count > unknown ? <> · {t("event.deaths", { count: fatalities, shown: number(fatalities) })}</> : null}
      {unknown > 0 ? <> · {t("event.unknownTolls", { count: unknown, shown: number(unknown) })}</> : null}
      {notOnMap > 0 ? <> · {t("event.notOnMap", { count: notOnMap, shown: number(notOnMap) })}</> : null}
    </span>
  );
}
