/** Along which way? The crossing, the route or the river by name; from where to where; or that nobody said. */
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { useAreaName } from "../places/areas.ts";
import type { Corridor } from "./flow-answer.ts";

export function useCorridorWords(): (corridor: Corridor) => string {
  const t = useWords();
  const codes = useCodes();
  const areaName = useAreaName();
  const end = (one: Corridor["from"]) => (one ? areaName(one.pcode) ?? (one.pcode.length === 2 ? codes.word("country", one.pcode) : one.name) : undefined);
  return ({ kind, name, from, to }) => {
    if (kind === "unsaid") return t("flows.unsaid");
    if (kind === "crossing" || kind === "route" || kind === "reach") return name ?? t("value.outOfSight");
    if (from && to) return t("flows.fromTo", { from: end(from), to: end(to) });
    return from ? t("flows.fromOnly", { from: end(from) }) : t("flows.toOnly", { to: end(to) });
  };
}
