/** What an importer says besides its counts: the layout it recognised, the release, what the source covers, what it left out and why. */
import { Fact, Facts } from "../design/facts.tsx";
import { day, number } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";

interface Coverage { country: string; from?: string; to?: string }

export function ImportNotes({ notes }: { notes: Record<string, unknown> }) {
  const t = useWords();
  const codes = useCodes();
  const { layout, release, coverage, skipped, ...rest } = notes;
  const covered = Array.isArray(coverage) ? (coverage as Coverage[]) : [];
  const left = Object.entries((skipped ?? {}) as Record<string, number>);
  return (
    <Facts>
      {layout ? <Fact name={t("import.layout")}>{String(layout)}{release ? ` ${String(release)}` : ""}</Fact> : null}
      {covered.length > 0 ? <Fact name={t("import.coverage")}>{covered.map(({ country, from, to }) => <p key={country}>{codes.word("country", country)} <span className="quiet figures">{from ? day(from) : "…"} – {to ? day(to) : "…"}</span></p>)}<p className="quiet small">{t("import.coverageWords")}</p></Fact> : null}
      {left.length > 0 ? <Fact name={t("import.skipped")}>{left.map(([reason, count]) => <p key={reason}>{reason}{t("punctuation.colon")} {number(count)}</p>)}</Fact> : null}
      {Object.entries(rest).map(([name, value]) => <Fact key={name} name={name}>{typeof value === "object" ? JSON.stringify(value) : String(value)}</Fact>)}
    </Facts>
  );
}
