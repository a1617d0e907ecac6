/** The chapters that work, each for those who may read it. A chapter that does not exist yet is not a dead link. */
import { IconBell, IconFileSearch, IconFileText, IconHexagons, IconMap2, IconMapPins, IconMessageReport, IconSettings, type Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Permission } from "../../src/platform/roles.ts";
import { ADDRESS } from "./addresses.ts";
import styles from "./frame.module.css";
import { useMe } from "./session.ts";
import { useWords } from "./words.ts";

interface Chapter { name: "picture" | "evidence" | "field" | "factors" | "exchange" | "briefs" | "places" | "administration"; Icon: Icon; anyOf: readonly Permission[] }

const CHAPTERS: readonly Chapter[] = [
  { name: "picture", Icon: IconMap2, anyOf: ["evidence.read", "places.read"] },
  { name: "evidence", Icon: IconFileSearch, anyOf: ["evidence.read"] },
  { name: "field", Icon: IconMessageReport, anyOf: ["field.read", "field.enter", "field.settle"] },
  { name: "factors", Icon: IconHexagons, anyOf: ["factors.read"] },
  { name: "exchange", Icon: IconBell, anyOf: ["exchange.read"] },
  { name: "briefs", Icon: IconFileText, anyOf: ["briefs.read"] },
  { name: "places", Icon: IconMapPins, anyOf: ["places.read"] },
  { name: "administration", Icon: IconSettings, anyOf: ["users.manage", "journal.read", "codes.edit"] },
];

export function Rail() {
  const t = useWords();
  const { permissions } = useMe();
  return (
    <nav className={styles.rail} aria-label={t("frame.chapters")}>
      {CHAPTERS.filter(({ anyOf }) => anyOf.some((permission) => permissions.includes(permission))).map(({ name, Icon }) => (
        <Link key={name} to={ADDRESS[name]} className={styles.chapter ?? ""} activeOptions={{ exact: name === "picture", includeSearch: false }}>
          <Icon size={22} stroke={1.6} aria-hidden />
          {t(`chapter.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
