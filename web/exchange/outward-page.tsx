/** How messages leave this node, and who reads it from outside: mail server, address, browser notifications, doors, and the keys of contacts' tools. For the administrator. */
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { OutwardDoors } from "./outward-doors.tsx";
import { TaxiiKeys } from "./outward-keys.tsx";
import { OutwardSettings } from "./outward-settings.tsx";

export function OutwardPage() {
  const t = useWords();
  const [maySettle, mayDoors] = [useMay("exchange.settle"), useMay("doors.manage")];
  return (
    <>
      <PageHead title={t("page.outward")} above={<TextLink to={ADDRESS.exchange}>{t("alerts.board")}</TextLink>} below={<span className="measure">{t("outward.words")}</span>} />
      {!maySettle ? <Nothing title={t("links.maySettle")} /> : <>
        <Part title={t("outward.messages")}><OutwardSettings /></Part>
        {mayDoors ? <Part title={t("outward.doors")}><OutwardDoors /></Part> : null}
        <Part title={t("outward.keys")}><TaxiiKeys /></Part>
      </>}
    </>
  );
}
