/**
 * Which area is meant by what somebody wrote: a p-code, an ISO 3166 code, or a name in any of its spellings? Nothing is ever
 * guessed: of several that fit equally, a person chooses.
 */
import { fold } from "../methods/names/fold.ts";
import { problem } from "../platform/problem.ts";
import type { Area, Geography } from "./geography.ts";

export function resolveArea(geography: Geography, words: string): Area {
  const wanted = words.trim();
  const upper = wanted.toUpperCase();
  const coded = geography.areaByPcode(wanted) ?? geography.areas.find(({ pcode, iso }) => pcode.toUpperCase() === upper || iso?.toUpperCase() === upper);
  if (coded) return coded;
  const folded = fold(wanted);
  const named = folded === "" ? [] : geography.areas.filter(({ name, spellings }) => [name, ...spellings].some((one) => fold(one) === folded));
  if (named.length === 1) return named[0]!;
  if (named.length === 0) throw problem("place.notFound", { name: wanted });
  throw ambiguous(geography, wanted, named);
}

function ambiguous(geography: Geography, name: string, found: readonly Area[]) {
  const choices = found.map(({ id, name, pcode, areaType, country, parentPcode }) =>
    ({ id, name, pcode, areaType, country, parent: parentPcode && (geography.areaByPcode(parentPcode)?.name ?? parentPcode) }));
  const words = choices.map(({ name, pcode, areaType, parent }) => `${name} (${[areaType, parent].filter(Boolean).join(", ")}) ${pcode}`);
  return problem("place.ambiguous", { name, candidates: words.join("; "), choices });
}
