/** What the areas are shaded by, and how finely: two lists over the map. */
import { NativeSelect } from "@mantine/core";
import type { Search } from "../frame/routes.tsx";
import { useWords } from "../frame/words.ts";
import styles from "./picture.module.css";
import { LEVELS, MEASURES, type ShadeChoice } from "./shades.ts";

export function ShadeChooser({ choice, onChoose }: { choice: ShadeChoice | undefined; onChoose: (changes: Search) => void }) {
  const t = useWords();
  return (
    <div className={styles.shadeChoice}>
      <NativeSelect
        size="xs" aria-label={t("shade.measure")} value={choice?.measure ?? ""}
        data={[{ value: "", label: t("shade.none") }, ...MEASURES.map((measure) => ({ value: measure, label: t(`shade.by.${measure}`) }))]}
        onChange={(event) => { onChoose({ shade: event.currentTarget.value || undefined, ...(event.currentTarget.value ? {} : { level: undefined }) }); }}
      />
      {choice ? (
        <NativeSelect
          size="xs" aria-label={t("shade.level")} value={String(choice.level)}
          data={Object.keys(LEVELS).map((level) => ({ value: level, label: t(level === "2" ? "shade.districts" : "shade.regions") }))}
          onChange={(event) => { onChoose({ level: event.currentTarget.value === "1" ? undefined : event.currentTarget.value }); }}
        />
      ) : null}
    </div>
  );
}
