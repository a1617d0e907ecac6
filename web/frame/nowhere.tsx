import { ButtonLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing } from "../design/states.tsx";
import { ADDRESS } from "./addresses.ts";
import { Sheet } from "./frame.tsx";
import { useWords } from "./words.ts";

/** The same where there is no frame around it. */
export const NowhereAlone = () => <main><Nowhere /></main>;

/** An address that is none: says so, and shows the way back. */
export function Nowhere() {
  const t = useWords();
  return <Sheet><PageHead title={t("nowhere.title")} /><Nothing title={t("nowhere.words")} action={<ButtonLink to={ADDRESS.picture} variant="default">{t("frame.home")}</ButtonLink>} /></Sheet>;
}
