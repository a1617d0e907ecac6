/** Was the last week unusually busy? The mark says against what, and among how many areas, it was judged. */
import { IconAlertTriangle, IconMinus, IconQuestionMark } from "@tabler/icons-react";
import { rounded } from "../charts/in-words.ts";
import { WithOrigin } from "../charts/origin.tsx";
import { day, number } from "../design/when.ts";
import { locale, useWords } from "../frame/words.ts";
import type { AreaAnswer } from "./area-answer.ts";
import styles from "./area.module.css";

type Surge = NonNullable<AreaAnswer["surge"]>;

export const surgeTone = (state: Surge["state"]): "high" | "raised" | "usual" | "unknown" =>
  state === "high-surge" ? "high" : state === "surge" ? "raised" : state === "usual" ? "usual" : "unknown";

/** Older than two months it is no news: the last week that anybody covered is not this one. */
const OLD_MS = 60 * 86_400_000;
const isOld = (to: string) => Date.now() - Date.parse(to) > OLD_MS;

export function useSurgeWords(): (surge: Surge) => string {
  const t = useWords();
  return ({ state, week }) => `${t(`areaPage.surge.${state}`, { week: day(week.from) })}${isOld(week.to) ? ` ${t("areaPage.surge.old")}` : ""}`;
}

export function SurgeMark({ surge }: { surge: Surge | undefined }) {
  const t = useWords();
  const inWords = useSurgeWords();
  if (!surge) return null;
  const { observed, expected, adjusted, tested, baselineWeeks, weeksKnown, falseDiscoveryRate, provenance } = surge;
  const tone = surgeTone(surge.state);
  const Icon = tone === "usual" ? IconMinus : tone === "unknown" ? IconQuestionMark : IconAlertTriangle;
  return (
    <div className={styles.surge} data-tone={tone}>
      <Icon size={20} aria-hidden />
      <div>
        <p><strong>{inWords(surge)}</strong></p>
        {observed === null || expected === null || adjusted === null
          ? <p className="quiet small">{t("areaPage.surge.weeksKnown", { known: number(weeksKnown), of: number(baselineWeeks) })}</p>
          : (
            <p className="small">
              <WithOrigin provenance={provenance}>{t("areaPage.surge.figures", { observed: number(observed), expected: rounded(expected) })}</WithOrigin>{" "}
              {t("areaPage.surge.tested", { count: tested, shown: number(tested), chance: chanceWords(adjusted), rate: percent(falseDiscoveryRate) })}
            </p>
          )}
      </div>
    </div>
  );
}

const percent = (share: number) => new Intl.NumberFormat(locale(), { style: "percent", maximumSignificantDigits: 2 }).format(share);
const chanceWords = (chance: number) => (chance < 0.0001 ? `< ${percent(0.0001)}` : percent(chance));
