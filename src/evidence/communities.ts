/**
 * Words that name a people, a community or a livelihood group. They are known here for one purpose: to keep such a label out of
 * the place where an actor stands, and to mask it in text that leaves. They are never a field, a filter or a condition.
 */
import { readFileSync } from "node:fs";
import { plain } from "../methods/names/fold.ts";

const { words } = JSON.parse(readFileSync(new URL("../../data/names/communities.json", import.meta.url), "utf8")) as { words: string[] };

const labels: ReadonlySet<string> = new Set(words.map(plain));

/** Every label, as `plain` writes it. */
export const communityLabels = (): ReadonlySet<string> => labels;

/** Words that stand beside a label without making it an organisation: "Fulani militia (Mali)", "Dogon ethnic group". */
const BESIDE = /\b(militia|milice|ethnic|communal|group|groupe|herders|farmers|eleveurs|agriculteurs|pastoralists|community|communaute|self defense|mali|niger|burkina faso|senegal|mauritania|ivory coast|guinea|nigeria|benin|togo|ghana)\b/g;

const asked = new Map<string, boolean>();

/** Whether a name is nothing but the label of one or more communities. */
export function isCommunity(name: string): boolean {
  let known = asked.get(name);
  if (known === undefined) {
    if (asked.size > 10_000) asked.clear();
    asked.set(name, known = isOnlyLabels(name));
  }
  return known;
}

function isOnlyLabels(name: string): boolean {
  const parts = name.replace(/[()]/g, ",").split(",").map((part) => plain(part).replace(BESIDE, " ").replace(/\s+/g, " ").trim()).filter(Boolean);
  return parts.length > 0 && parts.every((part) => labels.has(part) || part.split(" ").every((word) => labels.has(word)));
}
