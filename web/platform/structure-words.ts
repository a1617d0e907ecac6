/** Words for the names and codes inside structures. One that has none is shown as it is kept. */
import { useWords } from "../frame/words.ts";

const NAMES = ["name", "kind", "nameStatus", "candidates", "role", "outcome", "best", "low", "high", "words", "pcode", "lon", "lat", "doubt", "place"] as const;
const CODES = {
  role: ["security", "civilian", "assailant", "unknown"],
  outcome: ["killed", "wounded", "abducted", "missing"],
  kind: ["state-force", "armed-group", "militia", "private-force", "unidentified", "civilians", "other"],
  nameStatus: ["as-coded", "reported-unverified"],
} as const;

export function useStructureWords() {
  const t = useWords();
  return {
    name: (name: string): string => {
      const known = NAMES.find((one) => one === name);
      return known ? t(`structureName.${known}`) : name;
    },
    code: (name: string, code: string): string => {
      const role = name === "role" && CODES.role.find((one) => one === code);
      if (role) return t(`casualtyRole.${role}`);
      const outcome = name === "outcome" && CODES.outcome.find((one) => one === code);
      if (outcome) return t(`outcome.${outcome}`);
      const kind = name === "kind" && CODES.kind.find((one) => one === code);
      if (kind) return t(`actorKind.${kind}`);
      const status = name === "nameStatus" && CODES.nameStatus.find((one) => one === code);
      return status ? t(`nameStatus.${status}`) : code;
    },
  };
}
