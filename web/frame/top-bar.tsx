/** Search everything, whether the page is current, language, light or dark, who I am and what I may see. */
import { Menu } from "@mantine/core";
import { IconBookmark, IconEye, IconLogout, IconSearch, IconTheater, IconUser } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { MarkingChip } from "../design/marking-chip.tsx";
import { isTyping } from "../design/row-keys.ts";
import { ADDRESS } from "./addresses.ts";
import styles from "./frame.module.css";
import { useLive } from "./live.ts";

import { signOut } from "../platform/auth.ts";
import { useForgetEverything, useMe } from "./session.ts";
import { Appearance, LanguageSwitch } from "./switches.tsx";
import { joined, useWords } from "./words.ts";
import { useWorld } from "./world.ts";

const SavedViews = lazy(() => import("./saved-views.tsx"));
const ViewAsForm = lazy(() => import("./view-as-form.tsx"));
const SearchEverything = lazy(() => import("./search-everything.tsx").then(({ SearchEverything: one }) => ({ default: one })));

export function TopBar() {
  const t = useWords();
  const [isSearching, setSearching] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      const isShortcut = (event.key === "/" && !isTyping(event.target)) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      if (!isShortcut) return;
      event.preventDefault();
      setSearching(true);
    };
    document.addEventListener("keydown", open);
    return () => { document.removeEventListener("keydown", open); };
  }, []);
  return (
    <header className={styles.top}>
      <Link to={ADDRESS.picture} className={styles.brand ?? ""}><img src="/mark.svg" alt="" /><span>Falémé</span><b className="unseen">{t("frame.home")}</b></Link>
      <button type="button" className={styles.search} onClick={() => { setSearching(true); }} aria-keyshortcuts="/ Control+K">
        <IconSearch size={18} aria-hidden />
        <span className={styles.searchWords}>{t("search.invitation")}</span>
        <kbd className={styles.key}>/</kbd>
      </button>
      <div className={styles.space} />
      <Current />
      <LanguageSwitch />
      <Appearance />
      <WhoAmI />
      {isSearching ? <Suspense><SearchEverything onClose={() => { setSearching(false); }} /></Suspense> : null}
    </header>
  );
}

function Current() {
  const t = useWords();
  const state = useLive();
  return (
    <span className={`${styles.link} ${styles.wide} ${state === "lost" ? styles.lost : ""}`} role="status">
      <span className={styles.dot} aria-hidden />
      {t(`live.${state}`)}
    </span>
  );
}

function WhoAmI() {
  const t = useWords();
  const me = useMe();
  const world = useWorld();
  const navigate = useNavigate();
  const forget = useForgetEverything();
  const roles = joined(me.roles.map((role) => t(`role.${role}`)));
  const leave = async () => {
    await signOut();
    forget();
    await navigate({ to: ADDRESS.signIn, search: { world: undefined } });
  };
  const [opened, open] = useState<"views" | "viewAs">();
  const close = () => { open(undefined); };
  return (
    <>
      <Menu width={300}>
        <Menu.Target>
          <button type="button" className={styles.me}>
            <IconUser size={19} aria-hidden />
            <span className={`${styles.meRole} ${styles.wide}`}>{me.title}</span>
          <span className="unseen">{t("frame.me", { roles, clearance: me.clearance })}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles.meCard}>
            <p><strong>{me.title}</strong><br /><span className="mono">{me.login}</span></p>
            <p>{roles} · {me.organisation}</p>
            <p className="quiet">{t("frame.clearance")} <MarkingChip marking={me.clearance} isPlain /></p>
            {me.isCappedWithoutTotp ? <p className="quiet small">{t("frame.capped", { clearance: me.clearanceGranted })}</p> : null}
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<IconUser size={18} aria-hidden />} component={Link} to={ADDRESS.account}>{t("account.title")}</Menu.Item>
          {world === "exercise"
            ? <Menu.Item leftSection={<IconTheater size={18} aria-hidden />} onClick={() => { void navigate({ to: ADDRESS.picture, search: { world: undefined } }); }}>{t("frame.leaveExercise")}</Menu.Item>
            : <Menu.Item leftSection={<IconTheater size={18} aria-hidden />} onClick={() => { void navigate({ to: ADDRESS.picture, search: { world: "exercise" } }); }}>{t("frame.enterExercise")}</Menu.Item>}
          <Menu.Item leftSection={<IconBookmark size={18} aria-hidden />} onClick={() => { open("views"); }}>{t("views.title")}</Menu.Item>
          {me.viewedAs ? null : <Menu.Item leftSection={<IconEye size={18} aria-hidden />} onClick={() => { open("viewAs"); }}>{t("viewAs.title")}</Menu.Item>}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => { void leave(); }}>{t("signOut")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {opened ? <Suspense>{opened === "views" ? <SavedViews onClose={close} /> : <ViewAsForm onClose={close} />}</Suspense> : null}
    </>
  );
}
