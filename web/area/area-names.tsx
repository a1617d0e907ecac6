/** What is this area called, in three languages, and what is it? */
import type { Row } from "../frame/nouns.ts";
import { useCodes } from "../frame/nouns.ts";
import { TextLink } from "../design/links.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { LANGUAGE_NAMES, language, useWords } from "../frame/words.ts";
import type { Language } from "../../src/platform/language.ts";
import chips from "../design/chips.module.css";
import type { AreaAnswer } from "./area-answer.ts";
import styles from "./area.module.css";

const NAMES: Record<Language, string> = { fr: "nameFr", en: "nameEn", ar: "nameAr" };
const own = (record: Row | null | undefined, of: Language) => record?.content[NAMES[of]] as string | undefined;

export const nameHere = ({ name }: AreaAnswer["area"], record: Row | null | undefined): string => own(record, language()) ?? name;

export function AreaNames({ area, record, shown }: { area: AreaAnswer["area"]; record: Row | null | undefined; shown: string }) {
  const t = useWords();
  const codes = useCodes();
  const others = (Object.keys(NAMES) as Language[]).filter((one) => one !== language()).map((one) => ({ language: one, name: own(record, one) ?? (one === "ar" ? undefined : area.name) }))
    .filter(({ name }, at, all) => name !== undefined && name !== shown && all.findIndex((other) => other.name === name) === at);
  return (
    <>
      <span>{[area.areaType, codes.word("country", area.country)].filter(Boolean).join(", ")}</span>
      <span className="mono">{area.pcode}</span>
      {area.isFormer ? <span className={`${chips.note} ${chips.warn}`}>{t("areaPage.former")}</span> : null}
      {others.map(({ language: of, name }) => <span key={of} lang={of} dir="auto" title={LANGUAGE_NAMES[of]} className={styles.otherName}>{name}</span>)}
      {area.boundaryPrecisionKm === undefined ? null : <span className="small">{t("areaPage.outline", { km: area.boundaryPrecisionKm })}</span>}
      {record ? <TextLink to={ADDRESS.area} params={{ id: record.id }} className={`small no-print`}>{t("areaPage.record")}</TextLink> : null}
    </>
  );
}
