/** Says all the time as whom the page is seen, where that is somebody else, with the way back. */
import { useNavigate } from "@tanstack/react-router";
import { MarkingChip } from "../design/marking-chip.tsx";
import styles from "./frame.module.css";
import type { Search } from "./routes.tsx";
import { useMe } from "./session.ts";
import { useWords } from "./words.ts";
import { useViewAs } from "./world.ts";

export function ViewAsBanner() {
  const t = useWords();
  const me = useMe();
  const navigate = useNavigate();
  if (!useViewAs()) return null;
  const back = () => { void navigate({ to: ".", search: ((old: Search) => ({ ...old, viewAs: undefined })) as never }); };
  return (
    <div className={`${styles.banner} ${styles.viewAs}`} role="note">
      <span>{t("viewAs.seenAs", { role: me.roles.map((role) => t(`role.${role}`)).join(", "), organisation: me.organisation })} <MarkingChip marking={me.clearance} /> {t("viewAs.readOnly")}</span>
      <button type="button" onClick={back}>{t("viewAs.back")}</button>
    </div>
  );
}
