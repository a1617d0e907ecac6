/** Who may read this? A chip as FIRST prescribes for TLP 2.0: the label in its own colour, on black. */
import { Tooltip } from "@mantine/core";
import type { Marking } from "../../src/platform/marking.ts";
import { useWords } from "../frame/words.ts";
import styles from "./chips.module.css";

const INK: Record<Marking, string> = { CLEAR: "#FFFFFF", GREEN: "#33FF00", AMBER: "#FFC000", "AMBER+STRICT": "#FFC000", RED: "#FF2B2B" };

/** @param isPlain without the explanation on asking: inside a menu nothing but its items may take the focus */
export function MarkingChip({ marking, isPlain = false }: { marking: Marking; isPlain?: boolean }) {
  const t = useWords();
  if (isPlain) return <span className={styles.marking} style={{ color: INK[marking] }}>TLP:{marking}</span>;
  return (
    <Tooltip label={t(`marking.${marking}`)}>
      <span className={styles.marking} style={{ color: INK[marking] }} tabIndex={0}>TLP:{marking}</span>
    </Tooltip>
  );
}
