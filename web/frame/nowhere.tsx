import { ButtonLink } from "../design/links.tsx";
import { Nothing } from "../design/states.tsx";
import { ADDRESS } from "./addresses.ts";
import { Sheet } from "./frame.tsx";
import { useWords } from "./words.ts";

/** An address that is none: says so, and shows the way back. */
export function Nowhere() {
  const t = useWords();
  return <Sheet><Nothing title={t("nowhere.title")} action={<ButtonLink to={ADDRESS.picture} variant="default">{t("frame.home")}</ButtonLink>}>{t("nowhere.words")}</Nothing></Sheet>;
}
