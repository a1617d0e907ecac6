/** How much does the screen find, and how often is it right? Counted over labelled texts, as the table of docs/SCREENING.md. */
import { fold, plain } from "../methods/names/fold.ts";
import type { Language } from "../platform/language.ts";
import { PLACES, type Labelled } from "./labelled-texts.ts";
import { knownNames, screen, type ScreenOptions } from "./screening.ts";

export interface Found { names: number; masked: number; findings: number; right: number }

const places = new Set(PLACES.map(fold));
export const isPlaceOfTexts = (words: string): boolean => places.has(fold(words));

/** A name counts as masked only where all of it is; a finding is right where it touches a name. */
export function countFound(texts: readonly Labelled[], options: Pick<ScreenOptions, "known" | "isCautious"> = {}): Found {
  const found: Found = { names: 0, masked: 0, findings: 0, right: 0 };
  for (const { text, form, from, to } of texts) {
    const persons = screen(text, { isPlace: isPlaceOfTexts, ...options }).findings.filter(({ kind }) => kind === "person");
    if (form !== "none") {
      found.names += 1;
      if (persons.some((one) => one.from <= from && one.to >= to)) found.masked += 1;
    }
    found.findings += persons.length;
    found.right += persons.filter((one) => form !== "none" && one.from < to && one.to > from).length;
  }
  return found;
}

/**
 * What the screen finds of names that it does not know: the lists are split in ten parts, and each text is screened by a screen
 * that lacks the parts its name is in.
 */
export function countFoundUnknown(texts: readonly Labelled[], isCautious = false): Found {
  const partOf = (name: string) => [...plain(name)].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7) % 10;
  const total: Found = { names: 0, masked: 0, findings: 0, right: 0 };
  const screens = new Map<string, ReturnType<typeof knownNames>>();
  for (const one of texts.filter(({ form }) => form !== "none")) {
    const parts = new Set(one.parts.map(partOf));
    const key = [...parts].sort().join();
    if (!screens.has(key)) screens.set(key, knownNames((name) => parts.has(partOf(name))));
    const found = countFound([one], { known: screens.get(key)!, isCautious });
    for (const name of Object.keys(total) as (keyof Found)[]) total[name] += found[name];
  }
  return total;
}

const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;

/** The lines of the table in the docs: one a language and caution. */
export function recallTable(texts: readonly Labelled[]): string[] {
  return (["fr", "en", "ar"] as const satisfies readonly Language[]).flatMap((language) => [true, false].map((isCautious) => {
    const own = texts.filter((one) => one.language === language);
    const { names, masked, findings, right } = countFound(own, { isCautious });
    const unknown = countFoundUnknown(own, isCautious);
    return `| ${language} | ${isCautious ? "on intake" : "elsewhere"} | ${names} | ${percent(masked, names)} | ${percent(right, findings)} | ${percent(unknown.masked, unknown.names)} |`;
  }));
}
