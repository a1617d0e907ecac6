/** Kinds of files by words that a person knows: the great data sets by name, any other by the noun that it fills. */
import { useNouns } from "../frame/nouns.ts";
import { capital, inWords, useWords } from "../frame/words.ts";

/** In the order in which they are offered. */
export const NAMED_KINDS = ["ucdp", "acled", "events", "areas", "gazetteer"] as const;

export function useKindWords(): (kind: string) => string {
  const t = useWords();
  const nouns = useNouns();
  return (kind) => {
    const named = NAMED_KINDS.find((one) => one === kind);
    if (named) return t(`importKind.${named}`);
    const noun = nouns.find(({ path }) => path === kind);
    return noun ? capital(inWords(noun.plural)) : kind;
  };
}
