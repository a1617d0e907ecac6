/** An agreement or a release: its plain page, with the steps of its life below the head. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Part } from "../design/facts.tsx";
import { useNoun, type NounWords } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { NounPage } from "../platform/noun-page.tsx";
import { rowQuery } from "../platform/records.ts";
import { Proofs } from "./alert-proofs.tsx";
import { Steps } from "./steps.tsx";

const LIVES = { agreement: "agreeing", release: "releasing" } as const;
type Name = keyof typeof LIVES;

const Record = ({ name }: { name: Name }) => {
  const { id } = useParams({ strict: false }) as { id: string };
  const noun = useNoun(name);
  return <><NounPage />{noun ? <Life noun={noun} name={name} id={id} /> : null}</>;
};

function Life({ noun, name, id }: { noun: NounWords; name: Name; id: string }) {
  const t = useWords();
  const { data: row } = useQuery(rowQuery(noun, id));
  if (!row) return null;
  const { subject, record } = row.content as { subject?: string; record?: string };
  return (
    <>
      <Part title={t("steps.title")}><Steps noun={name} path={noun.path} life={LIVES[name]} id={id} version={row.version} /></Part>
      {name === "release" && record ? <Part title={t("proofs.title")}><Proofs id={record} version={row.version} {...(subject ? { subject } : {})} /></Part> : null}
    </>
  );
}

export const AgreementPage = () => <Record name="agreement" />;
export const ReleasePage = () => <Record name="release" />;
