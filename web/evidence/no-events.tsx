/** No event to show: because of the filter, or because nothing was written or imported yet. Neither means that nothing happened. */
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ButtonLink } from "../design/links.tsx";
import { Nothing } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { NO_FILTER } from "./event-filter.ts";

export function NoEvents({ isFiltered }: { isFiltered: boolean }) {
  const t = useWords();
  const navigate = useNavigate();
  const mayImport = useMay("evidence.import");
  if (!isFiltered) return <Nothing title={t("event.noneYet")} action={mayImport ? <ButtonLink to={ADDRESS.imports}>{t("page.imports")}</ButtonLink> : undefined}>{t("event.noneYetWords")}</Nothing>;
  return <Nothing title={t("event.none")} action={<Button variant="default" onClick={() => { void navigate({ to: ".", search: NO_FILTER as never }); }}>{t("list.clear")}</Button>}>{t("event.noneWords")}</Nothing>;
}
