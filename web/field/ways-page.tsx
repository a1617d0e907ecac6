/** How reports reach the house: forms on telephones, short messages, mail. Settled by an administrator; each way is off until it is settled. */
import { Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nothing } from "../design/states.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useMay } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { Email } from "./ways-email.tsx";
import { Forms } from "./ways-forms.tsx";
import { Gateways } from "./ways-gateways.tsx";
import { Retention } from "./ways-retention.tsx";

export function WaysPage() {
  const t = useWords();
  const maySettle = useMay("field.settle");
  return (
    <>
      <PageHead title={t("page.ways")} above={<TextLink to={ADDRESS.field}>{t("chapter.field")}</TextLink>} below={<span className="measure">{t("ways.words")}</span>} />
      {!maySettle ? <Nothing title={t("ways.mayNot")} /> : <>
        <Part title={t("ways.forms")}><Forms /></Part>
        <Part title={t("ways.gateways")}><Gateways /></Part>
        <Part title={t("ways.email")}><Email /></Part>
        <Part title={t("ways.retention")}><Retention /></Part>
      </>}
    </>
  );
}
