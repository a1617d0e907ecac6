/** The frame of every page for somebody who is signed in: exercise banner, top bar, rail, and the page itself. */
import { Link, Outlet } from "@tanstack/react-router";
import { Suspense, type ReactNode } from "react";
import { Waiting } from "../design/states.tsx";
import styles from "./frame.module.css";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useWords } from "./words.ts";
import { ViewAsBanner } from "./view-as.tsx";
import { useViewAs, useWorld } from "./world.ts";

export function Frame() {
  const t = useWords();
  const world = useWorld();
  const isExercise = world === "exercise";
  const viewAs = useViewAs();
  return (
    // Another world, or another reader, is another page: nothing of the last one stays on it.
    <div key={`${world} ${viewAs ?? ""}`} className={styles.frame}>
      <a href="#main" className={styles.skip}>{t("frame.skip")}</a>
      <aside className={styles.banners} aria-label={t("viewAs.notices")}>
        {isExercise ? (
          <div className={styles.banner} role="note">
            <span>{t("frame.exercise")}</span>
            <Link to="/" search={{ world: undefined }}>{t("frame.leaveExercise")}</Link>
          </div>
        ) : null}
        <ViewAsBanner />
      </aside>
      <TopBar />
      <Rail />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<Sheet><Waiting /></Sheet>}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

/** The margins of a page that is read; the map has none. */
export const Sheet = ({ children }: { children: ReactNode }) => <div className={styles.page}>{children}</div>;
